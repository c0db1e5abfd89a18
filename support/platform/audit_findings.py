"""What can be wrong with the audit record, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found."""

    CHANGED = "changed, or written without the key"
    OLD_KEY = "written with a key that was out of use by then"
    DELETED = "missing"
    INSERTED = "more than were sealed"
    EXCHANGED = "others than were sealed, or in another order"
    UNSEALED = "not sealed, though they should be by now"
    SEAL_CHANGED = "changed, or made without the key"
    SEAL_MISSING = "gone"
    SEAL_ASTRAY = "not the continuation of the one before"
    SEAL_KEY = "made with a key that is not given, or was out of use by then"
    ANCHOR_AHEAD = "newer than the database: its end was cut off, or it is an older copy"
    ANCHOR_OTHER = "of another chain than the one in the database"
    ANCHOR_UNREADABLE = "not readable"
    UNANCHORED = "not anchored, though they should be by now: the anchors were cut, or none was written"


@dataclass(frozen=True)
class Finding:
    """What was found, of which things, from where to where; `count` of them."""

    kind: Kind
    of: str
    first: int
    last: int
    count: int = 1

    def sentence(self) -> str:
        """As it is printed."""
        where = f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        return f"{self.of} {where}: {self.count} {self.kind}"


@dataclass
class Counted:
    """How much was gone through."""

    entries: int = 0
    seals: int = 0
    anchors: int = 0
    unsealed: int = 0


class Span:
    """The same finding of several things that follow each other."""

    def __init__(self, kind: Kind, of: str) -> None:
        self.kind, self.of = kind, of
        self.clear()

    def clear(self) -> None:
        """None, as in the beginning."""
        self.first = self.last = self.count = 0

    def add(self, number: int) -> None:
        """One more."""
        if not self.count:
            self.first = number
        self.last = number
        self.count += 1

    def findings(self) -> list[Finding]:
        """One finding for all, or none."""
        return [Finding(self.kind, self.of, self.first, self.last, self.count)] if self.count else []
