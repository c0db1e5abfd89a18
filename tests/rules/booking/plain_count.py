"""The free times once more, counted plainly by the wall clock: slow, and with nothing of the search in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from support.booking.rules.hours import Hours, Pattern
from support.booking.rules.slots import Slot, Wanted
from support.vocabulary.calendar import HELSINKI, add_working_days, is_free_day, is_working_day, local
from tests.rules.booking.calendars import Busy

QUARTER = timedelta(minutes=15)


def counted(
    hours: Hours, busy: Busy, full: set[tuple[str, date]], wanted: Wanted, now: datetime
) -> list[Slot]:
    """The free times, looked for start by start; `full` are days that take no more."""
    found: dict[datetime, set[str]] = {}
    for n in range(min(wanted.days, hours.terms.window_days)):
        day = _day(now, n)
        if (hours.practitioner_id, day) in full or not _may_begin(hours, busy, wanted, now, day):
            continue
        for pattern in _worked(hours, day):
            if wanted.kind not in pattern.kinds:
                continue
            for start in _starts(pattern, day, wanted):
                ways = pattern.channels & (wanted.channels or pattern.channels)
                early = start < now + timedelta(minutes=hours.terms.notice_minutes)
                if ways and not early and _is_free(hours, busy, start, wanted.minutes):
                    found.setdefault(start, set()).update(ways)
    return [
        Slot(start, hours.practitioner_id, wanted.minutes, frozenset(found[start])) for start in sorted(found)
    ]


def _worked(hours: Hours, day: date) -> list[Pattern]:
    if is_free_day(day) or any(off.first <= day <= off.last for off in hours.time_off):
        return []
    return [
        one
        for one in hours.patterns
        if one.weekday == day.weekday() and one.valid_from <= day <= (one.valid_to or date.max)
    ]


def _starts(pattern: Pattern, day: date, wanted: Wanted) -> Iterator[datetime]:
    """By the wall clock, minute by minute; what the clock leaps over does not come back as itself."""
    ends = _at(day, pattern.to_minute)
    for minute in range(pattern.from_minute, pattern.to_minute - wanted.minutes + 1, wanted.step):
        start = _at(day, minute)
        is_there = local(start).replace(tzinfo=None) == datetime.combine(day, time(*divmod(minute, 60)))
        if is_there and start + timedelta(minutes=wanted.minutes) <= ends:
            yield start


def _is_free(hours: Hours, busy: Busy, start: datetime, minutes: int) -> bool:
    ends = start + QUARTER * -(-minutes // 15)
    room = timedelta(minutes=hours.terms.buffer_minutes)
    for person in {person for person, _ in busy}:
        around = room if person == hours.practitioner_id else timedelta()
        if any((person, cell) in busy for cell in _between(start - around, ends + around)):
            return False
    return True


def _may_begin(hours: Hours, busy: Busy, wanted: Wanted, now: datetime, day: date) -> bool:
    """Whether a fifth of the day's quarter-hours would still be free, where they are kept."""
    today = local(now).date()
    soon = [add_working_days(today, n) for n in (1, 2, 3)]
    before = day - timedelta(days=1)
    while not is_working_day(before):
        before -= timedelta(days=1)
    if wanted.is_urgent or not hours.keeps_reserve or day not in soon or now >= _at(before, 12 * 60):
        return True
    worked = {
        cell
        for one in _worked(hours, day)
        for cell in _between(_at(day, one.from_minute), _at(day, one.to_minute))
    }
    free = {cell for cell in worked if (hours.practitioner_id, cell) not in busy}
    return 5 * (len(free) - -(-wanted.minutes // 15)) >= len(worked)


def _between(begins: datetime, ends: datetime) -> Iterator[datetime]:
    while begins < ends:
        yield begins
        begins += QUARTER


def _day(now: datetime, n: int) -> date:
    return local(now).date() + timedelta(days=n)


def _at(day: date, minute: int) -> datetime:
    day, minute = day + timedelta(days=minute // 1440), minute % 1440
    return datetime.combine(day, time(*divmod(minute, 60)), HELSINKI).astimezone(UTC)
