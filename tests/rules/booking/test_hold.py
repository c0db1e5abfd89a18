"""How long a time is held."""

from datetime import UTC, datetime, timedelta

import pytest

from support.booking.rules.hold import held_until, is_held

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("later", "held"),
    [
        (timedelta(0), True),
        (timedelta(minutes=10) - SECOND, True),
        (timedelta(minutes=10), False),
        (timedelta(days=1), False),
    ],
)
def test_a_time_is_held_for_ten_minutes(later: timedelta, held: bool) -> None:
    assert is_held(held_until(NOW), NOW + later) is held


def test_the_ten_minutes_are_elapsed_time_over_a_clock_change() -> None:
    just_before = datetime(2026, 10, 25, 0, 55, tzinfo=UTC)
    assert held_until(just_before) - just_before == timedelta(minutes=10)
