"""A time for the person of a case: chosen together, checked with its message, booked, moved or cancelled."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.appointment_pages import my_support_url
from support.booking.facts import JustTaken
from support.booking.list_actions import take_off_list
from support.booking.on_behalf_actions import book_for, cancel_for, move_for
from support.booking.slot_pages import read_slot
from support.desk.blueprint import desk
from support.desk.time_pages import cancel_check_page, case_times_page, time_check_page
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.form_ids import form_id
from support.web.languages import language_now
from support.web.pages import sentence, show


@desk.get("/cases/<case_id>/time")
@requires(Permission.WORK_QUEUE)
def times(case_id: str) -> ResponseReturnValue:
    """The free times, to be read out and chosen from together."""
    return _times(case_id)


@desk.get("/cases/<case_id>/time/check")
@requires(Permission.WORK_QUEUE)
def check_time(case_id: str) -> ResponseReturnValue:
    """What will be booked and the message that goes out, before anything is done."""
    chosen = read_slot(request.args.get("slot", "")[:80])
    if chosen is None:
        return _times(case_id, error=sentence(mark("Choose a time first."))), 422
    try:
        with begin_work() as work:
            page = time_check_page(
                work, case_id, chosen, language_now(), talk=request.args.get("talk") == "1"
            )
    except JustTaken as taken:
        return _times(case_id, taken=taken), 409
    return show("desk/time_check.html", page)


@desk.post("/cases/<case_id>/time")
@requires(Permission.WORK_QUEUE)
def take_time(case_id: str) -> ResponseReturnValue:
    """Book the time or move to it; when somebody was faster, the nearest three."""
    chosen = read_slot(request.form.get("slot", "")[:80])
    if chosen is None:
        return _times(case_id, error=sentence(mark("Choose a time first."))), 422
    instead_of, talk = form_id("instead_of"), request.form.get("talk") == "1"
    try:
        with begin_work() as work:
            if instead_of:
                move_for(work, case_id, instead_of, chosen, my_support_url=my_support_url())
            else:
                book_for(work, case_id, chosen, wants_talk=talk, my_support_url=my_support_url())
    except JustTaken as taken:
        return _times(case_id, taken=taken), 409
    return redirect(url_for("desk.case", case_id=case_id))


@desk.get("/cases/<case_id>/time/cancel")
@requires(Permission.WORK_QUEUE)
def ask_cancel_time(case_id: str) -> ResponseReturnValue:
    """What will be cancelled and the message that goes out, before anything is done."""
    with begin_work() as work:
        page = cancel_check_page(work, case_id, language_now())
    return show("desk/time_check.html", page)


@desk.post("/cases/<case_id>/time/cancel")
@requires(Permission.WORK_QUEUE)
def cancel_time(case_id: str) -> ResponseReturnValue:
    """Give the time back because its person asks for it."""
    with begin_work() as work:
        cancel_for(work, case_id, form_id("appointment"), my_support_url=my_support_url())
    return redirect(url_for("desk.case", case_id=case_id))


@desk.post("/cases/<case_id>/waiting/end")
@requires(Permission.WORK_QUEUE)
def end_waiting(case_id: str) -> ResponseReturnValue:
    """Take the person off the list for an earlier time."""
    with begin_work() as work:
        take_off_list(work, case_id)
    return redirect(url_for("desk.case", case_id=case_id))


def _times(case_id: str, *, error: str = "", taken: JustTaken | None = None) -> str:
    with begin_work() as work:
        page = case_times_page(work, case_id, request.values, language_now(), error=error, taken=taken)
    return show("desk/time.html", page)
