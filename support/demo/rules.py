"""When the demo's stories happened, counted back from now: they never age, and nobody waits too long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from support.vocabulary import calendar


@dataclass(frozen=True)
class Ago:
    """How long ago a story began; one of the four is given.

    `minutes` by the clock, `opening_minutes` while the service was open, `days` working days before the
    one that is going on or comes next, or `calendar_days` before today, moved to a working day; the last two
    at the wall-clock time `at`.
    """

    minutes: int = 0
    opening_minutes: int = 0
    days: int = 0
    calendar_days: int = 0
    at: time = time(9)


def moment_of(ago: Ago, now: datetime) -> datetime:
    """The instant at which the story began, always before now."""
    if ago.days:
        return calendar.at(working_day_ago(ago.days, now), ago.at)
    if ago.calendar_days:
        return on_working_day(calendar.local_date(now) - timedelta(days=ago.calendar_days), ago.at)
    if ago.opening_minutes:
        return _opening_minutes_before(now, ago.opening_minutes)
    return now - timedelta(minutes=ago.minutes)


def working_day_ago(days: int, now: datetime) -> date:
    """So many working days before the one that is going on or comes next."""
    day = calendar.local_date(now)
    if not (calendar.is_working_day(day) and now < calendar.closing_of(day)):
        day = calendar.next_working_day(day)
    for _ in range(days):
        day = _working_day_before(day)
    return day


def on_working_day(day: date, wall: time) -> datetime:
    """This time of the day, or of the next working day where nobody works on it."""
    return calendar.at(day if calendar.is_working_day(day) else calendar.next_working_day(day), wall)


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def _opening_minutes_before(now: datetime, minutes: int) -> datetime:
    left = timedelta(minutes=minutes)
    day = calendar.local_date(now)
    if not calendar.is_working_day(day) or now <= calendar.opening_of(day):
        day = _working_day_before(day)
    end = min(now, calendar.closing_of(day))
    while left > (room := end - calendar.opening_of(day)):
        left -= room
        day = _working_day_before(day)
        end = calendar.closing_of(day)
    return end - left


def wall_time(written: str) -> time:
    """The time of day written as "8:30"; ValueError for anything else."""
    hour, _, minute = written.partition(":")
    return time(int(hour), int(minute))
