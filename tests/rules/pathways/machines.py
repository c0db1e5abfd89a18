"""Every state machine of pathways, consents and meetings by its name: table, beginning, and how it moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Any

from support.booking.rules import three_party
from support.consent.rules import states as consent
from support.pathways.rules import agreed_action, cohort, enrolment, evaluation, goal, order, version_states

WHOLE = cohort.StartMeeting("Tavoitteet", "Kohderyhmä", "Aikataulu", date(2026, 9, 1))
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


def _of_consent(state: consent.State, following: consent.State) -> consent.State:
    consent.check_move(state, following)
    return following


MACHINES = {
    "version": Machine(
        version_states.VersionState,
        version_states.VersionMove,
        version_states.VersionState.DRAFT,
        frozenset({version_states.VersionState.RETIRED}),
        version_states.ALLOWED,
        version_states.after,
    ),
    # Its moves have the names of the states that they lead to.
    "consent": Machine(
        consent.State,
        consent.State,
        consent.State.REQUESTED,
        frozenset(consent.State) - {consent.State.REQUESTED, consent.State.GRANTED},
        {
            (state, following): following
            for state, following in product(consent.State, consent.State)
            if consent.may_become(state, following)
        },
        _of_consent,
    ),
    "meeting": Machine(
        three_party.State,
        three_party.Move,
        three_party.State.DRAFTING,
        frozenset({three_party.State.CANCELLED, three_party.State.REBOOKED}),
        three_party.ALLOWED,
        three_party.after,
    ),
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
        # Marked as done by a slip of the finger, it goes on.
        frozenset(agreed_action.State) - agreed_action.OPEN - {agreed_action.State.DONE},
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
    "evaluation": Machine(
        evaluation.State,
        evaluation.Move,
        evaluation.State.NOT_ASKED,
        frozenset(),
        evaluation.ALLOWED,
        evaluation.after,
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
