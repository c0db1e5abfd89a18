"""How long a time is held for one who has chosen it and is confirming her number.

Source: domain model C.4.
"""

from datetime import datetime, timedelta

HOLD_LIVES = timedelta(minutes=10)
# Fewer than the codes: each keeps a time from everybody, and needs no number that anybody has.
HOLDS_PER_ADDRESS = (20, timedelta(hours=1))


def held_until(now: datetime) -> datetime:
    """Until when a time that is held now is kept; from that moment on it is anybody's."""
    return now + HOLD_LIVES


def is_held(until: datetime, now: datetime) -> bool:
    """Whether a hold with this end still stands; nothing has to run for it to end."""
    return now < until
