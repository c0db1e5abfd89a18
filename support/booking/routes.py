"""Choosing a time, taking it, giving it back."""

from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.actions import JustTaken, book, cancel
from support.booking.pages import booked_page, cancel_page, read_slot, times_page, times_page_after_race
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

booking = Blueprint("booking", __name__)


@booking.get("/times")
@requires(Permission.OWN_SUPPORT)
def times() -> ResponseReturnValue:
    """The free times of the first step, the one she pointed at before ticked."""
    with begin_look() as look:
        page = times_page(look, request.args, language_now())
    return redirect(url_for("my_support.home")) if page is None else show("booking/times.html", page)


@booking.post("/times")
@requires(Permission.OWN_SUPPORT)
def take_time() -> ResponseReturnValue:
    """Book the time; whoever comes second gets the nearest three."""
    choice = read_slot(request.form.get("slot", "")[:80])
    if choice is None:
        with begin_look() as look:
            page = times_page(
                look, request.args, language_now(), error=sentence(mark("Choose a time first."))
            )
        return (
            redirect(url_for("my_support.home")) if page is None else (show("booking/times.html", page), 422)
        )
    link = current_app.config["PUBLIC_BASE_URL"] + url_for("my_support.home")
    try:
        with begin_work() as work:
            booked = book(work, choice, wants_talk=request.args.get("talk") == "1", my_support_url=link)
    except JustTaken as taken:
        page = times_page_after_race(taken, request.args, language_now())
        return show("booking/times.html", page), 409
    return redirect(url_for("booking.booked", appointment_id=booked.id))


@booking.get("/times/booked/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def booked(appointment_id: str) -> ResponseReturnValue:
    """The time is booked, and what happens next."""
    with begin_work() as work:
        page = booked_page(
            work, appointment_id, language_now(), our_phone=current_app.config["PROVIDER_PHONE"]
        )
    return show("booking/booked.html", page)


@booking.get("/times/cancel/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def ask_cancel(appointment_id: str) -> ResponseReturnValue:
    """Ask before cancelling."""
    with begin_look() as look:
        page = cancel_page(
            look, appointment_id, language_now(), our_phone=current_app.config["PROVIDER_PHONE"]
        )
    return redirect(url_for("my_support.home")) if page is None else show("booking/cancel.html", page)


@booking.post("/times/cancel/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def cancel_time(appointment_id: str) -> ResponseReturnValue:
    """Give the time back."""
    with begin_work() as work:
        cancel(work, appointment_id)
    return redirect(url_for("my_support.home", done="cancelled"))
