"""The states of a message, what reports do to them, and when it is tried again."""

from datetime import timedelta

import pytest

from support.messaging import rules
from support.messaging.rules import ALLOWED, TERMINAL, Remedy, State

S = State


def test_the_terminal_states_are_the_only_ends() -> None:
    ends = {S.DELIVERED, S.UNDELIVERED, S.FAILED, S.SUPPRESSED, S.EXPIRED, S.CANCELLED}
    assert ends == TERMINAL


def test_every_state_can_be_reached_from_the_queue() -> None:
    reached, frontier = {S.QUEUED}, {S.QUEUED}
    while frontier:
        frontier = {to for state in frontier for to in ALLOWED.get(state, frozenset())} - reached
        reached |= frontier
    assert reached == set(S)


@pytest.mark.parametrize(
    ("state", "following", "may"),
    [
        (S.QUEUED, S.CLAIMED, True),
        (S.QUEUED, S.ATTEMPT_WRITTEN, True),
        (S.CLAIMED, S.QUEUED, True),
        (S.CLAIMED, S.ACCEPTED, False),
        (S.QUEUED, S.CANCELLED, True),
        (S.QUEUED, S.SUPPRESSED, True),
        (S.QUEUED, S.EXPIRED, True),
        (S.QUEUED, S.SENT, False),
        (S.ATTEMPT_WRITTEN, S.ACCEPTED, True),
        (S.ATTEMPT_WRITTEN, S.UNKNOWN, True),
        (S.ATTEMPT_WRITTEN, S.QUEUED, True),
        (S.ATTEMPT_WRITTEN, S.CANCELLED, False),
        (S.UNKNOWN, S.ACCEPTED, True),
        (S.ACCEPTED, S.QUEUED, False),
        (S.ACCEPTED, S.CANCELLED, False),
        (S.DELIVERED, S.QUEUED, False),
    ],
)
def test_what_has_left_is_neither_queued_again_nor_cancelled(
    state: State, following: State, may: bool
) -> None:
    assert rules.may_become(state, following) is may


@pytest.mark.parametrize("state", sorted(TERMINAL))
@pytest.mark.parametrize("reported", list(S))
def test_a_terminal_state_absorbs_every_report(state: State, reported: State) -> None:
    assert rules.after_report(state, reported) is state


@pytest.mark.parametrize(
    ("state", "reported", "following"),
    [
        (S.ATTEMPT_WRITTEN, S.DELIVERED, S.DELIVERED),
        (S.ACCEPTED, S.SENT, S.SENT),
        (S.SENT, S.ACCEPTED, S.SENT),
        (S.SENT, S.SENT, S.SENT),
        (S.UNKNOWN, S.SENT, S.SENT),
        (S.SENT, S.QUEUED, S.SENT),
        (S.ATTEMPT_WRITTEN, S.QUEUED, S.ATTEMPT_WRITTEN),
        (S.QUEUED, S.DELIVERED, S.QUEUED),
    ],
)
def test_reports_only_ever_lead_forward(state: State, reported: State, following: State) -> None:
    assert rules.after_report(state, reported) is following


def test_two_different_ends_contradict_each_other() -> None:
    assert rules.contradicts(S.DELIVERED, S.FAILED)
    assert not rules.contradicts(S.DELIVERED, S.DELIVERED)
    assert not rules.contradicts(S.SENT, S.DELIVERED)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (429, Remedy.BACK_OFF),
        (20429, Remedy.BACK_OFF),
        (20500, Remedy.LOOK_IT_UP),
        (None, Remedy.LOOK_IT_UP),
        (21211, Remedy.NEW_NUMBER),
        (21614, Remedy.NEW_NUMBER),
        (30005, Remedy.NEW_NUMBER),
        (30006, Remedy.NEW_NUMBER),
        (21610, Remedy.OPTED_OUT),
        (30003, Remedy.TRY_LATER),
        (30008, Remedy.TRY_LATER),
        (30007, Remedy.HUMAN),
        (30001, Remedy.PLAN_AGAIN),
        (30036, Remedy.PLAN_AGAIN),
        (99999, Remedy.HUMAN),
    ],
)
def test_each_error_has_its_remedy_and_an_unknown_one_goes_to_a_human(
    code: int | None, remedy: Remedy
) -> None:
    assert rules.remedy_for(code) is remedy


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 480), (6, 900), (8, 900), (1000, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(attempts: int, seconds: float) -> None:
    wait = timedelta(seconds=seconds)
    assert rules.try_again_after(Remedy.BACK_OFF, attempts) == wait
    assert rules.try_again_after(Remedy.BACK_OFF, attempts, spread=1.0) == wait * 1.5


def test_a_phone_that_is_off_is_tried_after_one_and_four_hours() -> None:
    waits = [rules.try_again_after(Remedy.TRY_LATER, attempts) for attempts in (1, 2, 3)]
    assert waits == [timedelta(hours=1), timedelta(hours=4), None]


@pytest.mark.parametrize("remedy", sorted(set(Remedy) - {Remedy.BACK_OFF, Remedy.TRY_LATER}))
def test_nothing_else_is_simply_tried_again(remedy: Remedy) -> None:
    assert rules.try_again_after(remedy, 1) is None
