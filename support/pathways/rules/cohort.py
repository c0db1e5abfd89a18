"""A pilot and its cohorts: from the plan to what was learnt (domain model C.3, A.003-01, A.003-07)."""

from dataclasses import dataclass
from enum import StrEnum

from support.pathways.rules.moves import following
from support.vocabulary.errors import Conflict, mark


class PilotState(StrEnum):
    """How far a pilot has come."""

    PLANNED = "planned"
    READY = "ready"
    RUNNING = "running"
    INTERIM = "interim"
    ENDED = "ended"
    EVALUATED = "evaluated"


class PilotMove(StrEnum):
    """What happens to a pilot."""

    MAKE_READY = "make_ready"
    START = "start"
    REVIEW = "review"
    GO_ON = "go_on"
    END = "end"
    EVALUATE = "evaluate"


class State(StrEnum):
    """How far a cohort has come."""

    PLANNED = "planned"
    RECRUITING = "recruiting"
    RUNNING = "running"
    INTERIM_REVIEW = "interim_review"
    FOLLOWING = "following"
    EVALUATED = "evaluated"
    ARCHIVED = "archived"


class Move(StrEnum):
    """What happens to a cohort."""

    RECRUIT = "recruit"
    START = "start"
    REVIEW = "review"
    GO_ON = "go_on"
    FOLLOW = "follow"
    EVALUATE = "evaluate"
    ARCHIVE = "archive"


ALLOWED_OF_PILOT: dict[tuple[PilotState, PilotMove], PilotState] = {
    (PilotState.PLANNED, PilotMove.MAKE_READY): PilotState.READY,
    (PilotState.READY, PilotMove.START): PilotState.RUNNING,
    (PilotState.RUNNING, PilotMove.REVIEW): PilotState.INTERIM,
    (PilotState.INTERIM, PilotMove.GO_ON): PilotState.RUNNING,
    # A pilot may stop at its review; open cases go on.
    **{(state, PilotMove.END): PilotState.ENDED for state in (PilotState.RUNNING, PilotState.INTERIM)},
    (PilotState.ENDED, PilotMove.EVALUATE): PilotState.EVALUATED,
}
ALLOWED: dict[tuple[State, Move], State] = {
    (State.PLANNED, Move.RECRUIT): State.RECRUITING,
    (State.RECRUITING, Move.START): State.RUNNING,
    (State.RUNNING, Move.REVIEW): State.INTERIM_REVIEW,
    (State.INTERIM_REVIEW, Move.GO_ON): State.RUNNING,
    (State.RUNNING, Move.FOLLOW): State.FOLLOWING,
    (State.FOLLOWING, Move.EVALUATE): State.EVALUATED,
    (State.EVALUATED, Move.ARCHIVE): State.ARCHIVED,
}


@dataclass(frozen=True)
class StartMeeting:
    """What the meeting before anybody is invited has agreed on."""

    goals: str = ""
    target_group: str = ""
    schedule: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything has been said."""
        return all(one.strip() for one in (self.goals, self.target_group, self.schedule))


@dataclass(frozen=True)
class InterimReview:
    """What was found half-way, and what is changed because of it."""

    findings: str = ""
    change: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether something is changed, and it is said why."""
        return bool(self.findings.strip() and self.change.strip())


def pilot_after(state: PilotState, move: PilotMove) -> PilotState:
    """The state of a pilot after the move; raises Conflict when the table has no such move."""
    return following(ALLOWED_OF_PILOT, state, move)


def after(state: State, move: Move, *, meeting: StartMeeting, review: InterimReview) -> State:
    """The state of a cohort after the move.

    Raises Conflict when the table has no such move, when people would be invited before the start meeting has
    said to what, and when a review would change nothing.
    """
    reached = following(ALLOWED, state, move)
    if move is Move.RECRUIT and not meeting.is_whole:
        raise Conflict(mark("Write the goals, the target group and the schedule before anybody is invited."))
    if move is Move.GO_ON and not review.is_whole:
        raise Conflict(mark("Write what was found and what is changed because of it."))
    return reached


def takes_people(state: State, *, taken: int, capacity: int) -> bool:
    """Whether somebody can still be enrolled in the cohort."""
    return state is State.RECRUITING and taken < capacity
