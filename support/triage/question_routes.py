"""The questions, one page at a time: POST, then redirect, so that back and reload are safe."""

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.triage.answering import page_of_questions, posted_answers, with_answers
from support.triage.blueprint import triage
from support.triage.deciding import call_urgency, danger_told
from support.triage.help_pages import (
    TOPICS_WITH_WORDS,
    HelpCardPage,
    few_lines,
    first_and_more_lines,
    opens_at,
)
from support.triage.present_visit import keep_browser, keep_visit, present_visit
from support.triage.question_pages import Around, question_page, ticks
from support.triage.rules.answers import Answers
from support.triage.rules.danger import kind_of_danger, topics_of
from support.triage.rules.items import Page
from support.triage.rules.pages import newly_asked, pages_for, place_of
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit
from support.triage.sentences import call_time, protocol_of, sentences
from support.triage.trial_cookie import in_trial
from support.vocabulary.pathway import Urgency
from support.web.access import begin_look, begin_own_work, present_moment, public
from support.web.alike import show_alike
from support.web.languages import language_now
from support.web.pages import sentence, show

# On a page about safety two numbers are enough to see at a glance.
_NUMBERS_ON_A_PAGE = 2


@triage.get("/questions/<key>")
@public
def question(key: str) -> ResponseReturnValue:
    """One page of questions, with what was answered before."""
    with begin_look() as look:
        opened = present_visit(look)
    protocol = protocol_of(opened.protocol)
    page = page_of_questions(protocol, key)
    if page not in pages_for(protocol, opened.visit.answers):
        return redirect(url_for("triage.resume"))
    return _shown(protocol, page, opened.visit, {}, None)


@triage.post("/questions/<key>")
@public
def answer(key: str) -> ResponseReturnValue:
    """Keep the answers of one page; a `now` answer is answered with help in this very response."""
    posted = posted_answers()
    with begin_own_work() as work:
        opened = present_visit(work, to_change=True)
        kept = with_answers(opened.protocol, opened.visit, key, posted)
        if kept.visit is not opened.visit:
            keep_visit(work, opened, kept.visit)
    protocol, page, visit = kept.protocol, kept.page, kept.visit
    in_danger = danger_told(protocol, page, kept.before, visit)
    if in_danger is not None:
        return _help_card(protocol, page, visit, in_danger)
    if kept.errors:
        return _shown(protocol, page, visit, dict(kept.errors), posted), 422
    return keep_browser(make_response(redirect(_next_url(protocol, page, visit.answers))))


def _shown(
    protocol: Protocol, page: Page, visit: Visit, errors: dict[str, str], posted: dict[str, list[str]] | None
) -> bytes:
    now = present_moment()
    place = place_of(protocol, visit.answers, page.key)
    from_review = "review" in request.args
    back = url_for("triage.question", key=place.before.key) if place.before else url_for("triage.before")
    around = Around(
        number=place.number,
        of=place.of,
        back_url=url_for("triage.review") if from_review else back,
        lines=tuple(few_lines(language_now(), now, _NUMBERS_ON_A_PAGE)) if page.help_lines else (),
        call_me_url=url_for("triage.call_me") if place.may_stop else "",
        from_review=from_review,
    )
    in_words = {item: sentence(message) for item, message in errors.items()}
    urgency = call_urgency(protocol, visit) if page.safety else Urgency.SAME_DAY
    view = question_page(page, visit, sentences(protocol, now, urgency), in_words, posted, around)
    ticked = ticks(protocol, page, visit, posted)
    return show_alike("triage/question.html", view, ticked, is_kept=view.is_blank and not in_trial())


def _next_url(protocol: Protocol, page: Page, answers: Answers) -> str:
    following = place_of(protocol, answers, page.key).after
    if "review" in request.args and (following is None or not newly_asked(following, answers)):
        return url_for("triage.review")
    if following is None or following.contact:
        return url_for("triage.result")
    return url_for("triage.question", key=following.key, review=request.args.get("review"))


def _help_card(protocol: Protocol, page: Page, visit: Visit, rows: tuple[str, ...]) -> str:
    now, topics = present_moment(), topics_of(protocol, rows)
    first, more = first_and_more_lines(language_now(), topics, now)
    view = HelpCardPage(
        kind=kind_of_danger(protocol, page, rows, TOPICS_WITH_WORDS),
        lines=first,
        more_lines=more,
        opens=opens_at(now, language_now()),
        promise=call_time(now, Urgency.NOW),
        call_url=url_for("triage.call_me"),
        continue_url=_next_url(protocol, page, visit.answers),
        stop_url=url_for("triage.stop"),
    )
    return show("triage/help_card.html", view)
