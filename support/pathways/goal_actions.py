"""Goals of a person: agreed, looked at on the scale, ended."""

from sqlalchemy import func, select

from support.cases.step_actions import record_step
from support.pathways.enrolment_actions import hold_enrolment
from support.pathways.goal_models import Goal, GoalPoint
from support.pathways.rules.goal import OPEN, Move, State, check_point, check_room, check_wording
from support.platform.work import Work
from support.vocabulary.errors import NotForReader


def agree_goal(work: Work, case_id: str, text: str, *, good_enough: int | None, value: int | None) -> None:
    """Write down a goal that she and whoever works with her have agreed on, and where she is now.

    It is private until she says otherwise. Raises Invalid for empty words or a number that is none, Conflict
    where there are many goals already.
    """
    case, enrolment = hold_enrolment(work, case_id)
    check_wording(text, good_enough)
    check_point(State.AGREED, value)
    check_room(_open_goals(work, enrolment.id))
    row = Goal(
        id=work.new_id(),
        key_id=case.key_id,
        enrolment_id=enrolment.id,
        case_id=case.id,
        state=State.DRAFTED,
        good_enough=good_enough,
        is_shared=False,
        made_at=work.now,
        agreed_at=work.now,
    )
    row.move(Move.AGREE)
    work.seal(row, "text", text.strip())
    work.session.add(row)
    work.session.flush()
    _add_point(work, row, value)
    record_step(work, case, "goal_agreed")
    work.log("goal:agree", "goal", row.id)


def note_point(work: Work, case_id: str, goal_id: str, value: int | None) -> None:
    """Write down where she is on the scale now; the first point after the beginning sets the goal going.

    Raises Invalid for what is not on the scale, Conflict for a goal that has ended.
    """
    _case, _enrolment = hold_enrolment(work, case_id)
    row = _goal(work, case_id, goal_id)
    check_point(row.state, value)
    if row.state is State.AGREED:
        row.move(Move.START)
    _add_point(work, row, value)
    work.log("goal:point", "goal", row.id)


def end_goal(work: Work, case_id: str, goal_id: str, move: Move) -> None:
    """It is reached, another takes its place, or it is let go; raises Conflict for any other move."""
    case, _enrolment = hold_enrolment(work, case_id)
    row = _goal(work, case_id, goal_id)
    row.move(move)
    if row.state not in OPEN:
        row.ended_at = work.now
    record_step(work, case, "goal_ended", after=str(row.state))
    work.log(f"goal:{move}", "goal", row.id)


def _goal(work: Work, case_id: str, goal_id: str) -> Goal:
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
