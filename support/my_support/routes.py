"""My support: what is next, what was sent, who has opened it."""

from flask import Blueprint, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from support.my_support.actions import withdraw
from support.my_support.pages import delete_page, home_page
from support.my_support.session_pages import own_sessions_page
from support.people import sessions
from support.people.known_number_cookie import forget_number
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, erase_for_good, requires
from support.web.cookies import forget_cache
from support.web.languages import language_now
from support.web.pages import provider_phone, show

my_support = Blueprint("my_support", __name__)


@my_support.get("/my")
@requires(Permission.OWN_SUPPORT)
def home() -> ResponseReturnValue:
    """Everything of the employee who is signed in."""
    with begin_work() as work:
        page = home_page(
            work,
            language_now(),
            token=current_user.get_id(),
            done=request.args.get("done", ""),
            our_phone=provider_phone(),
        )
    return show("my_support/home.html", page)


@my_support.get("/my/delete")
@requires(Permission.OWN_SUPPORT)
def ask_delete() -> ResponseReturnValue:
    """Ask before deleting."""
    with begin_look() as look:
        page = delete_page(look)
    return show("my_support/delete.html", page)


@my_support.post("/my/delete")
@requires(Permission.OWN_SUPPORT)
def delete() -> ResponseReturnValue:
    """Take everything back and sign out."""
    with begin_work() as work:
        is_all_gone = withdraw(work)
        # Where an older case keeps her name, her sessions are not erased with it.
        sessions.end_session(work, current_user.get_id())
    erase_for_good()
    logout_user()
    session.clear()
    gone = url_for("triage.deleted", sent="all" if is_all_gone else "part")
    return forget_number(forget_cache(make_response(redirect(gone))))


@my_support.get("/my/signed-in")
@requires(Permission.OWN_SUPPORT)
def signed_in() -> ResponseReturnValue:
    """Her browsers, this one marked."""
    with begin_look() as look:
        page = own_sessions_page(look, current_user.get_id(), language_now())
    return show("my_support/sessions.html", page)


@my_support.post("/my/signed-in/<session_ref>/end")
@requires(Permission.OWN_SUPPORT)
def end_session(session_ref: str) -> ResponseReturnValue:
    """End one session of hers in another browser."""
    with begin_work() as work:
        sessions.end_other_session(work, current_user.get_id(), session_ref)
    return redirect(url_for("my_support.signed_in"))


@my_support.post("/my/signed-in/end-others")
@requires(Permission.OWN_SUPPORT)
def end_other_sessions() -> ResponseReturnValue:
    """End her sessions in all other browsers."""
    with begin_work() as work:
        sessions.end_other_sessions(work, current_user.get_id())
    return redirect(url_for("my_support.signed_in"))
