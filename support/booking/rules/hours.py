"""When a practitioner sees people: the week that repeats, single days, time off, and her terms.

Source: domain model C.4 (availability).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from support.booking.rules.cells import CELL_MINUTES, MINUTES_OF_DAY, cell_at, instant_on, span
from support.vocabulary import calendar

LONGEST_WINDOW = 56
# Local days: the last of them may end an hour later than so many times 24 hours.
_LONGEST = timedelta(days=LONGEST_WINDOW + 1)


def is_bookable_ever(starts_at: datetime, now: datetime) -> bool:
    """Whether anybody's terms could let a time that starts then be booked now."""
    return now <= starts_at <= now + _LONGEST


@dataclass(frozen=True)
class Pattern:
    """One stretch of a practitioner's week; minutes after midnight by the wall clock, Monday is 0.

    `valid_to` is the last day, None for no end; a single day beside the week begins and ends on that day.
    Raises ValueError for a stretch that no day can hold.
    """

    weekday: int
    from_minute: int
    to_minute: int
    kinds: frozenset[str]
    channels: frozenset[str]
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError("A week has the days 0 to 6.")
        if not 0 <= self.from_minute < self.to_minute <= MINUTES_OF_DAY:
            raise ValueError("A stretch ends after it begins, within one day.")
        if self.from_minute % CELL_MINUTES or self.to_minute % CELL_MINUTES:
            raise ValueError("A stretch begins and ends on a quarter-hour.")

    def covers(self, day: date) -> bool:
        """Whether the practitioner works this stretch on the day; never on a free day."""
        in_force = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_force and day.weekday() == self.weekday and not calendar.is_free_day(day)


@dataclass(frozen=True)
class TimeOff:
    """Days without any time, from the first to the last; one day begins and ends on itself."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Terms:
    """How a calendar may be booked.

    At least `notice_minutes` lie between now and a start. Local days from today on, `window_days` of them.
    At most `daily_cap` times a day, None for as many as fit. `buffer_minutes` stay free after each time.
    Raises ValueError for terms that make no sense.
    """

    notice_minutes: int = 60
    window_days: int = 28
    daily_cap: int | None = None
    buffer_minutes: int = 0

    def __post_init__(self) -> None:
        if self.notice_minutes < 0 or not 0 < self.window_days <= LONGEST_WINDOW:
            raise ValueError("Times are offered from now on, and for eight weeks at most.")
        if self.buffer_minutes < 0 or self.buffer_minutes % CELL_MINUTES:
            raise ValueError("What stays free after a time is whole quarter-hours.")
        if self.daily_cap is not None and self.daily_cap < 1:
            raise ValueError("A day that may be booked takes at least one time.")

    @property
    def notice(self) -> timedelta:
        """How far ahead of its start a time can be booked at the latest."""
        return timedelta(minutes=self.notice_minutes)


@dataclass(frozen=True)
class Hours:
    """All that says when one practitioner can be booked; `keeps_reserve` as `reserve.py` has it."""

    practitioner_id: str
    patterns: tuple[Pattern, ...]
    time_off: tuple[TimeOff, ...] = ()
    terms: Terms = field(default_factory=Terms)
    keeps_reserve: bool = False

    def on(self, day: date) -> list[Pattern]:
        """The stretches that she works on the day; none on a free day and while she is off."""
        if any(off.covers(day) for off in self.time_off):
            return []
        return [pattern for pattern in self.patterns if pattern.covers(day)]

    def opened(self, today: date) -> set[tuple[date, int, str, str]]:
        """What is within her terms, booked or not: a quarter-hour of a day, what for, how to meet."""
        return {
            (day, minute, kind, channel)
            for day in days_from(today, self.terms.window_days)
            for pattern in self.on(day)
            for minute in range(pattern.from_minute, pattern.to_minute, CELL_MINUTES)
            for kind in pattern.kinds
            for channel in pattern.channels
        }

    def worked(self, day: date, base: int) -> int:
        """The quarter-hours of the day in which she works, as bits counted from the cell `base`."""
        found = 0
        for pattern in self.on(day):
            begins, ends = (instant_on(day, minute) for minute in (pattern.from_minute, pattern.to_minute))
            found |= span(cell_at(begins) - base, cell_at(ends) - base)
        return found


def days_from(first: date, count: int) -> list[date]:
    """So many days, the first among them."""
    return [first + timedelta(days=n) for n in range(count)]
