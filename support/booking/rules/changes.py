"""What an editor may change of a practitioner's hours, who may, and when that makes sense."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from support.booking.rules.hours import Pattern, Terms, TimeOff
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import is_free_day
from support.vocabulary.errors import Invalid, mark

# What each profession holds, as the steps of the pathways name it.
KINDS = {
    "nurse": ("nurse_call", "one_to_one"),
    "psychologist": ("one_to_one",),
    "coach": ("one_to_one",),
    "physician": ("physician",),
}
# Hours are planned so far ahead at most.
_AHEAD = timedelta(days=2 * 366)


@dataclass(frozen=True)
class NewWeek:
    """The week that repeats from a day on, instead of whatever was planned for that day and later."""

    from_day: date
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class Extra:
    """A stretch of one single day beside the week."""

    pattern: Pattern


@dataclass(frozen=True)
class Dropped:
    """An extra stretch or days off that are taken back."""

    id: str


Change = NewWeek | Extra | TimeOff | Dropped | Terms


class Unfit(Invalid):
    """A change that makes no sense; `stretch` is the number of the stretch at fault, None for the day."""

    def __init__(self, message: str, stretch: int | None = None) -> None:
        super().__init__(message)
        self.stretch = stretch


def may_edit(actor: Actor, practitioner_id: str, team: Collection[str]) -> bool:
    """Whether these hours are the actor's own, or of the team of a service manager; `team` are its ids."""
    if not actor.is_staff or practitioner_id not in team:
        return False
    return actor.id == practitioner_id or actor.role is Role.ADMIN


def check_change(change: Change, today: date) -> None:
    """Refuse what lies in the past or too far ahead, stretches that overlap, and a stretch on a free day.

    Raises Unfit.
    """
    if isinstance(change, NewWeek):
        _check_day(change.from_day, today)
        _check_overlaps(change.patterns)
    elif isinstance(change, Extra):
        _check_day(change.pattern.valid_from, today)
        if is_free_day(change.pattern.valid_from):
            raise Unfit(mark("This day is a public holiday. Nothing is booked on it."))
    elif isinstance(change, TimeOff):
        _check_day(change.last, today)
        if change.last < change.first:
            raise Unfit(mark("The last day cannot be before the first."))


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise Unfit(mark("Choose today or a later day."))
    if day > today + _AHEAD:
        raise Unfit(mark("Choose a day within two years."))


def _check_overlaps(patterns: tuple[Pattern, ...]) -> None:
    for number, one in enumerate(patterns):
        for other in patterns[:number]:
            touches = one.from_minute < other.to_minute and other.from_minute < one.to_minute
            if one.weekday == other.weekday and touches:
                raise Unfit(mark("This stretch overlaps another one of the same day."), number)
