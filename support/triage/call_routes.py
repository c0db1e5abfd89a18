"""Asking for a call with nothing but a number. No code is asked for: the promise must not wait for one."""

from dataclasses import dataclass, replace

from flask import current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.cases.rules.targets import promise
from support.triage.blueprint import triage
from support.triage.call_pages import CallMePage, CallPromisedPage
from support.triage.contact_form import Typed, read_call_me
from support.triage.deciding import call_urgency
from support.triage.help_pages import few_lines, opens_at
from support.triage.loading import active_protocol
from support.triage.promise_cookie import keep_promise, promise_kept
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Reach
from support.triage.send_actions import TOO_MANY_CALLS, ask_call, count_call
from support.triage.sentences import protocol_of
from support.triage.visit_actions import VisitOver, open_visit
from support.triage.visit_cookie import drop, token_or_none
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.pathway import URGENT_CALL, Urgency
from support.web.access import begin_look, begin_own_work, present_moment, public
from support.web.callers import caller_address
from support.web.languages import language_now
from support.web.pages import opening_hours, provider_phone, sentence, show
from support.web.views import FieldError

_LINES = 2


@triage.get("/call-me")
@public
def call_me() -> ResponseReturnValue:
    """Leave a number; the time by which we call stands above the field."""
    need = _present_need()
    return show("triage/call_me.html", _page(need, Typed.empty()))


@triage.post("/call-me")
@public
def ask_for_call() -> ResponseReturnValue:
    """Create the call from the number as it was typed, confirmed or not.

    Answers given so far go along, unless she wants to leave them out; the page says so.
    """
    need = _present_need()
    typed = read_call_me(request.form, need.reach, allow_demo=current_app.config["IS_DEMO"])
    if typed.errors:
        return show("triage/call_me.html", _page(need, typed)), 422
    token = None if request.form.get("without_answers") == "yes" else need.token
    with begin_own_work() as work:
        allowed = count_call(work, typed.reach.phone, caller_address())
        sent = (
            ask_call(work, need.protocol, token, typed.reach, language_now(), need.urgency)
            if allowed
            else None
        )
    if sent is None:
        return show("triage/call_me.html", _page(need, typed.with_error("phone", TOO_MANY_CALLS))), 429
    keep_promise(sent, typed.reach.phone, present_moment())
    return drop(make_response(redirect(url_for("triage.call_promised"))))


@triage.get("/call-promised")
@public
def call_promised() -> ResponseReturnValue:
    """By when we call, or the word to say when she calls us herself."""
    now, language = present_moment(), language_now()
    kept = promise_kept(now)
    if kept is None:
        return redirect(url_for("public.landing"))
    page = CallPromisedPage(
        call_by=when_from_now(kept.due, now, language) if kept.due else "",
        last_two=kept.last_two,
        word=kept.word,
        call_now=kept.soon and kept.due is None,
        our_phone=provider_phone(),
        opening=opening_hours(),
        opens=opens_at(now, language),
        lines=few_lines(language, now, _LINES),
    )
    return show("triage/call_promised.html", page)


@dataclass(frozen=True)
class _Need:
    """What is known of the person before she leaves her number; the token is None without a visit."""

    token: str | None
    protocol: Protocol
    urgency: Urgency
    reach: Reach
    has_answers: bool


def _present_need() -> _Need:
    nothing = _Need(None, active_protocol(), Urgency.SAME_DAY, Reach(), has_answers=False)
    token = token_or_none()
    if token is None:
        return nothing
    try:
        with begin_look() as look:
            opened = open_visit(look, token)
    except VisitOver:
        return nothing
    visit, protocol = opened.visit, protocol_of(opened.protocol)
    reach = replace(visit.reach, employer_id=visit.reach.employer_id or visit.employer_id)
    return _Need(token, protocol, call_urgency(protocol, visit), reach, has_answers=bool(visit.given))


def _page(need: _Need, typed: Typed) -> CallMePage:
    now, language = present_moment(), language_now()
    due = promise(need.urgency, URGENT_CALL, now)
    opens = opens_at(now, language)
    errors = {name: sentence(message) for name, message in typed.errors.items()}
    return CallMePage(
        back_url=url_for("triage.resume"),
        call_by=when_from_now(due, now, language) if due else "",
        opens=opens,
        lines=few_lines(language, now, _LINES) if opens or need.urgency is Urgency.NOW else [],
        first_name=typed.first_name,
        phone=typed.phone,
        answers_go_along=need.has_answers,
        errors=[FieldError(name, message, "") for name, message in errors.items()],
        error=errors,
        our_phone=provider_phone(),
    )
