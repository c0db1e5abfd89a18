"""Groups of items that conditions join, and the rows as clauses that belong to one group each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from support.triage.rules.classes import Block
from support.triage.rules.conditions import AnyOf, Condition, atoms_of
from support.triage.rules.protocol import Row
from support.vocabulary.pathway import Urgency


@dataclass(frozen=True, slots=True)
class Clause:
    """One alternative of a row; a row that holds by any of several is as many rows of the same urgency."""

    row: str
    urgency: Urgency
    when: Condition


def clauses_of(rows: Iterable[Row]) -> Iterator[Clause]:
    """The alternatives of every row."""
    for row in rows:
        for part in _alternatives(row.when):
            yield Clause(row.id, row.urgency, part)


def joined(blocks: tuple[Block, ...], clauses: Iterable[Clause]) -> list[tuple[Block, ...]]:
    """Blocks in groups: two are together when a clause joins them, directly or over others."""
    groups: list[tuple[Block, ...]] = [(block,) for block in blocks]
    for clause in clauses:
        met = [group for group in groups if touches(clause, group)]
        if len(met) > 1:
            groups = [group for group in groups if group not in met]
            groups.append(tuple(block for group in met for block in group))
    return groups


def touches(clause: Clause, blocks: tuple[Block, ...]) -> bool:
    """Whether the clause looks at one of the blocks."""
    return any(atom in block.atoms for atom in atoms_of(clause.when) for block in blocks)


def _alternatives(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AnyOf):
        for part in condition.parts:
            yield from _alternatives(part)
    else:
        yield condition
