"""A pilot and its cohorts: from the plan to what was learnt (domain model C.3, A.003-01, A.003-07)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from support.pathways.rules.moves import following
from support.vocabulary.errors import Conflict, Invalid, mark

# Each names a case by its number, and the answer tells whether its person takes part.
DECISIONS_PER_MANAGER = (30, timedelta(days=1))


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


GOING_ON = frozenset({PilotState.RUNNING, PilotState.INTERIM})
"""A pilot whose cohorts take people; when it ends, nobody who takes part is left behind."""
MOST_PEOPLE = 50
"""In one cohort."""
LONGEST_NAME, LONGEST_TEXT = 60, 400
"""Signs."""
DECIDED_UNTIL = frozenset(State) - {State.EVALUATED, State.ARCHIVED}
"""As long as nothing has been reckoned, it can be said who is compared with whom."""


@dataclass(frozen=True)
class StartMeeting:
    """What the meeting before anybody is invited has agreed on, and on which day it was held."""

    goals: str = ""
    target_group: str = ""
    schedule: str = ""
    met_on: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it was held and everything has been said."""
        said = all(one.strip() for one in (self.goals, self.target_group, self.schedule))
        return said and self.met_on is not None


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
        raise Conflict(mark("Hold the start meeting before anybody is invited."))
    if move is Move.GO_ON and not review.is_whole:
        raise Conflict(mark("Write what was found and what is changed because of it."))
    return reached


def takes_people(state: State, *, taken: int, capacity: int) -> bool:
    """Whether somebody can still be enrolled in the cohort."""
    return state is State.RECRUITING and taken < capacity


def check_met(meeting: StartMeeting, today: date) -> None:
    """Raises Invalid for a start meeting that is still to come, or has not said everything."""
    if not all(one.strip() for one in (meeting.goals, meeting.target_group, meeting.schedule)):
        raise Invalid(mark("Write the goals, the target group and the schedule."))
    if meeting.met_on is None or meeting.met_on > today:
        raise Invalid(mark("Choose the day on which it was held."))


def check_capacity(capacity: int | None) -> int:
    """How many people the cohort takes; raises Invalid for a number that is none."""
    if capacity is None or not 1 <= capacity <= MOST_PEOPLE:
        raise Invalid(mark("Write a number from 1 to 50."))
    return capacity


def check_period(starts_on: date | None, ends_on: date | None) -> tuple[date, date]:
    """The first and the last day of a pilot; raises Invalid where there is none or they are turned round."""
    if starts_on is None or ends_on is None or ends_on <= starts_on:
        raise Invalid(mark("Choose the first and the last day, the first one before the last."))
    return starts_on, ends_on
