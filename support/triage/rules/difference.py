"""What a new version of a protocol would decide otherwise, over the whole answer grid.

It is the paper that a clinician signs (source: triage paper, section 6; requirement SR-11).
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import prod

from support.triage.rules.answers import Answer
from support.triage.rules.classes import Block, Signature, classes_of
from support.triage.rules.conditions import Atom, Facts, atoms_of
from support.triage.rules.joint_grid import Count, JointGrid, Pair, Side
from support.triage.rules.protocol import Protocol
from support.triage.rules.truth import first_open, truth
from support.vocabulary.pathway import Path, Urgency


@dataclass(frozen=True, slots=True)
class Outcome:
    """How soon, and which path; None where a protocol has a hole."""

    urgency: Urgency
    path: Path | None


@dataclass(frozen=True, slots=True)
class Move:
    """Cells that end elsewhere, and the answers of one of them."""

    before: Outcome
    after: Outcome
    cells: int
    example: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Difference:
    """All cells of the joint grid, and those that move, most cells first."""

    cells: int
    moves: tuple[Move, ...]

    @property
    def moved(self) -> int:
        """How many cells end in another urgency or path."""
        return sum(move.cells for move in self.moves)


@dataclass(frozen=True, slots=True)
class _Branch:
    truths: Mapping[Atom, bool] = field(default_factory=dict)
    settled: Mapping[Block, Signature] = field(default_factory=dict)


def difference(before: Protocol, after: Protocol) -> Difference:
    """Decide every cell with both protocols."""
    grid = JointGrid(before, after)
    found: dict[tuple[Outcome, Outcome], Count] = {}
    for pair in grid.counts({}):
        for branch, ends in _Tree(grid, pair).leaves(_Branch()):
            count = grid.counts(branch.settled).get(pair) if ends[0] != ends[1] else None
            if count is not None:
                found[ends] = found[ends].plus(count) if ends in found else count
    moves = (Move(*ends, count.cells, count.example) for ends, count in found.items())
    cells = prod(len(classes_of(block).examples) for block in grid.blocks)
    return Difference(cells, tuple(sorted(moves, key=lambda move: -move.cells)))


class _Tree:
    """The paths of both protocols for one pair of urgencies, split only as far as a path depends on it."""

    def __init__(self, grid: JointGrid, pair: Pair) -> None:
        self._grid, self._pair = grid, pair
        self._fixed = [
            _of_urgency(grid, side, urgency) for side, urgency in zip(grid.sides, pair, strict=True)
        ]

    def leaves(self, branch: _Branch) -> Iterator[tuple[_Branch, tuple[Outcome, Outcome]]]:
        """Every part of the grid in which both paths are settled."""
        first, second = (
            _path(side, ChainMap(fixed, dict(branch.truths)))
            for side, fixed in zip(self._grid.sides, self._fixed, strict=True)
        )
        if isinstance(first, Atom) or isinstance(second, Atom):
            for below in self._split(branch, first if isinstance(first, Atom) else second):
                yield from self.leaves(below)
        else:
            yield branch, (Outcome(self._pair[0], first), Outcome(self._pair[1], second))

    def _split(self, branch: _Branch, undecided: Atom | Path | None) -> Iterator[_Branch]:
        block = next(block for block in self._grid.blocks if undecided in block.atoms)
        for signature in classes_of(block).examples:
            truths = dict(zip(block.atoms, signature, strict=True))
            yield _Branch({**branch.truths, **truths}, {**branch.settled, block: signature})


def _of_urgency(grid: JointGrid, side: Side, urgency: Urgency) -> dict[Atom, bool]:
    """The tests of a side that no answer settles."""
    facts = Facts({}, grid.scales, frozenset(), urgency)
    in_blocks = {atom for block in grid.blocks for atom in block.atoms}
    tests = (atom for row in side.paths if row.when is not None for atom in atoms_of(row.when))
    return {atom: truth(atom, {}, facts) is True for atom in tests if atom not in in_blocks}


def _path(side: Side, truths: Mapping[Atom, bool]) -> Path | Atom | None:
    """The path, the test that has to be settled first, or None where no path fits."""
    for row in side.paths:
        found = False if row.when is None else truth(row.when, truths)
        if found:
            return row.path
        if row.when is not None and found is None:
            return first_open(row.when, truths)
    return None
