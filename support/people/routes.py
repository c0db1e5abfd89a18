"""The employee's way into her own support: a number, then a code. Known and unknown numbers look alike."""

from flask import Blueprint, current_app, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user
from werkzeug.exceptions import HTTPException

from support.people.code_actions import (
    count_code_try,
    employee_of_code,
    last_two_digits,
    may_send_again,
)
from support.people.code_asking import code_sent
from support.people.code_pages import CodePage, code_page, typed_code
from support.people.code_texts import CODE_NOT_YET, TOO_MANY_CODES
from support.people.known_number_actions import know_number
from support.people.known_number_cookie import remember_number
from support.people.pages import SignInPage
from support.people.rules import CodeState
from support.people.session_loading import note_activity, sign_in_browser
from support.people.sessions import end_session, sign_in_employee
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.vocabulary.phone import MobileNumber, mobile_number
from support.web.access import begin_look, begin_work, public, requires, session_of_browser
from support.web.languages import speak_from_now_on
from support.web.pages import provider_phone, sentence, show
from support.web.session_end import session_end
from support.web.views import FieldError

people = Blueprint("people", __name__)

_BROWSER = "code_browser"
_NOT_A_NUMBER = mark("Write a mobile number, for example 040 123 4567.")


@people.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask for the number."""
    return show("people/sign_in.html", _page("", None))


@people.post("/sign-in")
@public
def ask_code() -> ResponseReturnValue:
    """Send a code; an unknown number gets the same answer and no message."""
    typed = request.form.get("phone", "")[:40]
    number = mobile_number(typed, allow_demo=current_app.config["IS_DEMO"])
    if not isinstance(number, MobileNumber):
        return show("people/sign_in.html", _page(typed, _NOT_A_NUMBER)), 422
    session[_BROWSER] = current_app.extensions["begin_work"].ids.token()
    if not code_sent(number.e164, session[_BROWSER], known_only=True):
        return show("people/sign_in.html", _page(typed, TOO_MANY_CODES)), 429
    return redirect(url_for("people.code", next=_wanted()))


@people.get("/sign-in/code")
@public
def code() -> ResponseReturnValue:
    """Ask for the code that came."""
    with begin_look() as look:
        last_two = last_two_digits(look, session.get(_BROWSER, ""))
    if last_two is None:
        return redirect(url_for("people.sign_in", next=_wanted()))
    return show("people/code.html", _code_page(last_two))


@people.post("/sign-in/code")
@public
def confirm_code() -> ResponseReturnValue:
    """Compare the code and sign in."""
    browser = session.get(_BROWSER, "")
    with begin_work() as work:
        attempt = count_code_try(work, browser)
        last_two = last_two_digits(work, browser) or ""
    result = attempt.result(typed_code(request.form))
    if result is not CodeState.RIGHT:
        return show("people/code.html", _code_page(last_two, result)), 422
    with begin_work() as work:
        employee = employee_of_code(work, browser, attempt.stored)
        if employee is not None:
            token = sign_in_employee(work, employee.id, instead_of=session_of_browser())
            known = know_number(work, employee.id)
    if employee is None:
        return show("people/code.html", _code_page(last_two, CodeState.EXPIRED)), 422
    sign_in_browser(token, employee.id)
    response = remember_number(make_response(redirect(_wanted() or url_for("my_support.home"))), known)
    return speak_from_now_on(response, employee.language)


@people.post("/sign-in/code/new")
@public
def new_code() -> ResponseReturnValue:
    """To the number again: a new code is asked for there."""
    browser = session.get(_BROWSER, "")
    with begin_look() as look:
        may, last_two = may_send_again(look, browser), last_two_digits(look, browser) or ""
    if not may:
        return show("people/code.html", _code_page(last_two, refusal=CODE_NOT_YET)), 429
    return redirect(url_for("people.sign_in", next=_wanted()))


@people.get("/stay")
@requires(Permission.SIGNED_IN, is_poll=True)
def time_left() -> ResponseReturnValue:
    """Say in the headers how long the session lasts; an open page asks that by itself."""
    return "", 204, _time_left()


@people.post("/stay")
@requires(Permission.SIGNED_IN)
def stay() -> ResponseReturnValue:
    """The person is still there. No page: what she is writing stays as it is."""
    # Noted here and not after the answer, which says how long the session lasts now.
    note_activity(current_app.extensions["begin_work"], current_user)
    return "", 204, _time_left()


@people.post("/sign-out")
@requires(Permission.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the session at once and leave nothing in this browser."""
    is_staff = current_user.actor.is_staff
    with begin_work() as work:
        end_session(work, current_user.get_id())
    logout_user()
    session.clear()
    response = make_response(redirect(url_for("staff.sign_in" if is_staff else "public.landing")))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _time_left() -> dict[str, str]:
    end = session_end()
    return {"Session-Idle": str(end.idle), "Session-Whole": str(end.whole)} if end else {}


def _wanted() -> str | None:
    """The page of hers for which she signs in, its address made anew; None where she named no such page."""
    wanted = request.args.get("next", "")
    try:
        endpoint, values = current_app.url_map.bind("").match(wanted, "GET")
    except HTTPException:
        return None
    access = vars(current_app.view_functions[endpoint])["access"]
    # A file for her calendar is no page: her browser would keep it and still show the code.
    if access.permission is not Permission.OWN_SUPPORT or wanted.endswith(".ics"):
        return None
    return url_for(endpoint, **values)


def _page(typed: str, fault: str | None) -> SignInPage:
    errors = [FieldError("phone", sentence(fault))] if fault else []
    notice = sentence(mark("Sign in to see this page.")) if request.args.get("next") else ""
    return SignInPage(typed, errors, provider_phone(), notice)


def _code_page(last_two: str, state: CodeState | None = None, refusal: str = "") -> CodePage:
    return code_page(
        last_two,
        state,
        refusal,
        number_url=url_for("people.sign_in", next=_wanted()),
        confirm_url=url_for("people.confirm_code", next=_wanted()),
        resend_url=url_for("people.new_code", next=_wanted()),
        answers_saved=False,
    )
