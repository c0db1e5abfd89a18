"""Answers as plain values, from a file or a vector, checked against the protocol."""

from collections.abc import Mapping
from typing import Any

from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.items import Item, Kind
from support.triage.rules.parse_conditions import is_value
from support.triage.rules.protocol import Protocol


class UnknownAnswers(Exception):
    """Items or values that the protocol does not have; `faults` names each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def plain_answers(protocol: Protocol, raw: object) -> dict[str, Answer]:
    """Plain values to answers: null and an empty list are none, lists become tuples.

    Raises UnknownAnswers naming every unknown item and value.
    """
    if not isinstance(raw, Mapping):
        raise UnknownAnswers(("an answer set is a mapping of items to values",))
    faults: list[str] = []
    answers: dict[str, Answer] = {}
    for key, value in raw.items():
        item = protocol.items.get(key) if isinstance(key, str) else None
        if item is None:
            faults.append(f"unknown item: {key!r}")
        elif unknown := _unknown(item, value):
            faults.append(f"unknown value of {key}: {', '.join(map(repr, unknown))}")
        elif value is not None and value != []:
            answers[key] = tuple(dict.fromkeys(value)) if isinstance(value, (list, tuple)) else value
    if faults:
        raise UnknownAnswers(tuple(faults))
    return answers


def _unknown(item: Item, value: Any) -> list[Any]:
    if value is None or value == WITHHELD:
        return []
    if item.kind is Kind.TEXT:
        return [] if isinstance(value, str) and len(value) <= item.limit else [value]
    if item.kind is Kind.MANY:
        if not isinstance(value, (list, tuple)):
            return [value]
        return [part for part in value if not is_value(item, part)]
    return [] if is_value(item, value) else [value]
