"""Who is whose supervisor at a moment, and how long an invitation lives."""

from datetime import datetime, timedelta

INVITATION_LIVES = timedelta(days=14)
# Each naming may lead to text messages to a number that somebody typed.
SUPERVISORS_NAMED = (5, timedelta(days=1))
# To one supervisor from one person, however often she names her anew; and to one number from everybody.
SUPERVISORS_TOLD = (3, timedelta(days=1))
SUPERVISORS_REACHED = (8, timedelta(days=1))
LONGEST_NAME = 60
_KEY = "supervisor"


def goes_on(began_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether somebody is the supervisor at this moment."""
    return began_at <= now and (ended_at is None or now < ended_at)


def message_key(link_id: str) -> str:
    """How the business key of each message to this supervisor begins: all can be called off at once."""
    return f"{_KEY}:{link_id}:"


def link_of_key(business_key: str) -> str:
    """Whose supervisor a message with this business key went to; nothing where it is no such key."""
    first, _, rest = business_key.partition(":")
    return rest.partition(":")[0] if first == _KEY else ""


def end_of_key(new_id: str) -> str:
    """What makes the key of one message its own; with two ids before it a whole one would not fit."""
    return new_id[:16]
