"""Check-ins fall at ten on the wall on working days, whatever the clock does in between."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.followup.rules.plan import RHYTHMS, asking_time, check_ins_of, rhythm_of, silent_from
from support.vocabulary.calendar import is_working_day, local, local_date, may_text, next_working_day
from support.vocabulary.pathway import BRIEF_SUPPORT, CRISIS, SELF_CARE, URGENT_CALL

DAYS = st.dates(date(2000, 1, 1), date(2037, 12, 31))
MOMENTS = st.integers(0, 37 * 365 * 24 * 60).map(
    lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
PATHS = st.sampled_from(sorted(RHYTHMS))

every_time = settings(derandomize=True, max_examples=300, deadline=None)


@every_time
@given(DAYS)
def test_it_is_asked_at_ten_on_a_working_day_when_messages_may_go(day: date) -> None:
    asked = local(asking_time(day))
    assert asked.time() == time(10)
    assert is_working_day(asked.date()) and may_text(asked)
    assert asked.date() == (day if is_working_day(day) else next_working_day(day))


def test_every_day_from_2000_to_2037_has_its_asking_time() -> None:
    day = date(2000, 1, 1)
    while day.year < 2038:
        asked = local(asking_time(day))
        assert (asked.hour, asked.minute) == (10, 0)
        assert timedelta() <= asked.date() - day <= timedelta(days=5), day
        day += timedelta(days=1)


@every_time
@given(PATHS, MOMENTS)
def test_check_ins_come_in_order_and_never_before_their_day(path: str, begins_at: datetime) -> None:
    rhythm = RHYTHMS[path]  # type: ignore[index]  # drawn from its keys
    planned = check_ins_of(rhythm, begins_at)
    assert [one.number for one in planned] == list(range(1, len(rhythm.days) + 1))
    moments = [one.at for one in planned]
    assert moments == sorted(set(moments))
    for one, days in zip(planned, rhythm.days, strict=True):
        late = local_date(one.at) - local_date(begins_at) - timedelta(days=days)
        assert timedelta() <= late <= timedelta(days=5)
        assert one.is_measuring == (days in rhythm.measured)


@every_time
@given(MOMENTS)
def test_silence_counts_three_days_later_at_ten(asked_at: datetime) -> None:
    until = silent_from(asked_at)
    assert local(until).time() == time(10)
    assert timedelta(days=2) < until - asked_at < timedelta(days=9)


@pytest.mark.parametrize(("path", "days"), [(SELF_CARE, (7, 21, 42)), (BRIEF_SUPPORT, (42, 120))])
def test_the_rhythm_is_that_of_the_pathway(path: str, days: tuple[int, ...]) -> None:
    rhythm = rhythm_of(path)  # type: ignore[arg-type]  # a path is a word
    assert rhythm is not None and rhythm.days == days


@pytest.mark.parametrize("path", [CRISIS, URGENT_CALL])
def test_whoever_was_in_a_crisis_is_called_and_not_texted(path: str) -> None:
    assert rhythm_of(path) is None  # type: ignore[arg-type]  # a path is a word


def test_christmas_and_its_eve_are_passed_over() -> None:
    assert local_date(asking_time(date(2026, 12, 24))) == date(2026, 12, 28)
