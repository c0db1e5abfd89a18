"""What is booked next for who goes along a pathway."""

from dataclasses import replace

from support.cases.facts import CaseFacts
from support.pathways.enrolment_queries import going_on, step_rows
from support.pathways.rules.enrolment import UNDER_WAY
from support.pathways.rules.order import next_step
from support.pathways.rules.pathway import Step
from support.pathways.version_queries import version_of
from support.platform.work import Work


def as_on_her_way(work: Work, case: CaseFacts, step: Step) -> Step:
    """A step that is offered, as the next one of her way has it where that is of the same kind."""
    if case.claimed_at is None:
        # Only a nurse who has taken the case begins a way.
        return step
    row = going_on(work, case.id)
    if row is None or row.state not in UNDER_WAY:
        return step
    states = {key: one.state for key, one in step_rows(work, row.id).items()}
    following = next_step(version_of(work, row.pathway, row.pathway_version).steps, states)
    if following is None or following.kind != step.kind:
        return step
    return replace(
        step,
        minutes=following.minutes,
        professions=following.professions,
        channels=following.channels,
    )
