"""What is offered, for any hours and any calendar: a plain count by the wall clock says the same."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from support.booking.rules.slots import Taken, Wanted, free_slots
from support.vocabulary.calendar import is_free_day, local
from tests.rules.booking.calendars import MOMENTS, WANTED, as_cells, busy_cells, calendars, examples
from tests.rules.booking.plain_count import counted

QUARTER = timedelta(minutes=15)


@settings(derandomize=True, max_examples=examples(80), deadline=None)
@given(st.data(), MOMENTS, WANTED)
def test_the_times_offered_are_those_that_a_plain_count_finds(
    data: st.DataObject, now: datetime, wanted: Wanted
) -> None:
    hours = data.draw(calendars(now))
    busy = data.draw(busy_cells(now, ("maarit", "aino")))
    full = {("maarit", day) for day in data.draw(st.sets(st.integers(0, 5).map(lambda n: _day(now, n))))}
    found = free_slots([hours], Taken(as_cells(busy), now, full, also_of="aino"), wanted)
    assert found == counted(hours, busy, full, wanted, now)


@settings(derandomize=True, max_examples=examples(40), deadline=None)
@given(st.data(), MOMENTS, WANTED)
def test_no_time_offered_breaks_a_term(data: st.DataObject, now: datetime, wanted: Wanted) -> None:
    hours = data.draw(calendars(now))
    busy = data.draw(busy_cells(now, ("maarit",)))
    cells = {start for _who, start in busy}
    for slot in free_slots([hours], Taken(as_cells(busy), now), wanted):
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
        found = free_slots([hours], Taken(as_cells(busy), now), wanted, limit=1)
        if not found:
            break
        cells = {("maarit", cell) for cell in _cells(found[0].starts_at, wanted.minutes)}
        assert not busy & cells
        busy |= cells


def _cells(start: datetime, minutes: int) -> list[datetime]:
    return [start + QUARTER * n for n in range(-(-minutes // 15))]


def _day(now: datetime, n: int) -> date:
    return local(now).date() + timedelta(days=n)
