"""Groups of a pilot: start meeting, people, interim review and what it changes."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.cohort_pages import cohort_page
from support.desk.pilot_form import (
    ANALYSIS,
    MEETING,
    REVIEW,
    read_meeting,
    read_review,
    typed,
    where_in_analysis,
    where_in_meeting,
)
from support.desk.pilot_pages import Tried
from support.desk.talk_form import one_of, read_words
from support.pathways import cohort_actions as actions
from support.pathways.rules.cohort import Move
from support.pathways.rules.enrolment import AnalysisSet
from support.platform.work import Work
from support.vocabulary.errors import Invalid, TooMany
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show


@desk.get("/groups/<cohort_id>")
@requires(Permission.PILOTS)
def cohort(cohort_id: str) -> ResponseReturnValue:
    """One group."""
    with begin_look() as look:
        page = cohort_page(look, cohort_id, language_now(), request.args.get("done", ""))
    return show("desk/cohort.html", page)


@desk.post("/groups/<cohort_id>/state")
@requires(Permission.PILOTS)
def move_cohort(cohort_id: str) -> ResponseReturnValue:
    """Bring a group further."""
    with begin_work() as work:
        actions.move_cohort(work, cohort_id, one_of(Move, request.form.get("do", "")))
    return redirect(url_for("desk.cohort", cohort_id=cohort_id, done="moved"))


@desk.post("/groups/<cohort_id>/start-meeting")
@requires(Permission.PILOTS)
def hold_start_meeting(cohort_id: str) -> ResponseReturnValue:
    """Write down what the meeting before anybody is invited has agreed on."""
    meeting = read_meeting(request.form)

    def run(work: Work) -> None:
        actions.hold_start_meeting(work, cohort_id, meeting)

    return _done(cohort_id, run, "met", where_in_meeting(meeting), MEETING)


@desk.post("/groups/<cohort_id>/review")
@requires(Permission.PILOTS)
def review_cohort(cohort_id: str) -> ResponseReturnValue:
    """Write down what was found half-way and what is changed because of it, and go on."""
    review = read_review(request.form)
    at = "change" if review.findings else "findings"
    return _done(
        cohort_id, lambda work: actions.review_cohort(work, cohort_id, review), "reviewed", at, REVIEW
    )


@desk.post("/groups/<cohort_id>/review/<review_id>/draft")
@requires(Permission.PILOTS)
def draft_from_review(cohort_id: str, review_id: str) -> ResponseReturnValue:
    """Begin the next version of the pathway with what the review decided."""
    with begin_work() as work:
        code, number = actions.draft_from_review(work, cohort_id, review_id)
    return redirect(url_for("desk.pathway", pathway_name=f"{code}-{number}", done="drafted"))


@desk.post("/groups/<cohort_id>/analysis")
@requires(Permission.PILOTS, words="analysis_reason")
def choose_analysis(cohort_id: str) -> ResponseReturnValue:
    """Say whether somebody is compared with the others, and why not."""
    code, reason = read_words(request.form, "case_code"), read_words(request.form, "analysis_reason")
    analysis = request.form.get("analysis", "")

    def run(work: Work) -> None:
        actions.choose_analysis_set(work, cohort_id, code, one_of(AnalysisSet, analysis), reason)

    at = where_in_analysis(analysis, reason)
    try:
        with begin_work() as work:
            actions.count_decision(work, cohort_id)
    except TooMany as refusal:
        return _asked_again(cohort_id, {at: sentence(refusal.message)}, ANALYSIS), 429
    return _done(cohort_id, run, "decided", at, ANALYSIS)


def _done(
    cohort_id: str, run: Callable[[Work], None], done: str, field: str, names: tuple[str, ...]
) -> ResponseReturnValue:
    """Run one action and show the group again; what was typed stands there still where it was refused."""
    try:
        with begin_work() as work:
            run(work)
    except Invalid as refusal:
        return _asked_again(cohort_id, {field: sentence(refusal.message)}, names), 422
    return redirect(url_for("desk.cohort", cohort_id=cohort_id, done=done))


def _asked_again(cohort_id: str, errors: dict[str, str], names: tuple[str, ...]) -> str:
    with begin_look() as look:
        tried = Tried(errors, typed(request.form, names))
        page = cohort_page(look, cohort_id, language_now(), tried=tried)
    return show("desk/cohort.html", page)
