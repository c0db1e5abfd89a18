"""A restart in the middle of the questions changes no decision: answers that were stored decide as before.

The other side of each restart is a process of its own. It reads the protocol from its files again, and sets
lie in another order there.
"""

import multiprocessing
import os
import random
from concurrent.futures import ProcessPoolExecutor

import pytest

from support.triage.rules.answers import WITHHELD, Changes
from support.triage.rules.decision import Decision, decide
from support.triage.rules.items import Item, Kind
from support.triage.rules.visit import Visit
from support.vocabulary.pathway import Urgency
from tests.rules.triage.examples import in_use, usual

VISITS = 100_000 if os.environ.get("LONG") == "1" else 400
RESTARTS = 20 if os.environ.get("LONG") == "1" else 1
AT_ONCE = VISITS // RESTARTS


@pytest.mark.requirement("SR-10")
def test_any_answers_decide_the_same_after_a_restart_in_their_middle() -> None:
    chance = random.Random(2026)  # noqa: S311  # examples, no secrets
    seen: set[Urgency] = set()
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as restarted:
        for _ in range(RESTARTS):
            halves = [(_some_answers(chance), _some_answers(chance)) for _ in range(AT_ONCE)]
            begun = [Visit().after_page(first) for first, _ in halves]
            stored = [(visit.to_json(), rest) for visit, (_, rest) in zip(begun, halves, strict=True)]
            without = [
                _decided(visit.after_page(rest)) for visit, (_, rest) in zip(begun, halves, strict=True)
            ]
            assert restarted.submit(_decided_after_restart, stored).result() == without
            seen.update(decision.urgency for decision in without)
    assert seen == set(Urgency)


def _decided_after_restart(stored: list[tuple[str, Changes]]) -> list[Decision]:
    """In the new process: what was stored, the answers of the rest of the visit, and what comes of them."""
    return [_decided(Visit.from_json(visit).after_page(rest)) for visit, rest in stored]


def _decided(visit: Visit) -> Decision:
    return decide(in_use(), visit.answers, visit.given)


def _some_answers(chance: random.Random) -> Changes:
    """Answers to half of the questions, few or many of them other than usual; None is a skipped one."""
    calm, oddness = usual(), chance.random() ** 3
    items = [item for item in in_use().items.values() if chance.random() < 0.5]
    return {
        item.id: _answer(item, chance) if chance.random() < oddness else calm.get(item.id) for item in items
    }


def _answer(item: Item, chance: random.Random) -> int | str | tuple[str, ...] | None:
    if item.kind is Kind.TEXT:
        return chance.choice(["", "Haluaisin nukkua.", "äö\u2028👩"])
    if item.kind is Kind.MANY and chance.random() < 0.8:
        texts = [str(value) for value in item.values]
        return tuple(chance.sample(texts, chance.randint(0, len(texts))))
    values = [] if item.kind is Kind.MANY else item.values
    return chance.choice([*values, WITHHELD, None])
