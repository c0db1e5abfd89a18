"""Calendar files in their reader's language."""

import hashlib

from flask import Response

from support.booking.appointment_pages import CHANNELS
from support.booking.coaching_queries import entry_of_own_talk
from support.booking.entry_queries import entries_of_practitioner, own_entry
from support.booking.rules.calendar_file import Words, calendar_file
from support.booking.rules.feed import Feed
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence_in

_TITLE = mark("An appointment")
_NAME = mark("Appointments")
_KIND = "text/calendar; charset=utf-8; method=PUBLISH"


def entry_file(work: Work, appointment_id: str, language: Language) -> bytes:
    """One appointment of the employee who acts, to be taken into her calendar.

    Raises NotFound when it is not hers.
    """
    return calendar_file([own_entry(work, appointment_id)], _words(language), work.now)


def talk_file(work: Work, coaching_id: str, language: Language) -> bytes | None:
    """The talk of the supervisor who acts, to be taken into her calendar; None while no time is booked.

    Raises NotFound when it is not hers.
    """
    entry = entry_of_own_talk(work, coaching_id)
    return calendar_file([entry], _words(language), work.now) if entry else None


def feed_file(work: Work, feed: Feed) -> tuple[bytes, str]:
    """The whole feed, and a mark that is the same as long as nothing in it has changed."""
    entries = entries_of_practitioner(work, feed.practitioner_id)
    said = repr((feed.language, entries)).encode()
    name = sentence_in(_NAME, feed.language)
    return calendar_file(entries, _words(feed.language), work.now, name=name), hashlib.sha256(
        said
    ).hexdigest()


def to_keep(file: bytes) -> Response:
    """The answer with which a calendar file is taken into a calendar, once."""
    return as_calendar(file, "attachment; filename=calendar.ics")


def as_calendar(file: bytes, disposition: str) -> Response:
    """The answer that holds this calendar file."""
    answer = Response(file, content_type=_KIND)
    answer.headers["Content-Disposition"] = disposition
    return answer


def _words(language: Language) -> Words:
    ways = {channel: sentence_in(way, language) for channel, way in CHANNELS.items()}
    return Words(sentence_in(_TITLE, language), ways)
