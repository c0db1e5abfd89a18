"""Booking, holding, moving, giving back, waiting for an earlier time, time that passes, hours that change, in
any order: after each step the rows are whole, and what is offered and what can be had is what plain models of
the calendar and of its waiting list say.

Whatever else comes to take or give times gets a rule of its own in `any_way`.
"""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from support.vocabulary.actor import Actor
from tests.actions.any_way.list_rules import ListRules
from tests.actions.any_way.strategies import PEOPLE
from tests.actions.any_way.walk import IdsInOrder
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case

LONG = os.environ.get("LONG") == "1"
EXAMPLES, STEPS = (200, 60) if LONG else (12, 50)
HAPPENS = (
    "book: done",
    "book: not free",
    "book: conflict",
    "move: done",
    "move: not free",
    "give back: done",
    "hold: done",
    "hold: not free",
    "ask: done",
    "leave: an offer",
    "offer: made",
    "take: done",
    "decline: done",
)


def test_whatever_happens_in_whatever_order_the_rows_are_whole(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    happened: Counter[str] = Counter()
    world.begin_work.ids = IdsInOrder()
    with world.begin_work(Actor.visitor()) as work:
        people = [an_employee_with_a_case(work, world.house, number) for number in range(PEOPLE)]

    class OfThisWorld(ListRules):
        def __init__(self) -> None:
            super().__init__(world, people, happened)

    run_state_machine_as_test(
        OfThisWorld,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # A shorter way to a fault is looked for in the long run only: that takes minutes.
            phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
            print_blob=True,
        ),
    )
    with capsys.disabled():
        counts = ", ".join(f"{count} {what}" for what, count in sorted(happened.items()))
        print(f"\n{EXAMPLES} ways of {STEPS} steps: {counts}")
    assert set(HAPPENS) <= set(+happened), "everything happened that may happen"
