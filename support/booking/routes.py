"""Choosing a time, taking it, moving it, giving it back."""

from functools import partial

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support.booking.actions import book, cancel
from support.booking.appointment_pages import booked_page, cancel_page, my_support_url
from support.booking.facts import JustTaken
from support.booking.moving_actions import move
from support.booking.moving_pages import MovePage, move_page
from support.booking.slot_pages import read_slot
from support.booking.times_pages import TimesPage, times_page
from support.cases import own_actions
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, look_first, requires
from support.web.alike import show_alike
from support.web.languages import language_now
from support.web.pages import provider_phone, sentence, show

booking = Blueprint("booking", __name__)


@booking.get("/times")
@requires(Permission.OWN_SUPPORT)
def times() -> ResponseReturnValue:
    """The free times of the first step, the one she pointed at before ticked."""
    with begin_look() as look:
        page = times_page(look, request.args, language_now())
    return _shown(page, 200)


@booking.post("/times")
@requires(Permission.OWN_SUPPORT)
def take_time() -> ResponseReturnValue:
    """Book the time; whoever comes second gets the nearest three."""
    chosen = read_slot(request.form.get("slot", "")[:80])
    if chosen is None:
        error = sentence(mark("Choose a time first."))
        with begin_look() as look:
            page = times_page(look, request.args, language_now(), error=error)
        return _shown(page, 422)
    try:
        booked = look_first(
            partial(
                book,
                chosen=chosen,
                wants_talk=request.args.get("talk") == "1",
                my_support_url=my_support_url(),
            )
        )
    except JustTaken as taken:
        with begin_look() as look:
            page = times_page(look, request.args, language_now(), taken=taken)
        return _shown(page, 409)
    return redirect(url_for("booking.booked", appointment_id=booked.id))


@booking.post("/times/call")
@requires(Permission.OWN_SUPPORT)
def ask_for_call() -> ResponseReturnValue:
    """Promise a call in which a time is found together."""
    with begin_work() as work:
        own_actions.ask_for_call(work)
    return redirect(url_for("my_support.home"))


@booking.get("/times/booked/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def booked(appointment_id: str) -> ResponseReturnValue:
    """The time is booked, and what happens next."""
    with begin_work() as work:
        page = booked_page(
            work, appointment_id, language_now(), token=current_user.get_id(), our_phone=provider_phone()
        )
    return redirect(url_for("my_support.home")) if page is None else show("booking/booked.html", page)


@booking.get("/times/move/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def ask_move(appointment_id: str) -> ResponseReturnValue:
    """The times to which hers can be moved."""
    with begin_look() as look:
        page = _move_page(look, appointment_id)
    return _move_shown(page, 200)


@booking.post("/times/move/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def move_time(appointment_id: str) -> ResponseReturnValue:
    """Move the time; whoever comes second keeps the old one and gets the nearest three."""
    chosen = read_slot(request.form.get("slot", "")[:80])
    if chosen is None:
        with begin_look() as look:
            page = _move_page(look, appointment_id, error=sentence(mark("Choose a time first.")))
        return _move_shown(page, 422)
    try:
        with begin_work() as work:
            booked = move(work, appointment_id, chosen, my_support_url=my_support_url())
    except JustTaken as taken:
        with begin_look() as look:
            page = _move_page(look, appointment_id, taken=taken)
        return _move_shown(page, 409)
    return redirect(url_for("booking.booked", appointment_id=booked.id))


@booking.get("/times/cancel/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def ask_cancel(appointment_id: str) -> ResponseReturnValue:
    """Ask before cancelling."""
    with begin_look() as look:
        page = cancel_page(look, appointment_id, language_now(), our_phone=provider_phone())
    return redirect(url_for("my_support.home")) if page is None else show("booking/cancel.html", page)


@booking.post("/times/cancel/<appointment_id>")
@requires(Permission.OWN_SUPPORT)
def cancel_time(appointment_id: str) -> ResponseReturnValue:
    """Give the time back."""
    with begin_work() as work:
        cancel(work, appointment_id)
    return redirect(url_for("my_support.home", done="cancelled"))


def _shown(page: TimesPage | None, status: int) -> ResponseReturnValue:
    """The free times, or her own page when there is nothing to choose."""
    if page is None:
        return redirect(url_for("my_support.home"))
    return show_alike("booking/times.html", page, (), is_kept=page.is_anybodys), status


def _move_page(
    look: Work, appointment_id: str, *, error: str = "", taken: JustTaken | None = None
) -> MovePage | None:
    return move_page(
        look,
        appointment_id,
        request.args,
        language_now(),
        our_phone=provider_phone(),
        error=error,
        taken=taken,
    )


def _move_shown(page: MovePage | None, status: int) -> ResponseReturnValue:
    """The times to choose from, or her own page when there is nothing to move."""
    return redirect(url_for("my_support.home")) if page is None else (show("booking/move.html", page), status)
