"""Every move that no table names is refused, every state is reached, and what has ended stays ended."""

from itertools import product

import pytest

from support.vocabulary.errors import Conflict
from tests.rules.pathways.machines import MACHINES, Machine

ALL = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
PAIRS = [
    pytest.param(machine, state, move, id=f"{name}: {state} {move}")
    for name, machine in MACHINES.items()
    for state, move in product(machine.states, machine.moves)
]


@pytest.mark.parametrize(("machine", "state", "move"), PAIRS)
def test_a_move_leads_where_the_table_says_or_is_refused(machine: Machine, state: str, move: str) -> None:
    if (state, move) in machine.allowed:
        assert machine.after(state, move) is machine.allowed[state, move]
    else:
        with pytest.raises(Conflict):
            machine.after(state, move)


@ALL
def test_every_state_is_reached_from_the_beginning(machine: Machine) -> None:
    reached: set[str] = set()
    more: set[str] = {machine.begins}
    while more - reached:
        reached |= more
        more = {into for (state, _move), into in machine.allowed.items() if state in reached}
    assert reached | more == set(machine.states)


@ALL
def test_nothing_leads_out_of_an_end(machine: Machine) -> None:
    assert {state for state, _move in machine.allowed} == set(machine.states) - machine.ends


@ALL
def test_every_move_leads_somewhere(machine: Machine) -> None:
    # What a thing can begin as is no move where moves are named by where they lead.
    begins = {machine.begins} if machine.moves is machine.states else set()
    assert {move for _state, move in machine.allowed} | begins == set(machine.moves)


# As the domain model has them (C.3, C.5), written down once more by hand; meetings and consents have theirs
# in the tests of their own rules.
TABLES = {
    "version": """
        draft send in_review
        in_review give_back draft
        in_review approve approved
        approved give_back draft
        approved activate active
        active retire retired
    """,
    "enrolment": """
        invited accept accepted
        invited decline declined
        invited withdraw withdrawn
        accepted start active
        accepted withdraw withdrawn
        accepted transfer transferred
        active unstart accepted
        active pause paused
        active complete completed
        active drop_out dropped_out
        active withdraw withdrawn
        active transfer transferred
        paused resume active
        paused complete completed
        paused withdraw withdrawn
        paused transfer transferred
    """,
    "step": """
        to_come hold held
        to_come miss missed
        to_come skip skipped
        missed hold held
        missed miss missed
        missed skip skipped
        missed rebook to_come
        missed take_back to_come
        held take_back to_come
        skipped take_back to_come
    """,
    "goal": """
        drafted agree agreed
        drafted drop dropped
        agreed start in_progress
        agreed reach reached
        agreed adjust adjusted
        agreed drop dropped
        in_progress reach reached
        in_progress adjust adjusted
        in_progress drop dropped
    """,
    "action": """
        proposed agree agreed
        proposed cancel cancelled
        agreed start in_progress
        agreed finish done
        agreed leave_undone not_done
        agreed cancel cancelled
        in_progress finish done
        in_progress leave_undone not_done
        in_progress cancel cancelled
        done take_back in_progress
    """,
}


@pytest.mark.parametrize("name", TABLES)
def test_the_table_says_what_is_written_here_by_hand(name: str) -> None:
    by_hand = {tuple(line.split()) for line in TABLES[name].strip().splitlines()}
    allowed = MACHINES[name].allowed
    assert by_hand == {(str(state), str(move), str(into)) for (state, move), into in allowed.items()}
