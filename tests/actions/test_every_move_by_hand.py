"""Every table is gone along by what people press: each state is reached so, and no press leaves the table."""

from collections.abc import Callable
from typing import Any

import pytest

from support.vocabulary.errors import Refusal
from tests.actions.by_hand.consent_hands import consent_hands
from tests.actions.by_hand.hands import Hands
from tests.actions.by_hand.meeting_hands import meeting_hands
from tests.actions.by_hand.version_hands import version_hands
from tests.actions.by_hand.way_hands import action_hands, enrolment_hands, goal_hands, step_hands
from tests.builders import World
from tests.rules.pathways.machines import MACHINES, Machine

HANDS: dict[str, Callable[[World], Hands]] = {
    "version": version_hands,
    "enrolment": enrolment_hands,
    "step": step_hands,
    "goal": goal_hands,
    "action": action_hands,
    "consent": consent_hands,
    "meeting": meeting_hands,
}
Way = tuple[Any, ...]
"""The state in which a thing is made, and the moves from there."""


@pytest.mark.parametrize("name", HANDS)
def test_what_people_press_leads_where_the_table_says_and_nowhere_else(world: World, name: str) -> None:
    machine, hands = MACHINES[name], HANDS[name](world)
    ways = _ways(machine, hands)
    assert set(ways) | hands.passed == set(machine.states), "a state that nobody reaches"
    for state, way in ways.items():
        there = ""
        for move in _pressed_in(hands, state, machine.moves):
            is_refused = (state, move) not in machine.allowed
            # What stands where it stood is pressed again; what the table has is pressed on a new one.
            there = there if there and is_refused else _gone(world, hands, way)
            assert hands.state_of(world, there) is state, (name, way)
            expected = hands.composed.get((state, move), machine.allowed.get((state, move), state))
            was_refused = _is_refused(hands, there, move)
            assert hands.state_of(world, there) is expected, (name, str(state), str(move))
            assert expected is state or not was_refused, (name, str(state), str(move))
            there = there if expected is state else ""


def _ways(machine: Machine, hands: Hands) -> dict[Any, Way]:
    """To each state that presses lead to, the shortest way there."""
    ways: dict[Any, Way] = {state: (state,) for state in hands.made}
    reached = list(ways)
    for state in reached:
        for move in _pressed_in(hands, state, machine.moves):
            into = machine.allowed.get((state, move))
            if into is not None and into not in ways:
                ways[into] = (*ways[state], move)
                reached.append(into)
    return ways


def _pressed_in(hands: Hands, state: Any, moves: Any) -> list[Any]:
    return [move for move in moves if move in hands.press and (state, move) not in hands.no_press]


def _gone(world: World, hands: Hands, way: Way) -> str:
    made, *moves = way
    one = hands.made[made]()
    for move in moves:
        hands.press[move](one)
    return one


def _is_refused(hands: Hands, one: str, move: Any) -> bool:
    try:
        hands.press[move](one)
    except Refusal:
        return True
    return False
