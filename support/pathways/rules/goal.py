"""A goal of a person: where she is on 0-10, what would be good enough, and how it ends (domain model C.5)."""

from collections.abc import Sequence
from enum import StrEnum

from support.pathways.rules.moves import following
from support.vocabulary.errors import Conflict, Invalid, mark

SCALE = range(11)
GOOD_ENOUGH = range(1, 11)
AT_ONCE = 5
"""So many goals of one person may stand at the same time."""


class State(StrEnum):
    """How far a goal has come."""

    DRAFTED = "drafted"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    REACHED = "reached"
    ADJUSTED = "adjusted"
    """Another goal has taken its place."""
    DROPPED = "dropped"


class Move(StrEnum):
    """What happens to a goal."""

    AGREE = "agree"
    START = "start"
    REACH = "reach"
    ADJUST = "adjust"
    DROP = "drop"


OPEN = frozenset({State.DRAFTED, State.AGREED, State.IN_PROGRESS})
_AGREED = frozenset({State.AGREED, State.IN_PROGRESS})

ALLOWED: dict[tuple[State, Move], State] = {
    (State.DRAFTED, Move.AGREE): State.AGREED,
    (State.AGREED, Move.START): State.IN_PROGRESS,
    **{(state, Move.REACH): State.REACHED for state in _AGREED},
    **{(state, Move.ADJUST): State.ADJUSTED for state in _AGREED},
    **{(state, Move.DROP): State.DROPPED for state in OPEN},
}


def after(state: State, move: Move) -> State:
    """The state after the move; raises Conflict when the table has no such move."""
    return following(ALLOWED, state, move)


def check_wording(text: str, good_enough: int | None) -> None:
    """Raise Invalid where a goal says nothing, or not what would be good enough."""
    if not text.strip():
        raise Invalid(mark("Write the goal in a few words."))
    if good_enough not in GOOD_ENOUGH:
        raise Invalid(mark("Choose what would be good enough."))


def check_point(state: State, value: int | None) -> None:
    """Raise Invalid for what is not on the scale, Conflict for a goal that is not agreed or has ended."""
    if value not in SCALE:
        raise Invalid(mark("Choose a number from 0 to 10."))
    if state not in _AGREED:
        raise Conflict(mark("This can no longer be done."))


def check_room(open_goals: int) -> None:
    """Raise Conflict where there are as many goals as one person can carry at the same time."""
    if open_goals >= AT_ONCE:
        raise Conflict(mark("There are already many goals. End one of them first."))


def is_good_enough(points: Sequence[int], good_enough: int) -> bool:
    """Whether the last point is where she said it would be good enough."""
    return bool(points) and points[-1] >= good_enough
