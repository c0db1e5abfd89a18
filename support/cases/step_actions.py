"""What every act on a case leaves behind: a step, an alert, the end."""

from support.cases import queries
from support.cases.models import Alert, Case, CaseStep
from support.cases.rules.closing import check_end
from support.cases.rules.override import Standing
from support.cases.rules.states import CloseReason, Move
from support.platform.work import Work


def record_step(
    work: Work,
    case: Case,
    kind: str,
    *,
    before: str | None = None,
    after: str | None = None,
    text: str | None = None,
) -> None:
    """Add a line to what has happened in the case."""
    step = CaseStep(
        id=work.new_id(),
        key_id=case.key_id,
        case_id=case.id,
        at=work.now,
        role=work.actor.role.value,
        actor_id=work.actor.id,
        kind=kind,
        before=before,
        after=after,
    )
    work.seal(step, "text", text)
    work.add(step)


def alert_if_urgent(work: Work, case: Case) -> None:
    """Tell a human at once when the case asks for a call today.

    An alert that is open already is told again: nobody has seen what is new in it.
    """
    promised = case.due_at if case.urgency.needs_call_today else None
    if promised is None:
        return
    known = queries.open_alert(work, case.id)
    if known:
        known.kind, known.due_at, known.acknowledged_at = case.path, min(known.due_at, promised), None
        return
    alert = Alert(id=work.new_id(), case_id=case.id, kind=case.path, raised_at=work.now, due_at=promised)
    work.session.add(alert)
    work.log("alert:raise", "support_case", case.id)


def resolve_alert(work: Work, case_id: str) -> None:
    """The alert has been answered."""
    alert = queries.open_alert(work, case_id)
    if alert:
        alert.resolved_at = work.now


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
    resolve_alert(work, case.id)
    record_step(work, case, "closed", before=before, after=reason)
    work.log("case:close", "support_case", case.id)
