"""A supervisor books, moves, gives back or declines a talk of her own."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.coaching_actions import book_coaching, decline_coaching, give_coaching_back
from support.booking.entry_pages import talk_file, to_keep
from support.booking.facts import JustTaken
from support.booking.rules.coaching import Reason
from support.booking.slot_pages import read_slot
from support.supervisor.blueprint import supervisor
from support.supervisor.coaching_pages import TalkTried, talk_page
from support.vocabulary.errors import mark
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import sentence, show

_CHOOSE = mark("Choose one from the list.")


@supervisor.get("/supervisor/talks/<coaching_id>")
@requires(Permission.SUPERVISION)
def talk(coaching_id: str) -> ResponseReturnValue:
    """Her time, or the times from which she may choose."""
    return _shown(coaching_id, TalkTried())


@supervisor.post("/supervisor/talks/<coaching_id>")
@requires(Permission.SUPERVISION)
def book_talk(coaching_id: str) -> ResponseReturnValue:
    """Take a time, or another one; whoever comes second gets the nearest three."""
    chosen = read_slot(request.form.get("slot", "")[:80])
    if chosen is None:
        return _shown(coaching_id, TalkTried({"slot": sentence(mark("Choose a time first."))})), 422
    try:
        with begin_work() as work:
            book_coaching(work, coaching_id, chosen, current_app.config["PUBLIC_BASE_URL"] + "/s/")
    except JustTaken as taken:
        return _shown(coaching_id, TalkTried(taken=taken)), 409
    return redirect(url_for("supervisor.talk", coaching_id=coaching_id, done="saved"))


@supervisor.get("/supervisor/talks/<coaching_id>/calendar.ics")
@requires(Permission.SUPERVISION)
def talk_entry(coaching_id: str) -> ResponseReturnValue:
    """Her time for her calendar; without a time the way to choose one."""
    with begin_look() as look:
        file = talk_file(look, coaching_id, language_now())
    return to_keep(file) if file else redirect(url_for("supervisor.talk", coaching_id=coaching_id))


@supervisor.post("/supervisor/talks/<coaching_id>/back")
@requires(Permission.SUPERVISION)
def give_talk_back(coaching_id: str) -> ResponseReturnValue:
    """Give the time back; another may be chosen."""
    with begin_work() as work:
        give_coaching_back(work, coaching_id)
    return redirect(url_for("supervisor.talk", coaching_id=coaching_id, done="updated"))


@supervisor.post("/supervisor/talks/<coaching_id>/no")
@requires(Permission.SUPERVISION)
def decline_talk(coaching_id: str) -> ResponseReturnValue:
    """She would rather not, with a reason from the list."""
    try:
        reason = Reason(request.form.get("reason", ""))
    except ValueError:
        return _shown(coaching_id, TalkTried({"reason": sentence(_CHOOSE)})), 422
    with begin_work() as work:
        decline_coaching(work, coaching_id, reason)
    return redirect(url_for("supervisor.home", done="answered"))


def _shown(coaching_id: str, tried: TalkTried) -> str:
    with begin_work() as work:
        page = talk_page(work, coaching_id, request.args, language_now(), tried)
    return show("supervisor/talk.html", page)
