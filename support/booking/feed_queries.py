"""Looking up the address of a practitioner's feed."""

from datetime import datetime

from sqlalchemy import select

from support.booking.feed_models import CalendarFeed
from support.booking.rules.feed import Feed, feed_stands
from support.people.queries import account_in_use
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.vocabulary.language import DEFAULT
from support.vocabulary.permissions import Permission


def feed_with(look: Work, token: str) -> Feed | None:
    """The feed that this secret opens."""
    ask = select(CalendarFeed).where(CalendarFeed.token_hash == token_hash(token))
    return _standing(look, look.session.execute(ask).scalar())


def own_feed_made_at(look: Work) -> datetime | None:
    """Since when the practitioner who acts has an address that opens her feed; None when she has none."""
    row = look.session.get(CalendarFeed, look.actor.id)
    return row.made_at if row is not None and _standing(look, row) else None


def _standing(look: Work, row: CalendarFeed | None) -> Feed | None:
    account = account_in_use(look, row.practitioner_id, Permission.OWN_APPOINTMENTS) if row else None
    if row is None or account is None or not feed_stands(row.made_at, account.since):
        return None
    return Feed(row.practitioner_id, account.language or DEFAULT)
