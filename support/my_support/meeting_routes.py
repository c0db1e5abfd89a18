"""The employee's meeting of three: her agenda, her permission, her times, and her way out."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.meeting_draft_actions import name_support_person
from support.booking.meeting_ending_actions import withdraw_from_meeting
from support.booking.meeting_form import AGENDA_LENGTH, read_agenda, read_marks, read_name, read_shown
from support.booking.meeting_time_actions import mark_own_times
from support.booking.meeting_wording_actions import confirm_own_words
from support.booking.meeting_words_actions import acknowledge_own
from support.consent.form import read_giving
from support.consent.rules.fact_code import FactCode
from support.my_support.meeting_actions import approve_and_release
from support.my_support.meeting_pages import OwnMeetingTried, own_meeting_page
from support.my_support.routes import my_support
from support.platform.work import Work
from support.vocabulary.errors import Conflict, Invalid
from support.vocabulary.permissions import Permission
from support.vocabulary.plain_text import some_lines
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show


@my_support.get("/my/meetings/<meeting_id>")
@requires(Permission.OWN_SUPPORT)
def own_meeting(meeting_id: str) -> ResponseReturnValue:
    """Her meeting as it stands."""
    return _shown(meeting_id, OwnMeetingTried(), request.args.get("done", ""))


@my_support.post("/my/meetings/<meeting_id>/agenda")
@requires(Permission.OWN_SUPPORT, words="agenda")
def approve_meeting(meeting_id: str) -> ResponseReturnValue:
    """Approve the agenda as it is on the page now, and let the supervisor know of the meeting, or not yet."""
    releases = request.form.get("release") == "yes"

    def approve(work: Work) -> None:
        giving = read_giving(request.form, frozenset({FactCode.F1})) if releases else None
        approve_and_release(work, meeting_id, read_agenda(request.form), giving)

    return _done(meeting_id, approve, "answered" if releases else "saved", at="agenda")


@my_support.post("/my/meetings/<meeting_id>/times")
@requires(Permission.OWN_SUPPORT)
def mark_meeting_times(meeting_id: str) -> ResponseReturnValue:
    """Say which times suit."""
    return _done(
        meeting_id,
        lambda work: mark_own_times(work, meeting_id, read_marks(request.form)),
        "marked",
        at="time",
    )


@my_support.post("/my/meetings/<meeting_id>/support-person")
@requires(Permission.OWN_SUPPORT)
def name_own_support_person(meeting_id: str) -> ResponseReturnValue:
    """Bring somebody along, or nobody."""
    return _done(
        meeting_id,
        lambda work: name_support_person(work, meeting_id, read_name(request.form)),
        "changed",
        at="support_person",
    )


@my_support.post("/my/meetings/<meeting_id>/acknowledge")
@requires(Permission.OWN_SUPPORT)
def acknowledge_own_meeting(meeting_id: str) -> ResponseReturnValue:
    """Acknowledge the confidentiality text."""
    return _done(
        meeting_id,
        lambda work: acknowledge_own(work, meeting_id, language_now()),
        "noted",
        at="stays-title",
    )


@my_support.post("/my/meetings/<meeting_id>/words")
@requires(Permission.OWN_SUPPORT)
def confirm_own_meeting_words(meeting_id: str) -> ResponseReturnValue:
    """Say yes to the words of one thing."""
    return _done(
        meeting_id,
        lambda work: confirm_own_words(work, meeting_id, read_shown(request.form), language_now()),
        "thanks",
        at="words",
    )


@my_support.post("/my/meetings/<meeting_id>/end")
@requires(Permission.OWN_SUPPORT)
def withdraw_from_own_meeting(meeting_id: str) -> ResponseReturnValue:
    """Have no meeting after all."""
    return _done(
        meeting_id, lambda work: withdraw_from_meeting(work, meeting_id), "updated", at="withdraw-title"
    )


def _done(meeting_id: str, act: Callable[[Work], None], done: str, *, at: str) -> ResponseReturnValue:
    """Do it and come back, or say at the field why not."""
    try:
        with begin_work() as work:
            act(work)
    except (Invalid, Conflict) as refusal:
        agenda = some_lines(request.form.get("agenda", ""), AGENDA_LENGTH) if at == "agenda" else None
        ticked = request.form.getlist("time") if at == "time" else None
        tried = OwnMeetingTried({at: sentence(refusal.message)}, agenda, ticked)
        return _shown(meeting_id, tried), 422 if isinstance(refusal, Invalid) else 409
    return redirect(url_for("my_support.own_meeting", meeting_id=meeting_id, done=done))


def _shown(meeting_id: str, tried: OwnMeetingTried, done: str = "") -> str:
    with begin_work() as work:
        page = own_meeting_page(work, meeting_id, language_now(), tried, done)
    return show("my_support/meeting.html", page)
