"""The states of a message and which follows which."""

import pytest

from support.messaging import rules
from support.messaging.rules import ALLOWED, State

S = State


def test_a_message_ends_in_these_states_only() -> None:
    ends = {S.DELIVERED, S.UNDELIVERED, S.FAILED, S.SUPPRESSED, S.EXPIRED, S.CANCELLED}
    assert ends == set(S) - set(ALLOWED)


def test_every_state_can_be_reached_from_the_queue() -> None:
    reached, frontier = {S.QUEUED}, {S.QUEUED}
    while frontier:
        frontier = {to for state in frontier for to in ALLOWED.get(state, frozenset())} - reached
        reached |= frontier
    assert reached == set(S)


@pytest.mark.parametrize(
    ("state", "following", "may"),
    [
        (S.QUEUED, S.ATTEMPT_WRITTEN, True),
        (S.QUEUED, S.CANCELLED, True),
        (S.QUEUED, S.SUPPRESSED, True),
        (S.QUEUED, S.EXPIRED, True),
        (S.QUEUED, S.UNKNOWN, False),
        (S.QUEUED, S.SENT, True),
        (S.ATTEMPT_WRITTEN, S.ACCEPTED, True),
        (S.ATTEMPT_WRITTEN, S.UNKNOWN, True),
        (S.ATTEMPT_WRITTEN, S.QUEUED, True),
        (S.ATTEMPT_WRITTEN, S.CANCELLED, False),
        (S.UNKNOWN, S.ACCEPTED, True),
        (S.ACCEPTED, S.QUEUED, True),
        (S.UNRESOLVED, S.DELIVERED, True),
        (S.UNRESOLVED, S.QUEUED, False),
        (S.ACCEPTED, S.CANCELLED, False),
        (S.DELIVERED, S.QUEUED, False),
    ],
)
def test_what_has_left_is_not_cancelled_and_what_has_ended_stays(
    state: State, following: State, may: bool
) -> None:
    assert rules.may_become(state, following) is may
