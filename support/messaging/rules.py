"""States of an outbound message, which follows which, and when to try again.

Source: reliability design, section 4b.
"""

from datetime import timedelta
from enum import StrEnum

from support.vocabulary.errors import Conflict, mark


class State(StrEnum):
    """How far a message has come; `attempt_written` is committed before the provider is called."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    ATTEMPT_WRITTEN = "attempt_written"
    ACCEPTED = "accepted"
    SENT = "sent"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


_REPORTED = frozenset(
    {
        State.ACCEPTED,
        State.SENT,
        State.DELIVERED,
        State.UNDELIVERED,
        State.FAILED,
    }
)
GIVEN_UP = frozenset({State.SUPPRESSED, State.EXPIRED, State.CANCELLED})

ALLOWED: dict[State, frozenset[State]] = {
    # Claim and attempt may be written in one work.
    State.QUEUED: frozenset({State.CLAIMED, State.ATTEMPT_WRITTEN}) | GIVEN_UP,
    # Back to the queue when the lease runs out: nothing has been written, so nothing was sent.
    State.CLAIMED: frozenset({State.ATTEMPT_WRITTEN, State.QUEUED}) | GIVEN_UP,
    # Back to the queue only where it is sure that nothing was sent.
    State.ATTEMPT_WRITTEN: _REPORTED | {State.UNKNOWN, State.QUEUED},
    State.UNKNOWN: _REPORTED | {State.QUEUED},
    State.ACCEPTED: _REPORTED - {State.ACCEPTED},
    State.SENT: frozenset({State.DELIVERED, State.UNDELIVERED, State.FAILED}),
}
CANCELLABLE = frozenset(state for state, following in ALLOWED.items() if State.CANCELLED in following)


_FIRST_BACK_OFF = timedelta(seconds=30)
_LONGEST_BACK_OFF = timedelta(minutes=15)


def may_become(state: State, following: State) -> bool:
    """Whether the table has a move from one state to the other."""
    return following in ALLOWED.get(state, frozenset())


def check_move(state: State, following: State) -> None:
    """Raise Conflict where the table has no move from one state to the other."""
    if not may_become(state, following):
        raise Conflict(mark("This can no longer be done."))


def try_again_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts (1 or more).

    It has no end of its own: the message expires when it has become pointless.
    """
    return min(_FIRST_BACK_OFF * (1 << min(attempts - 1, 10)), _LONGEST_BACK_OFF)
