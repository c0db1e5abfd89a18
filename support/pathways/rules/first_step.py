"""Which step of a pathway is offered first."""

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
