"""What was released reaches the supervisor within two working days, or that it has not is known."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from support.consent.rules.fact_code import FactCode
from support.consent.rules.reaching_her import in_time, is_late, reached_in_time


@dataclass(frozen=True)
class One:
    """A disclosure, as the rule reads it."""

    approved_at: datetime
    delivered_at: datetime | None = None
    closed_at: datetime | None = None
    fact: FactCode = FactCode.F2
    about: str = "action"


def day(text: str) -> datetime:
    """Noon in Finland, or thereabouts."""
    return datetime.fromisoformat(f"{text}T10:00").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("approved", "delivered", "expected"),
    [
        ("2026-11-25", "2026-11-25", True),
        ("2026-11-25", "2026-11-27", True),
        ("2026-11-25", "2026-11-28", False),
        ("2026-11-26", "2026-11-30", True),
        ("2026-11-26", "2026-12-01", False),
        ("2026-11-28", "2026-12-01", True),
        ("2026-12-04", "2026-12-08", True),
        ("2026-12-23", "2026-12-29", True),
        ("2026-12-23", "2026-12-30", False),
        ("2026-12-31", "2027-01-05", True),
        ("2027-01-05", "2027-01-08", True),
        ("2027-01-05", "2027-01-11", False),
    ],
)
def test_weekends_and_holidays_are_no_working_days(approved: str, delivered: str, expected: bool) -> None:
    found = reached_in_time(One(day(approved), day(delivered)), day("2027-03-01"))
    assert found is expected


@pytest.mark.parametrize(
    ("now", "closed", "expected"),
    [
        ("2026-11-27", None, None),
        ("2026-11-28", None, False),
        ("2026-12-30", "2026-11-26", None),
        ("2026-12-30", "2026-11-30", False),
    ],
)
def test_what_has_not_reached_her_is_late_once_the_days_are_over(
    now: str, closed: str | None, expected: bool | None
) -> None:
    one = One(day("2026-11-25"), closed_at=day(closed) if closed else None)
    assert reached_in_time(one, day(now)) is expected
    assert is_late(one, day(now)) is (expected is False and closed is None)


def test_only_the_texts_of_what_was_agreed_are_counted_and_only_where_it_can_be_said() -> None:
    approved, now = day("2026-11-25"), day("2026-12-30")
    counted = [One(approved, approved), One(approved, now), One(approved, fact=FactCode.F3)]
    beside = [
        One(approved, fact=FactCode.F1),
        One(approved, about=""),
        One(approved, closed_at=approved),
        One(now),
    ]
    assert in_time([*counted, *beside], now) == (1, 3)
