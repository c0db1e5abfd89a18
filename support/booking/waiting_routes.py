"""The list for an earlier time: get on it, leave it, take what is offered or keep what one has."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.appointment_pages import CHANNELS, my_support_url
from support.booking.facts import JustTaken
from support.booking.list_actions import ask_to_wait, leave_list
from support.booking.routes import booking
from support.booking.taking_actions import decline_proposal, take_proposal, withdraw_proposal
from support.booking.waiting_pages import offer_url, proposal_page
from support.vocabulary.errors import Conflict
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.form_ids import form_id
from support.web.languages import language_now
from support.web.pages import show


@booking.post("/times/waiting")
@requires(Permission.OWN_SUPPORT)
def ask_to_be_told() -> ResponseReturnValue:
    """Be told when an earlier time opens, by one way of meeting or by any."""
    channel = request.form.get("channel", "")
    with begin_work() as work:
        ask_to_wait(
            work,
            channel=channel if channel in CHANNELS else "",
            wants_talk=request.form.get("talk") == "1",
            offer_url=offer_url(),
        )
    return redirect(url_for("my_support.home", done="listed"))


@booking.post("/times/waiting/leave")
@requires(Permission.OWN_SUPPORT)
def leave_waiting_list() -> ResponseReturnValue:
    """Not be told any more."""
    with begin_work() as work:
        leave_list(work)
    return redirect(url_for("my_support.home", done="unlisted"))


@booking.get("/times/offer")
@requires(Permission.OWN_SUPPORT)
def offered() -> ResponseReturnValue:
    """The time that is kept for her; her own page where there is none."""
    return _offer_shown(200)


@booking.post("/times/offer")
@requires(Permission.OWN_SUPPORT)
def take_offered() -> ResponseReturnValue:
    """Take the offered time instead of the one she has."""
    proposal_id = form_id("offer")
    try:
        with begin_work() as work:
            booked = take_proposal(work, proposal_id, my_support_url=my_support_url())
    except JustTaken:
        with begin_work() as work:
            withdraw_proposal(work, proposal_id)
        return _offer_shown(409, gone=True)
    except Conflict:
        # The offer has ended in the meantime: the page says so, and what she can do now.
        return _offer_shown(409)
    return redirect(url_for("booking.booked", appointment_id=booked.id))


@booking.post("/times/offer/decline")
@requires(Permission.OWN_SUPPORT)
def decline_offered() -> ResponseReturnValue:
    """Keep what she has; the time goes to the next person."""
    with begin_work() as work:
        decline_proposal(work, form_id("offer"))
    return redirect(url_for("my_support.home", done="kept"))


def _offer_shown(status: int, *, gone: bool = False) -> ResponseReturnValue:
    with begin_look() as look:
        page = proposal_page(look, language_now(), gone=gone)
    if page is None:
        return redirect(url_for("my_support.home"))
    return show("booking/proposal.html", page), status
