"""Who waits for an earlier time: who may, in which order a freed time is offered, when, and for how long.

Source: domain model C.6 (quiet hours) and D.1 (a crisis never waits on a list).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from support.vocabulary.calendar import may_text, next_text_time
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.pathway import CRISIS, URGENT_CALL, Path, Urgency

PROPOSAL_LIVES = timedelta(hours=2)
# Getting on and leaving are lines in the case and in the record, and nobody may delete those.
LISTED = (10, timedelta(hours=24))

_INSTANT = timedelta(microseconds=1)

Place = tuple[int, datetime, bool, datetime, str]


class State(StrEnum):
    """How an offered time stands; every state but `open` is final."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    PASSED = "passed"
    WITHDRAWN = "withdrawn"


class Waits(Protocol):
    """The few values that decide a place: how urgent, since when she waits, and what she was promised."""

    @property
    def case_id(self) -> str: ...

    @property
    def urgency(self) -> Urgency: ...

    @property
    def since(self) -> datetime: ...

    @property
    def due_at(self) -> datetime | None: ...


AnyWaits = TypeVar("AnyWaits", bound=Waits)


def in_fair_order(waiting: Iterable[AnyWaits]) -> list[AnyWaits]:
    """To whom a freed time is offered first: the more urgent, then the longer waiting, then the first due."""
    return sorted(waiting, key=_place)


def may_wait(urgency: Urgency, path: Path) -> bool:
    """Whether a person may be on the list: never one who needs a call today, whom a nurse calls instead."""
    return not urgency.needs_call_today and path not in (CRISIS, URGENT_CALL)


def may_propose(now: datetime) -> bool:
    """Whether a time may be offered now: the offer begins and ends outside the quiet hours."""
    return may_text(now) and may_text(now + PROPOSAL_LIVES - _INSTANT)


def next_proposing(now: datetime) -> datetime:
    """The instant itself when a time may be offered, else the first one at which it may."""
    start = next_text_time(now)
    return start if may_propose(start) else next_text_time(start + PROPOSAL_LIVES)


def fits(
    starts_at: datetime, minutes: int, now: datetime, *, notice: timedelta, has: datetime | None
) -> bool:
    """Whether a free time may be offered to one who has a time at `has`, or none.

    It is over before hers begins, and until the last minute of the offer it can be booked with its notice.
    """
    is_earlier = has is None or starts_at + timedelta(minutes=minutes) <= has
    return is_earlier and starts_at >= now + PROPOSAL_LIVES + notice


def is_part_of(starts_at: datetime, minutes: int, freed_from: datetime, freed_to: datetime) -> bool:
    """Whether a free time is what has become free: within the stretch, or over it where that is too short.

    So nobody is told of the times beside it, which were free before.
    """
    ends_at = starts_at + timedelta(minutes=minutes)
    if ends_at - starts_at <= freed_to - freed_from:
        return freed_from <= starts_at and ends_at <= freed_to
    return starts_at < freed_to and freed_from < ends_at


def is_open(state: State, until: datetime, now: datetime) -> bool:
    """Whether an offered time can still be taken; nothing has to run for the offer to end."""
    return state is State.OPEN and now < until


def check_open(state: State, until: datetime, now: datetime) -> None:
    """Raise Conflict where an offered time can no longer be taken."""
    if not is_open(state, until, now):
        raise Conflict(mark("This offer has ended."))


def _place(one: Waits) -> Place:
    # Who was promised nothing stands behind those who were; the name of the case makes every order the same.
    return (one.urgency.rank, one.since, one.due_at is None, one.due_at or one.since, one.case_id)
