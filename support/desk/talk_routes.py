"""The talks with one person: begin her path of support, prepare, write down what came of them, end it."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.desk.blueprint import desk
from support.desk.case_form_pages import Tried
from support.desk.case_pages import case_page
from support.desk.follow_up_actions import end_way as end_way_of
from support.desk.talk_actions import begin_way, hold_by_hand
from support.desk.talk_form import one_of, read_action, read_number, read_words
from support.desk.talk_pages import talks_page
from support.desk.talk_panel_pages import ANSWERS, NO_COHORT
from support.pathways.agreement_actions import change_action, write_action
from support.pathways.enrolment_actions import hand_over, pause, resume
from support.pathways.goal_actions import agree_goal, end_goal, note_point
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.completion import End
from support.pathways.step_actions import cover_themes, skip_step
from support.platform.work import Work
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.form_ids import form_id
from support.web.languages import language_now
from support.web.pages import sentence, show


@desk.get("/cases/<case_id>/talks")
@requires(Permission.WORK_QUEUE)
def talks(case_id: str) -> ResponseReturnValue:
    """Prepare a talk, and write down what came of it."""
    return _shown(case_id, Tried())


@desk.post("/cases/<case_id>/talks")
@requires(Permission.WORK_QUEUE)
def enrol(case_id: str) -> ResponseReturnValue:
    """Begin the path of support."""
    answer = request.form.get("answer", "")
    if answer not in ANSWERS:
        tried = Tried({"answer": sentence(mark("Choose one from the list."))})
        with begin_work() as work:
            page = case_page(work, case_id, language_now(), tried)
        return show("desk/case.html", page), 422
    cohort = "" if request.form.get("cohort", "") == NO_COHORT else form_id("cohort")
    with begin_work() as work:
        begin_way(work, case_id, has_accepted=answer == "accepted", cohort_id=cohort)
    return redirect(url_for("desk.talks", case_id=case_id))


@desk.post("/cases/<case_id>/talks/themes")
@requires(Permission.WORK_QUEUE)
def note_themes(case_id: str) -> ResponseReturnValue:
    """Tick what was spoken of in a step."""
    step, themes = request.form.get("step", ""), request.form.getlist("theme")
    return _done(case_id, "themes", lambda work: cover_themes(work, case_id, step, themes))


@desk.post("/cases/<case_id>/talks/step")
@requires(Permission.WORK_QUEUE, words="reason")
def settle_step(case_id: str) -> ResponseReturnValue:
    """Mark a step as held, with what is ticked, or leave it out with a reason."""
    step, reason = request.form.get("step", ""), read_words(request.form, "reason")

    def run(work: Work) -> None:
        if request.form.get("do", "") == "hold":
            hold_by_hand(work, case_id, step, request.form.getlist("brought"))
        else:
            skip_step(work, case_id, step, reason)

    return _done(case_id, "reason", run)


@desk.post("/cases/<case_id>/talks/goal")
@requires(Permission.WORK_QUEUE, words="goal_text")
def add_goal(case_id: str) -> ResponseReturnValue:
    """Write down a goal that was agreed on."""
    text = read_words(request.form, "goal_text")
    good_enough, value = read_number(request.form, "good_enough"), read_number(request.form, "value")

    def run(work: Work) -> None:
        agree_goal(work, case_id, text, good_enough=good_enough, value=value)

    return _done(case_id, "goal_text", run)


@desk.post("/cases/<case_id>/talks/point")
@requires(Permission.WORK_QUEUE)
def note_goal(case_id: str) -> ResponseReturnValue:
    """Where the person is on the scale of a goal now, or that the goal has ended."""
    goal_id, do = form_id("goal"), request.form.get("do", "")

    def run(work: Work) -> None:
        if do in ("reach", "adjust", "drop"):
            end_goal(work, case_id, goal_id, goal.Move(do))
        else:
            note_point(work, case_id, goal_id, read_number(request.form, "point"))

    return _done(case_id, "goals", run)


@desk.post("/cases/<case_id>/talks/action")
@requires(Permission.WORK_QUEUE, words="action_text")
def add_action(case_id: str) -> ResponseReturnValue:
    """Write down what somebody does, and by when."""

    def run(work: Work) -> None:
        write_action(work, case_id, read_action(request.form))

    return _done(case_id, "action_text", run)


@desk.post("/cases/<case_id>/talks/action/state")
@requires(Permission.WORK_QUEUE, words="why")
def note_action(case_id: str) -> ResponseReturnValue:
    """How an agreed action has gone."""
    action_id, why = form_id("action"), read_words(request.form, "why")

    def run(work: Work) -> None:
        move = one_of(agreed_action.Move, request.form.get("do", ""))
        change_action(work, case_id, action_id, move, why)

    return _done(case_id, "actions", run)


@desk.post("/cases/<case_id>/talks/end")
@requires(Permission.WORK_QUEUE, words="end_reason")
def end_way(case_id: str) -> ResponseReturnValue:
    """End the path of support."""

    def run(work: Work) -> None:
        end = one_of(End, request.form.get("end", ""))
        end_way_of(work, case_id, end, read_words(request.form, "end_reason"))

    return _done(case_id, "end", run)


@desk.post("/cases/<case_id>/talks/break")
@requires(Permission.WORK_QUEUE, words="pause_reason")
def pause_way(case_id: str) -> ResponseReturnValue:
    """Put the path of support on a break with a reason, or go on after it."""
    reason, goes_on = read_words(request.form, "pause_reason"), request.form.get("do", "") == "resume"

    def run(work: Work) -> None:
        if goes_on:
            resume(work, case_id)
        else:
            pause(work, case_id, reason)

    return _done(case_id, "pause_reason", run)


@desk.post("/cases/<case_id>/talks/hand-over")
@requires(Permission.WORK_QUEUE, words="hand_over_reason")
def hand_over_way(case_id: str) -> ResponseReturnValue:
    """Somebody else works with the person from now on."""
    to, reason = form_id("practitioner"), read_words(request.form, "hand_over_reason")

    # Whoever has handed it over may not open the talks any more, unless she holds the case.
    return _done(case_id, "hand_over_reason", lambda work: hand_over(work, case_id, to, reason), "desk.case")


def _done(
    case_id: str, field: str, run: Callable[[Work], None], then: str = "desk.talks"
) -> ResponseReturnValue:
    """Run one action and show the talks again; what was typed stands there still where it was refused."""
    try:
        with begin_work() as work:
            run(work)
    except Invalid as refusal:
        typed = {name: read_words(request.form, name) for name in request.form}
        return _shown(case_id, Tried({field: sentence(refusal.message)}, typed)), 422
    return redirect(url_for(then, case_id=case_id))


def _shown(case_id: str, tried: Tried) -> str:
    with begin_work() as work:
        page = talks_page(work, case_id, language_now(), tried)
    return show("desk/talks.html", page)
