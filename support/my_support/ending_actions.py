"""What an employee ends by herself, without asking anybody."""

from support.cases.opening_actions import hold_case
from support.cases.queries import open_case_of
from support.cases.step_actions import record_step
from support.followup.plan_actions import stop_plan
from support.followup.rules.states import StopReason
from support.platform.work import Work


def end_own_check_ins(work: Work) -> None:
    """Ask her no more how she is; a repeat changes nothing."""
    case = open_case_of(work, work.actor.id or "")
    if case is None:
        return
    # The case before the plan, as for everybody who ends one.
    held = hold_case(work, case.id)
    if stop_plan(work, held.id, StopReason.BY_PERSON):
        record_step(work, held, "check_ins_ended", after=StopReason.BY_PERSON)
