"""The employee's way into her own support: a number, then a code. Known and unknown numbers look alike."""

from flask import Blueprint, current_app, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from support.people.code_actions import (
    count_code_try,
    employee_of_number,
    last_two_digits,
    make_code,
    may_send_again,
    send_code,
    use_code,
)
from support.people.code_texts import CODE_FAULTS, CODE_NOT_YET, TOO_MANY_CODES
from support.people.pages import CodePage, FieldError, SignInPage
from support.people.rules import CODE_AGAIN_AFTER, CODE_LIVES, CodeState
from support.people.sessions import end_session, sign_in_employee
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.vocabulary.phone import MobileNumber, mobile_number
from support.web.access import SignedIn, begin_look, begin_work, public, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

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
    if not _code_sent(number.e164):
        return show("people/sign_in.html", _page(typed, TOO_MANY_CODES)), 429
    return redirect(url_for("people.code"))


@people.get("/sign-in/code")
@public
def code() -> ResponseReturnValue:
    """Ask for the code that came."""
    with begin_look() as look:
        last_two = last_two_digits(look, session.get(_BROWSER, ""))
    if last_two is None:
        return redirect(url_for("people.sign_in"))
    return show("people/code.html", _code_page(last_two, None))


@people.post("/sign-in/code")
@public
def confirm_code() -> ResponseReturnValue:
    """Compare the code and sign in."""
    browser = session.get(_BROWSER, "")
    with begin_work() as work:
        attempt = count_code_try(work, browser)
        last_two = last_two_digits(work, browser) or ""
    result = attempt.result("".join(request.form.get("code", "")[:20].split()))
    if result is not CodeState.RIGHT:
        return show("people/code.html", _code_page(last_two, result)), 422
    with begin_work() as work:
        lookup = use_code(work, browser, attempt.stored)
        employee = employee_of_number(work, lookup) if lookup else None
        token = sign_in_employee(work, employee.id) if employee else ""
    if employee is None:
        return show("people/code.html", _code_page(last_two, CodeState.EXPIRED)), 422
    session.clear()
    login_user(SignedIn(token, Actor(Role.EMPLOYEE, employee.id), "", Role.EMPLOYEE.value))
    return redirect(url_for("my_support.home"))


@people.post("/sign-in/code/new")
@public
def new_code() -> ResponseReturnValue:
    """To the number again: a new code is asked for there."""
    with begin_look() as look:
        may = may_send_again(look, session.get(_BROWSER, ""))
    if not may:
        with begin_look() as look:
            last_two = last_two_digits(look, session.get(_BROWSER, "")) or ""
        page = _code_page(last_two, None, sentence(CODE_NOT_YET))
        return show("people/code.html", page), 429
    return redirect(url_for("people.sign_in"))


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


def _code_sent(phone: str) -> bool:
    fresh = make_code(current_app.extensions["begin_work"].ids)
    with begin_work() as work:
        return send_code(
            work,
            phone,
            session[_BROWSER],
            fresh,
            address=request.remote_addr or "",
            language=language_now(),
            known_only=True,
        )


def _page(typed: str, fault: str | None) -> SignInPage:
    errors = [FieldError("phone", sentence(fault))] if fault else []
    notice = sentence(mark("Sign in to see this page.")) if request.args.get("next") else ""
    return SignInPage(typed, errors, current_app.config["PROVIDER_PHONE"], notice)


def _code_page(last_two: str, result: CodeState | None, error: str = "") -> CodePage:
    return CodePage(
        last_two=last_two,
        back_url=url_for("people.sign_in"),
        error=sentence(CODE_FAULTS[result]) if result else error,
        minutes=int(CODE_LIVES.total_seconds() // 60),
        wait_seconds=int(CODE_AGAIN_AFTER.total_seconds()),
        locked=result is CodeState.TOO_MANY_TRIES,
        our_phone=current_app.config["PROVIDER_PHONE"],
        resend_url=url_for("people.new_code"),
        change_url=url_for("people.sign_in"),
        answers_saved=False,
    )
