"""Words that several people agree on before they count: a goal and an action as a draft, then agreed.

Whoever calls this has asked whether she may write of this case, and holds it against others.
"""

from dataclasses import dataclass
from datetime import date

from support.cases.facts import CaseFacts
from support.cases.step_actions import record_step
from support.pathways import agreement_actions, goal_actions
from support.pathways.agreement_actions import Wanted
from support.pathways.enrolment_models import Enrolment
from support.pathways.enrolment_queries import going_on
from support.pathways.goal_actions import WantedGoal
from support.pathways.goal_models import AgreedAction, Goal
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Assent, Owner
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, Invalid, mark


@dataclass(frozen=True)
class Counted:
    """What everybody has said yes to of one action: its new days, and the link of the supervisor who has said
    yes to what she is to do, while she may know of it."""

    due_on: date | None
    review_on: date | None
    taken_on_by: str | None


def draft_goal(work: Work, case: CaseFacts, wanted: WantedGoal) -> str:
    """Write a goal down that is not agreed yet; returns its id.

    Raises Conflict where no way goes on, and what `new_goal` does.
    """
    row = goal_actions.new_goal(work, _way(work, case.id), wanted)
    work.log("goal:draft", "goal", row.id)
    return row.id


def word_goal(work: Work, case: CaseFacts, goal_id: str, text: str) -> None:
    """Other words for a goal that is not agreed yet; raises Conflict once it is, Invalid for empty words."""
    row = goal_actions.goal_row(work, case.id, goal_id)
    if row.state is not goal.State.DRAFTED:
        raise Conflict(mark("This has been agreed. End it and write another one instead."))
    goal.check_wording(text, row.good_enough)
    work.seal(row, "text", text.strip())
    work.log("goal:word", "goal", row.id)


def draft_action(work: Work, case: CaseFacts, wanted: Wanted) -> str:
    """Write an action down that is not agreed yet, whoever does it; returns its id.

    Raises Conflict where no way goes on, and what `new_action` does.
    """
    row = agreement_actions.new_action(work, _way(work, case.id), wanted)
    work.log("action:draft", "agreed_action", row.id)
    return row.id


def word_action(work: Work, case: CaseFacts, action_id: str, wanted: Wanted) -> None:
    """Other words for an action that is not agreed yet; what she has let her supervisor see, and what
    her supervisor has answered, was another text or another day, so that both are asked anew.

    Raises Conflict once it is agreed, Invalid for empty words or a day that cannot be.
    """
    row = agreement_actions.action_row(work, case.id, action_id)
    if row.state is not agreed_action.State.PROPOSED:
        raise Conflict(mark("This has been agreed. End it and write another one instead."))
    agreed_action.check_wording(wanted.text, wanted.due_on, local_date(work.now))
    before = work.open(row, "text", subject=case.id, purpose=Purpose.CASE_PAGE)
    text, due_on = wanted.text.strip(), wanted.due_on or row.due_on
    if (before, row.owner, row.size, row.due_on) != (text, wanted.owner, wanted.size, due_on):
        row.revision += 1
    # All that the supervisor reads of it: she reads nothing to which the employee has not said yes.
    if (before, row.owner, row.due_on) != (text, wanted.owner, due_on):
        row.release = row.released_at = None
        agreement_actions.forget_suggestion(row)
        row.supervisor_link_id = None
    row.owner, row.size, row.due_on = wanted.owner, wanted.size, due_on
    work.seal(row, "text", text)
    work.log("action:word", "agreed_action", row.id)


def let_go_of_draft(work: Work, case: CaseFacts, *, goal_id: str = "", action_id: str = "") -> None:
    """A draft that nobody wants; what is agreed stays as it is."""
    row = (
        goal_actions.goal_row(work, case.id, goal_id)
        if goal_id
        else agreement_actions.action_row(work, case.id, action_id)
    )
    if isinstance(row, Goal) and row.state is goal.State.DRAFTED:
        row.move(goal.Move.DROP)
        row.ended_at = work.now
        work.log("goal:drop", "goal", row.id)
    elif isinstance(row, AgreedAction) and row.state is agreed_action.State.PROPOSED:
        row.move(agreed_action.Move.CANCEL)
        row.ended_at = work.now
        work.log("action:cancel", "agreed_action", row.id)


def count_goal(work: Work, case: CaseFacts, goal_id: str) -> None:
    """Everybody has agreed to these words in front of the supervisor: from now on the goal counts."""
    row = goal_actions.goal_row(work, case.id, goal_id)
    if row.state is goal.State.DRAFTED:
        row.is_shared = True
        goal_actions.agree_row(work, case, row)


def count_action(work: Work, case: CaseFacts, action_id: str, counted: Counted) -> None:
    """Everybody has agreed to these words: from now on the action counts, or its new days do.

    What the supervisor is to do counts where she was asked, may know of it, and has said yes as well; else it
    waits for her word.
    """
    row = agreement_actions.action_row(work, case.id, action_id)
    if row.state not in agreed_action.OPEN:
        return
    agreement_actions.new_days(work, row, counted.due_on, counted.review_on)
    if row.state is not agreed_action.State.PROPOSED:
        return
    if row.owner is not Owner.SUPERVISOR:
        agreement_actions.agree_row(work, row, Assent(None))
        record_step(work, case, "action_written", after=str(row.state))
        work.log("action:agree", "agreed_action", row.id)
    elif counted.taken_on_by is not None:
        agreement_actions.accept_row(work, case, row, counted.taken_on_by)


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
