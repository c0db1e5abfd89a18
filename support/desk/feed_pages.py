"""Page data of the address under which a practitioner's own calendar program asks for her appointments."""

from dataclasses import dataclass

from flask import current_app, url_for

from support.booking.feed_queries import own_feed_made_at
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Notice


@dataclass(frozen=True)
class FeedPage:
    """Whether she has an address, and since when; the address itself was shown once."""

    staff: StaffView
    made: str
    notice: Notice | None


@dataclass(frozen=True)
class FeedMadePage:
    """The address, this once."""

    staff: StaffView
    address: str


def feed_page(work: Work, language: Language, *, ended: bool) -> FeedPage:
    """The page of the practitioner who acts."""
    made_at = own_feed_made_at(work)
    return FeedPage(
        staff=staff_view(work, waiting_for(work), "hours"),
        made=when_from_now(made_at, work.now, language) if made_at else "",
        notice=Notice(sentence(mark("The address no longer opens anything.")), "ok") if ended else None,
    )


def feed_made_page(work: Work, token: str) -> FeedMadePage:
    """The page with the address that has just been made."""
    base: str = current_app.config["PUBLIC_BASE_URL"]
    return FeedMadePage(
        staff=staff_view(work, waiting_for(work), "hours"),
        address=base + url_for("calendars.feed", token=token),
    )
