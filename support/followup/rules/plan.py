"""When a person is asked how she is: the rhythm behind each path, as moments on the wall clock.

Source: domain model D.3, D.4, D.6, D.7, D.9 (rhythms), C.6 and F.4 (hours).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from support.vocabulary.calendar import at, is_working_day, local_date, next_text_time, next_working_day
from support.vocabulary.pathway import BRIEF_SUPPORT, SELF_CARE, SUPERVISOR_SUPPORT, TRIPARTITE, Path

ASKED_AT = time(10)
SILENT_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Rhythm:
    """Days after which a person is asked, counted from the opening of her case or from her last meeting.

    `measured` are those of them at which wellbeing and work ability are asked too.
    """

    days: tuple[int, ...]
    measured: frozenset[int]
    after_meeting: bool


@dataclass(frozen=True)
class Planned:
    """One check-in to come; `number` counts from 1."""

    number: int
    at: datetime
    is_measuring: bool


RHYTHMS = {
    SELF_CARE: Rhythm((7, 21, 42), frozenset({42}), after_meeting=False),
    BRIEF_SUPPORT: Rhythm((42, 120), frozenset({42, 120}), after_meeting=True),
    TRIPARTITE: Rhythm((90,), frozenset({90}), after_meeting=True),
    SUPERVISOR_SUPPORT: Rhythm((42,), frozenset(), after_meeting=True),
}


def rhythm_of(path: Path) -> Rhythm | None:
    """How often a person on this path is asked; None where a nurse calls instead."""
    return RHYTHMS.get(path)


def check_ins_of(rhythm: Rhythm, begins_at: datetime) -> tuple[Planned, ...]:
    """The check-ins of a rhythm that begins at this moment, in their order."""
    first = local_date(begins_at)
    return tuple(
        Planned(number, asking_time(first + timedelta(days=days)), days in rhythm.measured)
        for number, days in enumerate(rhythm.days, start=1)
    )


def asking_time(day: date) -> datetime:
    """Ten o'clock on the day, or on the next working day: who asks for help in her answer finds us there."""
    return at(day if is_working_day(day) else next_working_day(day), ASKED_AT)


def silent_from(asked_at: datetime) -> datetime:
    """When a question that was asked at this moment and not answered counts as passed over."""
    return asking_time(local_date(asked_at) + SILENT_AFTER)


def next_step_at(now: datetime) -> datetime:
    """When the step after a question put now is due: the days count from when its message may leave.

    Until then the message makes sense and no longer, so that two of them never wait side by side.
    """
    return silent_from(next_text_time(now))
