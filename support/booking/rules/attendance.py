"""Whether she came: who says so, from when, how long a mistake can be taken back.

Source: domain model C.4.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile

from support.booking.rules.appointment import LIVE, State
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import TooLate, mark

SAID = frozenset({State.ATTENDED, State.NO_SHOW})
"""Somebody has said how it went."""
_TAKEN_BACK_WITHIN = timedelta(days=1)


def may_say(actor: Actor, practitioner_id: str, *, may_change_case: bool) -> bool:
    """Whether she may say how a time went, or cancel it for the provider: it is with her, or in her case."""
    is_with_her = actor.role is Role.NURSE and actor.id == practitioner_id
    return is_with_her or may_change_case


def is_due(state: State, starts_at: datetime, now: datetime) -> bool:
    """Whether it is time to say how it went: it has begun, and nobody has."""
    return state in LIVE and now >= starts_at


def may_take_back(state: State, said_at: datetime | None, now: datetime) -> bool:
    """Whether what was said can still be taken back: until the end of the next day."""
    return state in SAID and is_fresh(said_at, now)


def is_fresh(said_at: datetime | None, now: datetime) -> bool:
    """Whether something was said so lately that it may still be a mistake."""
    return said_at is not None and local_date(now) <= local_date(said_at) + _TAKEN_BACK_WITHIN


def check_take_back(state: State, said_at: datetime | None, now: datetime) -> None:
    """Raise TooLate where what was said stands for good."""
    if state in SAID:
        check_fresh(said_at, now)


def check_fresh(said_at: datetime | None, now: datetime) -> None:
    """Raise TooLate for what was said too long ago to be a mistake."""
    if not is_fresh(said_at, now):
        raise TooLate(mark("This can no longer be taken back."))


def missed_in_a_row(newest_first: Iterable[State]) -> int:
    """How many of the last times of a person she missed; coming begins the count anew.

    What was given back or is still to come counts for nothing.
    """
    said = (state for state in newest_first if state in SAID)
    return sum(1 for _ in takewhile(lambda state: state is State.NO_SHOW, said))
