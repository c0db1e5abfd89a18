"""Calendar files: one appointment for the employee, and the feed of a practitioner."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from support.booking.entry_pages import entry_file, feed_file
from support.booking.feed_actions import count_fetch, opened_feed
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, by_link, requires
from support.web.languages import language_now

calendars = Blueprint("calendars", __name__)

_KIND = "text/calendar; charset=utf-8; method=PUBLISH"


@calendars.get("/times/booked/<appointment_id>/calendar.ics")
@requires(Permission.OWN_SUPPORT)
def entry(appointment_id: str) -> ResponseReturnValue:
    """Her own appointment for her calendar, cancelled or moved ones too."""
    with begin_look() as look:
        file = entry_file(look, appointment_id, language_now())
    return _sent(file, "attachment; filename=calendar.ics")


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
    answer = _sent(file, "inline; filename=calendar.ics")
    # Weak: the moment of writing is another each time.
    answer.set_etag(mark, weak=True)
    return answer.make_conditional(request)


def _sent(file: bytes, disposition: str) -> Response:
    answer = Response(file, content_type=_KIND)
    answer.headers["Content-Disposition"] = disposition
    return answer
