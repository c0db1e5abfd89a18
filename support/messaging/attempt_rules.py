"""One attempt to hand a message over: how it ended, and when the provider is asked for it.

Source: reliability design, section 4b.
"""

from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """How an attempt ended; until then nobody knows whether it went."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    ABSENT = "absent"
    """The provider said three times that it has nothing of the kind."""
    UNRESOLVED = "unresolved"
    """The provider could not be asked for a day."""


LEASE = timedelta(seconds=60)
"""So long an attempt belongs to whoever began it; then others ask the provider for it."""
LATEST_CALL = timedelta(seconds=20)
"""Whoever comes later than this to the call makes none: with its 35 seconds it would outlast the lease."""
ASKING = timedelta(minutes=2)
"""So long a question to the provider belongs to whoever asks it."""
SKEW = timedelta(minutes=1)
"""The provider's clock may be so much behind ours."""

# After the first minute, in which a report may come: asked at 1, 3 and 10 minutes from the start.
_AFTER_ABSENCES = {1: timedelta(minutes=2), 2: timedelta(minutes=7)}
_DARK_AGAIN = timedelta(minutes=3)
_SILENT_FIRST = timedelta(hours=1)
_SILENT_THEN = timedelta(hours=6)
_END = timedelta(hours=24)


def after_absent(now: datetime, absences: int, *, once_will_do: bool) -> datetime | None:
    """When to ask again after so many answers that there is none; None when it is absent indeed.

    One answer is enough where the next message of its kind must not wait.
    """
    wait = None if once_will_do else _AFTER_ABSENCES.get(absences)
    return None if wait is None else now + wait


def after_dark(now: datetime, first_at: datetime) -> datetime | None:
    """When to ask again when the provider could not be asked; None a day after the first attempt."""
    again = now + _DARK_AGAIN
    return again if again <= first_at + _END else None


def after_silence(now: datetime, started_at: datetime, first_at: datetime) -> datetime | None:
    """When to ask next what became of an accepted message: 1 and 6 hours after the attempt, and a day after
    the first; None when it stays silent."""
    first, then = started_at + _SILENT_FIRST, started_at + _SILENT_THEN
    last = max(first_at + _END, first)
    looks = (first, then, last)
    return next((each for each in looks if now < each <= last), None)
