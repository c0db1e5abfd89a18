"""The alerts: seen, done, and taken back with one tap each."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.cases import alert_actions
from support.desk.alert_pages import alerts_page
from support.desk.blueprint import desk
from support.platform.work import Work
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import show


@desk.get("/alerts")
@requires(Permission.ALERTS)
def alerts() -> ResponseReturnValue:
    """Everything that somebody must see, most urgent first."""
    with begin_work() as work:
        page = alerts_page(work, language_now(), done=request.args.get("alert", "")[:40])
    return show("desk/alerts.html", page)


@desk.post("/alerts/<alert_id>/acknowledge")
@requires(Permission.ALERTS)
def acknowledge_alert(alert_id: str) -> ResponseReturnValue:
    """Say that one has seen it and sees to it."""
    return _done(alert_actions.acknowledge_alert, alert_id)


@desk.post("/alerts/<alert_id>/resolve")
@requires(Permission.ALERTS)
def resolve_alert(alert_id: str) -> ResponseReturnValue:
    """Say that what it asked for has been done."""
    return _done(alert_actions.resolve_alert, alert_id)


@desk.post("/alerts/<alert_id>/take-back")
@requires(Permission.ALERTS)
def take_back_alert(alert_id: str) -> ResponseReturnValue:
    """Take back what one has just pressed."""
    return _done(alert_actions.take_back_alert, alert_id, says=False)


def _done(act: Callable[[Work, str], None], alert_id: str, *, says: bool = True) -> ResponseReturnValue:
    with begin_work() as work:
        act(work, alert_id)
    return redirect(url_for("desk.alerts", alert=alert_id if says else None))
