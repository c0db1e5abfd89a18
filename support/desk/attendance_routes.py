"""A practitioner's own times: look, say how one went in one tap, take it back, cancel one because of us."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from support.booking.appointment_pages import my_support_url
from support.booking.attendance_actions import cancel_by_us as cancel
from support.booking.attendance_actions import say_how_it_went
from support.booking.attendance_actions import take_back as take_back_said
from support.cases.check_in_actions import hold_for_check_in
from support.desk.attendance_pages import cancel_by_us_page, own_appointments_page, where_to_go
from support.desk.blueprint import desk
from support.followup.plan_actions import start_plan
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.languages import language_now
from support.web.pages import provider_phone, show


@desk.get("/appointments")
@requires(Permission.OWN_APPOINTMENTS)
def own_appointments() -> ResponseReturnValue:
    """Her own times, what waits for a word first."""
    with begin_work() as work:
        page = own_appointments_page(work, language_now(), done=request.args.get("done", ""))
    return show("desk/own_appointments.html", page)


@desk.post("/appointments/<appointment_id>/came")
@requires(Permission.OWN_APPOINTMENTS)
def say_came(appointment_id: str) -> ResponseReturnValue:
    """The person came."""
    return _said(appointment_id, came=True)


@desk.post("/appointments/<appointment_id>/missed")
@requires(Permission.OWN_APPOINTMENTS)
def say_missed(appointment_id: str) -> ResponseReturnValue:
    """The person did not come."""
    return _said(appointment_id, came=False)


@desk.post("/appointments/<appointment_id>/take-back")
@requires(Permission.OWN_APPOINTMENTS)
def take_back(appointment_id: str) -> ResponseReturnValue:
    """It was said by mistake."""
    with begin_work() as work:
        booked = take_back_said(work, appointment_id)
        url = where_to_go(work, booked, done="taken_back", from_case=_is_from_case())
    return redirect(url)


@desk.get("/appointments/<appointment_id>/cancel")
@requires(Permission.OWN_APPOINTMENTS)
def ask_cancel_by_us(appointment_id: str) -> ResponseReturnValue:
    """The time that we cannot keep and the message that goes out, before anything is done."""
    with begin_work() as work:
        page = cancel_by_us_page(work, appointment_id, language_now())
    return show("desk/time_check.html", page)


@desk.post("/appointments/<appointment_id>/cancel")
@requires(Permission.OWN_APPOINTMENTS)
def cancel_by_us(appointment_id: str) -> ResponseReturnValue:
    """Give the time back because we cannot keep it."""
    with begin_work() as work:
        booked = cancel(work, appointment_id, my_support_url=my_support_url())
        url = where_to_go(work, booked, done="cancelled")
    return redirect(url)


def _said(appointment_id: str, *, came: bool) -> ResponseReturnValue:
    with begin_work() as work:
        booked = say_how_it_went(work, appointment_id, came=came, my_support_url=my_support_url())
        case = hold_for_check_in(work, booked.case_id) if came else None
        if case is not None:
            start_plan(work, case, provider_phone(), met_at=booked.starts_at)
        done = "came" if came else "missed"
        url = where_to_go(work, booked, done=done, from_case=_is_from_case())
    return redirect(url)


def _is_from_case() -> bool:
    return request.form.get("at") == "case"
