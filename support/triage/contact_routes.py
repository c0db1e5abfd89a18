"""How she may be reached, the code, and the moment of sending."""

from flask import Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.slot_pages import read_slot
from support.people.code_actions import (
    count_code_try,
    last_two_digits,
    may_send_again,
    use_code,
)
from support.people.code_asking import code_sent
from support.people.code_pages import CodePage, code_page, typed_code
from support.people.code_texts import CODE_NOT_YET, TOO_MANY_CODES
from support.people.facts import EmployerChoice
from support.people.known_number_actions import know_number
from support.people.known_number_cookie import remember_number
from support.people.rules import CodeState
from support.people.session_loading import sign_in_browser
from support.people.sessions import sign_in_employee
from support.platform.work import Work
from support.triage.blueprint import triage
from support.triage.contact_form import Typed, read_contact, with_reach
from support.triage.contact_pages import (
    ContactPage,
    ElsewherePage,
    contact_key,
    contact_page,
    employers_of_page,
    kept_for_visit,
)
from support.triage.deciding import decide_or_none
from support.triage.help_pages import line_views, lines_of_the_young, lines_with_those_of_the_young
from support.triage.holding_actions import hold_choice
from support.triage.promise_cookie import keep_promise
from support.triage.rules.decision import is_served_from_anywhere
from support.triage.rules.pages import place_of
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Reach, Visit
from support.triage.send_actions import TOO_MANY_CALLS, Sent, count_call, send_visit
from support.triage.sentences import protocol_of
from support.triage.visit_actions import open_visit, save_visit
from support.triage.visit_cookie import drop, token_of_visit
from support.vocabulary.topic import Topic
from support.web.access import begin_look, begin_own_work, present_moment, public, session_of_browser
from support.web.callers import caller_address
from support.web.languages import language_now
from support.web.pages import provider_phone, show


@triage.get("/contact")
@public
def contact() -> ResponseReturnValue:
    """How may we reach you."""
    with begin_look() as look:
        opened = open_visit(look, token_of_visit())
        employers = employers_of_page(look, language_now())
    visit = opened.visit
    return show("triage/contact.html", _page(protocol_of(opened.protocol), visit, employers, Typed.of(visit)))


@triage.post("/contact")
@public
def leave_contact() -> ResponseReturnValue:
    """Keep how she may be reached; send a code where a message is safe, else send the answers at once."""
    with begin_own_work() as work:
        opened = open_visit(work, token_of_visit(), to_change=True)
        employers = employers_of_page(work, language_now())
        typed = read_contact(request.form, employers, allow_demo=current_app.config["IS_DEMO"])
        visit = with_reach(opened.visit, typed)
        if not typed.errors:
            save_visit(work, opened, visit)
    protocol = protocol_of(opened.protocol)
    if typed.errors:
        return show("triage/contact.html", _page(protocol, visit, employers, typed)), 422
    if not typed.is_served and not is_served_from_anywhere(decide_or_none(protocol, visit)):
        return show("triage/elsewhere.html", _elsewhere(under_18=typed.under_18))
    if not typed.reach.safe_to_text:
        refusal, then = TOO_MANY_CALLS, _sent_without_code(protocol, typed.reach)
    else:
        refusal, then = TOO_MANY_CODES, _code_asked(typed.reach.phone)
    if then is None:
        page = _page(protocol, visit, employers, typed.with_error("phone", refusal))
        return show("triage/contact.html", page), 429
    return then


@triage.get("/code")
@public
def code() -> ResponseReturnValue:
    """Ask for the code that came."""
    with begin_look() as look:
        last_two = last_two_digits(look, token_of_visit())
    if last_two is None:
        return redirect(url_for("triage.contact"))
    return show("people/code.html", _code_page(last_two))


@triage.post("/code")
@public
def confirm_code() -> ResponseReturnValue:
    """Compare the code; when it is right, the answers are sent and she is signed in, in one transaction."""
    token = token_of_visit()
    with begin_own_work() as work:
        attempt = count_code_try(work, token)
        last_two = last_two_digits(work, token) or ""
    result = attempt.result(typed_code(request.form))
    if result is not CodeState.RIGHT:
        return show("people/code.html", _code_page(last_two, result)), 422
    with begin_own_work() as work:
        opened = open_visit(work, token)
        visit = opened.visit
        if not use_code(work, token, attempt.stored, visit.reach.phone):
            sent = None
        else:
            protocol = protocol_of(opened.protocol)
            sent = send_visit(
                work,
                protocol,
                token,
                visit.reach,
                language_now(),
                confirmed=True,
                our_phone=provider_phone(),
            )
            session_token = sign_in_employee(work, sent.employee_id, instead_of=session_of_browser())
            known = know_number(work, sent.employee_id)
    if sent is None:
        return show("people/code.html", _code_page(last_two, CodeState.EXPIRED)), 422
    times = url_for("booking.times", slot=visit.chosen_slot, talk=_talk(visit))
    return remember_number(_signed_in(session_token, sent, times), known)


@triage.post("/code/new")
@public
def new_code() -> ResponseReturnValue:
    """Send another code to the same number."""
    token = token_of_visit()
    with begin_look() as look:
        phone = open_visit(look, token).visit.reach.phone
        may = may_send_again(look, token)
    if not phone:
        return redirect(url_for("triage.contact"))
    if not may:
        return show("people/code.html", _code_page(phone[-2:], refusal=CODE_NOT_YET)), 429
    then = _code_asked(phone)
    if then is None:
        return show("people/code.html", _code_page(phone[-2:], refusal=TOO_MANY_CODES)), 429
    return then


def _code_asked(phone: str) -> ResponseReturnValue | None:
    """Send a code, and hold the time she has chosen as long as it is good; None when there were too many."""
    sent = code_sent(phone, token_of_visit(), known_only=False, also=_hold_chosen)
    return redirect(url_for("triage.code")) if sent else None


def _hold_chosen(work: Work) -> None:
    opened = open_visit(work, token_of_visit(), to_change=True)
    chosen = read_slot(opened.visit.chosen_slot)
    protocol, address = protocol_of(opened.protocol), caller_address()
    hold_choice(work, protocol, opened, chosen, language_now(), address=address)


def _sent_without_code(protocol: Protocol, reach: Reach) -> ResponseReturnValue | None:
    """Send at once; None when there has been too much from here that no code has confirmed."""
    token = token_of_visit()
    with begin_own_work() as work:
        if not count_call(work, reach.phone, caller_address()):
            return None
        visit = open_visit(work, token).visit
        sent = send_visit(
            work, protocol, token, reach, language_now(), confirmed=False, our_phone=provider_phone()
        )
        session_token = sign_in_employee(work, sent.employee_id, instead_of=session_of_browser())
    if reach.phone:
        return _signed_in(session_token, sent, url_for("booking.times", slot=visit.chosen_slot, talk=1))
    response = _signed_in(session_token, sent, url_for("triage.call_promised"))
    keep_promise(sent, "", present_moment())
    return response


def _signed_in(session_token: str, sent: Sent, then: str) -> Response:
    sign_in_browser(session_token, sent.employee_id)
    return drop(make_response(redirect(then)))


def _talk(visit: Visit) -> str | None:
    return "1" if visit.wants_talk else None


def _elsewhere(*, under_18: bool) -> ElsewherePage:
    now, language = present_moment(), language_now()
    lines = lines_with_those_of_the_young(language, now) if under_18 else line_views(language, Topic.ANY, now)
    return ElsewherePage(lines, url_for("triage.contact"), provider_phone())


def _page(protocol: Protocol, visit: Visit, employers: list[EmployerChoice], typed: Typed) -> ContactPage:
    direct = not visit.last_page
    place = place_of(protocol, visit.answers, contact_key(protocol))
    return contact_page(
        typed,
        employers,
        number=place.number,
        of=place.of,
        back_url=url_for("public.landing") if direct else url_for("triage.review"),
        our_phone=provider_phone(),
        young_lines=lines_of_the_young(language_now(), present_moment()),
    )


def _code_page(last_two: str, state: CodeState | None = None, refusal: str = "") -> CodePage:
    with begin_look() as look:
        kept = kept_for_visit(look, token_of_visit(), language_now())
    return code_page(
        last_two,
        state,
        refusal,
        number_url=url_for("triage.contact"),
        confirm_url=url_for("triage.confirm_code"),
        resend_url=url_for("triage.new_code"),
        answers_saved=True,
        kept=kept,
    )
