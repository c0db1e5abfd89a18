"""What a person does with her own case: asks for a call, or takes everything back."""

from support.cases import queries
from support.cases.alert_actions import raise_if_urgent
from support.cases.models import Case
from support.cases.rules.access import may_open_own
from support.cases.rules.targets import asked_call
from support.cases.step_actions import record_step
from support.platform.work import Work
from support.vocabulary.errors import Conflict, NotForReader, NotFound, mark


def ask_for_call(work: Work) -> None:
    """Promise the employee who acts a call, by the next working day at the latest.

    Asking again while the call is still to come changes nothing. Raises NotFound without an open case.
    """
    known = queries.open_case_of(work, work.actor.id or "")
    if known is None:
        raise NotFound
    case = _own_case(work, known.id)
    awaited_by = case.facts().awaited_by
    if case.call_asked_at is not None and awaited_by is not None and awaited_by >= work.now:
        return
    case.urgency, case.due_at = asked_call(case.urgency, case.path, awaited_by, work.now)
    case.call_asked_at = work.now
    record_step(work, case, "asked_call")
    work.log("case:ask_call", "support_case", case.id)
    raise_if_urgent(work, case)


def withdraw_case(work: Work, case_id: str) -> str:
    """Delete the case because the person asks for it; returns the id of its data key, for erasing.

    Steps, alerts, times and answers go with it; the audit record keeps that something was deleted, not what.
    Raises Conflict once a nurse has taken it: from then on it is a record of care.
    """
    case = _own_case(work, case_id)
    if not case.facts().may_be_withdrawn:
        raise Conflict(
            mark("A nurse has already begun to help you. Call us, and we tell you what can be deleted.")
        )
    work.log("case:withdraw", "support_case", case.id)
    work.session.delete(case)
    work.session.flush()
    return case.key_id


def _own_case(work: Work, case_id: str) -> Case:
    case = queries.case_to_change(work, case_id)
    if not may_open_own(work.actor, case.facts()):
        raise NotForReader("support_case", case_id)
    return case
