"""Helsinki dates, Finnish working days, opening hours and hours for text messages.

Instants come in and go out as aware datetimes, out always in UTC; the wall clock is Europe/Helsinki.
Source of the working-day rules: domain model 0.11; of the hours for messages: domain model C.6.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")

_DAY = timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5
# When the service answers on a working day, by the wall clock; it is closed on every other day.
OPENS = time(8)
CLOSES = time(16)
MESSAGES_FROM = time(8)
MESSAGES_UNTIL = time(20)


def local(instant: datetime) -> datetime:
    """The instant by the wall clock in Helsinki; refuses a time without a zone (ValueError)."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(HELSINKI)


def local_date(instant: datetime) -> date:
    """The date in Helsinki at the instant."""
    return local(instant).date()


def at(day: date, wall_time: time) -> datetime:
    """The instant of a wall-clock time in Helsinki, in UTC.

    Of a time that comes twice in autumn the first; a time that spring leaps over is read by the clock
    before the leap, so that it becomes an hour later on the wall.
    """
    return datetime.combine(day, wall_time, HELSINKI).astimezone(UTC)


def exists(day: date, wall_time: time) -> bool:
    """Whether the wall clock shows this time on this day; False for the hour that spring leaps over."""
    return local(at(day, wall_time)).replace(tzinfo=None) == datetime.combine(day, wall_time)


@lru_cache(maxsize=32)
def _free_days(year: int) -> frozenset[date]:
    # Imported when first asked: the package is large, and many processes never ask.
    import holidays

    public = holidays.country_holidays("FI", years=year)
    midsummer_eve = next(day for n in range(7) if (day := date(year, 6, 19 + n)).weekday() == _FRIDAY)
    return frozenset({*public, midsummer_eve, date(year, 12, 24)})


def is_free_day(day: date) -> bool:
    """A Finnish public holiday, Midsummer Eve or Christmas Eve, whatever the weekday."""
    return day in _free_days(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a free day."""
    return day.weekday() < _SATURDAY and not is_free_day(day)


def next_working_day(day: date) -> date:
    """The first working day strictly after the day."""
    day += _DAY
    while not is_working_day(day):
        day += _DAY
    return day


def working_day_before(day: date) -> date:
    """The last working day strictly before the day."""
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """The day that lies `count` working days after the day; the day itself for 0, ValueError below it."""
    if count < 0:
        raise ValueError("Working days are counted forwards.")
    for _ in range(count):
        day = next_working_day(day)
    return day


def opening_of(day: date) -> datetime:
    """The instant when the service opens on the day, were it a working day."""
    return at(day, OPENS)


def closing_of(day: date) -> datetime:
    """The instant when the service closes on the day, were it a working day."""
    return at(day, CLOSES)


def is_open(instant: datetime) -> bool:
    """Whether the service is open; at the minute of closing it no longer is."""
    day = local_date(instant)
    return is_working_day(day) and opening_of(day) <= instant < closing_of(day)


def next_opening(instant: datetime) -> datetime:
    """From when a contact counts: the instant itself when open, else the next opening (0.11)."""
    if is_open(instant):
        return instant.astimezone(UTC)
    day = local_date(instant)
    if not (is_working_day(day) and instant < opening_of(day)):
        day = next_working_day(day)
    return opening_of(day)


def add_opening_minutes(instant: datetime, minutes: float) -> datetime:
    """The instant at which so many minutes of opening time have passed; ValueError below 0."""
    if minutes < 0:
        raise ValueError("Opening minutes are counted forwards.")
    left = timedelta(minutes=minutes)
    start = next_opening(instant)
    while left > (room := closing_of(local_date(start)) - start):
        left -= room
        start = opening_of(next_working_day(local_date(start)))
    return start + left


def opening_minutes_between(start: datetime, end: datetime) -> float:
    """Minutes of opening time from `start` to `end`; 0 when `end` is not later."""
    passed = timedelta()
    day, last = local_date(start), local_date(end)
    while day <= last:
        if is_working_day(day):
            open_part = min(end, closing_of(day)) - max(start, opening_of(day))
            passed += max(open_part, timedelta())
        day += _DAY
    return passed / timedelta(minutes=1)


def may_text(instant: datetime) -> bool:
    """Whether a text message may go out: 8 to 20 by the wall clock, never on a free day.

    Codes, confirmations of the person's own click and alerts to staff do not ask (domain model C.6).
    """
    wall = local(instant)
    return not is_free_day(wall.date()) and MESSAGES_FROM <= wall.time() < MESSAGES_UNTIL


def next_text_time(instant: datetime) -> datetime:
    """The instant itself when a text message may go out, else the first minute at which it may."""
    if may_text(instant):
        return instant.astimezone(UTC)
    wall = local(instant)
    day = wall.date() if wall.time() < MESSAGES_FROM else wall.date() + _DAY
    while is_free_day(day):
        day += _DAY
    return at(day, MESSAGES_FROM)
