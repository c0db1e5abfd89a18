"""Reading nested plain values strictly: every fault is noted with its place, none stops the reading."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with a protocol."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        """File, place and message on one line."""
        return f"{self.file}: {self.place}: {self.message}" if self.place else f"{self.file}: {self.message}"


@dataclass(slots=True)
class Faults:
    """The faults found so far in one file."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def note(self, place: str, message: str) -> None:
        """Remember one fault."""
        self.found.append(Fault(self.file, place, message))


@dataclass(frozen=True, slots=True)
class Node:
    """A plain value with the place where it stands."""

    value: Any
    place: str
    faults: Faults

    def wrong(self, message: str) -> None:
        """Note that something is wrong here."""
        self.faults.note(self.place, message)

    def below(self, key: str | int, value: Any) -> "Node":
        """A value inside this one."""
        return Node(value, f"{self.place}.{key}" if self.place else str(key), self.faults)

    def fields(self, required: str = "", optional: str = "", may_be_null: str = "") -> dict[str, "Node"]:
        """The named fields of a mapping that say something; notes missing, unknown and empty ones."""
        entries = dict(self.entries())
        needed, allowed = required.split(), f"{required} {optional} {may_be_null}".split()
        for key in needed:
            if key not in entries or entries[key].value is None:
                self.wrong(f"{key} is missing")
        for key in [key for key in entries if key not in allowed]:
            entries.pop(key).wrong(f"unknown field; known are: {', '.join(allowed)}")
        for key in [key for key in entries if key in optional.split() and entries[key].value is None]:
            entries[key].wrong("says nothing; leave it out")
        return {key: node for key, node in entries.items() if node.value is not None}

    def entries(self) -> Iterator[tuple[str, "Node"]]:
        """Keys and values of a mapping."""
        if not isinstance(self.value, dict):
            self.wrong("a mapping is expected")
            return
        for key, value in self.value.items():
            if isinstance(key, str):
                yield key, self.below(key, value)
            else:
                self.wrong(f"the key {key!r} is not text; put it in quotes")

    def parts(self) -> list["Node"]:
        """The values of a list."""
        if not isinstance(self.value, list):
            self.wrong("a list is expected")
            return []
        return [self.below(number, value) for number, value in enumerate(self.value, start=1)]

    def text(self) -> str:
        """A text; empty when it is none."""
        if not isinstance(self.value, str) or not self.value:
            self.wrong(f"text is expected, not {self.value!r}; put yes, no and numbers in quotes")
            return ""
        return self.value

    def whole(self) -> int:
        """A whole number; 0 when it is none."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.wrong(f"a whole number is expected, not {self.value!r}")
            return 0
        return self.value

    def truth(self) -> bool:
        """true or false."""
        if not isinstance(self.value, bool):
            self.wrong(f"true or false is expected, not {self.value!r}")
        return self.value is True

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(part.text() for part in self.parts())

    def one_of(self, choices: type[Choice]) -> Choice | None:
        """A member of an enumeration."""
        known = [choice.value for choice in choices]
        return choices(self.value) if self.known(known) else None

    def known(self, names: Collection[str]) -> bool:
        """Whether the value is one of the names; notes it otherwise."""
        if isinstance(self.value, str) and self.value in names:
            return True
        self.wrong(f"{self.value!r} is not known; known are: {', '.join(names)}")
        return False


def truth_of(fields: dict[str, Node], key: str) -> bool:
    """An optional field that is true or, when it is absent, false."""
    return key in fields and fields[key].truth()


def texts_of(fields: dict[str, Node], key: str) -> tuple[str, ...]:
    """An optional list of texts; empty when it is absent."""
    return fields[key].texts() if key in fields else ()
