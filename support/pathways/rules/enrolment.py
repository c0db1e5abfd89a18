"""How a person goes along a pathway, from the invitation to the end (domain model C.3).

To decline is a quiet end: it has no effect on the help that is offered. Agreed early finish is completion.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from support.pathways.rules.moves import following
from support.vocabulary.errors import Invalid, mark


class State(StrEnum):
    """How far she has come."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    PAUSED = "paused"
    DECLINED = "declined"
    COMPLETED = "completed"
    DROPPED_OUT = "dropped_out"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


class Move(StrEnum):
    """What happens to an enrolment."""

    ACCEPT = "accept"
    DECLINE = "decline"
    START = "start"
    UNSTART = "unstart"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    DROP_OUT = "drop_out"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"


class AnalysisSet(StrEnum):
    """Whether she is counted when cohorts are compared; in the totals everybody is."""

    MAIN = "main"
    SEPARATE = "separate"


GOING_ON = frozenset({State.INVITED, State.ACCEPTED, State.ACTIVE, State.PAUSED})
"""It has not ended."""
JOINED = frozenset(State) - {State.INVITED, State.DECLINED}
"""She has said yes, whatever has come of it."""
ENDED = frozenset(State) - GOING_ON
UNDER_WAY = frozenset({State.ACCEPTED, State.ACTIVE})
"""Its steps are held."""
_AGREED = UNDER_WAY | {State.PAUSED}
_BEGUN = frozenset({State.ACTIVE, State.PAUSED})

ALLOWED: dict[tuple[State, Move], State] = {
    (State.INVITED, Move.ACCEPT): State.ACCEPTED,
    (State.INVITED, Move.DECLINE): State.DECLINED,
    (State.ACCEPTED, Move.START): State.ACTIVE,
    # It was said by mistake that the first step was held.
    (State.ACTIVE, Move.UNSTART): State.ACCEPTED,
    (State.ACTIVE, Move.PAUSE): State.PAUSED,
    (State.PAUSED, Move.RESUME): State.ACTIVE,
    (State.ACTIVE, Move.DROP_OUT): State.DROPPED_OUT,
    **{(state, Move.COMPLETE): State.COMPLETED for state in _BEGUN},
    **{(state, Move.WITHDRAW): State.WITHDRAWN for state in GOING_ON},
    **{(state, Move.TRANSFER): State.TRANSFERRED for state in _AGREED},
}

_DROPPED_AFTER = timedelta(days=30)
_TOLD_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class LastSigns:
    """What says whether somebody has dropped out.

    `last_contact_at` is when she last came, called, answered or was reached; `last_planned_at` when the last
    step that was planned should have been.
    """

    held: int
    has_time_to_come: bool
    last_planned_at: datetime | None
    last_contact_at: datetime | None


def after(state: State, move: Move) -> State:
    """The state after the move; raises Conflict when the table has no such move."""
    return following(ALLOWED, state, move)


def may_move(state: State, move: Move) -> bool:
    """Whether the table has such a move."""
    return (state, move) in ALLOWED


def drops_out_at(state: State, signs: LastSigns) -> datetime | None:
    """When she drops out by the rule if nothing is heard of her until then; None while she cannot.

    Going along it, came at least once, has no time to come, and 30 days are over since the last step that was
    planned and since she was last heard of.
    """
    if state is not State.ACTIVE or signs.held == 0 or signs.has_time_to_come:
        return None
    if signs.last_planned_at is None:
        return None
    return max(signs.last_planned_at, signs.last_contact_at or signs.last_planned_at) + _DROPPED_AFTER


def has_dropped_out(state: State, signs: LastSigns, now: datetime) -> bool:
    """Whether she has dropped out by the rule."""
    due = drops_out_at(state, signs)
    return due is not None and due <= now


def is_asked_about(due: datetime | None, now: datetime) -> bool:
    """Whether it is so near that whoever works with her is told: she may call, or end it as agreed."""
    return due is not None and due - _TOLD_BEFORE <= now


def check_analysis_set(wanted: AnalysisSet, reason: str) -> None:
    """Raise Invalid where somebody is left out of the comparison and nobody says why."""
    if wanted is AnalysisSet.SEPARATE and not reason.strip():
        raise Invalid(mark("Write why this person is left out of the comparison."))
