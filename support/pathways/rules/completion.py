"""When a pathway is complete, and what was not spoken of (domain model C.3, D.4, D.5; A.003-04, A.003-09)."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from support.cases.rules.states import CloseReason
from support.pathways.rules.enrolment import Move, State
from support.pathways.rules.order import SETTLED, States, StepState, held_by_somebody
from support.pathways.rules.pathway import Completion, Pathway
from support.pathways.rules.step import PathwayStep
from support.vocabulary.errors import Conflict, Invalid, mark


class End(StrEnum):
    """How a human ends an enrolment."""

    COMPLETED = "completed"
    EARLY = "early"
    """Agreed to be enough before all steps were held: completion, not drop-out."""
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


def missing(pathway: Pathway, states: States) -> tuple[str, ...]:
    """The steps without which the whole way has not been gone, by key and in order."""
    completion = pathway.completion
    wanting = {key for key in completion.held if states.get(key) is not StepState.HELD}
    needed = (step.key for step in held_by_somebody(pathway.steps) if not step.is_optional)
    wanting |= {key for key in needed if states.get(key, StepState.TO_COME) not in SETTLED}
    wanting |= set(_unsettled(completion, states))
    return tuple(step.key for step in pathway.steps if step.key in wanting)


def check_end(end: End, pathway: Pathway, states: States, reason: str) -> None:
    """Raise Conflict where it cannot end so, Invalid where it is not said why.

    Only the whole way needs no reason. What may be refused, such as the talk with the supervisor, is held or
    refused with a reason before anything counts as completed; and nothing is completed that never began.
    """
    if end is End.COMPLETED and missing(pathway, states):
        raise Conflict(mark("Some steps have not been held. Choose that it ended early, as agreed."))
    if end is End.EARLY and StepState.HELD not in states.values():
        raise Conflict(mark("Nothing has been held yet, so nothing can be completed."))
    if end is End.EARLY and _unsettled(pathway.completion, states):
        raise Conflict(mark("First write why the talk with the supervisor is left out."))
    if end is not End.COMPLETED and not reason.strip():
        raise Invalid(mark("Write in a few words why it ends."))


def move_with_case(state: State, reason: CloseReason, states: States) -> Move:
    """How an enrolment ends that still goes on when its case is closed."""
    if state is State.INVITED:
        return Move.WITHDRAW
    if reason is CloseReason.TRANSFERRED:
        return Move.TRANSFER
    has_begun = state in (State.ACTIVE, State.PAUSED) and StepState.HELD in states.values()
    if reason is CloseReason.COMPLETED and has_begun:
        return Move.COMPLETE
    if reason is CloseReason.NO_ANSWER and state is State.ACTIVE:
        return Move.DROP_OUT
    return Move.WITHDRAW


def not_covered(steps: Sequence[PathwayStep], covered: Collection[str]) -> tuple[str, ...]:
    """The themes that nobody has spoken of yet, each once, in the order of the steps that need not be left
    out."""
    of_steps = (theme for step in held_by_somebody(steps) if not step.is_optional for theme in step.themes)
    return tuple(dict.fromkeys(theme for theme in of_steps if theme not in covered))


def _unsettled(completion: Completion, states: States) -> tuple[str, ...]:
    return tuple(
        key for key in completion.held_or_refused if states.get(key, StepState.TO_COME) not in SETTLED
    )
