"""What is booked next for who goes along a pathway."""

from support.cases.facts import CaseFacts
from support.pathways.enrolment_queries import going_on, step_rows
from support.pathways.rules.enrolment import UNDER_WAY
from support.pathways.rules.first_step import step_on_the_way
from support.pathways.rules.order import next_step
from support.pathways.rules.pathway import Step
from support.pathways.version_queries import version_of
from support.platform.work import Work


def as_on_her_way(work: Work, case: CaseFacts, step: Step, has_kind: str | None = None) -> Step:
    """A step that is offered, or the next one of her way, as the version has it that she is on.

    `has_kind` is the kind of the time that she moves, where she has one.
    """
    if case.claimed_at is None:
        # Only a nurse who has taken the case begins a way.
        return step
    row = going_on(work, case.id)
    if row is None or row.state not in UNDER_WAY:
        return step
    states = {key: one.state for key, one in step_rows(work, row.id).items()}
    pathway = version_of(work, row.pathway, row.pathway_version)
    following = next_step(pathway.steps, states)
    if following is None:
        return step
    return step_on_the_way(step, following, pathway.booked_as(following), has_kind)
