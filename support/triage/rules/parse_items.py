"""Plain values to items, instruments and pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from support.triage.rules.faults import Node, truth_of
from support.triage.rules.items import Decline, Instrument, Item, Kind, Licence, Page
from support.triage.rules.parse_conditions import Names, parse_condition
from support.triage.rules.scales import Scale

_ITEM_FIELDS = (
    "values from to better more_is_worse exclusive private private_values optional limit shown_when"
)


def parse_item(key: str, node: Node) -> Item | None:
    """An item without its condition, which may name items that come later."""
    fields = node.fields("kind", _ITEM_FIELDS)
    kind = fields["kind"].one_of(Kind) if "kind" in fields else None
    if kind is None:
        return None
    values = _values(node, kind, fields)
    return Item(
        id=key,
        kind=kind,
        values=values,
        order=_order(fields, values),
        more_is_worse=truth_of(fields, "more_is_worse"),
        exclusive=_among(fields, "exclusive", values),
        private=truth_of(fields, "private"),
        private_values=_among(fields, "private_values", values),
        optional=truth_of(fields, "optional"),
        limit=fields["limit"].whole() if "limit" in fields else 0,
    )


def _values(node: Node, kind: Kind, fields: Mapping[str, Node]) -> tuple[int | str, ...]:
    match kind:
        case Kind.TEXT:
            _expect(node, fields, "limit")
            return ()
        case Kind.SCALE:
            if not _expect(node, fields, "from", "to"):
                return ()
            return tuple(range(fields["from"].whole(), fields["to"].whole() + 1))
        case _:
            return _listed(fields["values"], kind) if _expect(node, fields, "values") else ()


def _listed(node: Node, kind: Kind) -> tuple[int | str, ...]:
    found: list[int | str] = []
    for part in node.parts():
        if isinstance(part.value, bool) or not isinstance(part.value, (int, str)):
            part.wrong(f"{part.value!r} is no value; put yes and no in quotes")
        elif kind is Kind.MANY and not isinstance(part.value, str):
            part.wrong("values of a pick-any item are texts")
        elif part.value in found:
            part.wrong(f"{part.value!r} stands twice")
        else:
            found.append(part.value)
    if len(found) < 2 and kind is Kind.ONE:
        node.wrong("at least two values are needed")
    return tuple(found)


def _expect(node: Node, fields: Mapping[str, Node], *keys: str) -> bool:
    missing = [key for key in keys if key not in fields]
    for key in missing:
        node.wrong(f"{key} is missing")
    return not missing


def _order(fields: Mapping[str, Node], values: tuple[int | str, ...]) -> tuple[int | str, ...]:
    if "better" not in fields:
        return ()
    if not fields["better"].known(["first", "last"]):
        return ()
    return values if fields["better"].value == "first" else tuple(reversed(values))


def _among(fields: Mapping[str, Node], key: str, values: tuple[int | str, ...]) -> frozenset[str]:
    if key not in fields:
        return frozenset()
    for part in fields[key].parts():
        if part.value not in values:
            part.wrong(f"{part.value!r} is no value of the item")
    return frozenset(fields[key].texts())


def parse_instrument(key: str, node: Node, items: Mapping[str, Item]) -> Instrument | None:
    """An instrument with its parts and its licence."""
    fields = node.fields("items licence", "factor parts")
    if "items" not in fields or "licence" not in fields:
        return None
    factor = fields["factor"].whole() if "factor" in fields else 1
    scale = _scale(key, fields["items"], items, factor)
    parts = fields["parts"].entries() if "parts" in fields else iter(())
    found = tuple(_scale(part, below, items, 1) for part, below in parts)
    for part in found:
        if set(part.items) - set(scale.items):
            node.wrong(f"the part {part.id} has items that the instrument has not")
    return Instrument(scale, found, _licence(fields["licence"]))


def _scale(key: str, node: Node, items: Mapping[str, Item], factor: int) -> Scale:
    members: list[tuple[str, int]] = []
    for part in node.parts():
        if part.known(list(items)):
            best = items[part.value].best
            if isinstance(best, int):
                members.append((part.value, best))
            else:
                part.wrong("an item of a scale needs numbers and a better end")
    return Scale(key, tuple(item for item, _ in members), tuple(best for _, best in members), factor)


def _licence(node: Node) -> Licence:
    fields = node.fields("terms needs_clearance", "letter cleared_on")
    return Licence(
        terms=fields["terms"].text() if "terms" in fields else "",
        needs_clearance=truth_of(fields, "needs_clearance"),
        letter=fields["letter"].text() if "letter" in fields else None,
        cleared_on=parse_date(fields["cleared_on"]) if "cleared_on" in fields else None,
    )


def parse_date(node: Node) -> date:
    """A day; the first of all days when it is none."""
    value: Any = node.value
    if isinstance(value, date):
        return value
    node.wrong(f"a day like 2026-01-31 is expected, not {value!r}")
    return date.min


def _fewer_values(node: Node, names: Names) -> dict[str, tuple[int | str, ...]]:
    fewer: dict[str, tuple[int | str, ...]] = {}
    for key, values in node.entries():
        if key not in names.items:
            values.wrong(f"{key} is no item")
            continue
        known = [str(value) for value in names.items[key].values]
        fewer[key] = tuple(part.value for part in values.parts() if part.known(known))
    return fewer


def parse_page(node: Node, names: Names) -> Page | None:
    """A page of questions."""
    fields = node.fields("key items", "decline door safety quick_exit help_lines contact only shown_when")
    if "key" not in fields or "items" not in fields:
        return None
    listed = [part for part in fields["items"].parts() if part.known(list(names.items))]
    return Page(
        key=fields["key"].text(),
        items=tuple(part.value for part in listed),
        decline=fields["decline"].one_of(Decline) if "decline" in fields else None,
        door=fields["door"].text() if "door" in fields else None,
        safety=truth_of(fields, "safety"),
        quick_exit=truth_of(fields, "quick_exit"),
        help_lines=truth_of(fields, "help_lines"),
        contact=truth_of(fields, "contact"),
        only=_fewer_values(fields["only"], names) if "only" in fields else {},
        shown_when=parse_condition(fields["shown_when"], names) if "shown_when" in fields else None,
    )
