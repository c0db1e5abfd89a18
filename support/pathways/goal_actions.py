"""Goals of a person: agreed, looked at on the scale, ended."""

from dataclasses import dataclass

from sqlalchemy import func, select

from support.cases.facts import CaseFacts
from support.cases.step_actions import record_step
from support.pathways.enrolment_actions import hold_enrolment
from support.pathways.enrolment_models import Enrolment
from support.pathways.goal_models import Goal, GoalPoint
from support.pathways.rules.goal import OPEN, Move, State, check_point, check_room, check_wording
from support.platform.work import Work
from support.vocabulary.errors import NotForReader


@dataclass(frozen=True)
class WantedGoal:
    """A goal as it is typed: where she is now and what would be good enough, on 0 to 10."""

    text: str
    good_enough: int | None
    value: int | None


def agree_goal(work: Work, case_id: str, text: str, *, good_enough: int | None, value: int | None) -> None:
    """Write down a goal that she and whoever works with her have agreed on, and where she is now.

    It is private until she says otherwise. Raises Invalid for empty words or a number that is none, Conflict
    where there are many goals already.
    """
    case, enrolment = hold_enrolment(work, case_id)
    agree_row(work, case, new_goal(work, enrolment, WantedGoal(text, good_enough, value)))


def new_goal(work: Work, enrolment: Enrolment, wanted: WantedGoal) -> Goal:
    """A goal that is only drafted so far, with where she is now; the way is held.

    Raises Invalid for empty words or a number that is none, Conflict where there are many goals already.
    """
    check_wording(wanted.text, wanted.good_enough)
    check_point(State.AGREED, wanted.value)
    check_room(_open_goals(work, enrolment.id))
    row = Goal(
        id=work.new_id(),
        key_id=enrolment.key_id,
        enrolment_id=enrolment.id,
        case_id=enrolment.case_id,
        state=State.DRAFTED,
        good_enough=wanted.good_enough,
        is_shared=False,
        made_at=work.now,
    )
    work.seal(row, "text", wanted.text.strip())
    work.session.add(row)
    work.session.flush()
    _add_point(work, row, wanted.value)
    return row


def agree_row(work: Work, case: CaseFacts, row: Goal) -> None:
    """From now on the goal counts; case and row are held."""
    row.move(Move.AGREE)
    row.agreed_at = work.now
    record_step(work, case, "goal_agreed")
    work.log("goal:agree", "goal", row.id)


def note_point(work: Work, case_id: str, goal_id: str, value: int | None) -> None:
    """Write down where she is on the scale now; the first point after the beginning sets the goal going.

    Raises Invalid for what is not on the scale, Conflict for a goal that has ended.
    """
    _case, _enrolment = hold_enrolment(work, case_id)
    row = goal_row(work, case_id, goal_id)
    check_point(row.state, value)
    if row.state is State.AGREED:
        row.move(Move.START)
    _add_point(work, row, value)
    work.log("goal:point", "goal", row.id)


def end_goal(work: Work, case_id: str, goal_id: str, move: Move) -> None:
    """It is reached, another takes its place, or it is let go; raises Conflict for any other move."""
    case, _enrolment = hold_enrolment(work, case_id)
    row = goal_row(work, case_id, goal_id)
    row.move(move)
    if row.state not in OPEN:
        row.ended_at = work.now
    record_step(work, case, "goal_ended", after=str(row.state))
    work.log(f"goal:{move}", "goal", row.id)


def goal_row(work: Work, case_id: str, goal_id: str) -> Goal:
    """The row of a goal of this case, held against others; raises NotFound for any other."""
    row = work.session.get(Goal, goal_id, with_for_update=True)
    if row is None or row.case_id != case_id:
        raise NotForReader("goal", goal_id)
    return row


def _add_point(work: Work, goal: Goal, value: int | None) -> None:
    point = GoalPoint(id=work.new_id(), key_id=goal.key_id, goal_id=goal.id, at=work.now)
    work.seal(point, "value", str(value))
    work.session.add(point)


def _open_goals(work: Work, enrolment_id: str) -> int:
    ask = select(func.count()).where(Goal.enrolment_id == enrolment_id, Goal.state.in_(sorted(OPEN)))
    return work.session.execute(ask).scalar_one()
