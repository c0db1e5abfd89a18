"""Words that several people agree on before they count: a goal and an action as a draft, then agreed.

Whoever calls this has asked whether she may write of this case, and holds it against others.
"""

from dataclasses import dataclass
from datetime import date

from support.cases.facts import CaseFacts
from support.pathways.agreement_actions import Wanted
from support.pathways.enrolment_models import Enrolment
from support.pathways.enrolment_queries import going_on
from support.pathways.goal_models import AgreedAction, Goal, GoalPoint
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Owner
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, Invalid, NotForReader, mark


@dataclass(frozen=True)
class WantedGoal:
    """A goal as it is typed: where she is now and what would be good enough, on 0 to 10."""

    text: str
    good_enough: int | None
    value: int | None


def draft_goal(work: Work, case: CaseFacts, wanted: WantedGoal) -> str:
    """Write a goal down that is not agreed yet; returns its id.

    Raises Invalid for empty words or a number that is none, Conflict where no way goes on.
    """
    enrolment = _way(work, case.id)
    goal.check_wording(wanted.text, wanted.good_enough)
    goal.check_point(goal.State.AGREED, wanted.value)
    row = Goal(
        id=work.new_id(),
        key_id=case.key_id,
        enrolment_id=enrolment.id,
        case_id=case.id,
        state=goal.State.DRAFTED,
        good_enough=wanted.good_enough,
        is_shared=False,
        made_at=work.now,
    )
    work.seal(row, "text", wanted.text.strip())
    work.session.add(row)
    work.session.flush()
    point = GoalPoint(id=work.new_id(), key_id=row.key_id, goal_id=row.id, at=work.now)
    work.seal(point, "value", str(wanted.value))
    work.session.add(point)
    work.log("goal:draft", "goal", row.id)
    return row.id


def word_goal(work: Work, case: CaseFacts, goal_id: str, text: str) -> None:
    """Other words for a goal that is not agreed yet; raises Conflict once it is, Invalid for empty words."""
    row = _goal(work, case.id, goal_id)
    if row.state is not goal.State.DRAFTED:
        raise Conflict(mark("This has been agreed. End it and write another one instead."))
    goal.check_wording(text, row.good_enough)
    work.seal(row, "text", text.strip())
    work.log("goal:word", "goal", row.id)


def draft_action(work: Work, case: CaseFacts, wanted: Wanted) -> str:
    """Write an action down that is not agreed yet, whoever does it; returns its id.

    Raises Invalid for empty words or a day that cannot be, Conflict where no way goes on.
    """
    enrolment = _way(work, case.id)
    agreed_action.check_wording(wanted.text, wanted.due_on, local_date(work.now))
    row = AgreedAction(
        id=work.new_id(),
        key_id=case.key_id,
        enrolment_id=enrolment.id,
        case_id=case.id,
        state=agreed_action.State.PROPOSED,
        owner=wanted.owner,
        size=wanted.size,
        due_on=wanted.due_on,
        made_at=work.now,
    )
    work.seal(row, "text", wanted.text.strip())
    work.session.add(row)
    work.session.flush()
    work.log("action:draft", "agreed_action", row.id)
    return row.id


def word_action(work: Work, case: CaseFacts, action_id: str, wanted: Wanted) -> None:
    """Other words for an action that is not agreed yet; what she has let her supervisor see was another text,
    so that she is asked anew.

    Raises Conflict once it is agreed, Invalid for empty words or a day that cannot be.
    """
    row = _action(work, case.id, action_id)
    if row.state is not agreed_action.State.PROPOSED:
        raise Conflict(mark("This has been agreed. End it and write another one instead."))
    agreed_action.check_wording(wanted.text, wanted.due_on, local_date(work.now))
    before = work.open(row, "text", subject=case.id, purpose=Purpose.CASE_PAGE)
    if (before, row.owner) != (wanted.text.strip(), wanted.owner):
        row.release = row.released_at = None
    row.owner, row.size = wanted.owner, wanted.size
    row.due_on = wanted.due_on or row.due_on
    work.seal(row, "text", wanted.text.strip())
    work.log("action:word", "agreed_action", row.id)


def let_go_of_draft(work: Work, case: CaseFacts, *, goal_id: str = "", action_id: str = "") -> None:
    """A draft that nobody wants; what is agreed stays as it is."""
    row = _goal(work, case.id, goal_id) if goal_id else _action(work, case.id, action_id)
    if isinstance(row, Goal) and row.state is goal.State.DRAFTED:
        row.move(goal.Move.DROP)
        row.ended_at = work.now
        work.log("goal:drop", "goal", row.id)
    elif isinstance(row, AgreedAction) and row.state is agreed_action.State.PROPOSED:
        row.move(agreed_action.Move.CANCEL)
        row.ended_at = work.now
        work.log("action:cancel", "agreed_action", row.id)


def count_goal(work: Work, case_id: str, goal_id: str) -> None:
    """Everybody has agreed to these words in front of the supervisor: from now on the goal counts."""
    row = _goal(work, case_id, goal_id)
    if row.state is goal.State.DRAFTED:
        row.move(goal.Move.AGREE)
        row.agreed_at, row.is_shared = work.now, True
        work.log("goal:agree", "goal", row.id)


def count_action(
    work: Work, case_id: str, action_id: str, *, due_on: date | None, review_on: date | None
) -> None:
    """Everybody has agreed to these words: from now on the action counts, or its new days do.

    What the supervisor is to do waits for her word besides.
    """
    row = _action(work, case_id, action_id)
    if row.state not in agreed_action.OPEN:
        return
    row.due_on, row.review_on = due_on or row.due_on, review_on or row.review_on
    if row.state is agreed_action.State.PROPOSED and row.owner is not Owner.SUPERVISOR:
        row.move(agreed_action.Move.AGREE)
        row.agreed_at = work.now
        work.log("action:agree", "agreed_action", row.id)


def check_days(due_on: date | None, review_on: date | None, today: date) -> None:
    """Raises Invalid where an action gets no day from today on, or is looked at again before today."""
    agreed_action.check_wording("-", due_on, today)
    if review_on is not None and review_on < today:
        raise Invalid(mark("Choose a day from today on, within a year."))


def _way(work: Work, case_id: str) -> Enrolment:
    row = going_on(work, case_id, to_change=True)
    if row is None:
        raise Conflict(mark("No path of support goes on."))
    return row


def _goal(work: Work, case_id: str, goal_id: str) -> Goal:
    row = work.session.get(Goal, goal_id, with_for_update=True)
    if row is None or row.case_id != case_id:
        raise NotForReader("goal", goal_id)
    return row


def _action(work: Work, case_id: str, action_id: str) -> AgreedAction:
    row = work.session.get(AgreedAction, action_id, with_for_update=True)
    if row is None or row.case_id != case_id:
        raise NotForReader("agreed_action", action_id)
    return row
