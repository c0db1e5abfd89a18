"""Answer classes: answers that no condition tells apart are one class, named by the tests that hold of it.

A block is one item, or all items of an instrument, because its score binds them together. Every combination
of answers of a block is tried, declined and missing ones included, so the classes and the steps between them
are exact.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.conditions import About, Atom, Facts, holds
from support.triage.rules.items import Item, Kind
from support.triage.rules.scales import Scale

Signature = tuple[bool, ...]
"""Which tests of a block hold, in the order of its tests."""

Step = tuple[Signature, Signature]


@dataclass(frozen=True, slots=True)
class Block:
    """Items that are looked at together, the tests about them, and whether they are asked."""

    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    atoms: tuple[Atom, ...]
    asked: frozenset[str]

    @property
    def name(self) -> str:
        """The items of the block."""
        return ", ".join(item.id for item in self.items)


@dataclass(frozen=True, slots=True)
class Classes:
    """The answer classes of a block, an example of each, and the steps that must not lower an urgency."""

    examples: Mapping[Signature, Mapping[str, Answer]]
    worse: frozenset[Step]
    """One answer became worse."""
    unanswered: frozenset[Step]
    """The best answer was declined or left out; or, where no order is, something was answered at all."""


def blocks_of(
    items: Mapping[str, Item], scales: Iterable[Scale], atoms: Iterable[Atom], asked: frozenset[str]
) -> tuple[Block, ...]:
    """The blocks that the tests are about; `items` are those that may have an answer."""
    tests = tuple(dict.fromkeys(atom for atom in atoms if atom.about is not About.URGENCY))
    bound = [scale for scale in scales if any(atom.name == scale.id for atom in tests)]
    members: dict[str, frozenset[str]] = {atom.name: frozenset([atom.name]) for atom in tests}
    members = {name: own for name, own in members.items() if name in items}
    for scale in bound:
        together = frozenset(scale.items).union(*(members.get(item, frozenset()) for item in scale.items))
        members |= dict.fromkeys(together & set(items), together)
    groups = dict.fromkeys(members.values())
    return tuple(_block(items, bound, tests, asked, group) for group in groups)


def _block(
    items: Mapping[str, Item],
    scales: Iterable[Scale],
    tests: tuple[Atom, ...],
    asked: frozenset[str],
    group: frozenset[str],
) -> Block:
    own_scales = tuple(scale for scale in scales if group.issuperset(scale.items))
    names = group | {scale.id for scale in own_scales}
    return Block(
        tuple(item for item in items.values() if item.id in group),
        own_scales,
        tuple(atom for atom in tests if atom.name in names),
        asked & group,
    )


@cache
def classes_of(block: Block) -> Classes:
    """Every class of a block and every step between classes."""
    choices = [_choices(item, block.atoms) for item in block.items]
    signatures = {chosen: _signature(block, chosen) for chosen in product(*choices)}
    examples: dict[Signature, Mapping[str, Answer]] = {}
    # A reader understands an example with answers better than one without.
    for chosen, signature in sorted(signatures.items(), key=lambda pair: pair[0].count(None)):
        examples.setdefault(signature, _as_answers(block, chosen))
    worse: set[Step] = set()
    unanswered: set[Step] = set()
    for place, (item, options) in enumerate(zip(block.items, choices, strict=True)):
        for found, steps in ((worse, _worse(item, options)), (unanswered, _unanswered(item, options))):
            moves = dict.fromkeys(steps)
            found |= _steps(signatures, place, moves)
    return Classes(examples, frozenset(worse), frozenset(unanswered))


def _steps(
    signatures: Mapping[tuple[Answer | None, ...], Signature],
    place: int,
    moves: Iterable[tuple[Answer | None, Answer | None]],
) -> set[Step]:
    onward: dict[Answer | None, list[Answer | None]] = {}
    for before, after in moves:
        onward.setdefault(before, []).append(after)
    found: set[Step] = set()
    for chosen, signature in signatures.items():
        for after in onward.get(chosen[place], ()):
            found.add((signature, signatures[(*chosen[:place], after, *chosen[place + 1 :])]))
    return found


def _signature(block: Block, chosen: tuple[Answer | None, ...]) -> Signature:
    values = {item: (answer,) for item, answer in _as_answers(block, chosen).items()}
    facts = Facts(values, {scale.id: scale for scale in block.scales}, block.asked)
    return tuple(holds(atom, facts) for atom in block.atoms)


def _as_answers(block: Block, chosen: tuple[Answer | None, ...]) -> dict[str, Answer]:
    pairs = zip(block.items, chosen, strict=True)
    return {item.id: answer for item, answer in pairs if answer is not None}


def _choices(item: Item, atoms: tuple[Atom, ...]) -> tuple[Answer | None, ...]:
    """Every answer a condition can tell apart from another; None for a missing one.

    A declined answer is kept apart only where a test names it: elsewhere the engine reads it as missing.
    """
    declined = [WITHHELD] if any(WITHHELD in atom.values for atom in atoms if atom.name == item.id) else []
    if item.kind is Kind.MANY:
        return (None, *declined, *_pickings(item, atoms))
    return (None, *declined, *(item.order or item.values))


def _pickings(item: Item, atoms: tuple[Atom, ...]) -> Iterator[tuple[str, ...]]:
    texts = [value for value in item.values if isinstance(value, str)]
    named = {value for atom in atoms if atom.name == item.id for value in atom.values}
    alone = [value for value in texts if value in item.exclusive]
    other = [value for value in texts if value not in item.exclusive]
    # One value stands for all that no condition names, because none tells them apart.
    unnamed = [value for value in other if value not in named][:1]
    kept = [value for value in other if value in named or value in unnamed]
    yield from ((value,) for value in alone)
    for size in range(1, len(kept) + 1):
        yield from combinations(kept, size)


def _worse(item: Item, options: tuple[Answer | None, ...]) -> Iterator[tuple[Answer | None, Answer | None]]:
    yield from zip(item.order, item.order[1:], strict=False)
    if item.more_is_worse:
        picked = [option for option in options if isinstance(option, tuple)]
        for before, after in product(picked, picked):
            grew = len(after) == len(before) + 1 and set(before) < set(after)
            began = set(before) <= item.exclusive and not item.exclusive & set(after)
            if grew or began:
                yield before, after


def _unanswered(
    item: Item, options: tuple[Answer | None, ...]
) -> Iterator[tuple[Answer | None, Answer | None]]:
    silent = [option for option in options if option is None or option == WITHHELD]
    if item.order:
        yield from ((item.order[0], option) for option in silent)
    elif item.more_is_worse:
        best = min((option for option in options if isinstance(option, tuple)), key=len)
        yield from ((best, option) for option in silent)
    else:
        yield from ((None, option) for option in options if option not in silent)
