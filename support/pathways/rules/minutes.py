"""How much of the provider's time a version takes for one person."""

from support.pathways.rules.pathway import Pathway
from support.pathways.rules.step import PROVIDERS, Need, PathwayStep, StepKind


def provider_minutes(pathway: Pathway) -> int:
    """Minutes of those who must be there in the steps that belong to every run of the pathway."""
    return sum(minutes_of(step) for step in pathway.steps if not step.is_optional)


def optional_minutes(pathway: Pathway) -> int:
    """What the optional steps would add."""
    return sum(minutes_of(step) for step in pathway.steps if step.is_optional)


def minutes_of(step: PathwayStep) -> int:
    """Provider minutes of one step: its length for each of the provider's people who must be there.

    An event for a group is nobody's own.
    """
    if step.kind is StepKind.GROUP_EVENT:
        return 0
    return step.minutes * sum(step.needs(one) is Need.REQUIRED for one in PROVIDERS)
