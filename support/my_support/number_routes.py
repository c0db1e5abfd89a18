"""Her number: another one, confirmed by a code that comes there; or a phone that is lost."""

from flask import current_app, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from support.my_support.number_actions import change_own_number, lose_own_phone
from support.my_support.number_pages import NumberCodePage, number_page
from support.my_support.routes import my_support
from support.people.code_actions import count_code_try, use_code
from support.people.code_asking import code_sent
from support.people.code_pages import typed_code
from support.people.code_texts import CODE_FAULTS, TOO_MANY_CODES
from support.people.known_number_actions import know_number
from support.people.known_number_cookie import forget_number, remember_number
from support.people.number_form import PHONE, TypedNumber, read_number
from support.people.rules import CodeState
from support.people.session_loading import sign_in_browser
from support.people.sessions import can_sign_in, is_fresh, sign_in_employee
from support.triage.promise_cookie import forget_promise
from support.vocabulary.errors import Invalid
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import provider_phone, sentence, show

_BROWSER = "new_number"


@my_support.get("/my/number")
@requires(Permission.OWN_SUPPORT)
def number() -> ResponseReturnValue:
    """Another number, or a lost phone; she has signed in lately, or does so again."""
    return _asks_anew() or _shown()


@my_support.post("/my/number")
@requires(Permission.OWN_SUPPORT)
def send_number_code() -> ResponseReturnValue:
    """Send a code to the new number; one at which she is not safe gets none, and is kept for calls."""
    again = _asks_anew()
    if again:
        return again
    typed = read_number(request.form, allow_demo=current_app.config["IS_DEMO"])
    if typed.faults:
        return _shown(typed, typed.faults), 422
    if not typed.new.is_safe:
        return _changed(typed)
    session[_BROWSER] = current_app.extensions["begin_work"].ids.token()
    if not code_sent(typed.phone, session[_BROWSER], known_only=False):
        return _shown(typed, {PHONE: TOO_MANY_CODES}), 429
    return _code_page(typed)


@my_support.get("/my/number/code")
@requires(Permission.OWN_SUPPORT)
def number_code() -> ResponseReturnValue:
    """The page of the code in another language: the number is typed anew."""
    return redirect(url_for("my_support.number"))


@my_support.post("/my/number/code")
@requires(Permission.OWN_SUPPORT)
def confirm_number() -> ResponseReturnValue:
    """The code came to the new number: from now on it is hers, and the old one leads to nothing."""
    again = _asks_anew()
    if again:
        return again
    typed = read_number(request.form, allow_demo=current_app.config["IS_DEMO"])
    if typed.faults or not typed.new.is_safe:
        return redirect(url_for("my_support.number"))
    browser = session.get(_BROWSER, "")
    with begin_work() as work:
        attempt = count_code_try(work, browser)
    result = attempt.result(typed_code(request.form))
    if result is not CodeState.RIGHT:
        return _code_page(typed, result), 422
    return _changed(typed, code=(browser, attempt.stored))


@my_support.post("/my/number/lost")
@requires(Permission.OWN_SUPPORT)
def lose_phone() -> ResponseReturnValue:
    """Her phone is lost: it is signed out, and nothing goes to it any more."""
    with begin_work() as work:
        lose_own_phone(work, but=current_user.get_id())
    forget_promise()
    return forget_number(make_response(redirect(url_for("my_support.number"))))


def _changed(typed: TypedNumber, code: tuple[str, str] | None = None) -> ResponseReturnValue:
    """Change it and begin a session anew: the ones before have ended, this one too."""
    try:
        with begin_work() as work:
            if code and not use_code(work, *code, typed.phone):
                return _code_page(typed, CodeState.EXPIRED), 422
            employee_id = work.actor.id or ""
            change_own_number(work, typed.new, session=current_user.get_id(), our_phone=provider_phone())
            token = sign_in_employee(work, employee_id)
            known = know_number(work, employee_id)
    except Invalid as refusal:
        return _shown(typed, {PHONE: refusal.message}), 422
    logout_user()
    sign_in_browser(token, employee_id)
    response = make_response(redirect(url_for("my_support.home", done="marked")))
    return remember_number(response, known) if typed.new.is_safe else forget_number(response)


def _asks_anew() -> ResponseReturnValue | None:
    """To the sign-in, where hers is older than a few minutes: the browser may be in other hands by now.

    Who has no number to sign in with is told whom to call.
    """
    with begin_look() as look:
        fresh = is_fresh(look, current_user.get_id())
        can_try = can_sign_in(look, look.actor.id or "")
    if fresh:
        return None
    if can_try:
        return redirect(url_for("people.sign_in", next=url_for("my_support.number")))
    return _shown() if request.method == "GET" else redirect(url_for("my_support.number"))


def _shown(typed: TypedNumber | None = None, faults: dict[str, str] | None = None) -> str:
    with begin_work() as work:
        page = number_page(work, language_now(), current_user.get_id(), typed, faults)
    return show("my_support/number.html", page)


def _code_page(typed: TypedNumber, state: CodeState | None = None) -> str:
    page = NumberCodePage(
        phone=typed.phone,
        last_two=typed.phone[-2:],
        error=sentence(CODE_FAULTS[state]) if state else "",
        locked=state is CodeState.TOO_MANY_TRIES,
        our_phone=provider_phone(),
        number_url=url_for("my_support.number"),
    )
    return show("my_support/number_code.html", page)
