"""What is offered, for any hours and any calendar: a plain count by the wall clock says the same."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from support.booking.rules.hours import Hours, Pattern
from support.booking.rules.slots import Slot, Taken, Wanted, free_slots
from support.vocabulary.calendar import HELSINKI, add_working_days, is_free_day, is_working_day, local
from tests.rules.booking.calendars import MOMENTS, WANTED, Busy, busy_cells, calendars, examples, together

QUARTER = timedelta(minutes=15)


@settings(derandomize=True, max_examples=examples(80), deadline=None)
@given(st.data(), MOMENTS, WANTED)
def test_the_times_offered_are_those_that_a_plain_count_finds(
    data: st.DataObject, now: datetime, wanted: Wanted
) -> None:
    hours = data.draw(calendars(now))
    busy = data.draw(busy_cells(now, ("maarit", "aino")))
    full = {("maarit", day) for day in data.draw(st.sets(st.integers(0, 5).map(lambda n: _day(now, n))))}
    found = free_slots([hours], Taken(together(busy), now, full, also_of="aino"), wanted)
    assert found == _counted(hours, busy, full, wanted, now)


@settings(derandomize=True, max_examples=examples(40), deadline=None)
@given(st.data(), MOMENTS, WANTED)
def test_no_time_offered_breaks_a_term(data: st.DataObject, now: datetime, wanted: Wanted) -> None:
    hours = data.draw(calendars(now))
    busy = data.draw(busy_cells(now, ("maarit",)))
    cells = {start for _who, start in busy}
    for slot in free_slots([hours], Taken(together(busy), now), wanted):
        wall = local(slot.starts_at)
        assert slot.starts_at >= now + timedelta(minutes=hours.terms.notice_minutes)
        assert (wall.date() - local(now).date()).days < min(hours.terms.window_days, wanted.days)
        assert not any(off.first <= wall.date() <= off.last for off in hours.time_off)
        assert not is_free_day(wall.date())
        buffer = timedelta(minutes=hours.terms.buffer_minutes)
        begins = slot.starts_at - buffer
        ends = slot.starts_at + QUARTER * -(-wanted.minutes // 15) + buffer
        assert not any(begins <= cell < ends for cell in cells)


@settings(derandomize=True, max_examples=examples(30), deadline=None)
@given(st.data(), MOMENTS, WANTED)
def test_however_often_the_first_time_is_taken_no_two_overlap(
    data: st.DataObject, now: datetime, wanted: Wanted
) -> None:
    hours = data.draw(calendars(now))
    busy: set[tuple[str, datetime]] = set()
    for _ in range(12):
        found = free_slots([hours], Taken(together(busy), now), wanted, limit=1)
        if not found:
            break
        cells = {("maarit", cell) for cell in _cells(found[0].starts_at, wanted.minutes)}
        assert not busy & cells
        busy |= cells


def _counted(
    hours: Hours, busy: Busy, full: set[tuple[str, date]], wanted: Wanted, now: datetime
) -> list[Slot]:
    """The same, start by start."""
    found: dict[datetime, set[str]] = {}
    for n in range(min(wanted.days, hours.terms.window_days)):
        day = _day(now, n)
        if ("maarit", day) in full or not _may_begin(hours, busy, wanted, now, day):
            continue
        for pattern in _worked(hours, day):
            if wanted.kind not in pattern.kinds:
                continue
            for start in _starts(pattern, day, wanted):
                ways = pattern.channels & (wanted.channels or pattern.channels)
                early = start < now + timedelta(minutes=hours.terms.notice_minutes)
                if ways and not early and _is_free(hours, busy, start, wanted.minutes):
                    found.setdefault(start, set()).update(ways)
    return [Slot(start, "maarit", wanted.minutes, frozenset(found[start])) for start in sorted(found)]


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
    buffer = timedelta(minutes=hours.terms.buffer_minutes)
    ends = start + QUARTER * -(-minutes // 15)
    for person, cell in busy:
        around = buffer if person == "maarit" else timedelta()
        if start - around <= cell < ends + around:
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
    free = {cell for cell in worked if ("maarit", cell) not in busy}
    return 5 * (len(free) - -(-wanted.minutes // 15)) >= len(worked)


def _between(begins: datetime, ends: datetime) -> Iterator[datetime]:
    while begins < ends:
        yield begins
        begins += QUARTER


def _cells(start: datetime, minutes: int) -> list[datetime]:
    return [start + QUARTER * n for n in range(-(-minutes // 15))]


def _day(now: datetime, n: int) -> date:
    return local(now).date() + timedelta(days=n)


def _at(day: date, minute: int) -> datetime:
    day, minute = day + timedelta(days=minute // 1440), minute % 1440
    return datetime.combine(day, time(*divmod(minute, 60)), HELSINKI).astimezone(UTC)
