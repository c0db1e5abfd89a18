"""A meeting of three goes on only as the table says, and the supervisor hears of it last."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.booking.rules.suiting import MOST_TIMES, Answer, Suiting, check_times, first_suiting
from support.booking.rules.three_party import (
    ALLOWED,
    APPOINTMENT_KIND,
    GOES_ON,
    HELD_OR_NOT,
    MARKS_TIMES,
    REQUIRED,
    SUPERVISOR_KNOWS,
    Kind,
    Move,
    Party,
    State,
    after,
    attendance,
    check_acknowledged,
    check_agenda,
    check_invitation,
    check_is_no_meeting,
    check_time,
    check_to_employee,
    is_held,
    is_news,
    may_move,
)
from support.vocabulary.errors import Conflict, Invalid, Refusal

# As the domain model has it (C.4), written down once more by hand.
TABLE = {
    ("drafting", "send_agenda"): "agenda_to_employee",
    ("drafting", "cancel"): "cancelled",
    ("agenda_to_employee", "redraft"): "drafting",
    ("agenda_to_employee", "approve"): "agenda_approved",
    ("agenda_to_employee", "cancel"): "cancelled",
    ("agenda_approved", "redraft"): "drafting",
    ("agenda_approved", "propose"): "proposed",
    ("agenda_approved", "cancel"): "cancelled",
    ("proposed", "find_none"): "agenda_approved",
    ("proposed", "confirm"): "confirmed",
    ("proposed", "cancel"): "cancelled",
    ("confirmed", "attend"): "attended",
    ("confirmed", "attend_partly"): "partly_attended",
    ("confirmed", "rebook"): "rebooked",
    ("confirmed", "cancel"): "cancelled",
    # Who came was said by mistake.
    ("attended", "take_back"): "confirmed",
    ("partly_attended", "take_back"): "confirmed",
}
NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
TIMES = [NOW + timedelta(days=n) for n in range(1, 5)]
GROUPS = [
    frozenset(group) for group in chain.from_iterable(combinations(Party, n) for n in range(len(Party) + 1))
]


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_every_move_is_as_the_table_says_or_refused(state: State, move: Move) -> None:
    follows = TABLE.get((state.value, move.value))
    assert may_move(state, move) is (follows is not None)
    if follows is None:
        with pytest.raises(Conflict):
            after(state, move)
    else:
        assert after(state, move) is State(follows)


def test_every_state_can_be_reached_and_what_has_ended_stays_so() -> None:
    reached = {State.DRAFTING}
    for _ in State:
        reached |= {follows for (state, _), follows in ALLOWED.items() if state in reached}
    assert reached == set(State)
    # Only a mistake about who came leads back, and only to where it was said.
    assert {state for state, move in ALLOWED if move is not Move.TAKE_BACK} == GOES_ON
    back = {state: follows for (state, move), follows in ALLOWED.items() if move is Move.TAKE_BACK}
    assert back == dict.fromkeys(HELD_OR_NOT, State.CONFIRMED)


def test_no_way_leads_to_the_supervisor_but_through_the_approved_agenda() -> None:
    into = {state for (state, _), follows in ALLOWED.items() if follows in SUPERVISOR_KNOWS}
    assert into - SUPERVISOR_KNOWS == {State.AGENDA_APPROVED}
    assert {state for (state, _), follows in ALLOWED.items() if follows is State.AGENDA_APPROVED} == {
        State.AGENDA_TO_EMPLOYEE,
        State.PROPOSED,
    }


@pytest.mark.parametrize(
    ("state", "asked_alone", "is_released"), list(product(State, (True, False), (True, False)))
)
def test_the_supervisor_is_invited_only_after_all_three(
    state: State, asked_alone: bool, is_released: bool
) -> None:
    may = state is State.AGENDA_APPROVED and asked_alone and is_released
    if may:
        check_invitation(state, asked_alone=asked_alone, is_released=is_released)
    else:
        with pytest.raises(Refusal):
            check_invitation(state, asked_alone=asked_alone, is_released=is_released)


def test_nothing_goes_to_her_who_was_not_asked_alone() -> None:
    check_to_employee(asked_alone=True)
    with pytest.raises(Invalid):
        check_to_employee(asked_alone=False)


@pytest.mark.parametrize("lines", [(), ("",), ("  ", "\n")])
def test_an_agenda_that_says_nothing_is_refused(lines: Collection[str]) -> None:
    with pytest.raises(Invalid):
        check_agenda(lines)
    check_agenda((*lines, "Work"))


@pytest.mark.parametrize("came", GROUPS)
def test_a_meeting_is_whole_with_all_and_never_held_without_the_employee(came: frozenset[Party]) -> None:
    move = attendance(came)
    assert (move is Move.ATTEND) is (came >= REQUIRED)
    assert is_held(after(State.CONFIRMED, move), came) is (Party.EMPLOYEE in came)
    assert not is_held(State.CONFIRMED, came)


@pytest.mark.parametrize(("came", "acknowledged"), list(product(GROUPS, GROUPS)))
def test_whoever_was_there_has_acknowledged_what_stays_among_them(
    came: frozenset[Party], acknowledged: frozenset[Party]
) -> None:
    with_a_page = came - {Party.SUPPORT_PERSON}
    if Party.EMPLOYEE not in came or with_a_page <= acknowledged:
        check_acknowledged(came, acknowledged)
    else:
        with pytest.raises(Conflict):
            check_acknowledged(came, acknowledged)


@pytest.mark.parametrize("move", Move)
def test_a_time_is_agreed_and_put_off_before_it_and_looked_back_at_after_it(move: Move) -> None:
    before, later = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
    if move in (Move.CONFIRM, Move.REBOOK):
        check_time(move, later, NOW)
        with pytest.raises(Conflict):
            check_time(move, NOW, NOW)
    elif move in (Move.ATTEND, Move.ATTEND_PARTLY):
        check_time(move, before, NOW)
        with pytest.raises(Conflict):
            check_time(move, later, NOW)
    else:
        check_time(move, before, NOW)
        check_time(move, later, NOW)


@pytest.mark.parametrize(
    ("state", "was_approved", "days", "is_told"),
    [
        (State.CANCELLED, True, 0, True),
        (State.CANCELLED, True, 13, True),
        (State.CANCELLED, True, 14, False),
        (State.CANCELLED, False, 0, False),
        (State.REBOOKED, True, 0, False),
        (State.ATTENDED, True, 0, False),
    ],
)
def test_she_is_told_for_two_weeks_that_a_meeting_she_approved_is_called_off(
    state: State, was_approved: bool, days: int, is_told: bool
) -> None:
    approved_at = NOW if was_approved else None
    assert is_news(state, approved_at, NOW, NOW + timedelta(days=days)) is is_told
    assert not is_news(state, approved_at, None, NOW)


def test_the_two_kinds_have_names_of_their_own() -> None:
    assert {kind.value for kind in Kind} == {"tripartite_coaching", "workability_negotiation"}


def test_only_the_time_of_a_meeting_is_kept_from_the_hands_of_one() -> None:
    for kind in ("one_to_one", "nurse_call", "physician", ""):
        check_is_no_meeting(kind)
    with pytest.raises(Conflict):
        check_is_no_meeting(APPOINTMENT_KIND)


@pytest.mark.parametrize(
    ("employee", "supervisor", "answer", "starts_at"),
    [
        (None, None, Answer.WAITING, None),
        ([0, 1], None, Answer.WAITING, None),
        (None, [2], Answer.WAITING, None),
        ([], None, Answer.NONE, None),
        (None, [], Answer.NONE, None),
        ([0, 1], [2, 3], Answer.NONE, None),
        ([0, 1, 3], [3, 1], Answer.FOUND, 1),
        ([3], [3], Answer.FOUND, 3),
    ],
)
def test_the_first_time_that_suits_both_is_found(
    employee: list[int] | None, supervisor: list[int] | None, answer: Answer, starts_at: int | None
) -> None:
    marked = {
        Party.EMPLOYEE: None if employee is None else [TIMES[n] for n in employee],
        Party.SUPERVISOR: None if supervisor is None else [TIMES[n] for n in supervisor],
    }
    wanted = None if starts_at is None else TIMES[starts_at]
    assert first_suiting(TIMES, marked) == Suiting(answer, wanted)


def test_a_time_that_is_gone_is_not_found() -> None:
    marked = {party: TIMES for party in MARKS_TIMES}
    assert first_suiting(TIMES[2:], marked) == Suiting(Answer.FOUND, TIMES[2])
    assert first_suiting([], marked) == Suiting(Answer.NONE)


ANSWERS = st.none() | st.sets(st.sampled_from(TIMES))


@given(possible=st.sets(st.sampled_from(TIMES)), employee=ANSWERS, supervisor=ANSWERS)
def test_what_is_found_suits_everybody_and_nothing_earlier_does(
    possible: set[datetime], employee: set[datetime] | None, supervisor: set[datetime] | None
) -> None:
    found = first_suiting(possible, {Party.EMPLOYEE: employee, Party.SUPERVISOR: supervisor})
    if employee is not None and supervisor is not None:
        common = possible & employee & supervisor
        assert found == (Suiting(Answer.FOUND, min(common)) if common else Suiting(Answer.NONE))
    else:
        left = possible & (TIMES_SET if employee is None else employee)
        left &= TIMES_SET if supervisor is None else supervisor
        assert found.answer is (Answer.WAITING if left else Answer.NONE)


TIMES_SET = set(TIMES)


def test_some_times_are_proposed_but_not_more_than_anybody_looks_through() -> None:
    check_times(TIMES, None)
    for starts in ([], [NOW + timedelta(days=n) for n in range(MOST_TIMES + 1)]):
        with pytest.raises(Invalid):
            check_times(starts, None)
