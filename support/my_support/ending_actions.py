"""What an employee ends by herself, without asking anybody."""

from support.cases.own_actions import note_end_of_check_ins
from support.cases.queries import open_case_of
from support.followup.plan_actions import stop_plan
from support.followup.rules.states import StopReason
from support.platform.work import Work


def end_own_check_ins(work: Work) -> None:
    """Ask her no more how she is; a repeat changes nothing."""
    case = open_case_of(work, work.actor.id or "")
    if case is not None and stop_plan(work, case.id, StopReason.BY_PERSON):
        note_end_of_check_ins(work, case.id)
