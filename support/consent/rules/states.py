"""How far a consent has come, and which state follows which (domain model C.5)."""

from enum import StrEnum

from support.vocabulary.errors import Conflict, mark


class State(StrEnum):
    """How far a consent has come."""

    REQUESTED = "requested"
    GRANTED = "granted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    """Another has come in its place: a part of it was taken back."""


class GivenHow(StrEnum):
    """In which way she said it."""

    ON_THE_PAGE = "on_the_page"
    ON_THE_PHONE = "on_the_phone"
    ON_PAPER = "on_paper"


_MOVES = {
    State.REQUESTED: frozenset({State.GRANTED, State.DECLINED}),
    State.GRANTED: frozenset({State.EXPIRED, State.REVOKED, State.SUPERSEDED}),
}


def may_become(state: State, following: State) -> bool:
    """Whether a consent can come from one state to the other."""
    return following in _MOVES.get(state, frozenset())


def check_move(state: State, following: State) -> None:
    """Raise Conflict where a consent cannot come from one state to the other."""
    if not may_become(state, following):
        raise Conflict(mark("This can no longer be done."))
