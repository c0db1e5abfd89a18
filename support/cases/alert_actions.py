"""Alerts: raised, acknowledged, resolved; the job that tells the next in line is in `telling_actions`.

The case is held before its alert, as everywhere, so that no two works wait for each other.
"""

from collections.abc import Collection
from datetime import datetime

from support.cases.alert_queries import open_alert_rows
from support.cases.models import Alert, Case
from support.cases.queries import case_to_change
from support.cases.rules.alerts import (
    CALLS,
    AlertKind,
    AlertMove,
    AlertState,
    after,
    due_of,
    first_told_at,
    is_told_by_text,
    kind_of_call,
)
from support.cases.step_actions import record_step
from support.messaging.actions import cancel_queued
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import Conflict, NotForReader, NotFound, mark


def raise_alert(work: Work, case_id: str, kind: AlertKind, *, about: str = "", is_news: bool = False) -> str:
    """Let somebody see to a case by a time; returns the id of the alert.

    While one of this kind about the same is open, it is that one, as it stands; with `is_news` nobody has
    seen what is new in it, though somebody has seen the alert. Raises NotFound when the case is gone.
    """
    case = work.session.get(Case, case_id, with_for_update=True)
    if case is None:
        raise NotFound
    known = [one for one in open_alert_rows(work, case_id, [kind]) if one.about == about]
    if known:
        if is_news and known[0].acknowledged_at is not None:
            known[0].tell_anew(first_told_at(work.now))
            work.log("alert:raise_again", "support_case", case_id, kind)
        return known[0].id
    record_step(work, case, "alert_raised", after=kind)
    return _raise(work, case_id, kind, due_of(kind, work.now), about)


def raise_if_urgent(work: Work, case: Case) -> None:
    """Tell a human at once when the case asks for a call today.

    An alert of that which is open already is told anew: nobody has seen what is new in it. The step that
    made the case urgent stands in its record, so the alert needs none of its own.
    """
    promised = case.due_at if case.urgency.needs_call_today else None
    if promised is None:
        return
    kind = kind_of_call(case.urgency, case.path)
    # What a check-in has raised is a matter of its own: nothing that happens to the case makes it less.
    known = [one for one in open_alert_rows(work, case.id, CALLS) if not one.about]
    if not known:
        _raise(work, case.id, kind, promised)
        return
    call = min(known, key=lambda one: one.kind != kind)
    call.kind, call.due_at = kind, min(call.due_at, promised)
    call.tell_anew(first_told_at(work.now))
    work.log("alert:raise_again", "support_case", case.id, kind)


def acknowledge_alert(work: Work, alert_id: str) -> None:
    """Somebody has seen it and sees to it: nobody else is told. One that has been seen stays as it is.

    Raises NotFound for whoever may not know of it.
    """
    case, alert = _held(work, alert_id)
    if alert.state in (AlertState.ACKNOWLEDGED, AlertState.RESOLVED):
        return
    _acknowledge(work, alert)
    record_step(work, case, "alert_seen", after=alert.kind)


def acknowledge_alerts(work: Work, case_id: str) -> None:
    """Whoever takes a case has seen its alerts; the case is held."""
    for alert in open_alert_rows(work, case_id, frozenset(AlertKind)):
        if alert.acknowledged_at is None:
            _acknowledge(work, alert)


def resolve_alert(work: Work, alert_id: str) -> None:
    """What it asked for has been done. One that has been resolved stays as it is.

    Raises NotFound for whoever may not open its case: a service manager sees to it that somebody does.
    """
    case, alert = _held(work, alert_id)
    if work.actor.role is Role.ADMIN:
        raise NotForReader("alert", alert_id)
    if alert.state is AlertState.RESOLVED:
        return
    _resolve(work, alert)
    record_step(work, case, "alert_resolved", after=alert.kind)


def resolve_calls(work: Work, case_id: str) -> None:
    """The case, which is held, waits for no call any more; what a check-in has raised stands all the same."""
    for alert in open_alert_rows(work, case_id, CALLS):
        if not alert.about:
            _resolve(work, alert)


def resolve_alerts(work: Work, case_id: str, kinds: Collection[AlertKind]) -> None:
    """What has happened in the case, which is held, answers its alerts of these kinds."""
    for alert in open_alert_rows(work, case_id, kinds):
        _resolve(work, alert)


def resolve_about(work: Work, case_id: str, kind: AlertKind, about: str) -> None:
    """What one alert of the case, which is held, asked for has been done."""
    for alert in open_alert_rows(work, case_id, [kind]):
        if alert.about == about:
            _resolve(work, alert)


def take_back_alert(work: Work, alert_id: str) -> None:
    """The one who acts pressed by mistake: a resolved alert is open again, a seen one is told anew.

    Raises Conflict when it was somebody else who pressed, or the matter has been raised anew since.
    """
    case, alert = _held(work, alert_id)
    left = after(alert.state, AlertMove.TAKE_BACK)
    pressed_by = alert.acknowledged_by if left is AlertState.RAISED else alert.resolved_by
    same = [one for one in open_alert_rows(work, case.id, [alert.kind]) if one.about == alert.about]
    # The end of a case has done what was open then; what came after it is as open as any.
    is_over = case.closed_at is not None and alert.raised_at <= case.closed_at
    if pressed_by != work.actor.id or any(one is not alert for one in same) or is_over:
        raise Conflict(mark("This can no longer be done."))
    if left is AlertState.RAISED:
        alert.tell_anew(first_told_at(work.now))
    alert.resolved_at = alert.resolved_by = None
    record_step(work, case, "alert_back", after=alert.kind)
    work.log("alert:take_back", "support_case", case.id, alert.kind)


def _raise(work: Work, case_id: str, kind: AlertKind, due_at: datetime, about: str = "") -> str:
    alert = Alert(
        id=work.new_id(),
        case_id=case_id,
        kind=kind,
        about=about,
        raised_at=work.now,
        due_at=due_at,
        level=0,
        tellings=0,
        with_manager=False,
        next_at=first_told_at(work.now),
    )
    work.session.add(alert)
    work.log("alert:raise", "support_case", case_id, kind)
    return alert.id


def _acknowledge(work: Work, alert: Alert) -> None:
    after(alert.state, AlertMove.ACKNOWLEDGE)
    alert.acknowledged_at, alert.acknowledged_by, alert.next_at = work.now, work.actor.id, None
    if alert.tellings and is_told_by_text(AlertKind(alert.kind)):
        cancel_queued(work, texts_about(alert.id))
    work.log("alert:acknowledge", "support_case", alert.case_id, alert.kind)


def _resolve(work: Work, alert: Alert) -> None:
    if alert.acknowledged_at is None:
        _acknowledge(work, alert)
    after(alert.state, AlertMove.RESOLVE)
    alert.resolved_at, alert.resolved_by = work.now, work.actor.id
    work.log("alert:resolve", "support_case", alert.case_id, alert.kind)


def texts_about(alert_id: str) -> str:
    """How the business keys of the messages about an alert begin."""
    return f"alert:{alert_id}:"


def _held(work: Work, alert_id: str) -> tuple[Case, Alert]:
    """The alert and its case, for whoever may know of it; NotFound for everybody else.

    One that does not exist is looked for as far as one that does, so that no clock tells the two apart.
    """
    known = work.session.get(Alert, alert_id)
    case = _case_of(work, alert_id, known.case_id if known else alert_id)
    alert = work.session.get(Alert, alert_id, with_for_update=True, populate_existing=True)
    if case is None or alert is None:
        raise NotForReader("alert", alert_id)
    if work.actor.role is Role.ADMIN and not alert.with_manager:
        raise NotForReader("alert", alert_id)
    if work.actor.role not in (Role.ADMIN, Role.NURSE):
        raise NotForReader("alert", alert_id)
    return case, alert


def _case_of(work: Work, alert_id: str, case_id: str) -> Case | None:
    if work.actor.role is Role.ADMIN:
        return work.session.get(Case, case_id, with_for_update=True)
    try:
        return case_to_change(work, case_id)
    except NotForReader:
        raise NotForReader("alert", alert_id) from None
