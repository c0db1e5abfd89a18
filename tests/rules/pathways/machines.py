"""Every state machine of the pathways by its name: its table, its beginning, and how it moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from support.pathways.rules import agreed_action, cohort, enrolment, goal, order

WHOLE = cohort.StartMeeting("Tavoitteet", "Kohderyhmä", "Aikataulu")
REVIEWED = cohort.InterimReview("Esihenkilö tarvitsee tiedon toimista.", "Lupaa kysytään joka toimesta.")


@dataclass(frozen=True)
class Machine:
    """A table of moves and the function that reads it."""

    states: type[StrEnum]
    moves: type[StrEnum]
    begins: StrEnum
    ends: frozenset[Any]
    allowed: Mapping[tuple[Any, Any], Any]
    after: Callable[[Any, Any], Any]


def _of_cohort(state: cohort.State, move: cohort.Move) -> cohort.State:
    return cohort.after(state, move, meeting=WHOLE, review=REVIEWED)


MACHINES = {
    "enrolment": Machine(
        enrolment.State,
        enrolment.Move,
        enrolment.State.INVITED,
        enrolment.ENDED,
        enrolment.ALLOWED,
        enrolment.after,
    ),
    "step": Machine(
        order.StepState,
        order.StepMove,
        order.StepState.TO_COME,
        frozenset(),
        order.ALLOWED,
        order.after,
    ),
    "goal": Machine(
        goal.State,
        goal.Move,
        goal.State.DRAFTED,
        frozenset(goal.State) - goal.OPEN,
        goal.ALLOWED,
        goal.after,
    ),
    "action": Machine(
        agreed_action.State,
        agreed_action.Move,
        agreed_action.State.PROPOSED,
        agreed_action.FINAL,
        agreed_action.ALLOWED,
        agreed_action.after,
    ),
    "pilot": Machine(
        cohort.PilotState,
        cohort.PilotMove,
        cohort.PilotState.PLANNED,
        frozenset({cohort.PilotState.EVALUATED}),
        cohort.ALLOWED_OF_PILOT,
        cohort.pilot_after,
    ),
    "cohort": Machine(
        cohort.State,
        cohort.Move,
        cohort.State.PLANNED,
        frozenset({cohort.State.ARCHIVED}),
        cohort.ALLOWED,
        _of_cohort,
    ),
}
