"""Reading a small YAML file strictly: every fault is collected with its place, and none is passed over."""

from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from support.vocabulary.language import LANGUAGES

Kind = TypeVar("Kind")
_NAMES: dict[type, str] = {int: "whole number", date: "date", bool: "true or false"}


class FileFaults(Exception):
    """A file cannot be used; `faults` says everything that is wrong with it, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class _NoDoubles(yaml.CSafeLoader):
    """Refuses a key that stands twice; plain YAML would keep the last and drop the first in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        """The mapping, unless a key stands in it twice."""
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} twice", key_node.start_mark)
            seen.update([key] if isinstance(key, Hashable) else [])
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> object:
    """What the file holds; raises FileFaults when it is no YAML or has a key twice."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise FileFaults([f"{path.name}: {error}"]) from error


def parse_yaml(text: str, name: str) -> object:
    """What a text of this name holds; raises FileFaults when it is no YAML or has a key twice."""
    try:
        # A subclass of the safe loader: it makes plain values and nothing else.
        return yaml.load(text, Loader=_NoDoubles)  # noqa: S506
    except yaml.YAMLError as error:
        raise FileFaults([f"{name}: {error}"]) from error


class Entry:
    """One mapping of a file, read key by key.

    A value of the wrong kind becomes a fault in the shared list and an empty value of the right kind, so
    that reading goes on and finds the next fault. `finish` names the keys that nobody asked for.
    """

    def __init__(self, value: object, place: str, faults: list[str]) -> None:
        self.place = place
        self._faults = faults
        self._asked: set[str] = set()
        self._values: Mapping[object, object] = {}
        if isinstance(value, dict):
            self._values = value
        else:
            self.fault("is not a mapping")

    def fault(self, what: str, key: str = "") -> None:
        """Note a fault at this entry or at one of its keys."""
        self._faults.append(f"{self.place}{'.' if key else ''}{key}: {what}")

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value; an optional key is asked for with this first."""
        self._asked.add(key)
        return self._values.get(key) is not None

    def names(self) -> tuple[str, ...]:
        """The keys as they stand, for a mapping whose keys are data."""
        return tuple(str(key) for key in self._values)

    def value(self, key: str) -> object:
        """The value as it stands; a fault when there is none."""
        if not self.has(key):
            self.fault("is missing", key)
        return self._values.get(key)

    def text(self, key: str) -> str:
        """A text that is not empty."""
        return self._read(key, str, "").strip()

    def number(self, key: str) -> int:
        """A whole number above 0."""
        found = self._read(key, int, 1)
        if found <= 0 or isinstance(found, bool):
            self.fault("is not a number above 0", key)
        return found

    def count(self, key: str) -> int:
        """A whole number, 0 or more."""
        found = self._read(key, int, 0)
        if found < 0 or isinstance(found, bool):
            self.fault("is not a number from 0", key)
        return found

    def flag(self, key: str) -> bool:
        """Whether something holds; what is not said does not."""
        return self.has(key) and self._read(key, bool, False)

    def day(self, key: str) -> date:
        """A date."""
        return self._read(key, date, date.min)

    def words(self, key: str, allowed: frozenset[str] | None = None) -> tuple[str, ...]:
        """A list of words, each once and, where a list of allowed words is given, one of those."""
        found = self.value(key)
        words = tuple(word for word in found if isinstance(word, str)) if isinstance(found, list) else ()
        if not words or (isinstance(found, list) and len(words) != len(found)):
            self.fault("is not a list of words", key)
        if len(set(words)) != len(words):
            self.fault("has a word twice", key)
        for word in words:
            if allowed is not None and word not in allowed:
                self.fault(f"has the unknown word {word!r}", key)
        return words

    def languages(self, key: str) -> Mapping[str, str]:
        """A text in each of the three languages."""
        inner = self.entry(key)
        texts = {language.value: inner.text(language) for language in LANGUAGES}
        inner.finish()
        return texts

    def entry(self, key: str) -> "Entry":
        """A mapping inside this one."""
        self._asked.add(key)
        return Entry(self._values.get(key), f"{self.place}.{key}", self._faults)

    def entries(self, key: str) -> list["Entry"]:
        """A list of mappings that is not empty."""
        found = self.value(key)
        if not isinstance(found, list) or not found:
            self.fault("is not a list", key)
            return []
        return [Entry(each, f"{self.place}.{key}[{n}]", self._faults) for n, each in enumerate(found)]

    def finish(self) -> None:
        """Note a fault for every key that was not asked for: a misspelt key must not be passed over."""
        for key in self._values:
            if key not in self._asked:
                self.fault("is not known here", str(key))

    def _read(self, key: str, kind: type[Kind], otherwise: Kind) -> Kind:
        found = self.value(key)
        if isinstance(found, kind) and found != "":
            return found
        if found is not None:
            self.fault(f"is not a {_NAMES.get(kind, 'text')}", key)
        return otherwise
