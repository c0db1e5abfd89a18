"""A person calls because her number has changed or her phone is lost."""

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from support.cases.correction_actions import answer_correction as answer_it
from support.desk.blueprint import desk
from support.desk.correction_form import read_answer
from support.desk.correction_pages import CorrectionTried, desk_corrections_page
from support.desk.person_actions import (
    NOT_PROVEN,
    change_with_nurse,
    check_caller,
    check_taken,
    lose_with_nurse,
)
from support.desk.person_form import SEEN, WORD, read_said
from support.desk.person_pages import NumberTried, person_code_page, person_number_page
from support.people.code_actions import count_code_try, use_code
from support.people.code_asking import code_sent
from support.people.code_pages import typed_code
from support.people.code_texts import CODE_FAULTS, TOO_MANY_CODES
from support.people.number_form import PHONE, TypedNumber, read_number
from support.people.rules import CodeState
from support.vocabulary.errors import Invalid, TooMany
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import provider_phone, show

_PROVEN = "number_of"


@desk.get("/cases/<case_id>/number")
@requires(Permission.WORK_QUEUE)
def person_number(case_id: str) -> ResponseReturnValue:
    """What is asked before the number is changed."""
    return _shown(case_id, NumberTried(), done=request.args.get("done", ""))


@desk.post("/cases/<case_id>/number")
@requires(Permission.WORK_QUEUE)
def send_person_code(case_id: str) -> ResponseReturnValue:
    """Hear who she is, and send a code to the new number; one that is not safe is kept without."""
    typed = read_number(request.form, allow_demo=current_app.config["IS_DEMO"])
    if typed.faults:
        return _shown(case_id, NumberTried(typed, typed.faults)), 422
    try:
        with begin_work() as work:
            is_proven = check_caller(work, case_id, read_said(request.form), in_person=SEEN in request.form)
    except TooMany as refusal:
        return _shown(case_id, NumberTried(typed, {WORD: refusal.message})), 429
    if not is_proven:
        return _shown(case_id, NumberTried(typed, {WORD: NOT_PROVEN})), 422
    if not typed.new.is_safe:
        return _changed(case_id, typed)
    secret = current_app.extensions["begin_work"].ids.token()
    session[_PROVEN] = [case_id, secret]
    if not code_sent(typed.phone, secret, known_only=False, template="code_call"):
        return _shown(case_id, NumberTried(typed, {PHONE: TOO_MANY_CODES})), 429
    return _code_shown(case_id, typed)


@desk.get("/cases/<case_id>/number/code")
@requires(Permission.WORK_QUEUE)
def person_code(case_id: str) -> ResponseReturnValue:
    """The page of the code in another language: the number is typed anew."""
    return _shown(case_id, NumberTried())


@desk.post("/cases/<case_id>/number/code")
@requires(Permission.WORK_QUEUE)
def confirm_person_code(case_id: str) -> ResponseReturnValue:
    """She has said the code that came to the new number: from now on it is hers."""
    typed = read_number(request.form, allow_demo=current_app.config["IS_DEMO"])
    # Who has not been heard in this browser, for this very case, has no code to say.
    proven_for, secret = session.get(_PROVEN) or ["", ""]
    with begin_work() as work:
        check_taken(work, case_id)
        attempt = count_code_try(work, secret if proven_for == case_id else "")
    result = attempt.result(typed_code(request.form))
    if result is not CodeState.RIGHT:
        return _code_shown(case_id, typed, CODE_FAULTS[result]), 422
    return _changed(case_id, typed, code=(secret, attempt.stored))


@desk.post("/cases/<case_id>/number/lost")
@requires(Permission.WORK_QUEUE)
def lose_person_phone(case_id: str) -> ResponseReturnValue:
    """Her phone is lost: nothing goes there, and she is signed out everywhere, at once."""
    try:
        with begin_work() as work:
            lose_with_nurse(work, case_id)
    except Invalid as refusal:
        return _shown(case_id, NumberTried(faults={PHONE: refusal.message})), 422
    return redirect(url_for("desk.person_number", case_id=case_id, done="lost"))


@desk.get("/cases/<case_id>/corrections")
@requires(Permission.WORK_QUEUE)
def corrections(case_id: str) -> ResponseReturnValue:
    """What the person of a case says is wrong, and what was answered."""
    return _corrections_shown(case_id, CorrectionTried())


@desk.post("/cases/<case_id>/corrections")
@requires(Permission.WORK_QUEUE, words="answer")
def answer_correction(case_id: str) -> ResponseReturnValue:
    """Answer one; she reads the words."""
    typed = read_answer(request.form)
    page_url = current_app.config["PUBLIC_BASE_URL"] + "/my"
    try:
        with begin_work() as work:
            answer_it(work, case_id, typed.id, typed.state, typed.words, page_url=page_url)
    except Invalid as refusal:
        return _corrections_shown(case_id, CorrectionTried(typed, refusal.message)), 422
    return redirect(url_for("desk.corrections", case_id=case_id))


def _corrections_shown(case_id: str, tried: CorrectionTried) -> str:
    with begin_work() as work:
        page = desk_corrections_page(work, case_id, language_now(), tried)
    return show("desk/corrections.html", page)


def _changed(case_id: str, typed: TypedNumber, code: tuple[str, str] | None = None) -> ResponseReturnValue:
    try:
        with begin_work() as work:
            if code and not use_code(work, *code, typed.phone):
                raise Invalid(CODE_FAULTS[CodeState.EXPIRED])
            change_with_nurse(work, case_id, typed.new, our_phone=provider_phone())
    except Invalid as refusal:
        return _shown(case_id, NumberTried(typed, {PHONE: refusal.message})), 422
    session.pop(_PROVEN, None)
    return redirect(url_for("desk.person_number", case_id=case_id, done="changed"))


def _shown(case_id: str, tried: NumberTried, *, done: str = "") -> str:
    with begin_work() as work:
        page = person_number_page(work, case_id, language_now(), tried, done=done)
    return show("desk/person_number.html", page)


def _code_shown(case_id: str, typed: TypedNumber, fault: str = "") -> str:
    with begin_work() as work:
        page = person_code_page(work, case_id, typed.phone, fault)
    return show("desk/person_code.html", page)
