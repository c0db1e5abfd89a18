"""Whether what became of somebody may be counted when a pilot is evaluated (domain model C.5, evaluation).

Nothing is ticked before she answers, and without her yes she is in no analysis. A no costs her nothing.
"""

from enum import StrEnum

from support.pathways.rules.moves import following


class State(StrEnum):
    """What she has said."""

    NOT_ASKED = "not_asked"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What she says."""

    GIVE = "give"
    DECLINE = "decline"
    TAKE_BACK = "take_back"


ALLOWED: dict[tuple[State, Move], State] = {
    (State.NOT_ASKED, Move.GIVE): State.GRANTED,
    (State.NOT_ASKED, Move.DECLINE): State.DECLINED,
    (State.DECLINED, Move.GIVE): State.GRANTED,
    (State.GRANTED, Move.TAKE_BACK): State.WITHDRAWN,
    (State.WITHDRAWN, Move.GIVE): State.GRANTED,
}


def after(state: State, move: Move) -> State:
    """What she has said then; raises Conflict when there is nothing to say so of."""
    return following(ALLOWED, state, move)
