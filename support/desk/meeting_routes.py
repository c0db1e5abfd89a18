"""Arranging a meeting of three for the person of a case."""

from collections.abc import Callable

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.appointment_pages import my_support_url
from support.booking.facts import JustTaken
from support.booking.meeting_attendance_actions import say_who_came
from support.booking.meeting_draft_actions import save_draft, send_agenda
from support.booking.meeting_ending_actions import cancel_meeting, rebook_meeting
from support.booking.meeting_form import faults_of_draft, read_came, read_draft, read_start, read_starts
from support.booking.meeting_time_actions import confirm_time, propose_times
from support.booking.meeting_words_actions import acknowledge_as_practitioner
from support.cases.check_in_actions import hold_for_check_in
from support.desk.blueprint import desk
from support.desk.meeting_draft_pages import MeetingTried
from support.desk.meeting_pages import arranging_page
from support.followup.plan_actions import start_plan
from support.platform.work import Work
from support.vocabulary.errors import Conflict, Invalid, TooMany, mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import provider_phone, sentence, show

_TAKEN = mark("One of you has something else at that time by now. Look at the answers again.")
_TYPED = {
    "kind": ("kind", "minutes", "channel", "agenda", "asked_alone", "chair"),
    "goal_text": ("goal_text", "good_enough", "value"),
    "timetable": ("timetable",),
    "action_text": ("action_text", "owner", "due_on", "size"),
}


@desk.get("/cases/<case_id>/meeting")
@requires(Permission.WORK_QUEUE)
def meeting(case_id: str) -> ResponseReturnValue:
    """How far the meeting has come, and what is next."""
    return _shown(case_id, MeetingTried(), done=request.args.get("done", ""))


@desk.post("/cases/<case_id>/meeting")
@requires(Permission.WORK_QUEUE, words="agenda")
def draft_meeting(case_id: str) -> ResponseReturnValue:
    """Keep the draft, or send it to the person to approve."""
    sends = request.form.get("go") == "send"
    faults = faults_of_draft(request.form, sends=sends)
    if faults:
        said = {at: sentence(message) for at, message in faults.items()}
        return _shown(case_id, MeetingTried(said, _typed("kind"))), 422

    def draft(work: Work) -> None:
        given = read_draft(request.form)
        if sends:
            send_agenda(work, case_id, given, my_support_url=my_support_url())
        else:
            save_draft(work, case_id, given)

    return done_at_meeting(case_id, draft, "sent" if sends else "saved", at="kind")


@desk.post("/cases/<case_id>/meeting/times")
@requires(Permission.WORK_QUEUE)
def propose_meeting_times(case_id: str) -> ResponseReturnValue:
    """Ask the person and her supervisor which times suit."""

    def propose(work: Work) -> None:
        starts = read_starts(request.form)
        propose_times(work, case_id, starts, my_support_url=my_support_url(), link_url=supervisor_url())

    return done_at_meeting(case_id, propose, "proposed", at="start")


@desk.post("/cases/<case_id>/meeting/confirm")
@requires(Permission.WORK_QUEUE)
def confirm_meeting(case_id: str) -> ResponseReturnValue:
    """Agree on the first time that suits everybody."""

    def confirm(work: Work) -> None:
        start = read_start(request.form.get("start", ""))
        confirm_time(work, case_id, start, my_support_url=my_support_url(), link_url=supervisor_url())

    return done_at_meeting(case_id, confirm, "confirmed", at="start")


@desk.post("/cases/<case_id>/meeting/cancel")
@requires(Permission.WORK_QUEUE)
def cancel_case_meeting(case_id: str) -> ResponseReturnValue:
    """Call the meeting off."""
    return done_at_meeting(
        case_id,
        lambda work: cancel_meeting(work, case_id, my_support_url=my_support_url()),
        "cancelled",
        at="other-title",
    )


@desk.post("/cases/<case_id>/meeting/put-off")
@requires(Permission.WORK_QUEUE)
def put_meeting_off(case_id: str) -> ResponseReturnValue:
    """Give the time back and look for another."""

    def put_off(work: Work) -> None:
        rebook_meeting(work, case_id, my_support_url=my_support_url())

    return done_at_meeting(case_id, put_off, "rebooked", at="other-title")


@desk.post("/cases/<case_id>/meeting/acknowledge")
@requires(Permission.WORK_QUEUE)
def acknowledge_meeting(case_id: str) -> ResponseReturnValue:
    """Acknowledge the confidentiality text."""
    return done_at_meeting(
        case_id,
        lambda work: acknowledge_as_practitioner(work, case_id, language_now()),
        "acknowledged",
        at="stays-title",
    )


@desk.post("/cases/<case_id>/meeting/came")
@requires(Permission.WORK_QUEUE)
def say_who_came_to_meeting(case_id: str) -> ResponseReturnValue:
    """Write down who was there."""
    try:
        came, holds_step = read_came(request.form), request.form.get("do") != "without_step"
        with begin_work() as work:
            is_held = say_who_came(work, case_id, came, holds_step=holds_step)
            case = hold_for_check_in(work, case_id) if is_held else None
            if case is not None:
                start_plan(work, case, provider_phone(), met_at=work.now)
    except (Invalid, Conflict) as refusal:
        tried = MeetingTried({"came": sentence(refusal.message)})
        return _shown(case_id, tried), 422 if isinstance(refusal, Invalid) else 409
    return redirect(url_for("desk.meeting", case_id=case_id, done="held" if is_held else "not_held"))


def supervisor_url() -> str:
    """How the address in a message to a supervisor begins."""
    return str(current_app.config["PUBLIC_BASE_URL"]) + "/s/"


def done_at_meeting(case_id: str, act: Callable[[Work], None], done: str, *, at: str) -> ResponseReturnValue:
    """Do it and come back, or say at the field why not."""
    status, fault = 422, ""
    try:
        with begin_work() as work:
            act(work)
    except Invalid as refusal:
        fault = refusal.message
    except (Conflict, TooMany) as refusal:
        status, fault = 409, refusal.message
    except JustTaken:
        status, fault = 409, _TAKEN
    if not fault:
        return redirect(url_for("desk.meeting", case_id=case_id, done=done))
    return _shown(case_id, MeetingTried({at: sentence(fault)}, _typed(at))), status


def _typed(at: str) -> dict[str, str]:
    return {name: request.form.get(name, "") for name in _TYPED.get(at, ())}


def _shown(case_id: str, tried: MeetingTried, done: str = "") -> str:
    with begin_work() as work:
        page = arranging_page(work, case_id, language_now(), tried, done)
    return show("desk/meeting.html", page)
