"""When the provider is asked for an attempt, and what one end after another is."""

from datetime import UTC, datetime, timedelta

import pytest

from support.messaging.attempt_rules import LATEST_CALL, LEASE, after_absent, after_dark, after_silence
from support.messaging.breaker_rules import Breaker, Caps, breaker, may_dial
from support.messaging.delivery_facts import contradicts, rank
from support.messaging.sender import Delivery

START = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_who_calls_at_the_last_moment_has_an_answer_before_others_ask() -> None:
    longest_call = timedelta(seconds=35)
    assert LATEST_CALL + longest_call < LEASE


def test_the_list_is_asked_after_one_three_and_ten_minutes() -> None:
    asked: list[timedelta] = []
    now: datetime | None = START + LEASE
    while now is not None:
        asked.append(now - START)
        now = after_absent(now, len(asked), once_will_do=False)
    assert [at.total_seconds() / 60 for at in asked] == [1, 3, 10]


def test_a_code_is_looked_for_once() -> None:
    assert after_absent(START, 1, once_will_do=True) is None


def test_a_provider_that_cannot_be_asked_is_asked_again_for_a_day() -> None:
    now, asked = START + LEASE, 0
    while (again := after_dark(now, START)) is not None:
        now, asked = again, asked + 1
    assert timedelta(hours=23, minutes=55) < now - START <= timedelta(hours=24)
    assert asked > 400


@pytest.mark.parametrize(
    ("started", "looks"), [(0, [1, 6, 24]), (5, [6, 11, 24]), (18, [19, 24]), (30, [31])]
)
def test_a_silent_message_is_asked_after_one_and_six_hours_and_a_day_after_the_first(
    started: int, looks: list[int]
) -> None:
    begun = START + started * HOUR
    asked = []
    now: datetime | None = begun
    while now is not None and (now := after_silence(now, begun, START)) is not None:
        asked.append((now - START) / HOUR)
    assert asked == looks


def test_nothing_is_further_than_an_end() -> None:
    ends = (Delivery.DELIVERED, Delivery.UNDELIVERED, Delivery.FAILED)
    assert [rank(one) for one in (None, Delivery.ACCEPTED, Delivery.SENT, *ends)] == [0, 1, 2, 3, 3, 3]
    assert contradicts(Delivery.DELIVERED, Delivery.FAILED)
    assert not contradicts(Delivery.DELIVERED, Delivery.DELIVERED)
    assert not contradicts(Delivery.DELIVERED, Delivery.SENT)
    assert not contradicts(None, Delivery.FAILED)


@pytest.mark.parametrize(
    ("handed_over", "state"),
    [
        (0, Breaker.CLOSED),
        (9, Breaker.CLOSED),
        (10, Breaker.TRIPPED),
        (11, Breaker.TRIPPED),
        (12, Breaker.OPEN),
    ],
)
def test_beyond_the_most_only_what_must_arrive_leaves_and_then_nothing(
    handed_over: int, state: Breaker
) -> None:
    assert breaker(handed_over, Caps(an_hour=10, reserve=2)) is state


@pytest.mark.parametrize(
    ("phone", "may"),
    [
        ("+358401234567", True),
        ("+358501234567", True),
        ("+35800000001", True),
        ("+46701234567", True),
        ("+358942451", False),
        ("+3589100100", False),
        ("+12025550123", False),
        ("+2348031234567", False),
        ("112", False),
        ("", False),
    ],
)
def test_only_mobile_numbers_of_open_countries_are_dialled(phone: str, may: bool) -> None:
    assert may_dial(phone) is may
