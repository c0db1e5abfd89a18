"""The secret address under which a practitioner's own calendar program asks for her appointments."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from support.vocabulary.language import Language

# So far back a feed goes, for what was held and for what was given back: it does not grow with the years.
GOES_BACK = timedelta(days=30)
# Programs ask every quarter of an hour at most; a row of them may stand behind one address.
FETCHES_PER_FEED = (60, timedelta(hours=1))
# Each is recorded, and nobody may delete a record.
FEEDS_MADE = (20, timedelta(hours=1))


@dataclass(frozen=True)
class Feed:
    """Whose feed it is, and in which language she reads."""

    practitioner_id: str
    language: Language


def feed_stands(made_at: datetime, in_use_since: datetime) -> bool:
    """Whether the address still opens the feed: it was made after its owner last took her account into use.

    What a person had before she began anew with password and authenticator opens nothing any more.
    """
    return in_use_since <= made_at
