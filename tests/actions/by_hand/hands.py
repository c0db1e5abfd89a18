"""One thing with states, as people move it: how it is made, and what each of them presses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.builders import World

Press = Callable[[str], None]


@dataclass(frozen=True)
class Hands:
    """What people do with a thing of this table.

    `made` makes a new one in a state, and returns its id. `press` is what is pressed for each move, given the
    id. `passed` are states in which nothing ever rests, since the action that makes it goes on at once. In
    `no_press` stand the moves for which only the named states have something to press; anywhere else the same
    press is another move.
    """

    table: str
    made: Mapping[Any, Callable[[], str]]
    press: Mapping[Any, Press]
    passed: frozenset[Any] = frozenset()
    no_press: frozenset[tuple[Any, Any]] = frozenset()
    composed: Mapping[tuple[Any, Any], Any] = field(default_factory=dict)

    def state_of(self, world: World, one: str) -> Any:
        """How far it has come."""
        (row,) = world.rows(self.table, id=one)
        return row["state"]
