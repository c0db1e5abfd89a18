"""The state machine of an appointment of one person, until when she may cancel or move it, and what is late.

Source: domain model C.4.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from support.vocabulary.errors import Conflict, TooLate, mark

LATE_CANCEL = timedelta(hours=24)
# So long after its start a time still stands, for one who comes late or looks how to join.
STANDS_FOR = timedelta(hours=2)


class State(StrEnum):
    """How an appointment stands; of the others than `confirmed` only how it went can be taken back."""

    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    CANCELLED_BY_EMPLOYEE = "cancelled_by_employee"
    CANCELLED_BY_PROVIDER = "cancelled_by_provider"
    REBOOKED = "rebooked"


class Move(StrEnum):
    """What happens to an appointment."""

    ATTEND = "attend"
    MISS = "miss"
    CANCEL_BY_EMPLOYEE = "cancel_by_employee"
    CANCEL_BY_PROVIDER = "cancel_by_provider"
    REBOOK = "rebook"
    TAKE_BACK = "take_back"


ALLOWED = {
    (State.CONFIRMED, Move.ATTEND): State.ATTENDED,
    (State.CONFIRMED, Move.MISS): State.NO_SHOW,
    (State.CONFIRMED, Move.CANCEL_BY_EMPLOYEE): State.CANCELLED_BY_EMPLOYEE,
    (State.CONFIRMED, Move.CANCEL_BY_PROVIDER): State.CANCELLED_BY_PROVIDER,
    (State.CONFIRMED, Move.REBOOK): State.REBOOKED,
    (State.ATTENDED, Move.TAKE_BACK): State.CONFIRMED,
    (State.NO_SHOW, Move.TAKE_BACK): State.CONFIRMED,
}
LIVE = frozenset({State.CONFIRMED})
# Nobody has such a time any more, so it does not count into what a day takes.
CANCELLED = frozenset({State.CANCELLED_BY_EMPLOYEE, State.CANCELLED_BY_PROVIDER})
GIVEN_BACK = CANCELLED | {State.REBOOKED}

_BEFORE_THE_START = frozenset({Move.CANCEL_BY_EMPLOYEE, Move.REBOOK})
_AFTER_THE_START = frozenset({Move.ATTEND, Move.MISS})


def ends_at(starts_at: datetime, minutes: int) -> datetime:
    """When a time is over."""
    return starts_at + timedelta(minutes=minutes)


def after(state: State, move: Move) -> State:
    """The state after the move; raises Conflict when the table has no such move."""
    try:
        return ALLOWED[state, move]
    except KeyError:
        raise Conflict(mark("This time has already been changed.")) from None


def may_cancel(state: State, starts_at: datetime, now: datetime) -> bool:
    """Whether the person may still cancel or move the appointment: until it starts."""
    return state in LIVE and now < starts_at


def check_time(move: Move, starts_at: datetime, now: datetime) -> None:
    """Refuse a move at the wrong time: TooLate once it has started, Conflict for an outcome before that."""
    if move in _BEFORE_THE_START and now >= starts_at:
        raise TooLate(mark("This time has already started, so it can no longer be cancelled or moved."))
    if move in _AFTER_THE_START and now < starts_at:
        raise Conflict(mark("This time has not started yet."))


def is_late_cancel(starts_at: datetime, now: datetime) -> bool:
    """Whether cancelling now is late, under 24 hours before; it costs nothing and is only counted."""
    return starts_at - now < LATE_CANCEL


def counts_as_late(move: Move, starts_at: datetime, now: datetime) -> bool | None:
    """Whether the person gives her time back late; None where it is not she who gives it back."""
    return is_late_cancel(starts_at, now) if move in _BEFORE_THE_START else None
