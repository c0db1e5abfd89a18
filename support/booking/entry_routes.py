"""Calendar files: one appointment for the employee, and the feed of a practitioner."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from support.booking.entry_pages import as_calendar, entry_file, feed_file, to_keep
from support.booking.feed_actions import count_fetch, opened_feed
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, by_link, requires
from support.web.languages import language_now

calendars = Blueprint("calendars", __name__)


@calendars.get("/times/booked/<appointment_id>/calendar.ics")
@requires(Permission.OWN_SUPPORT)
def entry(appointment_id: str) -> ResponseReturnValue:
    """Her own appointment for her calendar, cancelled or moved ones too."""
    with begin_look() as look:
        file = entry_file(look, appointment_id, language_now())
    return to_keep(file)


@calendars.get("/calendar/<token>.ics")
@by_link
def feed(token: str) -> ResponseReturnValue:
    """The appointments of whoever made this address."""
    with begin_look() as look:
        found = opened_feed(look, token)
    with begin_work() as work:
        count_fetch(work, found.practitioner_id)
    with begin_look() as look:
        file, mark = feed_file(look, found)
    answer = as_calendar(file, "inline; filename=calendar.ics")
    # Weak: the moment of writing is another each time.
    answer.set_etag(mark, weak=True)
    return answer.make_conditional(request)
