"""Every cell of the path grid has a path, none has one that it may never have, and nobody who is urgent is
left to help herself.

The grid is the product of all blocks that a path looks at and of the four urgencies, each urgency joined with
every answer, also where the rows would not give it: what holds of this larger grid holds of the real one. It
is walked as a tree: a branch is followed only as long as the first path that holds is open, and then counts
for all its cells.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod

from support.triage.rules.answers import Answer
from support.triage.rules.classes import Block, blocks_of, classes_of
from support.triage.rules.conditions import AllOf, Atom, Condition, Facts, atoms_of
from support.triage.rules.items import Item
from support.triage.rules.protocol import PathRow, Protocol
from support.triage.rules.truth import first_open, truth
from support.vocabulary.pathway import Path, Urgency


@dataclass(frozen=True, slots=True)
class PathCells:
    """How many cells end in each path."""

    cells: int
    by_path: dict[Path, int]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    truths: dict[Atom, bool]
    left: tuple[Block, ...]
    urgency: Urgency
    example: dict[str, Answer] = field(default_factory=dict)


def prove_paths(protocol: Protocol, open_items: tuple[str, ...], asked: frozenset[str]) -> PathCells:
    """Walk every cell of the path grid."""
    atoms = [atom for row in protocol.paths if row.when is not None for atom in atoms_of(row.when)]
    items = {key: protocol.items[key] for key in open_items}
    blocks = blocks_of(items, protocol.scales.values(), atoms, asked)
    by_path = {row.path: 0 for row in protocol.paths}
    faults: dict[str, None] = {}
    for urgency in Urgency:
        for leaf, row in _leaves(protocol, _start(protocol, atoms, blocks, urgency)):
            size = prod(len(classes_of(block).examples) for block in leaf.left)
            if row is None:
                faults.setdefault(f"no path for {leaf.urgency} with {leaf.example}")
            else:
                by_path[row.path] += size
                faults |= dict.fromkeys(_wrong(row, leaf))
    faults |= dict.fromkeys(_forbidden(protocol, items, asked))
    expected = len(Urgency) * prod(len(classes_of(block).examples) for block in blocks)
    if sum(by_path.values()) != expected:
        faults.setdefault(f"{sum(by_path.values())} of {expected} cells have a path")
    return PathCells(expected, by_path, tuple(faults))


def _forbidden(protocol: Protocol, items: Mapping[str, Item], asked: frozenset[str]) -> Iterator[str]:
    """Cells where a path holds although it never may, as a suggestion or as another way to choose."""
    for row in protocol.paths:
        if row.when is None:
            continue
        atoms = [atom for condition in (row.when, row.never) for atom in atoms_of(condition)]
        blocks = blocks_of(items, protocol.scales.values(), atoms, asked)
        for urgency in Urgency:
            yield from _overlap(row.when, row, _start(protocol, atoms, blocks, urgency))


def _overlap(when: Condition, row: PathRow, branch: _Branch) -> Iterator[str]:
    both = AllOf((when, row.never))
    found = truth(both, branch.truths)
    if found:
        yield f"{row.path} is possible where it may never be: {branch.example}"
    elif found is None:
        atom = first_open(both, branch.truths)
        for below in _split(branch, next(block for block in branch.left if atom in block.atoms)):
            yield from _overlap(when, row, below)


def _start(protocol: Protocol, atoms: Iterable[Atom], blocks: tuple[Block, ...], urgency: Urgency) -> _Branch:
    facts = Facts({}, protocol.scales, frozenset(), urgency)
    settled = [atom for atom in atoms if not any(atom in block.atoms for block in blocks)]
    return _Branch({atom: truth(atom, {}, facts) is True for atom in settled}, blocks, urgency)


def _wrong(row: PathRow, leaf: _Branch) -> Iterator[str]:
    if row.routine_only and leaf.urgency is not Urgency.ROUTINE:
        yield f"{row.path} is suggested with {leaf.urgency}: {leaf.example}"


def _leaves(protocol: Protocol, branch: _Branch) -> Iterator[tuple[_Branch, PathRow | None]]:
    for row in protocol.paths:
        found = False if row.when is None else truth(row.when, branch.truths)
        if found:
            yield branch, row
            return
        if row.when is not None and found is None:
            atom = first_open(row.when, branch.truths)
            for below in _split(branch, next(block for block in branch.left if atom in block.atoms)):
                yield from _leaves(protocol, below)
            return
    yield branch, None


def _split(branch: _Branch, block: Block) -> Iterator[_Branch]:
    left = tuple(other for other in branch.left if other is not block)
    for signature, example in classes_of(block).examples.items():
        settled = dict(zip(block.atoms, signature, strict=True))
        yield _Branch(branch.truths | settled, left, branch.urgency, branch.example | dict(example))
