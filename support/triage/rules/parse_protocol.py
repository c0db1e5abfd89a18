"""Plain values to a protocol; every fault is noted with its place."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from support.triage.rules.conditions import ALWAYS, NEVER, Condition
from support.triage.rules.faults import Node, texts_of, truth_of
from support.triage.rules.items import Instrument, Item
from support.triage.rules.parse_conditions import Names, parse_condition
from support.triage.rules.parse_items import parse_date, parse_instrument, parse_item, parse_page
from support.triage.rules.picture_spec import Entry, Level, PictureSpec
from support.triage.rules.protocol import Doors, Flag, PathRow, Protocol, Row, SignOff, Texts
from support.vocabulary.pathway import Path, Urgency

Thing = TypeVar("Thing")

_FIELDS = "code version active doors items instruments pages rows paths flags picture"


def parse_protocol(node: Node, texts: Texts) -> Protocol | None:
    """The protocol without its vectors; None when whole sections are missing."""
    fields = node.fields(_FIELDS, "conditions", may_be_null="signed_off")
    if set(_FIELDS.split()) - set(fields):
        return None
    items = _keyed(fields["items"], parse_item)
    instruments = _keyed(fields["instruments"], lambda key, below: parse_instrument(key, below, items))
    names = Names(items, _scores(instruments))
    if "conditions" in fields:
        for key, below in fields["conditions"].entries():
            names.conditions[key] = parse_condition(below, names)
    return Protocol(
        code=fields["code"].text(),
        version=_version(fields["version"]),
        active=fields["active"].truth(),
        signed_off=_sign_off(fields["signed_off"]) if "signed_off" in fields else None,
        items=_with_conditions(fields["items"], names),
        instruments=instruments,
        doors=_doors(fields["doors"], items),
        pages=_listed(fields["pages"], lambda below: parse_page(below, names), lambda page: page.key),
        rows=_listed(fields["rows"], lambda below: _row(below, names), lambda row: row.id),
        paths=_listed(fields["paths"], lambda below: _path(below, names), lambda row: row.id),
        flags=_listed(fields["flags"], lambda below: _flag(below, names), lambda flag: flag.id),
        picture=_picture(fields["picture"], names),
        texts=texts,
        vectors=(),
    )


def _version(node: Node) -> str:
    if not re.fullmatch(r"\d+\.\d+\.\d+", node.text()):
        node.wrong("three numbers with dots between them are expected")
    return node.text()


def _keyed(node: Node, parse: Callable[[str, Node], Thing | None]) -> dict[str, Thing]:
    parsed = ((key, parse(key, below)) for key, below in node.entries())
    return {key: thing for key, thing in parsed if thing is not None}


def _listed(
    node: Node, parse: Callable[[Node], Thing | None], name: Callable[[Thing], str]
) -> tuple[Thing, ...]:
    found: dict[str, Thing] = {}
    for part in node.parts():
        thing = parse(part)
        if thing is not None and name(thing) in found:
            part.wrong(f"{name(thing)} stands twice")
        elif thing is not None:
            found[name(thing)] = thing
    return tuple(found.values())


def _scores(instruments: dict[str, Instrument]) -> frozenset[str]:
    return frozenset(scale.id for each in instruments.values() for scale in (each.scale, *each.parts))


def _with_conditions(node: Node, names: Names) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for key, below in node.entries():
        if key in names.items:
            raw: Any = below.value.get("shown_when")
            shown = parse_condition(below.below("shown_when", raw), names) if raw is not None else None
            found[key] = replace(names.items[key], shown_when=shown)
    return found


def _sign_off(node: Node) -> SignOff:
    fields = node.fields("names date content")
    people = {key: below.text() for key, below in fields["names"].entries()} if "names" in fields else {}
    content = fields["content"].text() if "content" in fields else ""
    return SignOff(people, parse_date(fields.get("date", node)), content)


def _doors(node: Node, items: dict[str, Item]) -> Doors:
    fields = node.fields("item default")
    if "item" not in fields or "default" not in fields or not fields["item"].known(list(items)):
        return Doors("", "")
    item = items[fields["item"].value]
    fields["default"].known([str(value) for value in item.values])
    return Doors(item.id, fields["default"].text())


def _condition(fields: dict[str, Node], names: Names) -> Condition:
    return parse_condition(fields["when"], names) if "when" in fields else ALWAYS


def _text(fields: dict[str, Node], key: str) -> str:
    return fields[key].text() if key in fields else ""


def _row(node: Node, names: Names) -> Row | None:
    fields = node.fields("id urgency when", "safety topics")
    urgency = fields["urgency"].one_of(Urgency) if "urgency" in fields else None
    if urgency is None:
        return None
    return Row(
        _text(fields, "id"),
        urgency,
        _condition(fields, names),
        safety=truth_of(fields, "safety"),
        topics=texts_of(fields, "topics"),
    )


def _path(node: Node, names: Names) -> PathRow:
    fields = node.fields("id path when", "routine_only never")
    return PathRow(
        _text(fields, "id"),
        Path(_text(fields, "path")),
        _condition(fields, names),
        routine_only=truth_of(fields, "routine_only"),
        never=parse_condition(fields["never"], names) if "never" in fields else NEVER,
    )


def _flag(node: Node, names: Names) -> Flag:
    fields = node.fields("id when")
    return Flag(_text(fields, "id"), _condition(fields, names))


def _picture(node: Node, names: Names) -> PictureSpec:
    fields = node.fields("most carries weighs")

    def side(key: str) -> tuple[Entry, ...]:
        if key not in fields:
            return ()
        return _listed(fields[key], lambda below: _entry(below, names), lambda entry: entry.key)

    return PictureSpec(fields["most"].whole() if "most" in fields else 0, side("carries"), side("weighs"))


def _entry(node: Node, names: Names) -> Entry | None:
    fields = node.fields("", "picks key values levels")
    raw = fields["levels"].parts() if "levels" in fields else []
    levels = tuple(_level(below, names) for below in raw)
    if "picks" not in fields:
        return Entry(_text(fields, "key") or _text(node.fields("key"), "key"), levels=levels)
    if not fields["picks"].known(list(names.items)):
        return None
    item = names.items[fields["picks"].value]
    values = texts_of(fields, "values")
    for value in values:
        if value not in item.values:
            fields["values"].wrong(f"{value!r} is no value of {item.id}")
    return Entry(item.id, picks=True, values=values, levels=levels)


def _level(node: Node, names: Names) -> Level:
    fields = node.fields("level when")
    level = fields["level"].whole() if "level" in fields else 0
    if level not in (1, 2, 3, 4):
        node.wrong("a level is 1, 2, 3 or 4")
    return Level(level, _condition(fields, names))
