"""The words of single goals and actions: nothing is opened that the reader may not see."""

from collections.abc import Collection

from sqlalchemy import select

from support.pathways.enrolment_facts import GoalFacts
from support.pathways.goal_models import AgreedAction, Goal
from support.platform.audit import Purpose
from support.platform.work import Work


def goal_facts(look: Work, case_id: str) -> dict[str, GoalFacts]:
    """The goals of a case by id, without their words; the reader's right to know of it was asked before."""
    ask = select(Goal).where(Goal.case_id == case_id)
    return {row.id: row.facts() for row in look.session.execute(ask).scalars()}


def goal_words(work: Work, goal_ids: Collection[str], purpose: Purpose) -> dict[str, str]:
    """The words of these goals by id; whether the reader may see each of them was asked before."""
    rows = work.session.execute(select(Goal).where(Goal.id.in_(sorted(goal_ids)))).scalars()
    return {row.id: work.open(row, "text", subject=row.case_id, purpose=purpose) or "" for row in rows}


def action_words(work: Work, action_ids: Collection[str], purpose: Purpose) -> dict[str, str]:
    """The words of these actions by id; whether the reader may see each of them was asked before."""
    rows = work.session.execute(select(AgreedAction).where(AgreedAction.id.in_(sorted(action_ids)))).scalars()
    return {row.id: work.open(row, "text", subject=row.case_id, purpose=purpose) or "" for row in rows}
