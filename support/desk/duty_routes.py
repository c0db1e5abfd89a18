"""Who is on duty: planned for the next days, or taken for today with one tap."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.duty_form import read_duty
from support.desk.duty_pages import Tried, duty_page, nurse_ids, planned_days
from support.people import duty_actions
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show


@desk.get("/duty")
@requires(Permission.ALERTS)
def duty() -> ResponseReturnValue:
    """Who is told first, and who next."""
    return _shown(done=request.args.get("done", ""))


@desk.post("/duty")
@requires(Permission.ALERTS)
def plan_duty() -> ResponseReturnValue:
    """Say who is on duty on the next days."""
    with begin_look() as look:
        wanted = read_duty(request.form, planned_days(look), nurse_ids(look))
    if wanted.tried.error:
        return _shown(tried=wanted.tried), 422
    with begin_work() as work:
        duty_actions.plan_duty(work, wanted.by_day)
    return redirect(url_for("desk.duty", done="planned"))


@desk.post("/duty/today")
@requires(Permission.ALERTS)
def take_duty_today() -> ResponseReturnValue:
    """Be told first today."""
    with begin_work() as work:
        duty_actions.be_on_duty_today(work)
    return redirect(url_for("desk.duty", done="today"))


def _shown(*, done: str = "", tried: Tried | None = None) -> str:
    with begin_look() as look:
        page = duty_page(look, language_now(), done=done, tried=tried)
    return show("desk/duty.html", page)
