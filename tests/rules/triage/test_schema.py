"""The schema for editors and the loader agree about the structure: what one refuses, so does the other."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from support.triage.loading import PROTOCOLS, STRUCTURE, check_signature
from support.triage.rules.crosscheck import crosscheck
from support.triage.rules.faults import Faults, Node
from support.triage.rules.parse_protocol import parse_protocol
from support.vocabulary.strict_yaml import read_yaml
from tests.rules.triage.examples import IN_USE, SMALL

SCHEMA = Draft202012Validator(json.loads((PROTOCOLS / "protocol.schema.json").read_text(encoding="utf-8")))
Place = tuple[str | int, ...]


def structure(folder: Path) -> Any:
    return read_yaml(folder / STRUCTURE)


def is_valid(raw: Any) -> bool:
    """In the eyes of an editor, which knows days as texts."""
    valid: bool = SCHEMA.is_valid(json.loads(json.dumps(raw, default=date.isoformat)))
    return valid


def loader_says(raw: Any) -> list[str]:
    node = Node(raw, "", Faults("protocol.yaml"))
    protocol = parse_protocol(node, {})
    if protocol is not None and not node.faults.found:
        crosscheck(protocol, node.faults)
        check_signature(protocol, node.faults)
    return [str(fault) for fault in node.faults.found]


def mappings(raw: Any, place: Place = ()) -> Iterator[Place]:
    """Every mapping of a structure whose keys are fields, not names of the clinicians' own choosing."""
    if isinstance(raw, dict):
        if not place or place[-1] not in ("items", "instruments", "conditions", "parts", "names", "only"):
            yield place
        for key, below in raw.items():
            yield from mappings(below, (*place, key))
    elif isinstance(raw, list):
        for number, below in enumerate(raw):
            yield from mappings(below, (*place, number))


def at(raw: Any, place: Place) -> Any:
    for step in place:
        raw = raw[step]
    return raw


@pytest.mark.parametrize("folder", [IN_USE, SMALL / "kevyt-0.1.0"], ids=lambda folder: folder.name)
def test_the_protocols_in_the_tree_are_valid(folder: Path) -> None:
    assert is_valid(structure(folder))
    assert f"$schema=../{'protocol.schema.json'}" in (IN_USE / STRUCTURE).read_text(encoding="utf-8")


def test_an_unknown_field_is_refused_by_both_wherever_it_stands() -> None:
    whole = structure(SMALL / "kevyt-0.1.0")
    places = list(mappings(whole))
    assert len(places) > 30
    for place in places:
        planted = copy.deepcopy(whole)
        at(planted, place)["colour"] = "blue"
        assert not is_valid(planted), place
        assert loader_says(planted), place


def test_a_field_that_is_missing_is_refused_by_both_or_by_neither() -> None:
    whole = structure(SMALL / "kevyt-0.1.0")
    for place in mappings(whole):
        for key in at(whole, place):
            planted = copy.deepcopy(whole)
            del at(planted, place)[key]
            told = [fault for fault in loader_says(planted) if "is missing" in fault or "expected" in fault]
            assert is_valid(planted) is not bool(told), (*place, key)


@pytest.mark.parametrize("wrong", [None, 7, "x", True, [], {}], ids=repr)
def test_what_the_schema_refuses_the_loader_never_takes(wrong: object) -> None:
    """The loader knows more, so it may refuse what a schema cannot see; never the other way round."""
    whole = structure(SMALL / "kevyt-0.1.0")
    for place in mappings(whole):
        for key in at(whole, place):
            planted = copy.deepcopy(whole)
            at(planted, place)[key] = wrong
            if not is_valid(planted):
                assert loader_says(planted), (*place, key)
