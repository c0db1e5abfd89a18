"""Working days, opening hours and hours for text messages, by the Helsinki clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from support.vocabulary import calendar
from support.vocabulary.calendar import HELSINKI


def wall(text: str) -> datetime:
    """An instant written by the wall clock in Helsinki."""
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-12-23", 3, "2026-12-30"),
        ("2026-12-23", 5, "2027-01-04"),
        ("2026-12-04", 3, "2026-12-09"),
        ("2026-06-18", 1, "2026-06-22"),
        ("2027-05-05", 1, "2027-05-07"),
        ("2028-02-28", 1, "2028-02-29"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-11-21", 1, "2026-11-23"),
    ],
)
def test_working_days_are_counted_over_weekends_and_free_days(start: str, count: int, end: str) -> None:
    assert calendar.add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",
        "2026-01-06",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-06-19",
        "2027-06-25",
        "2026-12-24",
        "2026-12-25",
        "2027-12-06",
    ],
)
def test_holidays_and_the_two_eves_are_no_working_days(day: str) -> None:
    assert not calendar.is_working_day(date.fromisoformat(day))
    assert calendar.is_free_day(date.fromisoformat(day))


def test_a_plain_weekend_is_no_working_day_but_not_a_free_day() -> None:
    assert not calendar.is_working_day(date(2026, 11, 22))
    assert not calendar.is_free_day(date(2026, 11, 22))
    assert calendar.is_working_day(date(2026, 11, 23))


def test_midsummer_eve_is_free_in_every_year() -> None:
    eves = [
        day for year in range(2024, 2045) for n in range(19, 26) if (day := date(year, 6, n)).weekday() == 4
    ]
    assert len(eves) == 21
    assert all(calendar.is_free_day(eve) for eve in eves)


def test_counting_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        calendar.add_working_days(date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="forwards"):
        calendar.add_opening_minutes(wall("2026-11-23T10:00"), -1)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar.local(datetime.fromisoformat("2026-11-23T10:00"))


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-11-23T15:59", "2026-11-23T15:59"),
        ("2026-11-23T16:00", "2026-11-24T08:00"),
        ("2026-11-27T16:00", "2026-11-30T08:00"),
        ("2026-11-28T03:00", "2026-11-30T08:00"),
        ("2026-12-23T21:40", "2026-12-28T08:00"),
        ("2026-06-19T10:00", "2026-06-22T08:00"),
        ("2027-03-28T03:30", "2027-03-30T08:00"),
    ],
)
def test_a_contact_counts_from_the_next_opening(instant: str, opening: str) -> None:
    assert calendar.next_opening(wall(instant)) == wall(opening)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T10:00", 30, "2026-11-23T10:30"),
        ("2026-11-23T15:50", 10, "2026-11-23T16:00"),
        ("2026-11-23T15:50", 30, "2026-11-24T08:20"),
        ("2026-11-27T15:50", 30, "2026-11-30T08:20"),
        ("2026-11-27T22:00", 0, "2026-11-30T08:00"),
        ("2026-11-23T08:00", 960, "2026-11-24T16:00"),
        ("2027-03-25T15:00", 120, "2027-03-30T09:00"),
    ],
)
def test_opening_minutes_stand_still_while_the_service_is_closed(start: str, minutes: int, end: str) -> None:
    assert calendar.add_opening_minutes(wall(start), minutes) == wall(end)
    assert calendar.opening_minutes_between(wall(start), wall(end)) == minutes


def test_no_opening_minutes_pass_backwards() -> None:
    assert calendar.opening_minutes_between(wall("2026-11-24T10:00"), wall("2026-11-23T10:00")) == 0


@pytest.mark.parametrize(
    ("instant", "goes_at"),
    [
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-11-23T19:59", "2026-11-23T19:59"),
        ("2026-11-23T20:00", "2026-11-24T08:00"),
        ("2026-11-22T12:00", "2026-11-22T12:00"),
        ("2026-12-23T20:00", "2026-12-27T08:00"),
        ("2026-12-31T21:00", "2027-01-02T08:00"),
        ("2027-03-27T23:00", "2027-03-30T08:00"),
        ("2026-10-25T03:30", "2026-10-25T08:00"),
    ],
)
def test_text_messages_go_between_8_and_20_and_never_on_a_free_day(instant: str, goes_at: str) -> None:
    assert calendar.next_text_time(wall(instant)) == wall(goes_at)
    assert calendar.may_text(wall(instant)) == (instant == goes_at)


def test_no_minute_of_a_year_sends_a_text_in_the_quiet_hours() -> None:
    instant, end = wall("2026-12-01T00:00"), wall("2027-04-30T00:00")
    while instant < end:
        local = calendar.local(calendar.next_text_time(instant))
        assert 8 <= local.hour < 20
        assert not calendar.is_free_day(local.date())
        instant += timedelta(minutes=47)


def test_the_hour_that_spring_leaps_over_does_not_exist() -> None:
    assert not calendar.exists(date(2027, 3, 28), time(3, 30))
    assert calendar.exists(date(2027, 3, 28), time(4))
    assert calendar.exists(date(2027, 10, 31), time(3, 30))


def test_wall_clock_times_keep_their_face_over_a_clock_change() -> None:
    assert calendar.at(date(2027, 3, 27), time(10)) == datetime(2027, 3, 27, 8, tzinfo=UTC)
    assert calendar.at(date(2027, 3, 29), time(10)) == datetime(2027, 3, 29, 7, tzinfo=UTC)
    assert calendar.at(date(2027, 10, 31), time(3, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_local_date_turns_at_midnight_in_helsinki() -> None:
    assert calendar.local_date(datetime(2026, 11, 23, 21, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert calendar.local_date(datetime(2026, 11, 23, 22, 0, tzinfo=UTC)) == date(2026, 11, 24)
    assert calendar.local_date(datetime(2026, 7, 1, 21, 0, tzinfo=UTC)) == date(2026, 7, 2)
