"""Hours and their terms; what is kept for urgent first contacts; what lies outside."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from support.booking.rules import reserve
from support.booking.rules.hours import Hours, Pattern, Terms, TimeOff
from support.booking.rules.outside import is_outside
from support.booking.rules.slots import Taken, Wanted, cells_of, free_slots
from support.vocabulary.calendar import local
from tests.rules.booking.calendars import as_cells, wall

ALL = frozenset({"one_to_one"})
# Every weekday from 8 to 12.
WEEK = tuple(Pattern(day, 480, 720, ALL, frozenset({"phone"}), date(2026, 1, 1)) for day in range(5))
NURSE = Hours("hilkka", WEEK, keeps_reserve=True)
TALK = Wanted("one_to_one", 60, days=7)
MONDAY = wall("2026-11-23T08:00")


def days(hours: Hours, busy: set[tuple[str, datetime]], wanted: Wanted, now: datetime) -> list[int]:
    found = free_slots([hours], Taken(as_cells(busy), now), wanted)
    return sorted({local(slot.starts_at).day for slot in found})


def morning(day: int, minutes: int, start: str = "08:00") -> set[tuple[str, datetime]]:
    return {("hilkka", cell) for cell in cells_of(wall(f"2026-11-{day}T{start}"), minutes)}


def test_what_is_open_grows_with_hours_uses_ways_and_the_window_and_not_with_days_off() -> None:
    today = date(2026, 11, 23)
    before = replace(NURSE, terms=Terms(window_days=7)).opened(today)
    assert len(before) == 5 * 16
    wider = replace(NURSE, terms=Terms(window_days=14))
    assert before < wider.opened(today)
    off = replace(NURSE, terms=Terms(window_days=7), time_off=(TimeOff(today, today),))
    assert off.opened(today) < before
    both = tuple(replace(one, channels=frozenset({"phone", "video"})) for one in WEEK)
    other = tuple(replace(one, kinds=frozenset({"nurse_call"})) for one in WEEK)
    for patterns, more in ((both, 80), (other, 80)):
        changed = Hours("hilkka", patterns, terms=Terms(window_days=7)).opened(today)
        assert len(changed - before) == more


def test_a_share_of_the_next_three_working_days_is_kept_for_who_is_in_a_hurry() -> None:
    # 48 minutes of four hours are kept, so that with an hour and a half left no whole hour may go.
    busy = morning(24, 150) | morning(25, 150) | morning(26, 150) | morning(27, 150)
    assert days(NURSE, busy, TALK, MONDAY) == [23, 27]
    assert days(NURSE, busy, replace(TALK, is_urgent=True), MONDAY) == [23, 24, 25, 26, 27]
    assert days(replace(NURSE, keeps_reserve=False), busy, TALK, MONDAY) == [23, 24, 25, 26, 27]


def test_with_enough_left_beside_it_a_time_may_be_taken() -> None:
    assert 24 in days(NURSE, morning(24, 120), TALK, MONDAY)


@pytest.mark.parametrize(("now", "open_days"), [("11:59", [27]), ("12:00", [24, 27])])
def test_at_noon_of_the_working_day_before_everybody_may_take_the_rest(
    now: str, open_days: list[int]
) -> None:
    busy = morning(24, 150) | morning(25, 150) | morning(26, 150)
    assert days(NURSE, busy, TALK, wall(f"2026-11-23T{now}")) == open_days


def test_what_is_kept_for_monday_is_released_on_friday() -> None:
    assert reserve.released_at(date(2026, 11, 23)) == wall("2026-11-20T12:00")
    assert reserve.reserved_days(wall("2026-11-21T09:00")) == [date(2026, 11, 24), date(2026, 11, 25)]


def test_what_is_kept_over_a_holiday_is_released_before_it() -> None:
    # Independence day 2027 is a Monday.
    assert reserve.released_at(date(2027, 12, 7)) == wall("2027-12-03T12:00")


def test_nothing_is_offered_while_she_is_off_and_everything_around_it() -> None:
    off = replace(NURSE, time_off=(TimeOff(date(2026, 11, 24), date(2026, 11, 26)),))
    assert days(off, set(), TALK, MONDAY) == [23, 27]


def test_a_full_day_takes_no_more() -> None:
    found = free_slots([NURSE], Taken(set(), MONDAY, {("hilkka", date(2026, 11, 24))}), TALK)
    assert 24 not in {local(slot.starts_at).day for slot in found}


def test_room_is_left_before_and_after_each_time() -> None:
    roomy = replace(NURSE, terms=Terms(buffer_minutes=30))
    found = free_slots([roomy], Taken(as_cells(morning(24, 60, "09:30")), MONDAY), replace(TALK, days=2))
    assert [f"{local(one.starts_at):%H.%M}" for one in found if local(one.starts_at).day == 24] == [
        "08.00",
        "11.00",
    ]


def test_room_is_left_after_a_time_that_ended_at_midnight() -> None:
    early = replace(NURSE.patterns[0], weekday=1, from_minute=0, to_minute=120)
    night = Hours("hilkka", (early,), terms=Terms(notice_minutes=0, buffer_minutes=30))
    busy = {("hilkka", wall("2026-11-23T23:45"))}
    found = free_slots([night], Taken(as_cells(busy), wall("2026-11-24T00:00")), replace(TALK, days=1))
    assert f"{local(found[0].starts_at):%H.%M}" == "00.30"


def test_her_own_other_times_need_no_room_around_them() -> None:
    roomy = replace(NURSE, terms=Terms(buffer_minutes=30))
    hers = {("aino", cell) for cell in cells_of(wall("2026-11-24T09:00"), 60)}
    found = free_slots([roomy], Taken(as_cells(hers), MONDAY, also_of="aino"), replace(TALK, days=2))
    assert [f"{local(one.starts_at):%H.%M}" for one in found if local(one.starts_at).day == 24] == [
        "08.00",
        "10.00",
        "10.30",
        "11.00",
    ]


@pytest.mark.parametrize(("window", "last"), [(1, 23), (3, 25), (56, 27)])
def test_times_are_offered_as_far_ahead_as_the_terms_say(window: int, last: int) -> None:
    assert days(replace(NURSE, terms=Terms(window_days=window)), set(), TALK, MONDAY)[-1] == last


@pytest.mark.parametrize(
    "nonsense",
    [
        {"notice_minutes": -1},
        {"window_days": 0},
        {"window_days": 57},
        {"daily_cap": 0},
        {"buffer_minutes": 10},
        {"buffer_minutes": -15},
    ],
)
def test_terms_that_make_no_sense_are_refused(nonsense: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        Terms(**nonsense)


@pytest.mark.parametrize(
    ("start", "minutes", "outside"),
    [
        ("2026-11-24T08:00", 240, False),
        ("2026-11-24T11:30", 30, False),
        ("2026-11-24T11:30", 45, True),
        ("2026-11-24T07:45", 30, True),
        ("2026-11-28T09:00", 30, True),
        ("2026-12-24T09:00", 30, True),
    ],
)
def test_a_time_is_outside_when_any_of_it_is_not_worked(start: str, minutes: int, *, outside: bool) -> None:
    assert is_outside(NURSE, wall(start), minutes) is outside


def test_a_time_may_run_on_from_one_stretch_into_the_next() -> None:
    both = replace(NURSE, patterns=(*WEEK, Pattern(1, 720, 900, ALL, frozenset({"phone"}), date(2026, 1, 1))))
    assert not is_outside(both, wall("2026-11-24T11:30"), 60)


def test_a_time_on_a_day_off_is_outside() -> None:
    off = replace(NURSE, time_off=(TimeOff(date(2026, 11, 24), date(2026, 11, 24)),))
    assert is_outside(off, wall("2026-11-24T09:00"), 30)
    assert not is_outside(off, wall("2026-11-25T09:00"), 30)
