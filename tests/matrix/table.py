"""The table of who may ask for what, read from its file, and every case that follows from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, cast

from flask import Flask
from werkzeug.routing import Rule

from support.vocabulary.strict_yaml import read_yaml

FILE = Path(__file__).parent.parent / "guards" / "authorization.yaml"
NOTHING, MALFORMED, OTHER_KIND = "nothing", "malformed", "of another kind"
# In what nobody has, there is nothing to be had.
NOBODYS = (NOTHING, MALFORMED, OTHER_KIND)
ALWAYS = "always"
_LINKS = {"the link", "no link"}
_KINDS = {"everybody": "public", "programs": "public", "the link": "by_link", "no link": "by_link"}


class Answer(Enum):
    """How a question is answered."""

    ALLOWED = "allowed"
    CONFLICT = "conflict"
    SIGN_IN = "sign-in"
    NOT_FOUND = "404"


@dataclass(frozen=True)
class Group:
    """Some routes with the same rule."""

    name: str
    whose: str
    allow: Mapping[str, frozenset[str]]
    conflict: Mapping[str, frozenset[str]]
    fields: Mapping[str, Mapping[str, str]]
    led_out: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """How its routes declare their access in the program."""
        return _KINDS.get(self.whose, "requires")

    @property
    def is_by_link(self) -> bool:
        """Whether the secret in the address is what lets somebody in."""
        return self.whose in _LINKS

    def answer(self, reader: str, relation: str) -> Answer:
        """What this reader is answered who asks for something that stands so to her."""
        if self.whose in ("everybody", "programs"):
            return Answer.ALLOWED
        if self.is_by_link:
            leads = self.whose == "the link" and relation not in NOBODYS
            return Answer.ALLOWED if leads else Answer.NOT_FOUND
        if reader == "anonymous" or reader in self.led_out:
            return Answer.SIGN_IN
        if self.allow.get(reader, frozenset()) & {relation, ALWAYS}:
            return Answer.ALLOWED
        return Answer.CONFLICT if relation in self.conflict.get(reader, ()) else Answer.NOT_FOUND


@dataclass(frozen=True)
class Case:
    """One question: who asks for what of whom, and how she is answered."""

    reader: str
    method: str
    rule: Rule
    relation: str
    person: str
    group: Group

    @property
    def expected(self) -> Answer:
        """What the table says."""
        return self.group.answer(self.reader, self.relation)

    def __str__(self) -> str:
        return f"{self.method} {self.rule} as {self.reader}, {self.relation}"


@dataclass(frozen=True, eq=False)
class Table:
    """Who there is, how things stand to her, and what she may ask for."""

    readers: Mapping[str, Mapping[str, str]]
    sign_ins: Mapping[str, str]
    groups: Mapping[tuple[str, str], Group]

    def cases(self, app: Flask, things: frozenset[str]) -> Iterator[Case]:
        """Every case; where none of these arguments stands in the address, each reader asks once."""
        for method, rule in routes_of(app):
            group = self.groups[method, str(rule)]
            for reader, persons in self.readers.items():
                relations = {**persons, **{one: one for one in NOBODYS}}
                if not rule.arguments & things:
                    relations = {ALWAYS: next(iter(persons.values()))}
                for relation, person in relations.items():
                    yield Case(reader, method, rule, relation, person, group)

    @cache  # noqa: B019 - there is one table in a process
    def unknown_to(self, reader: str, names: tuple[str, ...]) -> list[tuple[str, str, str]]:
        """The ids by which this reader may ask for nothing of somebody, in any address."""
        return [
            (name, relation, person)
            for name in names
            for relation, person in self.readers[reader].items()
            if all(
                group.answer(reader, relation) in (Answer.NOT_FOUND, Answer.SIGN_IN)
                for (_method, address), group in self.groups.items()
                if f"<{name}>" in address
            )
        ]


def routes_of(app: Flask) -> list[tuple[str, Rule]]:
    """Every route with the method that it answers."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (str(rule), sorted(rule.methods or ())))
    return [("POST" if "POST" in (rule.methods or ()) else "GET", rule) for rule in rules]


@cache
def read_table() -> Table:
    """The table. Raises ValueError for a route that stands in it twice and for a reader that is none."""
    read = cast(dict[str, Any], read_yaml(FILE))
    groups: dict[tuple[str, str], Group] = {}
    for name, content in read["groups"].items():
        group = Group(
            name,
            content["for"],
            _by_reader(content.get("allow", {}), read["readers"]),
            _by_reader(content.get("conflict", {}), read["readers"]),
            content.get("fields", {}),
            frozenset(filter(None, content.get("led_out", "").split(", "))),
        )
        for route in _routes(content["routes"]):
            if route in groups:
                raise ValueError(f"stands twice in the table: {route}")
            groups[route] = group
    return Table(read["readers"], read["sign_ins"], groups)


def _by_reader(lines: Mapping[str, str], readers: Mapping[str, object]) -> dict[str, frozenset[str]]:
    if unknown := set(lines) - set(readers):
        raise ValueError(f"no such reader: {sorted(unknown)}")
    return {reader: frozenset(relations.split()) for reader, relations in lines.items()}


def _routes(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        method, *addresses = line.split()
        for address in addresses:
            yield method, "/" + address.removeprefix("/")
