"""When a person is reminded of her time: two days before and two hours before, by the wall clock.

Source: domain model F.4 (rhythm) and C.6 (hours for messages). Nothing is planned ahead, so a time
that is moved or a number that has changed leaves nothing behind to be taken back.
"""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from support.vocabulary.calendar import at, local_date, next_text_time

DAYS_BEFORE = 2
HOURS_BEFORE = timedelta(hours=2)
_WALL_TIME = time(10)


class Reminder(NamedTuple):
    """Which message, from when it may go, and the moment from which it is pointless."""

    template: str
    due_at: datetime
    until: datetime


def reminders(starts_at: datetime, booked_at: datetime) -> tuple[Reminder, ...]:
    """What she is reminded with, in order; nothing that was due before she booked or would come too late.

    Where the hours for messages hold the first one back until the very day, only the other is said.
    """
    today = next_text_time(starts_at - HOURS_BEFORE)
    day = local_date(starts_at)
    days = next_text_time(at(day - timedelta(days=DAYS_BEFORE), _WALL_TIME))
    wished = (Reminder("rem2d", days, at(day, time())), Reminder("rem2h", today, starts_at))
    return tuple(one for one in wished if booked_at < one.due_at < one.until)


def reminder_now(starts_at: datetime, booked_at: datetime, now: datetime) -> Reminder | None:
    """What is to be said now: the last that is due and would still make sense when it may go."""
    goes_at = next_text_time(now)
    due = [one for one in reminders(starts_at, booked_at) if one.due_at <= now and goes_at < one.until]
    return due[-1] if due else None


def next_reminder_at(starts_at: datetime, booked_at: datetime, now: datetime) -> datetime | None:
    """When there is something to say again after now; None when there is nothing more."""
    return next((one.due_at for one in reminders(starts_at, booked_at) if one.due_at > now), None)
