"""Behind the link of a check-in: a minute on a phone, no sign-in, and nothing shown of anybody."""

import logging
from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.followup.answer_actions import Answered, answer_check_in
from support.followup.link_pages import Link, OpenedLink, opened_link
from support.followup.rules.answers import Given, Page, is_unsafe, pages_for
from support.my_support.check_in_end_pages import done_page, done_word, help_page, over_page
from support.my_support.check_in_form import fields_of, read_given, read_page
from support.my_support.check_in_pages import check_in_page, wellbeing_items
from support.my_support.routes import my_support
from support.vocabulary.errors import NotFound, mark
from support.web.access import begin_look, begin_own_work, by_link, present_moment
from support.web.alike import show_alike
from support.web.languages import speak_as_written_to
from support.web.pages import sentence, show

log = logging.getLogger("kynnys.check_in")

_ONE_AT_LEAST = mark("Answer one of the questions at least.")


@my_support.get("/c/<token>")
@by_link
def check_in(token: str) -> ResponseReturnValue:
    """The first page of the questions; what has been answered, and to whom the link went, is never shown."""
    opened, now = _opened(token), present_moment()
    if opened.link is Link.ANSWERED:
        return show("my_support/check_in_done.html", done_page(now, opened, request.args.get("done", "")))
    if opened.link is Link.OVER:
        return _over(now)
    return _shown(Page.NOW, Given(), now, is_measuring=opened.link is Link.MEASURING)


@my_support.post("/c/<token>")
@by_link
def answer(token: str) -> ResponseReturnValue:
    """Go on, go back or send; an answer that is not safe brings help in this very response."""
    given, page, now = read_given(request.form, wellbeing_items()), read_page(request.form), present_moment()
    if is_unsafe(given) and not _goes_back():
        return show("my_support/check_in_help.html", help_page(now, _kept(token, given)))
    link = _opened(token).link
    if link is Link.OVER:
        return _over(now)
    is_measuring = link is Link.MEASURING
    pages = pages_for(given, is_measuring=is_measuring)
    at = pages.index(page) if page in pages else 0
    if _goes_back():
        return _shown(pages[max(at - 1, 0)], given, now, is_measuring=is_measuring)
    if given.is_empty and link is not Link.ANSWERED:
        return _shown(Page.NOW, given, now, is_measuring=is_measuring, error=sentence(_ONE_AT_LEAST)), 422
    try:
        answered = _answered(token, given, is_last=at == len(pages) - 1)
    except NotFound:
        return _over(now)
    if answered.is_sent:
        return redirect(url_for("my_support.check_in", token=token, done=done_word(answered.alerts)))
    return _shown(pages[at + 1], given, now, is_measuring=is_measuring)


def _opened(token: str) -> OpenedLink:
    """Where the link leads; from here on we speak the language in which she was written to."""
    with begin_look() as look:
        opened = opened_link(look, token)
    speak_as_written_to(opened.language)
    return opened


def _goes_back() -> bool:
    return request.form.get("go") == "back"


def _answered(token: str, given: Given, *, is_last: bool) -> Answered:
    with begin_own_work() as work:
        return answer_check_in(work, token, given, is_last=is_last)


def _kept(token: str, given: Given) -> Answered | None:
    """What came of it; None where it has not reached us, so that nothing is promised."""
    try:
        _opened(token)
        return _answered(token, given, is_last=True)
    except NotFound:
        return None
    except Exception:
        log.exception("an answer could not be kept")
        return None


def _over(now: datetime) -> ResponseReturnValue:
    return show("my_support/check_in_over.html", over_page(now)), 404


def _shown(page: Page, given: Given, now: datetime, *, is_measuring: bool, error: str = "") -> bytes:
    view = check_in_page(page, given, now, is_measuring=is_measuring, error=error)
    return show_alike("my_support/check_in.html", view, fields_of(given, wellbeing_items()), is_kept=False)
