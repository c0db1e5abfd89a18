"""Beginning a plan of check-ins, moving it after a meeting, and ending it."""

from datetime import datetime

from sqlalchemy import delete, select, update

from support.cases.facts import CaseFacts
from support.cases.nurse_actions import hold_claimed_case
from support.cases.step_actions import record_step
from support.followup import queries
from support.followup.models import CheckIn, FollowUpPlan
from support.followup.rules.plan import check_ins_of, rhythm_of
from support.followup.rules.states import OPEN, PlanState, State, StopReason
from support.messaging.actions import cancel_queued
from support.platform.work import Work


def start_plan(work: Work, case: CaseFacts, our_phone: str, *, met_at: datetime | None = None) -> None:
    """Plan the check-ins of an open case as its path has them; where they stand already nothing changes.

    `met_at` is when she was met last: on most paths the days count from there, so that until somebody has met
    her the plan is a draft, and each meeting moves what has not been asked yet.
    """
    rhythm = rhythm_of(case.path)
    plan = queries.plan_going_on(work, case.id, to_change=True)
    if plan is not None and plan.path != case.path:
        _end(work, plan, PlanState.STOPPED, StopReason.OTHER_WAY)
        plan = None
    if rhythm is None or not case.is_open:
        return
    if plan is None and queries.has_completed(work, case.id, case.path):
        # She has answered them all: deciding on the same path once more asks nothing anew.
        return
    plan = plan or _new_plan(work, case, our_phone)
    begins_at = met_at if rhythm.after_meeting else case.opened_at
    if begins_at is None or (plan.began_at is not None and plan.began_at >= begins_at):
        return
    if plan.state is PlanState.DRAFT:
        plan.move(PlanState.ACTIVE)
    plan.began_at = begins_at
    _plan_again(work, plan, case.key_id)
    work.log("follow_up:start", "support_case", case.id)


def stop_plan(work: Work, case_id: str, reason: StopReason) -> bool:
    """Ask no more in this case, and take back what has not left yet; False when nothing was planned."""
    plan = queries.plan_going_on(work, case_id, to_change=True)
    if plan is None:
        return False
    _end(work, plan, PlanState.STOPPED, reason)
    return True


def end_check_ins(work: Work, case_id: str, reason: StopReason) -> None:
    """A nurse who has taken the case ends the check-ins; a repeat changes nothing.

    Raises Conflict where she has not taken it, NotFound outside need-to-know.
    """
    case = hold_claimed_case(work, case_id)
    if stop_plan(work, case_id, reason):
        record_step(work, case, "check_ins_ended", after=reason)


def complete_if_over(work: Work, plan_id: str) -> None:
    """A plan of which every check-in has ended has ended too."""
    work.session.flush()
    ask = select(FollowUpPlan).where(FollowUpPlan.id == plan_id).with_for_update()
    plan = work.session.execute(ask).scalar()
    if plan is not None and plan.state is PlanState.ACTIVE and not queries.has_more_to_come(work, plan_id):
        plan.move(PlanState.COMPLETED)
        plan.ended_at = work.now


def _new_plan(work: Work, case: CaseFacts, our_phone: str) -> FollowUpPlan:
    plan = FollowUpPlan(
        id=work.new_id(),
        case_id=case.id,
        path=case.path,
        state=PlanState.DRAFT,
        made_at=work.now,
        our_phone=our_phone,
    )
    work.session.add(plan)
    work.session.flush()
    return plan


def _plan_again(work: Work, plan: FollowUpPlan, key_id: str) -> None:
    """Write down what is to come; what has been asked stays, and is not asked again."""
    work.session.execute(delete(CheckIn).where(CheckIn.plan_id == plan.id, CheckIn.state == State.SCHEDULED))
    asked = queries.numbers_of(work, plan.id)
    rhythm = rhythm_of(plan.path)
    if rhythm is None or plan.began_at is None:
        return
    for planned in check_ins_of(rhythm, plan.began_at):
        if planned.number not in asked:
            check_in = CheckIn(
                id=work.new_id(),
                key_id=key_id,
                plan_id=plan.id,
                case_id=plan.case_id,
                number=planned.number,
                is_measuring=planned.is_measuring,
                state=State.SCHEDULED,
                planned_at=planned.at,
                due_at=planned.at,
            )
            work.session.add(check_in)


def _end(work: Work, plan: FollowUpPlan, state: PlanState, reason: StopReason) -> None:
    plan.move(state)
    plan.ended_at, plan.stop_reason = work.now, reason
    work.session.flush()
    for check_in in queries.open_check_ins(work, plan.id):
        cancel_queued(work, f"check-in:{check_in.id}:")
    open_ones = (CheckIn.plan_id == plan.id, CheckIn.state.in_({State.SCHEDULED, *OPEN}))
    work.session.execute(
        update(CheckIn)
        .where(*open_ones)
        .values(state=State.CALLED_OFF, due_at=None, ended_at=work.now, draft=None)
    )
    work.log("follow_up:stop", "support_case", plan.case_id, str(reason))
