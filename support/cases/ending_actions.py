"""The end of a case."""

from support.cases.alert_actions import resolve_alerts
from support.cases.models import Case
from support.cases.rules.alerts import AlertKind
from support.cases.rules.closing import check_end
from support.cases.rules.override import Standing
from support.cases.rules.states import CloseReason, Move
from support.cases.step_actions import record_step
from support.platform.work import Work


def end_case(work: Work, case: Case, reason: CloseReason) -> None:
    """Close the case; whether it may end for this reason has been asked before.

    Raises Conflict where only a human may.
    """
    check_end(
        work.actor,
        Standing(case.urgency, case.path),
        Standing(case.suggested_urgency, case.suggested_path),
        awaits_call=case.facts().awaited_by is not None,
    )
    before = case.move(Move.CLOSE)
    case.closed_at, case.close_reason, case.claimed_by = work.now, reason, None
    # What she says is wrong in her records is answered, whether or not her support goes on.
    resolve_alerts(work, case.id, frozenset(AlertKind) - {AlertKind.CORRECTION})
    record_step(work, case, "closed", before=before, after=reason)
    work.log("case:close", "support_case", case.id)
