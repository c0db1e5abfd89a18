"""A talk with a supervisor alone: from the offer to what became of it, and what must be so before.

Source: domain model A.003-08 and D.5 (step 5b). Nothing in it depends on how the case goes on once it is
offered, so that a supervisor cannot tell that from it.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from support.booking.rules.appointment import STANDS_FOR
from support.vocabulary.errors import Conflict, TooLate, mark

# In whichever of a practitioner's hours such a talk may lie.
HOURS_KIND = "one_to_one"
# So long she may book; the same whatever happens meanwhile.
OFFER_LIVES = timedelta(days=28)


class State(StrEnum):
    """How such a talk stands."""

    OFFERED = "offered"
    BOOKED = "booked"
    HELD = "held"
    DECLINED = "declined"
    ENDED = "ended"
    """She is not the supervisor any more, or never heard of it."""


class Move(StrEnum):
    """What happens to such a talk."""

    BOOK = "book"
    GIVE_BACK = "give_back"
    HOLD = "hold"
    MISS = "miss"
    DECLINE = "decline"
    END = "end"


class Reason(StrEnum):
    """Why a supervisor would rather not; there is no field in which she could write of anybody."""

    NO_TIME = "no_time"
    NO_NEED = "no_need"
    ELSEWHERE = "elsewhere"
    NOT_NOW = "not_now"


GOES_ON = frozenset({State.OFFERED, State.BOOKED})
ALLOWED = {
    (State.OFFERED, Move.BOOK): State.BOOKED,
    # Another time instead of the one she has.
    (State.BOOKED, Move.BOOK): State.BOOKED,
    (State.BOOKED, Move.GIVE_BACK): State.OFFERED,
    (State.BOOKED, Move.HOLD): State.HELD,
    (State.BOOKED, Move.MISS): State.OFFERED,
    **{(state, Move.DECLINE): State.DECLINED for state in GOES_ON},
    **{(state, Move.END): State.ENDED for state in GOES_ON},
}
_BEFORE_THE_START = frozenset({Move.BOOK, Move.GIVE_BACK, Move.DECLINE})
_AFTER_THE_START = frozenset({Move.HOLD, Move.MISS})


def after(state: State, move: Move) -> State:
    """The state after the move; raises Conflict when the table has no such move."""
    try:
        return ALLOWED[state, move]
    except KeyError:
        raise Conflict(mark("This can no longer be done.")) from None


def check_time(move: Move, starts_at: datetime | None, now: datetime) -> None:
    """Refuse a move at the wrong time: TooLate once it has begun, Conflict for an outcome before that."""
    if starts_at is None:
        return
    if move in _BEFORE_THE_START and now >= starts_at:
        raise TooLate(mark("This time has already started, so it can no longer be cancelled or moved."))
    if move in _AFTER_THE_START and now < starts_at:
        raise Conflict(mark("This time has not started yet."))


def about(coaching_id: str) -> str:
    """How the business key of what a supervisor hears of this talk goes on after her own."""
    return f"c:{coaching_id}:"


def check_offer(*, is_next: bool, is_named: bool, may_know_anything: bool) -> None:
    """Raise Conflict where the step does not wait, or no message may go to a supervisor.

    Whether an action is released decides what is spoken of, not whether it is offered: without one it is held
    in general. But who may know nothing at all must not learn from it that somebody goes along a path.
    """
    if not is_next:
        raise Conflict(mark("An earlier step comes first."))
    if not is_named:
        raise Conflict(mark("No supervisor has been named yet."))
    if not may_know_anything:
        raise Conflict(mark("The supervisor may know nothing now, so no talk can be offered."))


def stands(state: State, open_until: datetime, starts_at: datetime | None, now: datetime) -> bool:
    """Whether a supervisor still sees the talk: she may book it, or it has not been over for long."""
    if state is State.BOOKED and starts_at is not None:
        return now < starts_at + STANDS_FOR
    return state is State.OFFERED and now < open_until


def open_again(open_until: datetime, now: datetime) -> datetime:
    """Until when she may book another time, where the one she had did not take place."""
    return max(open_until, now + OFFER_LIVES / 2)
