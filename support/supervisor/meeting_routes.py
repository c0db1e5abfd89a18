"""A meeting of three for the supervisor: the times that suit, or none, and the text that all acknowledge."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.meeting_form import read_marks, read_shown
from support.booking.meeting_time_actions import mark_times_as_supervisor
from support.booking.meeting_wording_actions import confirm_words_as_supervisor
from support.booking.meeting_words_actions import acknowledge_as_supervisor
from support.supervisor.blueprint import supervisor
from support.supervisor.meeting_pages import InvitationTried, invitation_page
from support.vocabulary.errors import Conflict, Invalid
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show


@supervisor.get("/supervisor/meetings/<meeting_id>")
@requires(Permission.SUPERVISION)
def meeting(meeting_id: str) -> ResponseReturnValue:
    """What she may know of the meeting."""
    return _shown(meeting_id, InvitationTried(), request.args.get("done", ""))


@supervisor.post("/supervisor/meetings/<meeting_id>/times")
@requires(Permission.SUPERVISION)
def mark_times(meeting_id: str) -> ResponseReturnValue:
    """Say which times suit, or that none does."""
    try:
        suits = read_marks(request.form)
        with begin_work() as work:
            mark_times_as_supervisor(work, meeting_id, suits)
    except (Invalid, Conflict) as refusal:
        tried = InvitationTried({"time": sentence(refusal.message)}, request.form.getlist("time"))
        return _shown(meeting_id, tried), 422 if isinstance(refusal, Invalid) else 409
    # The meeting may be shut by now: where no time suits everybody, others are looked for.
    return redirect(url_for("supervisor.home", done="marked"))


@supervisor.post("/supervisor/meetings/<meeting_id>/acknowledge")
@requires(Permission.SUPERVISION)
def acknowledge(meeting_id: str) -> ResponseReturnValue:
    """Acknowledge the confidentiality text."""
    try:
        with begin_work() as work:
            acknowledge_as_supervisor(work, meeting_id, language_now())
    except Conflict as refusal:
        return _shown(meeting_id, InvitationTried({"words": sentence(refusal.message)})), 409
    return redirect(url_for("supervisor.meeting", meeting_id=meeting_id, done="noted"))


@supervisor.post("/supervisor/meetings/<meeting_id>/words")
@requires(Permission.SUPERVISION)
def confirm_words(meeting_id: str) -> ResponseReturnValue:
    """Say yes to the words of one thing."""
    try:
        shown = read_shown(request.form)
        with begin_work() as work:
            confirm_words_as_supervisor(work, meeting_id, shown, language_now())
    except (Invalid, Conflict) as refusal:
        tried = InvitationTried({"words": sentence(refusal.message)})
        return _shown(meeting_id, tried), 422 if isinstance(refusal, Invalid) else 409
    return redirect(url_for("supervisor.meeting", meeting_id=meeting_id, done="thanks"))


def _shown(meeting_id: str, tried: InvitationTried, done: str = "") -> str:
    with begin_work() as work:
        page = invitation_page(work, meeting_id, language_now(), tried, done)
    return show("supervisor/meeting.html", page)
