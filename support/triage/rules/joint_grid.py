"""The answer grid of two protocols at once: classes that neither of them tells apart are one class.

Each group of items that a row of either protocol joins is walked cell by cell with both. As the urgency of an
answer set is that of its most urgent group, the pairs of urgencies of the whole grid are counted by joining
the counts of the groups: exactly, and without visiting the product.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from support.triage.rules.answers import Answer
from support.triage.rules.classes import Block, Signature, blocks_of, classes_of
from support.triage.rules.conditions import About, AllOf, AnyOf, Atom, Condition, atoms_of
from support.triage.rules.groups import Clause, clauses_of, joined, touches
from support.triage.rules.items import Item
from support.triage.rules.protocol import PathRow, Protocol
from support.triage.rules.scales import Scale
from support.triage.rules.truth import truth
from support.vocabulary.pathway import Urgency, most_urgent

Pair = tuple[Urgency, Urgency]
"""What the first and what the second protocol asks for."""

Settled = Mapping[Block, Signature]
"""The class of some blocks."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many cells, and the answers of one of them."""

    cells: int
    example: Mapping[str, Answer] = field(default_factory=dict)

    def beside(self, other: "Count") -> "Count":
        """Cells of two groups that have no item in common."""
        return Count(self.cells * other.cells, {**self.example, **other.example})

    def plus(self, other: "Count") -> "Count":
        """Further cells of the same group; the fuller example is kept."""
        return Count(self.cells + other.cells, max(self.example, other.example, key=len))


Counts = dict[Pair, Count]
_NOTHING_YET: Counts = {(Urgency.ROUTINE, Urgency.ROUTINE): Count(1)}


@dataclass(frozen=True, slots=True)
class Side:
    """The rows and paths of one protocol, over the scores of both."""

    clauses: tuple[Clause, ...]
    paths: tuple[PathRow, ...]


class JointGrid:
    """The classes of two protocols, and the pairs of urgencies in any part of their grid."""

    def __init__(self, first: Protocol, second: Protocol) -> None:
        changed = {
            key for key in first.scales if second.scales.get(key, first.scales[key]) != first.scales[key]
        }
        names = {key: f"{key} of {second.name}" for key in changed}
        seconds = {names.get(key, key): scale for key, scale in second.scales.items()}
        scales = {**first.scales, **{key: replace(scale, id=key) for key, scale in seconds.items()}}
        self.scales: Mapping[str, Scale] = scales
        self.sides = (_side(first, {}), _side(second, names))
        asked = first.items_of_door(first.doors.default) | second.items_of_door(second.doors.default)
        items = _items_of_both(first.items, second.items)
        self.blocks = blocks_of(items, scales.values(), _atoms(self.sides), asked)
        every_clause = [clause for side in self.sides for clause in side.clauses]
        self._groups = [_Group(members, self.sides) for members in joined(self.blocks, every_clause)]
        self._known: dict[tuple[int, tuple[Signature | None, ...]], Counts] = {}

    def counts(self, settled: Settled) -> Counts:
        """The pairs of urgencies of all cells where these blocks are of these classes."""
        whole = _NOTHING_YET
        for place, group in enumerate(self._groups):
            wanted = tuple(settled.get(block) for block in group.blocks)
            known = self._known.get((place, wanted))
            if known is None:
                known = self._known[place, wanted] = group.counts(wanted)
            whole = _side_by_side(whole, known)
        return whole


class _Group:
    """One group of items, every cell with the urgency that either protocol gives it."""

    def __init__(self, blocks: tuple[Block, ...], sides: tuple[Side, Side]) -> None:
        self.blocks = blocks
        self._classes = [classes_of(block).examples for block in blocks]
        own = [[clause for clause in side.clauses if touches(clause, blocks)] for side in sides]
        self._cells: dict[tuple[Signature, ...], Pair] = {}
        for cell in product(*self._classes):
            truths = {
                atom: holds
                for block, signature in zip(blocks, cell, strict=True)
                for atom, holds in zip(block.atoms, signature, strict=True)
            }
            first, second = (_urgency(clauses, truths) for clauses in own)
            self._cells[cell] = (first, second)

    def counts(self, wanted: tuple[Signature | None, ...]) -> Counts:
        """The pairs of the cells whose classes are the wanted ones; None stands for any class."""
        found: Counts = {}
        for cell, pair in self._cells.items():
            if all(want in (None, have) for want, have in zip(wanted, cell, strict=True)):
                one = Count(1, self._example(cell))
                found[pair] = found[pair].plus(one) if pair in found else one
        return found

    def _example(self, cell: tuple[Signature, ...]) -> Mapping[str, Answer]:
        parts = (examples[signature] for examples, signature in zip(self._classes, cell, strict=True))
        return {item: answer for part in parts for item, answer in part.items()}


def _urgency(clauses: Iterable[Clause], truths: Mapping[Atom, bool]) -> Urgency:
    return most_urgent(clause.urgency for clause in clauses if truth(clause.when, truths))


def _side_by_side(left: Counts, right: Counts) -> Counts:
    found: Counts = {}
    for (one, other), (first, second) in product(left.items(), right.items()):
        pair = (most_urgent((one[0], first[0])), most_urgent((one[1], first[1])))
        both = other.beside(second)
        found[pair] = found[pair].plus(both) if pair in found else both
    return found


def _side(protocol: Protocol, names: Mapping[str, str]) -> Side:
    rows = (replace(row, when=_renamed(row.when, names)) for row in protocol.rows)
    paths = (
        replace(row, when=None if row.when is None else _renamed(row.when, names)) for row in protocol.paths
    )
    return Side(tuple(clauses_of(rows)), tuple(paths))


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    if isinstance(condition, Atom):
        is_score = condition.about is About.SCORE
        return replace(condition, name=names.get(condition.name, condition.name)) if is_score else condition
    parts = tuple(_renamed(part, names) for part in condition.parts)
    return AllOf(parts) if isinstance(condition, AllOf) else AnyOf(parts)


def _items_of_both(first: Mapping[str, Item], second: Mapping[str, Item]) -> dict[str, Item]:
    found = dict(first)
    for key, item in second.items():
        before = first.get(key, item)
        values = tuple(dict.fromkeys((*(before.order or before.values), *(item.order or item.values))))
        exclusive = before.exclusive | item.exclusive
        found[key] = item if before == item else replace(item, values=values, order=(), exclusive=exclusive)
    return found


def _atoms(sides: Iterable[Side]) -> Iterator[Atom]:
    for side in sides:
        for clause in side.clauses:
            yield from atoms_of(clause.when)
        for row in side.paths:
            if row.when is not None:
                yield from atoms_of(row.when)
