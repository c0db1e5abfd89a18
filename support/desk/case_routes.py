"""One case: open it, take it, decide, log a call, close it."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.appointment_pages import my_support_url
from support.cases.nurse_actions import (
    AlreadyClaimed,
    claim_case,
    confirm_decision,
    log_call,
    release_case,
    write_note,
)
from support.cases.rules.override import Standing
from support.cases.rules.states import CloseReason
from support.desk import closing_actions
from support.desk.blueprint import desk
from support.desk.case_form_pages import Tried, known_paths
from support.desk.case_pages import case_page
from support.desk.follow_up_actions import plan_as_decided
from support.desk.override_actions import decide_otherwise
from support.desk.queue_pages import claimed_by_colleague
from support.desk.words import CLOSE_REASONS
from support.vocabulary.errors import Conflict, Invalid, mark
from support.vocabulary.pathway import Path, Urgency
from support.vocabulary.permissions import Permission
from support.vocabulary.plain_text import some_lines
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import provider_phone, sentence, show

_NOTE, _REASON = 4000, 1000


@desk.get("/cases/<case_id>")
@requires(Permission.WORK_QUEUE)
def case(case_id: str) -> ResponseReturnValue:
    """Open one case; the opening is recorded and shown to the employee."""
    return _shown(case_id, Tried())


@desk.post("/cases/<case_id>/claim")
@requires(Permission.WORK_QUEUE)
def claim(case_id: str) -> ResponseReturnValue:
    """Take the case; whoever comes second learns who has it."""
    try:
        with begin_work() as work:
            claim_case(work, case_id)
    except AlreadyClaimed as taken:
        with begin_work() as work:
            page = claimed_by_colleague(work, case_id, taken.practitioner_id, language_now())
        return show("desk/queue.html", page), 409
    return redirect(url_for("desk.case", case_id=case_id))


@desk.post("/cases/<case_id>/release")
@requires(Permission.WORK_QUEUE)
def release(case_id: str) -> ResponseReturnValue:
    """Give the case back to the queue."""
    with begin_work() as work:
        release_case(work, case_id)
    return redirect(url_for("desk.queue"))


@desk.post("/cases/<case_id>/confirm")
@requires(Permission.WORK_QUEUE)
def confirm(case_id: str) -> ResponseReturnValue:
    """Agree with what was suggested."""
    with begin_work() as work:
        confirm_decision(work, case_id)
        plan_as_decided(work, case_id, provider_phone())
    return redirect(url_for("desk.case", case_id=case_id))


@desk.post("/cases/<case_id>/decision")
@requires(Permission.WORK_QUEUE, words="reason")
def override(case_id: str) -> ResponseReturnValue:
    """Decide otherwise, with a reason where one is needed."""
    typed = {name: some_lines(request.form.get(name, ""), _REASON) for name in ("urgency", "path", "reason")}
    if typed["urgency"] not in set(Urgency):
        return _shown(case_id, Tried({"urgency": sentence(mark("Choose one from the list."))}, typed)), 422
    if typed["path"] not in known_paths():
        return _shown(case_id, Tried({"path": sentence(mark("Choose one from the list."))}, typed)), 422
    try:
        with begin_work() as work:
            decide_otherwise(
                work, case_id, Standing(Urgency(typed["urgency"]), Path(typed["path"])), typed["reason"]
            )
            plan_as_decided(work, case_id, provider_phone())
    except Invalid as refusal:
        return _shown(case_id, Tried({"reason": sentence(refusal.message)}, typed)), 422
    return redirect(url_for("desk.case", case_id=case_id))


@desk.post("/cases/<case_id>/call")
@requires(Permission.WORK_QUEUE, words="note")
def call(case_id: str) -> ResponseReturnValue:
    """Write down that the person was called."""
    outcome, note = request.form.get("outcome", ""), some_lines(request.form.get("note", ""), _NOTE)
    if outcome not in ("reached", "no_answer"):
        typed = {"outcome": "", "note": note}
        return _shown(case_id, Tried({"outcome": sentence(mark("Choose how the call went."))}, typed)), 422
    with begin_work() as work:
        log_call(work, case_id, reached=outcome == "reached", note=note)
    return redirect(url_for("desk.case", case_id=case_id))


@desk.post("/cases/<case_id>/note")
@requires(Permission.WORK_QUEUE, words="text")
def note(case_id: str) -> ResponseReturnValue:
    """Write a note that only practitioners see."""
    text = some_lines(request.form.get("text", ""), _NOTE)
    if not text:
        return _shown(case_id, Tried({"text": sentence(mark("Write something first."))})), 422
    with begin_work() as work:
        write_note(work, case_id, text)
    return redirect(url_for("desk.case", case_id=case_id))


@desk.post("/cases/<case_id>/close")
@requires(Permission.WORK_QUEUE)
def close(case_id: str) -> ResponseReturnValue:
    """End the case."""
    reason = request.form.get("close_reason", "")
    if reason not in CLOSE_REASONS:
        return _shown(case_id, Tried({"close_reason": sentence(mark("Choose a reason."))})), 422
    try:
        with begin_work() as work:
            closing_actions.close(work, case_id, CloseReason(reason), my_support_url=my_support_url())
    except Conflict as refusal:
        return _shown(case_id, Tried({"close_reason": sentence(refusal.message)})), 409
    return redirect(url_for("desk.queue"))


def _shown(case_id: str, tried: Tried) -> str:
    with begin_work() as work:
        page = case_page(work, case_id, language_now(), tried)
    return show("desk/case.html", page)
