"""Which step of a pathway is offered."""

from dataclasses import replace

from support.pathways.rules.pathway import Pathway, Step
from support.pathways.rules.step import PathwayStep, StepKind
from support.vocabulary.pathway import Urgency

_BOOKED_BY_ONE = frozenset({StepKind.ONE_TO_ONE, StepKind.NURSE_CALL, StepKind.PHYSICIAN})
"""What a person books for herself; a meeting of several people is arranged on a page of its own."""


def step_to_offer(pathway: Pathway, urgency: Urgency, *, wants_talk: bool = False) -> Step:
    """The step whose times are shown.

    A nurse's call comes first whenever somebody has to look within a day, whenever it is asked for, and where
    the pathway has nothing else to book (triage.md section 3).
    """
    if wants_talk:
        return replace(pathway.nurse_call, is_beside=True)
    if pathway.first_step is None or urgency is not Urgency.ROUTINE:
        return pathway.nurse_call
    return pathway.first_step


def step_to_move_to(pathway: Pathway, urgency: Urgency, kind: str) -> Step:
    """The step whose times are shown to who has a time of this kind and wants another.

    The same as before; where the pathway has no such step, since a nurse has decided for another one, what
    is offered on it.
    """
    for step in (pathway.first_step, pathway.nurse_call):
        if step is not None and step.kind == kind:
            return step
    return step_to_offer(pathway, urgency)


def step_on_the_way(step: Step, following: PathwayStep, kind: StepKind, has_kind: str | None) -> Step:
    """What is offered to who goes along a pathway of which this step comes next, booked as this kind.

    Who moves a time of some kind gets another of that kind; who has none gets the next step where it is one
    that she books for herself, unless she has asked for a call.
    """
    is_offered = kind == (has_kind or step.kind)
    is_next = has_kind is None and not step.is_beside and kind in _BOOKED_BY_ONE
    if not (is_offered or is_next):
        return step
    return replace(
        step,
        kind=kind.value,
        minutes=following.minutes,
        professions=following.professions,
        channels=following.channels,
    )
