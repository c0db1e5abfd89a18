"""Taking everything back, as long as nobody has begun to help."""

from support.booking.actions import cancel
from support.booking.cell_actions import end_hold
from support.booking.list_actions import end_waiting
from support.booking.queries import appointment_of
from support.cases.opening_actions import hold_own_case
from support.cases.own_actions import withdraw_case
from support.cases.queries import has_case_besides, open_case_of
from support.consent.naming_actions import end_supervisor
from support.followup.plan_actions import stop_plan
from support.followup.rules.states import StopReason
from support.people.employee_actions import forget_employee
from support.platform.work import Work
from support.triage.counting_actions import uncount_decisions
from support.triage.retention_actions import forget_answers
from support.vocabulary.errors import NotFound


def withdraw(work: Work) -> bool:
    """Cancel the time, delete the case, the answers and the contact data, all at once.

    False when name and number stay, because an older case keeps them.
    Raises Conflict once a nurse has taken the case, NotFound when there is none.
    """
    employee_id = work.actor.id or ""
    case = open_case_of(work, employee_id)
    if case is None:
        raise NotFound
    end_supervisor(work, case)
    booked = appointment_of(work, employee_id)
    if booked is not None:
        cancel(work, booked.id)
    end_hold(work, employee_id)
    end_waiting(work, hold_own_case(work).id)
    stop_plan(work, case.id, StopReason.WITHDRAWN)
    uncount_decisions(work, case.id)
    case_key = withdraw_case(work, case.id)
    forget_answers(work, case.id)
    work.erase_keys((case_key,))
    # An older case that was helped in is a record of care, and keeps its name.
    keeps_name = has_case_besides(work, employee_id, case.id)
    if not keeps_name:
        forget_employee(work, employee_id)
    return not keeps_name
