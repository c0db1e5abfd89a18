"""Where a case stands on the nurse's list of the follow-up."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from support.followup.rules.outcome import Result
from support.followup.rules.states import OPEN, State

SOON = timedelta(days=7)
LATELY = timedelta(days=30)
_UP = frozenset({Result.WORSE, Result.HELP_WANTED})


class Seen(Protocol):
    """What the list looks at in a check-in."""

    @property
    def state(self) -> State:
        """How far it has come."""
        ...

    @property
    def planned_at(self) -> datetime:
        """For when it was planned."""
        ...

    @property
    def ended_at(self) -> datetime | None:
        """When it was answered or given up."""
        ...


C = TypeVar("C", bound=Seen)


class Part(StrEnum):
    """One part of the list, what needs a human first."""

    WORSE = "worse"
    SILENT = "silent"
    UNDELIVERABLE = "undeliverable"
    DUE = "due"
    ANSWERED = "answered"


def latest(check_ins: Sequence[C]) -> C | None:
    """The check-in that says how it stands with a case: the one that is asked now, else the last that ended,
    else the next to come; those that were called off say nothing."""
    said = [one for one in check_ins if one.state is not State.CALLED_OFF]
    looks: tuple[Callable[[Seen], bool], ...] = (_is_asked, _has_ended)
    for fits in looks:
        found = [one for one in said if fits(one)]
        if found:
            return found[-1]
    return said[0] if said else None


def part_of(one: Seen, result: Result | None, now: datetime, *, has_failed: bool) -> Part | None:
    """The part of the list in which the case stands by its latest check-in; None for what lies far off."""
    if one.state is State.NOT_ASKED or (has_failed and one.state in OPEN):
        return Part.UNDELIVERABLE
    if one.state is State.MISSED:
        return Part.SILENT
    if one.state is State.ANSWERED:
        if result in _UP:
            return Part.WORSE
        return Part.ANSWERED if one.ended_at is not None and one.ended_at > now - LATELY else None
    is_soon = one.state in OPEN or one.planned_at <= now + SOON
    return Part.DUE if is_soon else None


def _is_asked(one: Seen) -> bool:
    return one.state in OPEN


def _has_ended(one: Seen) -> bool:
    return one.state in (State.ANSWERED, State.MISSED, State.NOT_ASKED)
