"""The result, another way to begin, and the review before sending. Nothing is sent here."""

from dataclasses import replace

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.facts import Offer
from support.booking.slot_pages import read_slot
from support.cases.rules.targets import promise
from support.triage.blueprint import triage
from support.triage.deciding import decide_or_none
from support.triage.help_pages import few_lines, first_and_more_lines, line_views
from support.triage.present_visit import keep_visit, present_visit
from support.triage.result_pages import (
    ResultPage,
    Suggestion,
    UnavailablePage,
    offer_for,
    other_ways,
    reasons,
    sides,
    suggestion,
    summary,
)
from support.triage.review_pages import review_page
from support.triage.rules.danger import topics_of
from support.triage.rules.decision import Decision
from support.triage.rules.pages import active_door, pages_for
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import UNSENT_LIVES, Visit
from support.triage.sentences import protocol_of, sentences
from support.vocabulary.dates_in_words import when_from_now, when_in_full
from support.vocabulary.errors import mark
from support.vocabulary.pathway import Path, Urgency
from support.vocabulary.topic import Topic
from support.web.access import begin_look, begin_own_work, present_moment, public
from support.web.languages import language_now
from support.web.pages import provider_phone, sentence, show

_WORSE_LINES = 3


@triage.get("/result")
@public
def result() -> ResponseReturnValue:
    """What carries, what weighs, what we suggest and when; `way` and `talk` show another way to begin."""
    return _result("")


@triage.post("/result")
@public
def choose_time() -> ResponseReturnValue:
    """Keep the time she points at, or only the way to begin, until the answers are sent."""
    value, more = request.form.get("slot", ""), "more" in request.form
    if not more and read_slot(value) is None:
        return _result(sentence(mark("Choose a time, or look at more times."))), 422
    with begin_own_work() as work:
        opened = present_visit(work, to_change=True)
        path = _path_looked_at(decide_or_none(protocol_of(opened.protocol), opened.visit))
        keep_visit(work, opened, _with_choice(opened.visit, "" if more else value, path))
    return redirect(url_for("triage.review"))


@triage.get("/review")
@public
def review() -> ResponseReturnValue:
    """Every answer with a way to change it, and who sees them."""
    with begin_look() as look:
        opened = present_visit(look)
    protocol = protocol_of(opened.protocol)
    urls = {page.key: url_for("triage.question", key=page.key, review=1) for page in protocol.pages}
    page = review_page(
        opened.visit,
        sentences(protocol, present_moment()),
        back_url=url_for("triage.result"),
        send_label=sentence(mark("Send and book a time")),
        change_url_of=urls,
    )
    return show("triage/review.html", page)


@triage.post("/review")
@public
def send() -> ResponseReturnValue:
    """She wants to send: ask how she may be reached."""
    return redirect(url_for("triage.contact"))


def _with_choice(visit: Visit, slot: str, path: Path) -> Visit:
    return replace(
        visit,
        chosen_slot=slot,
        chosen_path=path,
        wants_talk=request.form.get("talk", "") == "1",
    )


def _result(slot_error: str) -> str:
    with begin_look() as look:
        opened = present_visit(look)
        protocol, visit = protocol_of(opened.protocol), opened.visit
        decision = decide_or_none(protocol, visit)
        talk = request.values.get("talk", "") == "1"
        path = _path_looked_at(decision)
        offer = offer_for(look, opened, decision, path, language_now(), talk=talk) if decision else None
    if decision is None or offer is None:
        lines = line_views(language_now(), Topic.ANY, present_moment())
        return show(
            "triage/unavailable.html", UnavailablePage(lines, url_for("triage.call_me"), provider_phone())
        )
    return show(
        "triage/result.html", _result_page(protocol, visit, decision, offer, path, slot_error, talk=talk)
    )


def _path_looked_at(decision: Decision | None) -> Path:
    """The way she looks at: a number in the address, since an address must not name the help."""
    if decision is None:
        return Path("")
    number = request.values.get("way", "0")
    ways = (decision.path, *decision.alternatives)
    return ways[int(number)] if number in {str(n) for n in range(len(ways))} else decision.path


def _result_page(
    protocol: Protocol,
    visit: Visit,
    decision: Decision,
    offer: Offer,
    path: Path,
    slot_error: str,
    *,
    talk: bool,
) -> ResultPage:
    now, language = present_moment(), language_now().value
    words = sentences(protocol, now)
    carries, weighs = sides(visit, words)
    last = [page for page in pages_for(protocol, visit.answers) if not page.contact][-1]
    ways = (decision.path, *decision.alternatives)
    urls = {one: url_for("triage.result", way=number or None) for number, one in enumerate(ways)}
    is_now = decision.urgency is Urgency.NOW
    topics = topics_of(protocol, decision.matched)
    first, more = first_and_more_lines(language, topics, now) if is_now else ([], [])
    return ResultPage(
        back_url=url_for("triage.question", key=last.key),
        review_url=url_for("triage.review"),
        summary="" if is_now else summary(carries, weighs),
        is_now=is_now,
        is_team=active_door(protocol, visit.answers) != protocol.doors.default,
        lines=first,
        more_lines=more,
        call_by=_call_by(decision) if is_now else "",
        carries=carries,
        weighs=weighs,
        suggestion=_suggestion(decision, offer, path, visit, protocol, talk=talk),
        slot_error=slot_error,
        reasons=reasons(decision, words) if _routing_on() and not talk else [],
        others=other_ways(decision, path, words, urls) if _routing_on() else [],
        talk_url=url_for("triage.call_me") if is_now else "" if talk else url_for("triage.result", talk=1),
        back_to_suggestion=url_for("triage.result") if talk or path != decision.path else "",
        times_are_exact=bool(visit.employer_id),
        worse_lines=few_lines(language, now, _WORSE_LINES),
        deleted_at=when_in_full(now + UNSENT_LIVES, now, language),
    )


def _suggestion(
    decision: Decision, offer: Offer, path: Path, visit: Visit, protocol: Protocol, *, talk: bool
) -> Suggestion | None:
    if not _routing_on():
        return None
    now = present_moment()
    return suggestion(
        decision,
        path,
        offer,
        sentences(protocol, now),
        now,
        way=(decision.path, *decision.alternatives).index(path),
        talk=talk,
        chosen=visit.chosen_slot,
        call_by=_call_by(decision),
        call_url=url_for("triage.call_me"),
    )


def _call_by(decision: Decision) -> str:
    now = present_moment()
    due = promise(decision.urgency, decision.path, now)
    return when_from_now(due, now, language_now()) if due else ""


def _routing_on() -> bool:
    on: bool = current_app.config["ROUTING_ON"]
    return on
