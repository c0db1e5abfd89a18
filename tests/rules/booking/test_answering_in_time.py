"""Two are asked about times only while they can still answer before the first of them."""

from datetime import datetime

import pytest

from support.booking.rules.suiting import answer_by, can_be_answered
from support.vocabulary.calendar import HELSINKI


def at(text: str) -> datetime:
    """An instant by the wall clock in Helsinki, in the November of 2026."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H.%M").replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("first", "until"),
    [
        ("25 11.00", "24 16.00"),
        ("26 8.00", "25 16.00"),
        # Over a weekend: Monday is answered by Friday.
        ("30 9.00", "27 16.00"),
    ],
)
def test_answers_are_asked_for_before_the_first_time(first: str, until: str) -> None:
    assert answer_by(at(first), at("24 9.00")) == at(until)


def test_nobody_has_longer_than_four_working_days() -> None:
    assert answer_by(at("30 9.00"), at("17 9.00")) == at("23 16.00")


@pytest.mark.parametrize(
    ("starts_at", "now", "can_be"),
    [
        ("24 15.00", "24 8.00", False),
        ("25 9.00", "24 15.59", True),
        ("25 9.00", "24 16.00", False),
        ("30 9.00", "28 12.00", False),
    ],
)
def test_a_time_of_today_is_never_asked_about(starts_at: str, now: str, *, can_be: bool) -> None:
    assert can_be_answered(at(starts_at), at(now)) is can_be
