"""Where the staff begin, where each is signed in, and ending it elsewhere with the authenticator."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support.desk.blueprint import desk
from support.desk.landing_pages import landing_page
from support.desk.session_pages import prove_page, staff_sessions_page
from support.people import sessions
from support.people.code_pages import typed_code
from support.people.code_texts import AUTHENTICATOR_REFUSED
from support.people.known_browser_actions import forget_other_browsers
from support.people.known_browser_cookie import known_browser
from support.people.sign_in_actions import prove_again
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission, has_permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show

Words = tuple[str, str, str]

_END: Words = (
    mark("Sign out in another browser"),
    mark("This signs you out there at once. Enter the code from your authenticator app."),
    mark("Sign out there"),
)
_END_OTHERS: Words = (
    mark("Sign out everywhere else"),
    mark("This signs you out everywhere else at once. Enter the code from your authenticator app."),
    mark("Sign out everywhere else"),
)
_FORGET: Words = (
    mark("Forget the other browsers"),
    mark(
        "We will not recognise them until you sign in there again. "
        "Enter the code from your authenticator app."
    ),
    mark("Forget the other browsers"),
)


@desk.get("/staff")
@requires(Permission.OWN_ACCOUNT)
def landing() -> ResponseReturnValue:
    """Where the role that she wears begins: its queue, or a page of what waits for it."""
    if has_permission(current_user.actor.role, Permission.WORK_QUEUE):
        return redirect(url_for("desk.queue"))
    with begin_look() as look:
        page = landing_page(look, current_user.get_id(), language_now())
    return show("desk/landing.html", page)


@desk.get("/staff/signed-in")
@requires(Permission.OWN_ACCOUNT)
def signed_in() -> ResponseReturnValue:
    """Her browsers, this one marked, and what was refused in her name."""
    with begin_look() as look:
        page = staff_sessions_page(
            look, current_user.get_id(), known_browser(), language_now(), done=request.args.get("done", "")
        )
    return show("desk/sessions.html", page)


@desk.get("/staff/signed-in/<session_ref>/end")
@requires(Permission.OWN_ACCOUNT)
def ask_end_session(session_ref: str) -> ResponseReturnValue:
    """Ask for the code before one session of hers ends in another browser."""
    with begin_look() as look:
        sessions.check_other_session(look, current_user.get_id(), session_ref)
    return _ask(_END)


@desk.post("/staff/signed-in/<session_ref>/end")
@requires(Permission.OWN_ACCOUNT)
def end_session(session_ref: str) -> ResponseReturnValue:
    """End one session of hers in another browser."""
    token: str = current_user.get_id()
    with begin_look() as look:
        sessions.check_other_session(look, token, session_ref)
    return _proven(_END, lambda work: sessions.end_other_session(work, token, session_ref))


@desk.get("/staff/signed-in/end-others")
@requires(Permission.OWN_ACCOUNT)
def ask_end_other_sessions() -> ResponseReturnValue:
    """Ask for the code before her sessions end in all other browsers."""
    return _ask(_END_OTHERS)


@desk.post("/staff/signed-in/end-others")
@requires(Permission.OWN_ACCOUNT)
def end_other_sessions() -> ResponseReturnValue:
    """End her sessions in all other browsers."""
    token: str = current_user.get_id()
    return _proven(_END_OTHERS, lambda work: sessions.end_other_sessions(work, token))


@desk.get("/staff/known-browsers/forget")
@requires(Permission.OWN_ACCOUNT)
def ask_forget_browsers() -> ResponseReturnValue:
    """Ask for the code before the other browsers are forgotten."""
    return _ask(_FORGET)


@desk.post("/staff/known-browsers/forget")
@requires(Permission.OWN_ACCOUNT)
def forget_browsers() -> ResponseReturnValue:
    """Know none of her browsers any more but this one."""
    token, browser = current_user.get_id(), known_browser()
    return _proven(
        _FORGET, lambda work: forget_other_browsers(work, sessions.account_of(work, token), browser)
    )


def _ask(words: Words, error: str = "") -> str:
    with begin_look() as look:
        page = prove_page(look, *words, error)
    return show("desk/prove.html", page)


def _proven(words: Words, act: Callable[[Work], None]) -> ResponseReturnValue:
    """Do it when the code is right, in one transaction with using the code up."""
    digits, token = typed_code(request.form), current_user.get_id()
    with begin_work() as work:
        is_proven = prove_again(work, token, digits)
        if is_proven:
            act(work)
    if not is_proven:
        return _ask(words, AUTHENTICATOR_REFUSED), 422
    return redirect(url_for("desk.signed_in"))
