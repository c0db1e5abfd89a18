"""States of an outbound message and which follows which.

Source: reliability design, section 4b.
"""

from enum import StrEnum

from support.vocabulary.errors import Conflict, mark


class State(StrEnum):
    """How far a message has come; `attempt_written` is committed before the provider is called."""

    QUEUED = "queued"
    ATTEMPT_WRITTEN = "attempt_written"
    UNKNOWN = "unknown"
    """Nobody knows yet whether it went: the provider is being asked."""
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    UNRESOLVED = "unresolved"
    """Nobody could find out; a human has it, and a late report may still tell."""
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


_REPORTED = frozenset({State.ACCEPTED, State.SENT, State.DELIVERED, State.UNDELIVERED, State.FAILED})
GIVEN_UP = frozenset({State.SUPPRESSED, State.EXPIRED, State.CANCELLED})
IN_FLIGHT = frozenset({State.ATTEMPT_WRITTEN, State.UNKNOWN})
"""Of these a number has one at most, so that what the provider has for it can be told apart."""

# After an answer or a report: again later, or no more.
_AFTER_WORD = frozenset({State.QUEUED, State.EXPIRED})

ALLOWED: dict[State, frozenset[State]] = {
    # What was taken for absent and is to be sent again may turn out to have gone.
    State.QUEUED: frozenset({State.ATTEMPT_WRITTEN}) | _REPORTED | GIVEN_UP,
    State.ATTEMPT_WRITTEN: _REPORTED | _AFTER_WORD | {State.UNKNOWN, State.UNRESOLVED},
    State.UNKNOWN: _REPORTED | _AFTER_WORD | {State.UNRESOLVED},
    State.ACCEPTED: (_REPORTED | _AFTER_WORD | {State.UNRESOLVED}) - {State.ACCEPTED},
    State.SENT: (_REPORTED | _AFTER_WORD | {State.UNRESOLVED}) - {State.ACCEPTED, State.SENT},
    # Never by itself into the queue: whoever has it in hand has perhaps called already.
    State.UNRESOLVED: _REPORTED | {State.EXPIRED},
}
CANCELLABLE = frozenset(state for state, following in ALLOWED.items() if State.CANCELLED in following)
MAY_COME_BACK = frozenset(state for state, following in ALLOWED.items() if State.QUEUED in following)
"""It has been handed over, and may have to be handed over once more."""

MAY_HAVE_ARRIVED = frozenset(State) - GIVEN_UP - {State.QUEUED, State.UNDELIVERED, State.FAILED}
"""Whoever was written to may have read it."""


def may_become(state: State, following: State) -> bool:
    """Whether the table has a move from one state to the other."""
    return following in ALLOWED.get(state, frozenset())


def check_move(state: State, following: State) -> None:
    """Raise Conflict where the table has no move from one state to the other."""
    if not may_become(state, following):
        raise Conflict(mark("This can no longer be done."))
