"""The whole answer grid of a protocol: complete, and no worse answer ever lowers the urgency.

How soon somebody looks is the most urgent of all rows that hold, and a row whose alternatives are joined by
"any" is as many rows of the same urgency. Rows that share no block of items form groups of their own. The
urgency of an answer set is that of its most urgent group, so when no step lowers the urgency of its group,
none lowers that of the whole; and where every group has a cell in which it asks for nothing, a fault of one
group is a fault of the whole. The split is therefore exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from support.triage.rules.answers import Answer
from support.triage.rules.classes import Block, Classes, Signature, Step, blocks_of, classes_of
from support.triage.rules.conditions import Facts, atoms_of, holds
from support.triage.rules.groups import Clause, clauses_of, joined, touches
from support.triage.rules.path_proof import PathCells, prove_paths
from support.triage.rules.protocol import Protocol
from support.triage.rules.truth import Truths, truth
from support.vocabulary.pathway import Urgency, most_urgent


@dataclass(frozen=True, slots=True)
class GroupCells:
    """One group of items that conditions join, and how many cells were visited."""

    items: str
    cells: int
    reaches_routine: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What the walk over the grid found; without faults the protocol is monotone and complete."""

    door: str
    off: tuple[str, ...]
    groups: tuple[GroupCells, ...]
    paths: PathCells
    faults: tuple[str, ...]

    @property
    def cells(self) -> int:
        """Cells of the urgency grid that were visited one by one."""
        return sum(group.cells for group in self.groups)

    @property
    def split_is_exact(self) -> bool:
        """Whether every group has a cell where it asks for nothing."""
        return all(group.reaches_routine for group in self.groups)


def prove(protocol: Protocol, door: str | None = None, off: tuple[str, ...] = ()) -> Proof:
    """Walk the whole grid of one door, with some instruments off.

    Behind the default door every item may have an answer and every item of that door may be missing; behind
    another door only its own items can.
    """
    reduced = protocol.without(off) if off else protocol
    through = door or reduced.doors.default
    asked = reduced.items_of_door(through)
    open_items = _open_items(reduced, through, asked)
    clauses = tuple(clauses_of(reduced.rows))
    scales = reduced.scales.values()
    atoms = [atom for clause in clauses for atom in atoms_of(clause.when)]
    blocks = blocks_of({key: reduced.items[key] for key in open_items}, scales, atoms, asked)
    nothing = Facts({}, reduced.scales, frozenset())
    settled = [atom for atom in atoms if not any(atom in block.atoms for block in blocks)]
    fixed = {atom: holds(atom, nothing) for atom in settled}
    groups: list[GroupCells] = []
    faults: list[str] = []
    seen = {clause.row for clause in clauses if truth(clause.when, fixed)}
    for members in joined(blocks, clauses):
        own = [clause for clause in clauses if touches(clause, members)]
        groups.append(_Walk(members, own, fixed, seen, faults).walk())
    if through == reduced.doors.default:
        faults.extend(f"{row.id} can never hold" for row in reduced.rows if row.id not in seen)
    paths = prove_paths(reduced, open_items, asked)
    return Proof(through, off, tuple(groups), paths, (*faults, *paths.faults))


def _open_items(protocol: Protocol, door: str, asked: frozenset[str]) -> tuple[str, ...]:
    if door == protocol.doors.default:
        return tuple(protocol.items)
    return tuple(item for item in protocol.items if item in asked or item == protocol.doors.item)


class _Walk:
    """One group, cell by cell."""

    def __init__(
        self,
        blocks: tuple[Block, ...],
        clauses: list[Clause],
        fixed: Truths,
        seen: set[str],
        faults: list[str],
    ) -> None:
        self.blocks, self.clauses, self.fixed, self.seen, self.faults = blocks, clauses, fixed, seen, faults
        self.classes = [classes_of(block) for block in blocks]

    def walk(self) -> GroupCells:
        """Decide every cell, then try every step out of it."""
        cells = {cell: self._urgency(cell) for cell in product(*(one.examples for one in self.classes))}
        for place, one in enumerate(self.classes):
            self._try(cells, place, one.worse, "a worse answer")
            self._try(cells, place, one.unanswered, "a missing answer, or a wish,")
        name = "; ".join(block.name for block in self.blocks)
        expected = prod(len(one.examples) for one in self.classes)
        if len(cells) != expected:
            self.faults.append(f"{name}: {len(cells)} of {expected} cells decided")
        return GroupCells(name, len(cells), Urgency.ROUTINE in cells.values())

    def _urgency(self, cell: tuple[Signature, ...]) -> Urgency:
        truths = dict(self.fixed)
        for block, signature in zip(self.blocks, cell, strict=True):
            truths.update(zip(block.atoms, signature, strict=True))
        holding = [clause for clause in self.clauses if truth(clause.when, truths)]
        self.seen.update(clause.row for clause in holding)
        return most_urgent(clause.urgency for clause in holding)

    def _try(
        self, cells: Mapping[tuple[Signature, ...], Urgency], place: int, steps: frozenset[Step], what: str
    ) -> None:
        onward: dict[Signature, list[Signature]] = {}
        for before, after in steps:
            onward.setdefault(before, []).append(after)
        for cell, urgency in cells.items():
            for after in onward.get(cell[place], ()):
                other = (*cell[:place], after, *cell[place + 1 :])
                if urgency.is_more_urgent_than(cells[other]):
                    self._note(cell, other, place, f"{what} lowers {urgency} to {cells[other]}")
                    return

    def _note(
        self, cell: tuple[Signature, ...], other: tuple[Signature, ...], place: int, message: str
    ) -> None:
        before, after = _example(self.classes, cell), _example(self.classes, other)
        self.faults.append(f"{self.blocks[place].name}: {message}: {before} -> {after}")


def _example(classes: list[Classes], cell: tuple[Signature, ...]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for one, signature in zip(classes, cell, strict=True):
        answers.update(one.examples[signature])
    return answers
