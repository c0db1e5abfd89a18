"""Looking at goals and agreed actions; every look at their words is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.pathways.enrolment_facts import ActionFacts, GoalFacts
from support.pathways.goal_models import AgreedAction, Goal, GoalPoint
from support.pathways.rules.agreed_action import is_overdue
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date


@dataclass(frozen=True)
class ReadGoal:
    """A goal with its words and its points, oldest first."""

    facts: GoalFacts
    text: str
    points: Sequence[tuple[datetime, int]]


@dataclass(frozen=True)
class ReadAction:
    """An action with its words; `reason` is why it was not done."""

    facts: ActionFacts
    text: str
    reason: str
    is_overdue: bool


def goals_of(work: Work, case_id: str, purpose: Purpose) -> list[ReadGoal]:
    """The goals of a case, oldest first; the reader's right to know of them was asked before."""
    ask = select(Goal).where(Goal.case_id == case_id).order_by(Goal.made_at, Goal.id)
    return [
        ReadGoal(
            row.facts(),
            work.open(row, "text", subject=case_id, purpose=purpose) or "",
            _points(work, row, purpose),
        )
        for row in work.session.execute(ask).scalars()
    ]


def actions_of(work: Work, case_id: str, purpose: Purpose) -> list[ReadAction]:
    """The agreed actions of a case by day; the reader's right to know of them was asked before."""
    ask = select(AgreedAction).where(AgreedAction.case_id == case_id)
    today = local_date(work.now)
    found = []
    for row in work.session.execute(ask.order_by(AgreedAction.due_on, AgreedAction.id)).scalars():
        said = work.open_all(row, ("text", "reason"), subject=case_id, purpose=purpose)
        late = is_overdue(row.state, row.due_on, today)
        found.append(ReadAction(row.facts(), said["text"] or "", said["reason"] or "", late))
    return found


def _points(work: Work, goal: Goal, purpose: Purpose) -> list[tuple[datetime, int]]:
    ask = select(GoalPoint).where(GoalPoint.goal_id == goal.id).order_by(GoalPoint.at, GoalPoint.id)
    return [
        (row.at, int(work.open(row, "value", subject=goal.case_id, purpose=purpose) or 0))
        for row in work.session.execute(ask).scalars()
    ]
