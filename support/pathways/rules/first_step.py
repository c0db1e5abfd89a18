"""Which step of a pathway is offered."""

from support.pathways.rules.pathway import Pathway, Step
from support.vocabulary.pathway import Urgency


def step_to_offer(pathway: Pathway, urgency: Urgency, *, wants_talk: bool = False) -> Step:
    """The step whose times are shown.

    A nurse's call comes first whenever somebody has to look within a day, whenever it is asked for, and where
    the pathway has nothing else to book (triage.md section 3).
    """
    if pathway.first_step is None or wants_talk or urgency is not Urgency.ROUTINE:
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
