"""Plain values to conditions; names of items, values and scores are checked where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from support.triage.rules.answers import WITHHELD
from support.triage.rules.conditions import ALWAYS, About, AllOf, AnyOf, Atom, Condition, Op
from support.triage.rules.faults import Node, truth_of
from support.triage.rules.items import Item
from support.vocabulary.pathway import Urgency

_OPS = " ".join(op.value for op in Op)


@dataclass(slots=True)
class Names:
    """What a condition may name."""

    items: Mapping[str, Item]
    scores: frozenset[str]
    conditions: dict[str, Condition] = field(default_factory=dict)


def parse_condition(node: Node, names: Names) -> Condition:
    """A condition; ALWAYS stands in for one with a fault, which is noted."""
    if node.value == "always":
        return ALWAYS
    if not isinstance(node.value, dict):
        node.wrong("a condition is expected")
        return ALWAYS
    for key, joined in (("all", AllOf), ("any", AnyOf)):
        if key in node.value:
            return joined(_parts(node.fields(key)[key], names)) if node.value[key] else _empty(node, key)
    if "holds" in node.value:
        fields = node.fields("holds")
        return _named(fields["holds"], names) if "holds" in fields else ALWAYS
    return _atom(node, names)


def _parts(node: Node, names: Names) -> tuple[Condition, ...]:
    return tuple(parse_condition(part, names) for part in node.parts())


def _empty(node: Node, key: str) -> Condition:
    node.wrong(f"nothing stands under {key}")
    return ALWAYS


def _named(node: Node, names: Names) -> Condition:
    return names.conditions[node.value] if node.known(list(names.conditions)) else ALWAYS


def _atom(node: Node, names: Names) -> Condition:
    subjects = [about for about in About if about.value in node.value]
    ops = [op for op in Op if op.value in node.value]
    if len(subjects) != 1 or (len(ops) != 1 and subjects != [About.URGENCY]):
        node.wrong(f"one of item, score or urgency is expected, with one of: {_OPS}")
        return ALWAYS
    match subjects[0]:
        case About.ITEM:
            return _item_atom(node, ops[0], names)
        case About.SCORE:
            return _score_atom(node, ops[0], names)
        case About.URGENCY:
            fields = node.fields("urgency")
            urgencies = fields["urgency"].parts() if "urgency" in fields else []
            found = tuple(part.value for part in urgencies if part.one_of(Urgency))
            return Atom(About.URGENCY, "urgency", Op.IS, found)


def _item_atom(node: Node, op: Op, names: Names) -> Condition:
    fields = node.fields(f"item {op.value}", "ignored_when_off")
    if "item" not in fields or not fields["item"].known(list(names.items)):
        return ALWAYS
    item = names.items[fields["item"].value]
    ignored = truth_of(fields, "ignored_when_off")
    operand = fields.get(op.value, node)
    if op in (Op.IS, Op.LACKS):
        return Atom(About.ITEM, item.id, op, _values(operand, item), ignored_when_off=ignored)
    if op in (Op.MISSING, Op.ANSWERED):
        _expect_true(operand)
        return Atom(About.ITEM, item.id, op, ignored_when_off=ignored)
    limit = operand.whole()
    if limit not in item.values:
        operand.wrong(f"{limit} is no value of {item.id}")
    return Atom(About.ITEM, item.id, op, limit=limit, ignored_when_off=ignored)


def _score_atom(node: Node, op: Op, names: Names) -> Condition:
    fields = node.fields(f"score {op.value}", "skipped_as_best ignored_when_off")
    if "score" not in fields or not fields["score"].known(sorted(names.scores)):
        return ALWAYS
    operand = fields.get(op.value, node)
    limit = 0
    if op in (Op.AT_LEAST, Op.AT_MOST):
        limit = operand.whole()
    elif op in (Op.MISSING, Op.ANSWERED):
        _expect_true(operand)
    else:
        operand.wrong("a score is compared with at_least or at_most")
    return Atom(
        About.SCORE,
        fields["score"].value,
        op,
        limit=limit,
        skipped_as_best=truth_of(fields, "skipped_as_best"),
        ignored_when_off=truth_of(fields, "ignored_when_off"),
    )


def _values(node: Node, item: Item) -> tuple[int | str, ...]:
    found = []
    for part in node.parts():
        if is_value(item, part.value) or part.value == WITHHELD:
            found.append(part.value)
        else:
            part.wrong(f"{part.value!r} is no value of {item.id}")
    return tuple(found)


def _expect_true(node: Node) -> None:
    if not node.truth():
        node.wrong("only true can stand here")


def is_value(item: Item, value: object) -> bool:
    """Whether a plain value is one of the item's, number for number and text for text."""
    return not isinstance(value, bool) and isinstance(value, (int, str)) and value in item.values
