"""Behind the link of a supervisor's message: a code to her number, then her first page."""

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from support.people.code_actions import AtLink, count_code_try, last_two_digits, may_send_again
from support.people.code_asking import code_sent
from support.people.code_pages import typed_code
from support.people.code_texts import CODE_NOT_YET, TOO_MANY_CODES
from support.people.rules import CodeState
from support.people.session_loading import sign_in_browser
from support.people.supervisor_actions import sign_in_supervisor
from support.supervisor.blueprint import supervisor
from support.supervisor.link_pages import addressee, closed_page, link_code_page, link_page, opened_link
from support.vocabulary.actor import Role
from support.web.access import begin_look, begin_work, by_link, session_of_browser
from support.web.languages import language_now
from support.web.pages import show

_BROWSER = "supervisor_code_browser"
_COUNTED_AS = "supervisor_code_counted_as"


@supervisor.get("/s/<token>")
@by_link
def link(token: str) -> ResponseReturnValue:
    """Say that a code comes; a program that opens links before their reader does sends none."""
    if not _is_open(token):
        return _closed()
    return show("supervisor/link.html", link_page())


@supervisor.post("/s/<token>")
@by_link
def ask_code(token: str) -> ResponseReturnValue:
    """Send a code to the number at which she was named, whoever holds the link."""
    before = session.get(_BROWSER, "")
    with begin_look() as look:
        found, may = opened_link(look, token), may_send_again(look, before)
    if found is None:
        return _closed()
    if not may:
        page = link_code_page(token, refusal=CODE_NOT_YET)
        return show("supervisor/code.html", page), 429
    with begin_work() as work:
        to = addressee(work, found)
    ids = current_app.extensions["begin_work"].ids
    session[_BROWSER] = ids.token()
    at_link = AtLink(found.id, session.setdefault(_COUNTED_AS, ids.token()))
    if not code_sent(to.phone, session[_BROWSER], known_only=False, is_safe=to.is_safe, at_link=at_link):
        return show("supervisor/link.html", link_page(TOO_MANY_CODES)), 429
    return redirect(url_for("supervisor.code", token=token))


@supervisor.get("/s/<token>/code")
@by_link
def code(token: str) -> ResponseReturnValue:
    """Ask for the code that came."""
    if not _is_open(token):
        return _closed()
    with begin_look() as look:
        is_asked = last_two_digits(look, session.get(_BROWSER, "")) is not None
    if not is_asked:
        return redirect(url_for("supervisor.link", token=token))
    return show("supervisor/code.html", link_code_page(token))


@supervisor.post("/s/<token>/code")
@by_link
def confirm_code(token: str) -> ResponseReturnValue:
    """Compare the code and sign in, as a supervisor and nothing else."""
    if not _is_open(token):
        return _closed()
    browser = session.get(_BROWSER, "")
    with begin_work() as work:
        attempt = count_code_try(work, browser)
    result = attempt.result(typed_code(request.form))
    if result is not CodeState.RIGHT:
        return show("supervisor/code.html", link_code_page(token, result)), 422
    with begin_work() as work:
        found, was = opened_link(work, token), session_of_browser()
        secret = None
        if found is not None:
            secret = sign_in_supervisor(work, found, browser, attempt.stored, language_now(), instead_of=was)
    if found is None or secret is None:
        return show("supervisor/code.html", link_code_page(token, CodeState.EXPIRED)), 422
    sign_in_browser(secret, found.supervisor_id, Role.SUPERVISOR)
    return redirect(url_for("supervisor.home"))


def _is_open(token: str) -> bool:
    with begin_look() as look:
        return opened_link(look, token) is not None


def _closed() -> ResponseReturnValue:
    return show("supervisor/closed.html", closed_page()), 404
