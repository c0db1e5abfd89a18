"""Saying how a time went, and taking it back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.booking.rules import attendance
from support.booking.rules.appointment import State
from support.booking.rules.attendance import SAID
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import TooLate

STARTS = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
A, M = State.ATTENDED, State.NO_SHOW


def test_from_its_start_on_a_time_waits_for_a_word() -> None:
    assert not attendance.is_due(State.CONFIRMED, STARTS, STARTS - SECOND)
    assert attendance.is_due(State.CONFIRMED, STARTS, STARTS)
    assert attendance.is_due(State.CONFIRMED, STARTS, STARTS + timedelta(days=400))


@pytest.mark.parametrize("state", sorted(set(State) - {State.CONFIRMED}))
def test_nothing_waits_once_something_was_said_or_the_time_was_given_back(state: State) -> None:
    assert not attendance.is_due(state, STARTS, STARTS + SECOND)


@pytest.mark.parametrize("state", sorted(SAID))
def test_a_mistake_is_taken_back_until_the_end_of_the_next_day_in_helsinki(state: State) -> None:
    last = datetime(2026, 11, 25, 21, 59, 59, tzinfo=UTC)
    assert attendance.may_take_back(state, STARTS, last)
    attendance.check_take_back(state, STARTS, last)
    assert not attendance.may_take_back(state, STARTS, last + SECOND)
    with pytest.raises(TooLate):
        attendance.check_take_back(state, STARTS, last + SECOND)


@pytest.mark.parametrize("state", sorted(set(State) - SAID))
def test_nothing_else_is_taken_back(state: State) -> None:
    assert not attendance.may_take_back(state, STARTS, STARTS)


@pytest.mark.parametrize(
    ("newest_first", "count"),
    [
        ([], 0),
        ([M], 1),
        ([M, M], 2),
        ([A, M, M], 0),
        ([M, A, M, M], 1),
        ([State.CONFIRMED, M, State.CANCELLED_BY_EMPLOYEE, M], 2),
        ([State.CANCELLED_BY_PROVIDER, State.REBOOKED], 0),
    ],
)
def test_missed_times_are_counted_back_to_the_last_one_kept(newest_first: list[State], count: int) -> None:
    assert attendance.missed_in_a_row(newest_first) == count


@given(st.lists(st.sampled_from(list(State))), st.lists(st.sampled_from(list(State))))
def test_nothing_before_a_time_that_was_kept_counts(newer: list[State], older: list[State]) -> None:
    assert attendance.missed_in_a_row([*newer, A, *older]) == attendance.missed_in_a_row(newer)


@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("who", ["hers", "another", None])
@pytest.mark.parametrize("may_change", [True, False])
def test_only_who_has_the_time_or_the_case_says_how_it_went(
    role: Role, who: str | None, may_change: bool
) -> None:
    allowed = may_change or (role is Role.NURSE and who == "hers")
    assert attendance.may_say(Actor(role, who), "hers", may_change_case=may_change) is allowed


def test_what_was_never_said_is_no_mistake_to_take_back() -> None:
    assert not attendance.is_fresh(None, STARTS)
    assert not any(attendance.may_take_back(state, None, STARTS) for state in SAID)
