"""Conditions as data: tests of one item, one score or the urgency, joined by "all" and "any".

There is no "not": every test says what it needs, so a condition can also be asked of several values at once,
and then holds when one of them satisfies it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.scales import Scale
from support.vocabulary.pathway import Urgency


class About(StrEnum):
    """What a test looks at."""

    ITEM = "item"
    SCORE = "score"
    URGENCY = "urgency"


class Op(StrEnum):
    """What a test asks."""

    IS = "is"
    """One of these values; of a pick-any item: at least one of them picked."""
    LACKS = "lacks"
    """None of these values; true as well when nothing was answered."""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MISSING = "missing"
    """Asked, but skipped, withheld or never reached; of a score: an item of it is missing."""
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Atom:
    """One test."""

    about: About
    name: str
    op: Op
    values: tuple[int | str, ...] = ()
    limit: int = 0
    skipped_as_best: bool = False
    """Of a score: an item without an answer counts at its best."""
    ignored_when_off: bool = False
    """When its instrument is off the test is left out; otherwise what needs it can no longer hold."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part holds; without parts always."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one part holds; without parts never."""

    parts: tuple["Condition", ...]


Condition = Atom | AllOf | AnyOf

ALWAYS = AllOf(())
NEVER = AnyOf(())


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions are asked of."""

    values: Mapping[str, Sequence[Answer]]
    """The values of each item; several when an answer was changed."""
    scales: Mapping[str, Scale]
    asked: frozenset[str]
    """Items that were to be asked; only these can be missing."""
    urgency: Urgency | None = None


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether the condition is true of the facts."""
    # Plain loops: every decision asks some hundred tests, and generators would cost more than the tests.
    if isinstance(condition, Atom):
        return _TESTS[condition.about](condition, facts)
    decisive = isinstance(condition, AnyOf)
    for part in condition.parts:
        if holds(part, facts) is decisive:
            return decisive
    return not decisive


def _holds_of_urgency(atom: Atom, facts: Facts) -> bool:
    return facts.urgency is not None and facts.urgency.value in atom.values


def _holds_of_item(atom: Atom, facts: Facts) -> bool:
    given = facts.values.get(atom.name, ())
    if atom.op is Op.MISSING:
        return _is_missing(atom.name, facts)
    if not given:
        return atom.op is Op.LACKS
    fits = _FITS[atom.op]
    return fits(given[0], atom) if len(given) == 1 else any(fits(answer, atom) for answer in given)


def _is_one(answer: Answer, atom: Atom) -> bool:
    if isinstance(answer, tuple):
        return not set(atom.values).isdisjoint(answer)
    return answer in atom.values


def _is_none(answer: Answer, atom: Atom) -> bool:
    return not _is_one(answer, atom)


def _is_at_least(answer: Answer, atom: Atom) -> bool:
    return isinstance(answer, int) and answer >= atom.limit


def _is_at_most(answer: Answer, atom: Atom) -> bool:
    return isinstance(answer, int) and answer <= atom.limit


def _is_answer(answer: Answer, _atom: Atom) -> bool:
    return answer != WITHHELD


def _holds_of_score(atom: Atom, facts: Facts) -> bool:
    scale = facts.scales[atom.name]
    if atom.op is Op.MISSING:
        return any(_is_missing(item, facts) for item in scale.items)
    bounds = scale.bounds(facts.values, skipped_as_best=atom.skipped_as_best)
    if bounds is None:
        return False
    low, high = bounds
    match atom.op:
        case Op.AT_LEAST:
            return high >= atom.limit
        case Op.AT_MOST:
            return low <= atom.limit
        case _:
            return True


def _is_missing(item: str, facts: Facts) -> bool:
    given = facts.values.get(item, ())
    return item in facts.asked and (not given or WITHHELD in given)


_TESTS = {About.ITEM: _holds_of_item, About.SCORE: _holds_of_score, About.URGENCY: _holds_of_urgency}
_FITS = {
    Op.IS: _is_one,
    Op.LACKS: _is_none,
    Op.AT_LEAST: _is_at_least,
    Op.AT_MOST: _is_at_most,
    Op.ANSWERED: _is_answer,
}


def atoms_of(condition: Condition) -> Iterator[Atom]:
    """Every test in the condition, from left to right."""
    if isinstance(condition, Atom):
        yield condition
    else:
        for part in condition.parts:
            yield from atoms_of(part)


def without(condition: Condition, items: frozenset[str], scales: frozenset[str]) -> Condition | None:
    """The condition once items and scales are off; None when nothing of it is left.

    Among alternatives ("any") the ones that need something off disappear. Where all is needed, one part that
    is off takes the whole away, unless it is marked to be ignored (source: triage paper, section 7).
    """
    if isinstance(condition, Atom):
        off = scales if condition.about is About.SCORE else items
        return None if condition.name in off and condition.about is not About.URGENCY else condition
    left = [(part, without(part, items, scales)) for part in condition.parts]
    kept = tuple(rest for _, rest in left if rest is not None)
    if not kept and condition.parts:
        return None
    if isinstance(condition, AnyOf):
        return AnyOf(kept)
    needed = (part for part, rest in left if rest is None)
    return AllOf(kept) if all(isinstance(part, Atom) and part.ignored_when_off for part in needed) else None


def items_behind(condition: Condition, scales: Mapping[str, Scale]) -> tuple[str, ...]:
    """The items that a condition looks at, those of its scores included, each once."""
    items: dict[str, None] = {}
    for atom in atoms_of(condition):
        if atom.about is About.ITEM:
            items[atom.name] = None
        elif atom.about is About.SCORE and atom.name in scales:
            items.update(dict.fromkeys(scales[atom.name].items))
    return tuple(items)
