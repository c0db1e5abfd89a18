"""Making, replacing and ending the address of one's own feed, and counting how often it is asked for."""

from sqlalchemy import delete

from support.booking.feed_models import CalendarFeed
from support.booking.feed_queries import feed_with
from support.booking.rules.feed import FEEDS_MADE, FETCHES_PER_FEED, Feed
from support.platform.crypto import token_hash
from support.platform.database import insert_into
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.errors import NotFound, TooMany


def make_feed(work: Work) -> str:
    """Make an address for the practitioner who acts; returns its secret, which is kept nowhere.

    The one that she had before opens nothing any more. Raises TooMany.
    """
    mine = work.actor.id or ""
    limit, window = FEEDS_MADE
    if not count_try(work, "feeds-made", mine, limit=limit, window=window):
        raise TooMany
    token = work.ids.token()
    made = {"token_hash": token_hash(token), "made_at": work.now}
    fresh = insert_into(work.connection, CalendarFeed).values(practitioner_id=mine, **made)
    work.session.execute(fresh.on_conflict_do_update(index_elements=["practitioner_id"], set_=made))
    work.log("feed:make", "practitioner", mine)
    return token


def end_feed(work: Work) -> None:
    """From now on her address opens nothing; a repeat changes nothing."""
    mine = CalendarFeed.practitioner_id == work.actor.id
    if work.session.execute(
        delete(CalendarFeed).where(mine).returning(CalendarFeed.practitioner_id)
    ).scalar():
        work.log("feed:end", "practitioner", work.actor.id or "")


def opened_feed(look: Work, token: str) -> Feed:
    """The feed that this secret opens. Looking it up writes nothing, so guessing keeps nobody waiting.

    Raises NotFound for one that was never made, was replaced or ended, or whose owner's account is closed,
    has been taken into use anew, or has lost the role of one who has times.
    """
    feed = feed_with(look, token)
    if feed is None:
        raise NotFound
    return feed


def count_fetch(work: Work, practitioner_id: str) -> None:
    """Count that a feed was asked for. Raises TooMany."""
    limit, window = FETCHES_PER_FEED
    if not count_try(work, "feed", practitioner_id, limit=limit, window=window):
        raise TooMany
