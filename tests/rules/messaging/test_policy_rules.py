"""What follows from each word of the provider's, one by one."""

from datetime import timedelta

import pytest

from support.messaging.policy_rules import Standing, Step, back_off, next_step
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State

A_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def _step(
    refusal: Refusal, *, attempts: int = 1, same: int = 1, left: timedelta = A_DAY, share: float = 1.0
) -> Step:
    standing = Standing(attempts=attempts, same=same, left=left, share=share)
    return next_step(refusal, standing, ended_as=State.UNDELIVERED)


def test_busy_is_tried_again_until_it_is_pointless() -> None:
    assert _step(Refusal.BUSY) == Step(State.QUEUED, timedelta(seconds=30))
    assert _step(Refusal.BUSY, attempts=500) == Step(State.QUEUED, 15 * MINUTE)
    assert _step(Refusal.BUSY, attempts=500, left=15 * MINUTE) == Step(State.EXPIRED)


def test_a_bad_number_is_the_end_and_somebody_asks_for_another() -> None:
    assert _step(Refusal.BAD_NUMBER) == Step(State.UNDELIVERED, needs_human=True)


def test_an_opt_out_stops_everything_to_this_number_and_somebody_hears_of_it() -> None:
    assert _step(Refusal.OPTED_OUT) == Step(State.UNDELIVERED, needs_human=True, stop_all=True)


def test_an_unreachable_phone_is_tried_after_one_hour_and_after_four_and_then_a_human_has_it() -> None:
    waits = [_step(Refusal.UNREACHABLE, attempts=5, same=same).again_after for same in (1, 2, 3)]
    assert waits == [timedelta(hours=1), timedelta(hours=4), None]
    assert _step(Refusal.UNREACHABLE, same=3) == Step(State.UNDELIVERED, needs_human=True)


def test_an_unreachable_phone_is_left_to_a_human_where_waiting_is_pointless() -> None:
    step = _step(Refusal.UNREACHABLE, left=timedelta(minutes=59))
    assert step == Step(State.UNDELIVERED, needs_human=True)


def test_a_filtered_message_is_never_tried_again_and_operator_and_human_hear_of_it() -> None:
    assert _step(Refusal.FILTERED) == Step(State.UNDELIVERED, needs_human=True, tell_operator=True)


def test_what_waited_too_long_at_the_provider_goes_again_only_while_it_is_useful() -> None:
    assert _step(Refusal.TOO_LATE).state is State.QUEUED
    assert _step(Refusal.TOO_LATE, left=timedelta()) == Step(State.EXPIRED)


def test_what_our_account_may_not_send_waits_and_the_operator_hears_of_it() -> None:
    assert _step(Refusal.NOT_SET_UP) == Step(State.QUEUED, 15 * MINUTE, tell_operator=True)
    assert _step(Refusal.NOT_SET_UP, left=MINUTE) == Step(State.EXPIRED, tell_operator=True)


def test_what_nobody_understands_is_for_a_human() -> None:
    assert _step(Refusal.UNCLEAR) == Step(State.UNDELIVERED, needs_human=True)


@pytest.mark.parametrize("refusal", Refusal)
def test_no_word_tries_a_message_again_when_nothing_is_left_of_its_time(refusal: Refusal) -> None:
    assert _step(refusal, left=timedelta()).again_after is None


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 480), (6, 900), (8, 900), (1000, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour_and_half_of_it_is_chance(
    attempts: int, seconds: float
) -> None:
    assert back_off(attempts, 1.0) == timedelta(seconds=seconds)
    assert back_off(attempts, 0.0) == timedelta(seconds=seconds / 2)
