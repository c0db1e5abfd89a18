"""Where the staff begin, where each is signed in, and ending it elsewhere."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support.desk.blueprint import desk
from support.desk.session_pages import LandingPage, staff_sessions_page
from support.desk.staff_pages import staff_view
from support.people import sessions
from support.vocabulary.permissions import Permission, has_permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show


@desk.get("/staff")
@requires(Permission.OWN_ACCOUNT)
def landing() -> ResponseReturnValue:
    """Where the role that she wears begins: its queue, or a page that says where its work is done."""
    if has_permission(current_user.actor.role, Permission.WORK_QUEUE):
        return redirect(url_for("desk.queue"))
    return show("desk/landing.html", LandingPage(staff_view(None)))


@desk.get("/staff/signed-in")
@requires(Permission.OWN_ACCOUNT)
def signed_in() -> ResponseReturnValue:
    """Her browsers, this one marked."""
    with begin_look() as look:
        page = staff_sessions_page(look, current_user.get_id(), language_now())
    return show("desk/sessions.html", page)


@desk.post("/staff/signed-in/<session_ref>/end")
@requires(Permission.OWN_ACCOUNT)
def end_session(session_ref: str) -> ResponseReturnValue:
    """End one session of hers in another browser."""
    with begin_work() as work:
        sessions.end_other_session(work, current_user.get_id(), session_ref)
    return redirect(url_for("desk.signed_in"))


@desk.post("/staff/signed-in/end-others")
@requires(Permission.OWN_ACCOUNT)
def end_other_sessions() -> ResponseReturnValue:
    """End her sessions in all other browsers."""
    with begin_work() as work:
        sessions.end_other_sessions(work, current_user.get_id())
    return redirect(url_for("desk.signed_in"))
