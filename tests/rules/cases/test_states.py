"""The life of a case."""

import pytest

from support.cases.rules import states
from support.cases.rules.states import ALLOWED, OPEN, CloseReason, Move, State
from support.vocabulary.errors import Conflict
from support.vocabulary.pathway import BRIEF_SUPPORT, CRISIS, URGENT_CALL, Path, Urgency


@pytest.mark.parametrize(
    ("state", "move", "following"),
    [
        (State.NEW, Move.CONFIRM, State.TRIAGED),
        (State.TRIAGED, Move.OFFER, State.OFFERED),
        (State.NEW, Move.BOOK, State.BOOKED),
        (State.OFFERED, Move.BOOK, State.BOOKED),
        (State.OFFERED, Move.AWAIT, State.WAITING_PERSON),
        (State.WAITING_PERSON, Move.BOOK, State.BOOKED),
        (State.BOOKED, Move.CONFIRM, State.BOOKED),
        (State.BOOKED, Move.UNBOOK, State.OFFERED),
        (State.BOOKED, Move.HOLD, State.IN_PATHWAY),
        (State.NEW, Move.HOLD, State.IN_PATHWAY),
        (State.IN_PATHWAY, Move.BOOK, State.IN_PATHWAY),
        (State.IN_PATHWAY, Move.UNBOOK, State.IN_PATHWAY),
        (State.IN_PATHWAY, Move.FOLLOW, State.FOLLOW_UP),
        (State.FOLLOW_UP, Move.CLOSE, State.CLOSED),
        (State.CLOSED, Move.REOPEN, State.TRIAGED),
        (State.BOOKED, Move.ESCALATE, State.ESCALATED),
        (State.ESCALATED, Move.TRANSFER, State.TRANSFERRED),
        (State.ESCALATED, Move.RESOLVE, State.TRIAGED),
    ],
)
def test_a_case_moves_as_the_table_says(state: State, move: Move, following: State) -> None:
    assert states.after(state, move) is following


@pytest.mark.parametrize(
    ("state", "move"),
    [
        (State.TRIAGED, Move.CONFIRM),
        (State.NEW, Move.FOLLOW),
        (State.NEW, Move.RESOLVE),
        (State.OFFERED, Move.UNBOOK),
        (State.CLOSED, Move.CLOSE),
        (State.CLOSED, Move.BOOK),
        (State.CLOSED, Move.ESCALATE),
        (State.TRANSFERRED, Move.REOPEN),
        (State.ESCALATED, Move.PAUSE),
        (State.ESCALATED, Move.ESCALATE),
        (State.PAUSED, Move.PAUSE),
        (State.PAUSED, Move.BOOK),
    ],
)
def test_any_other_move_is_a_conflict(state: State, move: Move) -> None:
    with pytest.raises(Conflict):
        states.after(state, move)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_case_can_be_closed_or_transferred(state: State) -> None:
    assert states.after(state, Move.CLOSE) is State.CLOSED
    assert states.after(state, Move.TRANSFER) is State.TRANSFERRED


@pytest.mark.parametrize("state", sorted(OPEN - {State.ESCALATED}))
def test_worsening_is_heard_in_every_open_case(state: State) -> None:
    assert states.after(state, Move.ESCALATE) is State.ESCALATED


def test_every_state_can_be_reached_and_every_move_is_used() -> None:
    assert set(ALLOWED.values()) == set(State) - {State.NEW}
    assert {move for _, move in ALLOWED} == set(Move)


@pytest.mark.parametrize("state", [State.BOOKED, State.IN_PATHWAY, State.FOLLOW_UP])
def test_a_case_goes_back_to_where_it_was_before_it_was_put_aside(state: State) -> None:
    for aside, back in ((Move.PAUSE, Move.RESUME), (Move.ESCALATE, Move.RESOLVE)):
        came_from = states.to_remember(state, aside)
        assert states.after(states.after(state, aside), back, came_from) is state


def test_a_paused_case_that_worsens_goes_back_to_before_the_pause() -> None:
    came_from = states.to_remember(State.BOOKED, Move.PAUSE)
    came_from = states.to_remember(State.PAUSED, Move.ESCALATE, came_from)
    assert states.after(State.ESCALATED, Move.RESOLVE, came_from) is State.BOOKED


def test_an_appointment_during_an_escalation_keeps_what_is_remembered() -> None:
    assert states.to_remember(State.ESCALATED, Move.BOOK, State.OFFERED) is State.OFFERED
    assert states.to_remember(State.OFFERED, Move.BOOK) is None


@pytest.mark.parametrize(
    ("path", "urgency"),
    [
        (CRISIS, Urgency.ROUTINE),
        (URGENT_CALL, Urgency.ROUTINE),
        (BRIEF_SUPPORT, Urgency.NOW),
        (BRIEF_SUPPORT, Urgency.SAME_DAY),
    ],
)
def test_silence_never_closes_an_urgent_case(path: Path, urgency: Urgency) -> None:
    with pytest.raises(Conflict):
        states.check_close(CloseReason.NO_ANSWER, path, urgency)
    states.check_close(CloseReason.COMPLETED, path, urgency)


@pytest.mark.parametrize("urgency", [Urgency.NEXT_DAY, Urgency.ROUTINE])
def test_silence_may_close_another_case(urgency: Urgency) -> None:
    states.check_close(CloseReason.NO_ANSWER, BRIEF_SUPPORT, urgency)
