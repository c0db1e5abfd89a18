"""She says in her own words what is wrong in what is kept of her, and reads the answer."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.cases.correction_actions import ask_correction
from support.cases.rules.correction import About
from support.my_support.correction_pages import ABOUT, LANGUAGE, WORDS, corrections_page
from support.my_support.routes import my_support
from support.people.employee_actions import call_employee
from support.vocabulary.errors import TooMany, mark
from support.vocabulary.language import known_language
from support.vocabulary.permissions import Permission
from support.vocabulary.plain_text import one_line, some_lines
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import show

_LONGEST, _LONGEST_NAME = 1000, 40


@my_support.get("/my/corrections")
@requires(Permission.OWN_SUPPORT)
def corrections() -> ResponseReturnValue:
    """What she has said before, and the form."""
    with begin_work() as work:
        page = corrections_page(work, language_now(), done=request.args.get("done", ""))
    return show("my_support/corrections.html", page)


@my_support.post("/my/corrections")
@requires(Permission.OWN_SUPPORT, words="wrong")
def ask_for_correction() -> ResponseReturnValue:
    """Somebody reads it by a day, and answers."""
    typed = {ABOUT: request.form.get(ABOUT, ""), WORDS: some_lines(request.form.get(WORDS, ""), _LONGEST)}
    faults = _faults(typed)
    status = 422
    if not faults:
        try:
            with begin_work() as work:
                ask_correction(work, About(typed[ABOUT]), typed[WORDS])
        except TooMany as refusal:
            faults, status = {WORDS: refusal.message}, 429
    if faults:
        with begin_work() as work:
            page = corrections_page(work, language_now(), typed, faults)
        return show("my_support/corrections.html", page), status
    return redirect(url_for("my_support.corrections", done="sent"))


@my_support.post("/my/name")
@requires(Permission.OWN_SUPPORT)
def call_me() -> ResponseReturnValue:
    """Her first name and the language of her messages she changes herself, at once."""
    language = known_language(request.form.get("language", ""))
    if language is None:
        with begin_work() as work:
            page = corrections_page(work, language_now(), {}, {LANGUAGE: mark("Choose from the list.")})
        return show("my_support/corrections.html", page), 422
    with begin_work() as work:
        call_employee(
            work, work.actor.id or "", one_line(request.form.get("name", ""), _LONGEST_NAME), language
        )
    return redirect(url_for("my_support.corrections", done="saved"))


def _faults(typed: dict[str, str]) -> dict[str, str]:
    found = {}
    if typed[ABOUT] not in set(About):
        found[ABOUT] = mark("Choose from the list.")
    if not typed[WORDS]:
        found[WORDS] = mark("Write something first.")
    return found
