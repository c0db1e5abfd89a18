"""The life of an appointment."""

from datetime import UTC, datetime, timedelta

import pytest

from support.booking.rules import appointment
from support.booking.rules.appointment import ALLOWED, Move, State
from support.vocabulary.errors import Conflict, TooLate

STARTS = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


# The table of the domain model, written out once more, and what was said of it by mistake taken back.
TABLE = {
    ("confirmed", "attend"): "attended",
    ("confirmed", "miss"): "no_show",
    ("confirmed", "cancel_by_employee"): "cancelled_by_employee",
    ("confirmed", "cancel_by_provider"): "cancelled_by_provider",
    ("confirmed", "rebook"): "rebooked",
    ("attended", "take_back"): "confirmed",
    ("no_show", "take_back"): "confirmed",
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(Move))
def test_a_time_moves_as_the_table_says_and_in_no_other_way(state: State, move: Move) -> None:
    following = TABLE.get((state.value, move.value))
    if following is None:
        with pytest.raises(Conflict):
            appointment.after(state, move)
    else:
        assert appointment.after(state, move).value == following


def test_every_state_can_be_reached_and_every_move_is_used() -> None:
    assert set(ALLOWED.values()) == set(State)
    assert {move for _state, move in ALLOWED} == set(Move)


@pytest.mark.parametrize("move", [Move.ATTEND, Move.MISS, Move.CANCEL_BY_PROVIDER, Move.TAKE_BACK])
def test_only_what_the_person_gives_back_can_be_late(move: Move) -> None:
    assert appointment.counts_as_late(move, STARTS, STARTS - SECOND) is None


@pytest.mark.parametrize("move", [Move.CANCEL_BY_EMPLOYEE, Move.REBOOK])
def test_a_move_is_late_as_a_cancelling_is(move: Move) -> None:
    assert appointment.counts_as_late(move, STARTS, STARTS - SECOND) is True
    assert appointment.counts_as_late(move, STARTS, STARTS - timedelta(hours=24)) is False


@pytest.mark.parametrize(
    ("before_start", "may"),
    [(timedelta(days=3), True), (SECOND, True), (timedelta(0), False), (-SECOND, False)],
)
def test_a_person_may_cancel_until_the_start(before_start: timedelta, may: bool) -> None:
    now = STARTS - before_start
    assert appointment.may_cancel(State.CONFIRMED, STARTS, now) is may


def test_what_is_cancelled_cannot_be_cancelled() -> None:
    long_before = STARTS - timedelta(days=3)
    assert not appointment.may_cancel(State.CANCELLED_BY_EMPLOYEE, STARTS, long_before)


@pytest.mark.parametrize("move", [Move.CANCEL_BY_EMPLOYEE, Move.REBOOK])
def test_after_the_start_it_is_too_late_to_cancel_or_move(move: Move) -> None:
    appointment.check_time(move, STARTS, STARTS - SECOND)
    with pytest.raises(TooLate):
        appointment.check_time(move, STARTS, STARTS)


@pytest.mark.parametrize("move", [Move.ATTEND, Move.MISS])
def test_nobody_has_come_or_stayed_away_before_the_start(move: Move) -> None:
    appointment.check_time(move, STARTS, STARTS)
    with pytest.raises(Conflict):
        appointment.check_time(move, STARTS, STARTS - SECOND)


@pytest.mark.parametrize("before_start", [timedelta(days=2), -timedelta(hours=1)])
def test_the_provider_may_cancel_at_any_time(before_start: timedelta) -> None:
    appointment.check_time(Move.CANCEL_BY_PROVIDER, STARTS, STARTS - before_start)


@pytest.mark.parametrize(
    ("before_start", "late"),
    [(timedelta(hours=25), False), (timedelta(hours=24), False), (timedelta(hours=24) - SECOND, True)],
)
def test_under_24_hours_counts_as_late(before_start: timedelta, late: bool) -> None:
    assert appointment.is_late_cancel(STARTS, STARTS - before_start) is late


def test_the_24_hours_are_elapsed_time_over_a_clock_change() -> None:
    monday_ten = datetime(2026, 3, 30, 7, tzinfo=UTC)
    sunday_ten_by_the_wall = datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert not appointment.is_late_cancel(monday_ten, sunday_ten_by_the_wall)
