"""The questions of the self-triage, asked by a nurse on the phone."""

from flask import current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.phone_actions import begin_by_phone, give_up_by_phone, send_by_phone
from support.desk.phone_cookie import (
    drop_phone_cookie,
    keep_phone_cookie,
    phone_token,
    phone_token_or_none,
    token_of,
)
from support.desk.phone_pages import (
    first_url,
    phone_contact_page,
    phone_help_page,
    phone_question_page,
    phone_start_page,
    phone_stop_page,
    served_employers,
    url_after,
)
from support.triage.answering import Posted, keep_answers, page_of_questions, posted_answers
from support.triage.contact_form import Typed, read_contact
from support.triage.deciding import danger_told
from support.triage.question_pages import ticks
from support.triage.rules.items import Page
from support.triage.rules.pages import pages_for
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit
from support.triage.sentences import protocol_of
from support.triage.visit_actions import VisitOver, open_visit
from support.vocabulary.language import Language
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.alike import show_alike
from support.web.languages import language_now
from support.web.pages import provider_phone, show


@desk.get("/by-phone")
@requires(Permission.WORK_QUEUE)
def by_phone() -> ResponseReturnValue:
    """Begin with a person on the phone, or go on where the call was cut."""
    return _start_shown("")


@desk.post("/by-phone")
@requires(Permission.WORK_QUEUE)
def begin_on_phone() -> ResponseReturnValue:
    """Begin in the language of the person; what was begun before has to be ended first."""
    language = request.form.get("language", "")
    if _unfinished() is not None:
        return redirect(url_for("desk.by_phone"))
    if language not in set(Language):
        return _start_shown("language"), 422
    secret = current_app.extensions["begin_work"].ids.token()
    with begin_work() as work:
        begin_by_phone(work, token_of(secret), Language(language))
    return keep_phone_cookie(make_response(redirect(first_url())), secret)


@desk.get("/by-phone/questions/<key>")
@requires(Permission.WORK_QUEUE)
def phone_question(key: str) -> ResponseReturnValue:
    """One page of questions; what was written down before is all there, private answers too."""
    with begin_look() as look:
        opened = open_visit(look, phone_token())
    protocol = protocol_of(opened.protocol)
    page = page_of_questions(protocol, key)
    if page not in pages_for(protocol, opened.visit.answers):
        return redirect(url_for("desk.by_phone"))
    return _question_shown(protocol, page, opened.visit, {}, None)


@desk.post("/by-phone/questions/<key>")
@requires(Permission.WORK_QUEUE)
def answer_on_phone(key: str) -> ResponseReturnValue:
    """Keep the answers of one page; danger is answered in this very response, with what to do now."""
    posted = posted_answers()
    with begin_work() as work:
        kept = keep_answers(work, phone_token(), key, posted)
    rows = danger_told(kept.protocol, kept.page, kept.before, kept.visit)
    if rows is not None:
        with begin_look() as look:
            card = phone_help_page(look, kept, rows)
        return show("desk/phone_help.html", card)
    if kept.errors:
        return _question_shown(kept.protocol, kept.page, kept.visit, dict(kept.errors), posted), 422
    return redirect(url_after(kept.protocol, kept.page, kept.visit))


@desk.get("/by-phone/contact")
@requires(Permission.WORK_QUEUE)
def phone_contact() -> ResponseReturnValue:
    """How the person may be reached."""
    with begin_look() as look:
        opened = open_visit(look, phone_token())
        page = phone_contact_page(look, opened, Typed.of(opened.visit), language_now())
    return show("desk/phone_contact.html", page)


@desk.post("/by-phone/contact")
@requires(Permission.WORK_QUEUE)
def send_from_phone() -> ResponseReturnValue:
    """Send everything into a case of this nurse; afterwards nothing of it is in her browser."""
    token = phone_token()
    with begin_work() as work:
        opened = open_visit(work, token)
        employers = served_employers(work, language_now())
        typed = read_contact(request.form, employers, allow_demo=current_app.config["IS_DEMO"])
        page = phone_contact_page(work, opened, typed, language_now()) if typed.errors else None
        protocol = protocol_of(opened.protocol)
        case_id = "" if page else send_by_phone(work, protocol, token, typed, provider_phone())
    if page is not None:
        return show("desk/phone_contact.html", page), 422
    return drop_phone_cookie(make_response(redirect(url_for("desk.case", case_id=case_id))))


@desk.get("/by-phone/stop")
@requires(Permission.WORK_QUEUE)
def ask_stop_phone() -> ResponseReturnValue:
    """Ask before what was written down is deleted."""
    with begin_look() as look:
        page = phone_stop_page(look)
    return show("desk/phone_stop.html", page)


@desk.post("/by-phone/stop")
@requires(Permission.WORK_QUEUE)
def stop_phone() -> ResponseReturnValue:
    """Delete what was written down."""
    token = phone_token_or_none()
    if token is not None:
        with begin_work() as work:
            give_up_by_phone(work, token)
    return drop_phone_cookie(make_response(redirect(url_for("desk.by_phone"))))


def _unfinished() -> Visit | None:
    """What this nurse has begun in this browser and neither sent nor deleted."""
    token = phone_token_or_none()
    if token is None:
        return None
    try:
        with begin_look() as look:
            return open_visit(look, token).visit
    except VisitOver:
        return None


def _start_shown(wrong: str) -> str:
    unfinished = _unfinished()
    with begin_look() as look:
        page = phone_start_page(look, unfinished, wrong)
    return show("desk/phone_start.html", page)


def _question_shown(
    protocol: Protocol, page: Page, visit: Visit, errors: dict[str, str], posted: Posted | None
) -> bytes:
    with begin_look() as look:
        view = phone_question_page(look, protocol, page, visit, errors, posted)
    return show_alike("desk/phone_question.html", view, ticks(protocol, page, visit, posted), is_kept=False)
