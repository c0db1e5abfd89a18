"""States of a follow-up plan and of a check-in, and which follows which (domain model C.6)."""

from enum import StrEnum

from support.vocabulary.errors import Conflict, mark


class PlanState(StrEnum):
    """How far a plan has come; a draft waits for the first meeting."""

    DRAFT = "draft"
    ACTIVE = "active"
    COMPLETED = "completed"
    STOPPED = "stopped"


class State(StrEnum):
    """How far a check-in has come."""

    SCHEDULED = "scheduled"
    SENT = "sent"
    REMINDED = "reminded"
    ANSWERED = "answered"
    MISSED = "missed"
    NOT_ASKED = "not_asked"
    """No text message may go to her, or none has left in time: somebody calls instead."""
    CALLED_OFF = "called_off"


class StopReason(StrEnum):
    """Why a plan ended before its time."""

    CASE_CLOSED = "case_closed"
    WITHDRAWN = "withdrawn"
    BY_PERSON = "by_person"
    NOT_NEEDED = "not_needed"
    OTHER_WAY = "other_way"


OPEN = frozenset({State.SENT, State.REMINDED})
"""She has been asked and may answer."""
TO_COME = OPEN | {State.SCHEDULED}

_PLAN_MOVES = {
    PlanState.DRAFT: frozenset({PlanState.ACTIVE, PlanState.STOPPED}),
    PlanState.ACTIVE: frozenset({PlanState.COMPLETED, PlanState.STOPPED}),
}
_MOVES = {
    State.SCHEDULED: frozenset({State.SENT, State.NOT_ASKED, State.CALLED_OFF}),
    # What was planned may never have left: then she was not asked.
    State.SENT: frozenset({State.ANSWERED, State.REMINDED, State.MISSED, State.NOT_ASKED, State.CALLED_OFF}),
    State.REMINDED: frozenset({State.ANSWERED, State.MISSED, State.NOT_ASKED, State.CALLED_OFF}),
}


def may_become(state: State, following: State) -> bool:
    """Whether a check-in can come from one state to the other."""
    return following in _MOVES.get(state, frozenset())


def may_plan_become(state: PlanState, following: PlanState) -> bool:
    """Whether a plan can come from one state to the other."""
    return following in _PLAN_MOVES.get(state, frozenset())


def check_move(state: State, following: State) -> None:
    """Raise Conflict where a check-in cannot come from one state to the other."""
    if not may_become(state, following):
        raise Conflict(mark("This can no longer be done."))


def check_plan_move(state: PlanState, following: PlanState) -> None:
    """Raise Conflict where a plan cannot come from one state to the other."""
    if not may_plan_become(state, following):
        raise Conflict(mark("This can no longer be done."))
