"""The questions of a protocol: items, instruments and pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from support.triage.rules.answers import Answer
from support.triage.rules.conditions import Condition
from support.triage.rules.scales import Scale


class Kind(StrEnum):
    """How an item is answered."""

    ONE = "one"
    """One value out of a list."""
    MANY = "many"
    """Any of a list."""
    SCALE = "scale"
    """A whole number between two ends that have words."""
    TEXT = "text"
    """Own words, read by people and by no rule."""


class Decline(StrEnum):
    """How a page may be left without an answer."""

    SKIP = "skip"
    """One button for the page; the items count as missing."""
    WITHHOLD = "withhold"
    """One more choice on each item: "I would rather not say"."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question."""

    id: str
    kind: Kind
    values: tuple[int | str, ...] = ()
    """As they stand on the screen; of a scale from the low end to the high."""
    order: tuple[int | str, ...] = ()
    """The same values from best to worst; empty where none is better than another."""
    more_is_worse: bool = False
    """Of a pick-any item: picking one more value never makes things better."""
    exclusive: frozenset[str] = frozenset()
    """Values of a pick-any item that stand alone, for example "none"."""
    private: bool = False
    """Never shown again on any screen, review or print (safety, violence, substances)."""
    private_values: frozenset[str] = frozenset()
    """Single values of a pick-any item that are never shown again."""
    optional: bool = False
    """May be left empty without skipping."""
    limit: int = 0
    """Of own words: how many characters at most."""
    shown_when: Condition | None = None

    @property
    def best(self) -> int | str | None:
        """The best value, None where there is no order."""
        return self.order[0] if self.order else None

    def visible(self, answer: Answer) -> Answer | None:
        """What of an answer may be shown again; None when nothing may."""
        if self.private:
            return None
        if isinstance(answer, tuple):
            return tuple(value for value in answer if value not in self.private_values) or None
        return answer


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms an instrument may be used."""

    terms: str
    needs_clearance: bool
    """Off outside the demo until a letter from the owner is on file."""
    letter: str | None = None
    cleared_on: date | None = None

    @property
    def is_cleared(self) -> bool:
        """Whether the instrument may be used with real people."""
        return not self.needs_clearance or (self.letter is not None and self.cleared_on is not None)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published scale with its score, parts of it that conditions may use, and its licence."""

    scale: Scale
    parts: tuple[Scale, ...]
    licence: Licence

    @property
    def id(self) -> str:
        """The id of the instrument, which is also that of its score."""
        return self.scale.id


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions."""

    key: str
    items: tuple[str, ...]
    decline: Decline | None = None
    door: str | None = None
    """Through which door the page is reached; None: through every door."""
    safety: bool = False
    """An item left empty is asked once more and then counts as missing."""
    quick_exit: bool = False
    help_lines: bool = False
    """112 and a line that is open at this hour are printed on the page."""
    contact: bool = False
    """Has a form of its own."""
    only: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict)
    """Of an item fewer values than usual, where the others are not this door's to choose."""
    shown_when: Condition | None = None
