"""Every move that no table names is refused, every state is reached, and what has ended stays ended."""

from itertools import product

import pytest

from support.pathways.rules.enrolment import Move, State, may_move
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


def test_these_are_the_moves_of_an_enrolment() -> None:
    found = {(str(state), str(move)) for state in State for move in Move if may_move(state, move)}
    assert found == {
        ("invited", "accept"),
        ("invited", "decline"),
        ("invited", "withdraw"),
        ("accepted", "start"),
        ("accepted", "withdraw"),
        ("accepted", "transfer"),
        ("active", "unstart"),
        ("active", "pause"),
        ("active", "complete"),
        ("active", "drop_out"),
        ("active", "withdraw"),
        ("active", "transfer"),
        ("paused", "resume"),
        ("paused", "complete"),
        ("paused", "withdraw"),
        ("paused", "transfer"),
    }
