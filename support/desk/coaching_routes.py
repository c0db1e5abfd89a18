"""The talk with a supervisor alone: offered beside a path, marked as held or missed, cancelled by us."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from support.booking.coaching_actions import (
    cancel_coaching_by_us,
    offer_coaching,
    say_coaching_was_held,
    say_coaching_was_missed,
)
from support.desk.blueprint import desk
from support.desk.coaching_check_pages import cancel_talk_page
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import show


@desk.post("/cases/<case_id>/talks/supervisor")
@requires(Permission.WORK_QUEUE)
def offer_talk(case_id: str) -> ResponseReturnValue:
    """Let the supervisor choose a time; she gets a message that names nobody."""
    with begin_work() as work:
        offer_coaching(work, case_id, _link_url())
    return redirect(url_for("desk.talks", case_id=case_id))


@desk.post("/appointments/talks/<coaching_id>/held")
@requires(Permission.OWN_APPOINTMENTS)
def talk_held(coaching_id: str) -> ResponseReturnValue:
    """The supervisor came."""
    with begin_work() as work:
        say_coaching_was_held(work, coaching_id)
    return redirect(url_for("desk.own_appointments", done="talk_held"))


@desk.post("/appointments/talks/<coaching_id>/missed")
@requires(Permission.OWN_APPOINTMENTS)
def talk_missed(coaching_id: str) -> ResponseReturnValue:
    """The supervisor did not come; she may choose another time."""
    with begin_work() as work:
        say_coaching_was_missed(work, coaching_id, _link_url())
    return redirect(url_for("desk.own_appointments", done="talk_missed"))


@desk.get("/appointments/talks/<coaching_id>/cancel")
@requires(Permission.OWN_APPOINTMENTS)
def ask_cancel_talk(coaching_id: str) -> ResponseReturnValue:
    """The time that we cannot keep and the message that goes out, before anything is done."""
    with begin_work() as work:
        page = cancel_talk_page(work, coaching_id, language_now())
    return show("desk/time_check.html", page)


@desk.post("/appointments/talks/<coaching_id>/cancel")
@requires(Permission.OWN_APPOINTMENTS)
def cancel_talk(coaching_id: str) -> ResponseReturnValue:
    """Give the time back because we cannot keep it."""
    with begin_work() as work:
        cancel_coaching_by_us(work, coaching_id)
    return redirect(url_for("desk.own_appointments", done="talk_cancelled"))


def _link_url() -> str:
    return f"{current_app.config['PUBLIC_BASE_URL']}/s/"
