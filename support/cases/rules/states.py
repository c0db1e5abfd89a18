"""The case state machine: one table of allowed moves (domain model C.2).

Who holds a case is a field beside the state, not a state.
"""

from enum import StrEnum

from support.cases.rules.closing import is_urgent
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.pathway import Path, Urgency


class State(StrEnum):
    """How far a case has come."""

    NEW = "new"
    TRIAGED = "triaged"
    OFFERED = "offered"
    BOOKED = "booked"
    WAITING_PERSON = "waiting_person"
    IN_PATHWAY = "in_pathway"
    FOLLOW_UP = "follow_up"
    ESCALATED = "escalated"
    PAUSED = "paused"
    TRANSFERRED = "transferred"
    CLOSED = "closed"


class Move(StrEnum):
    """What happens to a case."""

    CONFIRM = "confirm"
    OFFER = "offer"
    BOOK = "book"
    UNBOOK = "unbook"
    AWAIT = "await"
    HOLD = "hold"
    FOLLOW = "follow"
    ESCALATE = "escalate"
    RESOLVE = "resolve"
    PAUSE = "pause"
    RESUME = "resume"
    TRANSFER = "transfer"
    CLOSE = "close"
    REOPEN = "reopen"
    TAKE_BACK = "take_back"


class CloseReason(StrEnum):
    """Why a case ended."""

    COMPLETED = "completed"
    BY_PERSON = "by_person"
    NO_ANSWER = "no_answer"
    TRANSFERRED = "transferred"
    NOT_ELIGIBLE = "not_eligible"
    DUPLICATE = "duplicate"


OPEN = frozenset(State) - {State.TRANSFERRED, State.CLOSED}

_FIRST_CONTACT_MADE_BY_CALL = (State.NEW, State.TRIAGED, State.OFFERED, State.WAITING_PERSON)
# A confirmation, an appointment or a contact besides leaves these states where they are.
_UNMOVED = {
    Move.CONFIRM: (State.OFFERED, State.BOOKED, State.WAITING_PERSON, State.IN_PATHWAY, State.ESCALATED),
    Move.OFFER: (State.OFFERED, State.IN_PATHWAY, State.FOLLOW_UP, State.ESCALATED),
    Move.BOOK: (State.BOOKED, State.IN_PATHWAY, State.FOLLOW_UP, State.ESCALATED),
    Move.UNBOOK: (State.IN_PATHWAY, State.FOLLOW_UP, State.ESCALATED),
    Move.HOLD: (State.IN_PATHWAY, State.FOLLOW_UP, State.ESCALATED),
}

ALLOWED: dict[tuple[State, Move], State] = {
    (State.NEW, Move.CONFIRM): State.TRIAGED,
    (State.NEW, Move.OFFER): State.OFFERED,
    (State.NEW, Move.BOOK): State.BOOKED,
    (State.TRIAGED, Move.OFFER): State.OFFERED,
    (State.TRIAGED, Move.BOOK): State.BOOKED,
    (State.TRIAGED, Move.AWAIT): State.WAITING_PERSON,
    (State.OFFERED, Move.BOOK): State.BOOKED,
    (State.OFFERED, Move.AWAIT): State.WAITING_PERSON,
    (State.WAITING_PERSON, Move.OFFER): State.OFFERED,
    (State.WAITING_PERSON, Move.BOOK): State.BOOKED,
    (State.BOOKED, Move.UNBOOK): State.OFFERED,
    (State.BOOKED, Move.HOLD): State.IN_PATHWAY,
    (State.IN_PATHWAY, Move.FOLLOW): State.FOLLOW_UP,
    (State.CLOSED, Move.REOPEN): State.TRIAGED,
    # Where no earlier state is remembered, the nurse goes on from her own confirmation.
    (State.ESCALATED, Move.RESOLVE): State.TRIAGED,
    # It was said by mistake how a time went: the time is booked again.
    (State.OFFERED, Move.TAKE_BACK): State.BOOKED,
    (State.IN_PATHWAY, Move.TAKE_BACK): State.BOOKED,
    (State.PAUSED, Move.RESUME): State.TRIAGED,
    **{(state, Move.HOLD): State.IN_PATHWAY for state in _FIRST_CONTACT_MADE_BY_CALL},
    **{(state, move): state for move, states in _UNMOVED.items() for state in states},
    **{(state, Move.CLOSE): State.CLOSED for state in OPEN},
    **{(state, Move.TRANSFER): State.TRANSFERRED for state in OPEN},
    **{(state, Move.ESCALATE): State.ESCALATED for state in OPEN - {State.ESCALATED}},
    # What is escalated is handled first; it is not put aside.
    **{(state, Move.PAUSE): State.PAUSED for state in OPEN - {State.ESCALATED, State.PAUSED}},
}
_BACK = frozenset({(State.ESCALATED, Move.RESOLVE), (State.PAUSED, Move.RESUME)})
_ASIDE = frozenset({State.ESCALATED, State.PAUSED})


def after(state: State, move: Move, came_from: State | None = None) -> State:
    """The state after the move; raises Conflict when the table has no such move.

    `came_from` is the state that `to_remember` gave when the case was paused or escalated; resuming and
    resolving lead back to it.
    """
    if (state, move) in _BACK and came_from is not None:
        return came_from
    try:
        return ALLOWED[state, move]
    except KeyError:
        raise Conflict(mark("This can no longer be done.")) from None


def may_move(state: State, move: Move) -> bool:
    """Whether the table has such a move."""
    return (state, move) in ALLOWED


def to_remember(state: State, move: Move, came_from: State | None = None) -> State | None:
    """The state to keep beside the case once the move is made, so that it can lead back; else None.

    A paused case that is escalated goes back to where it was before the pause.
    """
    following = after(state, move, came_from)
    if following not in _ASIDE:
        return None
    return came_from if state in _ASIDE else state


def check_close(reason: CloseReason, path: Path, urgency: Urgency) -> None:
    """Raise Conflict where a case may not end for this reason.

    Silence never ends what began as a crisis or an urgent call.
    """
    if reason is CloseReason.NO_ANSWER and is_urgent(path, urgency):
        raise Conflict(mark("An urgent case is not closed because there was no answer."))
