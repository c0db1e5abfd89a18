"""Which times are free, for whom and when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from support.booking.rules import slots
from support.booking.rules.days import by_day, nearest_and_more
from support.booking.rules.hours import Hours, Pattern
from support.booking.rules.slots import Slot, Taken, Wanted, cells_of
from support.vocabulary.calendar import local
from tests.rules.booking.calendars import Busy, as_cells, wall

PHONE = frozenset({"phone"})
TALK = Wanted("one_to_one", 60)


def pattern(weekday: int = 0, start: int = 8, end: int = 12) -> Pattern:
    return Pattern(
        weekday, start * 60, end * 60, frozenset({"one_to_one"}), PHONE, valid_from=date(2026, 1, 1)
    )


def free_slots(
    patterns: Iterable[Pattern], busy: Busy, wanted: Wanted, now: datetime, limit: int | None = None
) -> list[Slot]:
    """The free times of Maarit alone."""
    return slots.free_slots([Hours("maarit", tuple(patterns))], Taken(as_cells(busy), now), wanted, limit)


def starts(found: list[Slot]) -> list[str]:
    return [local(slot.starts_at).strftime("%d.%m. %H.%M") for slot in found]


def on(day: str, times: str) -> list[str]:
    return [f"{day} {each}" for each in times.split()]


SUNDAY_EVENING = wall("2026-11-22T18:00")
MONDAY = pattern()


def test_times_start_every_half_hour_as_long_as_they_fit() -> None:
    found = free_slots([MONDAY], set(), replace(TALK, days=7), SUNDAY_EVENING)
    assert starts(found) == on("23.11.", "08.00 08.30 09.00 09.30 10.00 10.30 11.00")


def test_a_taken_quarter_hour_closes_every_time_that_touches_it() -> None:
    busy = {("maarit", wall("2026-11-23T09:45"))}
    found = free_slots([MONDAY], busy, replace(TALK, days=7), SUNDAY_EVENING)
    assert starts(found) == on("23.11.", "08.00 08.30 10.00 10.30 11.00")


def test_a_time_may_begin_where_another_ends() -> None:
    busy = {("maarit", cell) for cell in cells_of(wall("2026-11-23T09:00"), 60)}
    found = free_slots([MONDAY], busy, replace(TALK, days=7), SUNDAY_EVENING)
    assert starts(found) == on("23.11.", "08.00 10.00 10.30 11.00")


def test_another_practitioners_hours_take_nothing() -> None:
    busy = {("petri", cell) for cell in cells_of(wall("2026-11-23T08:00"), 240)}
    assert len(free_slots([MONDAY], busy, replace(TALK, days=7), SUNDAY_EVENING)) == 7


def test_a_length_that_is_no_quarter_takes_the_begun_one_whole() -> None:
    call = replace(TALK, minutes=20, days=7)
    busy = {("maarit", wall("2026-11-23T08:15"))}
    assert starts(free_slots([pattern(end=9)], busy, call, SUNDAY_EVENING)) == ["23.11. 08.30"]


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-23T07:00", "23.11. 08.00"),
        ("2026-11-23T07:01", "23.11. 08.30"),
        ("2026-11-23T10:00", "23.11. 11.00"),
        ("2026-11-23T10:01", "30.11. 08.00"),
    ],
)
def test_a_time_is_offered_with_an_hours_notice(now: str, first: str) -> None:
    assert starts(free_slots([MONDAY], set(), TALK, wall(now)))[0] == first


def test_the_window_counts_local_days_from_today() -> None:
    late_sunday = wall("2026-11-22T23:30")
    assert free_slots([MONDAY], set(), replace(TALK, days=1), late_sunday) == []
    assert len(free_slots([MONDAY], set(), replace(TALK, days=2), late_sunday)) == 7
    assert len(free_slots([MONDAY], set(), replace(TALK, days=9), late_sunday)) == 14


@pytest.mark.parametrize(
    "changed",
    [
        {"kinds": frozenset({"nurse_call"})},
        {"channels": frozenset({"on_site"})},
        {"valid_from": date(2026, 11, 24)},
        {"valid_to": date(2026, 11, 22)},
        {"weekday": 1},
        {"to_minute": 8 * 60 + 45},
    ],
)
def test_a_pattern_that_does_not_fit_gives_nothing(changed: dict[str, object]) -> None:
    other = replace(MONDAY, **changed)  # type: ignore[arg-type]  # a table of single changes
    assert free_slots([other], set(), replace(TALK, channels=PHONE, days=2), SUNDAY_EVENING) == []


def test_the_last_day_of_a_pattern_still_counts() -> None:
    ending = replace(MONDAY, valid_to=date(2026, 11, 23))
    assert len(free_slots([ending], set(), TALK, SUNDAY_EVENING)) == 7


@pytest.mark.parametrize(
    ("day", "weekday"), [("2026-12-24", 3), ("2026-06-19", 4), ("2026-12-25", 4), ("2027-01-06", 2)]
)
def test_nothing_is_offered_on_a_free_day(day: str, weekday: int) -> None:
    now = wall(f"{day}T00:00")
    assert free_slots([pattern(weekday)], set(), replace(TALK, days=1), now) == []


def test_each_start_comes_once_with_the_first_who_is_free_then() -> None:
    both = [Hours("petri", (pattern(start=9),)), Hours("maarit", (MONDAY,))]
    found = slots.free_slots(both, Taken(set(), SUNDAY_EVENING), TALK, limit=4)
    assert [(slot.practitioner_id, local(slot.starts_at).strftime("%H.%M")) for slot in found] == [
        ("maarit", "08.00"),
        ("maarit", "08.30"),
        ("petri", "09.00"),
        ("petri", "09.30"),
    ]


def test_a_limit_gives_the_beginning_of_the_whole_list() -> None:
    both = [Hours(who, tuple(pattern(day) for day in range(5))) for who in ("a", "b")]
    taken = Taken(set(), SUNDAY_EVENING)
    assert slots.free_slots(both, taken, TALK, limit=17) == slots.free_slots(both, taken, TALK)[:17]


def test_overlapping_patterns_give_one_time_with_the_channels_of_both() -> None:
    on_site = replace(MONDAY, channels=frozenset({"on_site"}))
    found = free_slots([MONDAY, on_site], set(), replace(TALK, days=7), SUNDAY_EVENING)
    assert len(found) == 7
    assert found[0].channels == {"phone", "on_site"}


def test_only_the_channels_wanted_are_offered() -> None:
    both = replace(MONDAY, channels=frozenset({"phone", "on_site"}))
    found = free_slots([both], set(), replace(TALK, channels=PHONE), SUNDAY_EVENING)
    assert {slot.channels for slot in found} == {PHONE}


def test_working_hours_keep_their_wall_clock_time_over_a_clock_change() -> None:
    friday_and_tuesday = [pattern(4), pattern(1)]
    found = free_slots(friday_and_tuesday, set(), replace(TALK, days=7), wall("2027-03-24T18:00"))
    assert starts(found)[0] == "30.03. 08.00"
    assert found[0].starts_at == datetime(2027, 3, 30, 5, tzinfo=UTC)
    winter = free_slots(friday_and_tuesday, set(), replace(TALK, days=7), wall("2027-03-17T18:00"))
    assert winter[0].starts_at == datetime(2027, 3, 19, 6, tzinfo=UTC)


def test_a_time_that_spring_leaps_over_is_not_offered() -> None:
    # Easter Sunday 2027 is the day of the change and free; 2026 changes on a plain Sunday.
    night = pattern(6, start=2, end=6)
    half_hours = replace(TALK, minutes=30, days=1)
    found = free_slots([night], set(), half_hours, wall("2026-03-29T00:00"))
    assert starts(found) == on("29.03.", "02.00 02.30 04.00 04.30 05.00 05.30")
    assert len({slot.starts_at for slot in found}) == 6


def test_a_time_that_comes_twice_in_autumn_is_offered_once() -> None:
    found = free_slots([pattern(6, 2, 6)], set(), replace(TALK, days=1), wall("2026-10-25T00:00"))
    assert starts(found) == on("25.10.", "02.00 02.30 03.00 03.30 04.00 04.30 05.00")


def test_a_pattern_may_last_until_midnight() -> None:
    found = free_slots([pattern(0, 22, 24)], set(), replace(TALK, days=7), SUNDAY_EVENING)
    assert starts(found) == on("23.11.", "22.00 22.30 23.00")


@pytest.mark.parametrize(
    ("weekday", "start", "end"), [(7, 480, 600), (-1, 480, 600), (0, 600, 600), (0, -15, 60), (0, 487, 600)]
)
def test_a_stretch_that_no_day_can_hold_is_refused(weekday: int, start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"week|stretch"):
        replace(MONDAY, weekday=weekday, from_minute=start, to_minute=end)


def test_a_length_or_a_step_that_makes_no_sense_is_refused() -> None:
    for nonsense in ({"minutes": 0}, {"step": 20}, {"step": 0}):
        with pytest.raises(ValueError, match="length"):
            replace(TALK, **nonsense)  # type: ignore[arg-type]  # a table of single changes


@pytest.mark.parametrize(("minutes", "count"), [(15, 1), (20, 2), (30, 2), (45, 3), (60, 4), (90, 6)])
def test_a_time_takes_up_whole_quarter_hours(minutes: int, count: int) -> None:
    start = wall("2026-11-23T08:00")
    cells = cells_of(start, minutes)
    assert cells == tuple(start + timedelta(minutes=15 * n) for n in range(count))
    assert all(cell.tzinfo is UTC for cell in cells)


def test_a_time_off_the_quarter_hour_has_no_cells() -> None:
    with pytest.raises(ValueError, match="quarter-hour"):
        cells_of(wall("2026-11-23T08:10"), 30)


def test_cells_run_on_over_a_clock_change() -> None:
    cells = cells_of(wall("2026-03-29T02:30"), 60)
    assert [local(cell).hour for cell in cells] == [2, 2, 4, 4]


def test_the_nearest_times_are_three_different_starts_in_order() -> None:
    both = [Hours("maarit", (MONDAY,)), Hours("petri", (MONDAY,))]
    taken, week = Taken(set(), SUNDAY_EVENING), replace(TALK, days=7)
    near = slots.free_slots(both, taken, week, around=wall("2026-11-23T09:40"))
    assert starts(near) == ["23.11. 09.00", "23.11. 09.30", "23.11. 10.00"]
    assert slots.free_slots([], taken, week, around=SUNDAY_EVENING) == []


def test_near_the_ends_of_what_is_free_the_nearest_times_lie_on_one_side() -> None:
    maarit, taken, week = [Hours("maarit", (MONDAY,))], Taken(set(), SUNDAY_EVENING), replace(TALK, days=7)
    early = slots.free_slots(maarit, taken, week, around=wall("2026-11-22T01:00"))
    assert starts(early) == ["23.11. 08.00", "23.11. 08.30", "23.11. 09.00"]
    late = slots.free_slots(maarit, taken, week, around=wall("2026-11-29T23:00"))
    assert starts(late) == ["23.11. 10.00", "23.11. 10.30", "23.11. 11.00"]


def test_days_between_stand_there_empty_when_they_are_working_days() -> None:
    found = free_slots([pattern(3), pattern(1)], set(), replace(TALK, days=9), wall("2026-11-26T00:00"))
    days = by_day(found)
    assert [(day.date.isoformat(), len(day.slots)) for day in days] == [
        ("2026-11-26", 7),
        ("2026-11-27", 0),
        ("2026-11-30", 0),
        ("2026-12-01", 7),
        ("2026-12-02", 0),
        ("2026-12-03", 7),
    ]
    assert by_day([]) == []


def test_the_nearest_times_stand_apart_from_the_others_of_their_day() -> None:
    found = free_slots([MONDAY, pattern(2)], set(), replace(TALK, days=7), SUNDAY_EVENING)
    nearest, more = nearest_and_more(found, 3)
    assert [(day.date.day, len(day.slots)) for day in nearest] == [(23, 3)]
    assert [(day.date.day, len(day.slots)) for day in more] == [(23, 4), (24, 0), (25, 7)]
    assert [slot for day in nearest + more for slot in day.slots] == found


def test_an_empty_day_between_stands_once_among_the_nearest_or_among_the_others() -> None:
    found = free_slots([MONDAY, pattern(2)], set(), replace(TALK, days=7), SUNDAY_EVENING)
    nearest, more = nearest_and_more(found, 8)
    assert [(day.date.day, len(day.slots)) for day in nearest] == [(23, 7), (24, 0), (25, 1)]
    assert [(day.date.day, len(day.slots)) for day in more] == [(25, 6)]
    nearest, more = nearest_and_more(found, 7)
    assert [day.date.day for day in nearest] == [23]
    assert [day.date.day for day in more] == [24, 25]


def test_of_no_times_none_are_near() -> None:
    assert nearest_and_more([], 3) == ([], [])
