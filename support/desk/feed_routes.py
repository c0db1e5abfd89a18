"""A practitioner's own address for her calendar program: made, shown once, replaced, ended."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.feed_actions import end_feed, make_feed
from support.desk.blueprint import desk
from support.desk.feed_pages import feed_made_page, feed_page
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show


@desk.get("/own-calendar")
@requires(Permission.WORKING_HOURS)
def own_feed() -> ResponseReturnValue:
    """Whether she has an address."""
    with begin_look() as look:
        page = feed_page(look, language_now(), ended=request.args.get("done") == "ended")
    return show("desk/feed.html", page)


@desk.post("/own-calendar")
@requires(Permission.WORKING_HOURS)
def make_own_feed() -> ResponseReturnValue:
    """Make an address, instead of the one before; it stands on this one answer and nowhere else."""
    with begin_work() as work:
        token = make_feed(work)
    with begin_look() as look:
        page = feed_made_page(look, token)
    return show("desk/feed_made.html", page)


@desk.post("/own-calendar/end")
@requires(Permission.WORKING_HOURS)
def end_own_feed() -> ResponseReturnValue:
    """End the address."""
    with begin_work() as work:
        end_feed(work)
    return redirect(url_for("desk.own_feed", done="ended"))
