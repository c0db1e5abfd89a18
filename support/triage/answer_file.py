"""Answer sets in a JSON file, as `decide` and `export-fhir` take them."""

import json
from collections.abc import Iterator
from typing import IO, Any

from support.triage.rules.answers import Answers
from support.triage.rules.plain_answers import UnknownAnswers, plain_answers
from support.triage.rules.protocol import Protocol

UNKNOWN = 2
"""Exit status for answers that the protocol does not have."""


def read_answers(protocol: Protocol, file: IO[bytes]) -> tuple[list[Answers], bool]:
    """The answer sets of a file, and whether they stood in a list.

    Raises UnknownAnswers with every unknown item and value, and for what is not JSON.
    """
    try:
        raw = json.loads(file.read().decode("utf-8-sig"), object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise UnknownAnswers((f"not JSON that can be read: {error}",)) from None
    many = isinstance(raw, list)
    found: list[Answers] = []
    faults: list[str] = []
    for number, answers in enumerate(raw if many else [raw], start=1):
        try:
            found.append(plain_answers(protocol, answers))
        except UnknownAnswers as error:
            faults.extend(_placed(error, number if many else None))
    if faults:
        raise UnknownAnswers(tuple(faults))
    return found, many


def _placed(error: UnknownAnswers, number: int | None) -> Iterator[str]:
    place = "" if number is None else f"answer set {number}: "
    yield from (f"{place}{fault}" for fault in error.faults)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an item stands twice in one answer set")
    return found
