"""The difference of two versions is counted over the whole grid, and every example comes out as it says."""

from collections import Counter
from dataclasses import replace
from itertools import product
from math import prod

import pytest

from support.triage.rules.answers import Answer
from support.triage.rules.classes import classes_of
from support.triage.rules.conditions import About, AllOf, AnyOf, Atom, Condition, Op
from support.triage.rules.decision import decide
from support.triage.rules.difference import Outcome, difference
from support.triage.rules.joint_grid import JointGrid
from support.triage.rules.protocol import Protocol, Row
from support.vocabulary.pathway import Urgency
from tests.rules.triage.examples import in_use, small


def with_limit(protocol: Protocol, row_id: str, score: str, limit: int) -> Protocol:
    """The same protocol, version 2, with another limit for one score in one row."""

    def moved(condition: Condition) -> Condition:
        if isinstance(condition, Atom):
            return replace(condition, limit=limit) if condition.name == score else condition
        kind = AllOf if isinstance(condition, AllOf) else AnyOf
        return kind(tuple(moved(part) for part in condition.parts))

    rows = (replace(row, when=moved(row.when)) if row.id == row_id else row for row in protocol.rows)
    return replace(protocol, version="2", rows=tuple(rows))


def without_row(protocol: Protocol, row_id: str) -> Protocol:
    return replace(protocol, version="2", rows=tuple(row for row in protocol.rows if row.id != row_id))


def test_a_version_does_not_differ_from_itself() -> None:
    found = difference(in_use(), replace(in_use(), version="2"))
    assert found.moved == 0
    assert found.cells > 10**12


def test_a_higher_limit_for_strain_moves_people_from_the_next_day_to_routine_only() -> None:
    found = difference(in_use(), with_limit(in_use(), "X6", "phq4", 10))
    assert found.moved
    assert {(move.before.urgency, move.after.urgency) for move in found.moves} == {
        (Urgency.NEXT_DAY, Urgency.ROUTINE)
    }


@pytest.mark.parametrize("row_id", ["N1", "D6", "D9", "D10", "X2", "X7", "X9"])
def test_every_example_is_decided_as_the_paper_says(row_id: str) -> None:
    after = without_row(in_use(), row_id)
    found = difference(in_use(), after)
    assert found.moves
    for move in found.moves:
        before_now, after_now = decide(in_use(), move.example), decide(after, move.example)
        assert move.before == Outcome(before_now.urgency, before_now.path)
        assert move.after == Outcome(after_now.urgency, after_now.path)


def versions_of_the_small_one() -> list[Protocol]:
    first = small()
    row = first.rows[0]
    more = replace(first, version="2", rows=(*first.rows, Row("Z", Urgency.NEXT_DAY, row.when)))
    turned = replace(first, version="3", paths=tuple(reversed(first.paths)))
    raised = replace(
        first, version="4", rows=tuple(replace(each, urgency=Urgency.SAME_DAY) for each in first.rows)
    )
    quick = replace(
        first, version="5", rows=(*first.rows, Row("W", Urgency.NOW, Atom(About.URGENCY, "", Op.IS)))
    )
    return [more, turned, raised, quick, *(without_row(first, each.id) for each in first.rows)]


@pytest.mark.parametrize("after", versions_of_the_small_one(), ids=lambda each: each.version)
@pytest.mark.requirement("SR-11")
def test_the_counts_are_those_of_visiting_every_cell(after: Protocol) -> None:
    """Slow and plain beside quick and clever: each cell of a small protocol is decided by itself."""
    before = small()
    grid = JointGrid(before, after)
    counted: Counter[tuple[Outcome, Outcome]] = Counter()
    for cell in product(*(classes_of(block).examples.values() for block in grid.blocks)):
        answers: dict[str, Answer] = {item: answer for part in cell for item, answer in part.items()}
        ends = [decide(each, answers) for each in (before, after)]
        first, second = (Outcome(each.urgency, each.path) for each in ends)
        if first != second:
            counted[first, second] += 1
    found = difference(before, after)
    assert {(move.before, move.after): move.cells for move in found.moves} == dict(counted)
    assert found.cells == prod(len(classes_of(block).examples) for block in grid.blocks)
