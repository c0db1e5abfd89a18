"""The words of single goals and actions, opened one by one: nothing is opened that the reader may not see."""

from sqlalchemy import select

from support.pathways.enrolment_facts import GoalFacts
from support.pathways.goal_models import AgreedAction, Goal
from support.platform.audit import Purpose
from support.platform.work import Work


def goal_facts(look: Work, case_id: str) -> dict[str, GoalFacts]:
    """The goals of a case by id, without their words; the reader's right to know of it was asked before."""
    ask = select(Goal).where(Goal.case_id == case_id)
    return {row.id: row.facts() for row in look.session.execute(ask).scalars()}


def goal_words(work: Work, goal_id: str, purpose: Purpose) -> str:
    """The words of one goal; whether the reader may see this very one was asked before."""
    row = work.session.get_one(Goal, goal_id)
    return work.open(row, "text", subject=row.case_id, purpose=purpose) or ""


def action_words(work: Work, action_id: str, purpose: Purpose) -> str:
    """The words of one action; whether the reader may see this very one was asked before."""
    row = work.session.get_one(AgreedAction, action_id)
    return work.open(row, "text", subject=row.case_id, purpose=purpose) or ""
