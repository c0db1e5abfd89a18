"""A share of the nearest days is kept for urgent first contacts.

Source: domain model C.4: 20 % of the minutes of nurses and psychologists in the next three working days,
released at 12 on the working day before.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from support.vocabulary import calendar

PROFESSIONS = frozenset({"nurse", "psychologist"})

_PERCENT = 20
_DAYS = 3
_RELEASED = time(12)


def reserved_days(now: datetime) -> list[date]:
    """Those of the next three working days of which a share is still kept."""
    return [day for day, released in _next_days(calendar.local_date(now)) if now < released]


def released_at(day: date) -> datetime:
    """The instant from which everybody may take the whole day."""
    before = day - timedelta(days=1)
    while not calendar.is_working_day(before):
        before -= timedelta(days=1)
    return calendar.at(before, _RELEASED)


@lru_cache(maxsize=8)
def _next_days(today: date) -> list[tuple[date, datetime]]:
    """The next three working days, and when each is released."""
    days = (calendar.add_working_days(today, count) for count in range(1, _DAYS + 1))
    return [(day, released_at(day)) for day in days]


def may_take(length: int, free: int, worked: int) -> bool:
    """Whether a time that is not urgent may be taken of a reserved day; all in quarter-hours.

    Enough of the worked ones must stay free, whatever else lies in the calendar.
    """
    return (free - length) * 100 >= worked * _PERCENT
