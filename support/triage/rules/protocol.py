"""A protocol as frozen values; the engine knows none of its items, rows or paths by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from support.triage.rules.answers import Answer, Answers
from support.triage.rules.conditions import NEVER, Condition, without
from support.triage.rules.items import Instrument, Item, Page
from support.triage.rules.picture_spec import PictureSpec
from support.triage.rules.scales import Scale
from support.vocabulary.pathway import Path, Urgency

Texts = Mapping[str, Mapping[str, str]]
"""Sentence by dotted key ("items.plan.ask") and language."""


@dataclass(frozen=True, slots=True)
class Row:
    """A condition that asks for an urgency."""

    id: str
    urgency: Urgency
    when: Condition
    safety: bool = False
    """Stands above rows about wishes and scores in the nurse's queue."""
    topics: tuple[str, ...] = ()
    """Which further help lines are shown."""


@dataclass(frozen=True, slots=True)
class PathRow:
    """A condition under which a path fits; the first that holds is the suggestion."""

    id: str
    path: Path
    when: Condition | None
    """None: never, because what it needs is off."""
    routine_only: bool = False
    """May be suggested only to somebody for whom nothing is urgent."""
    never: Condition = NEVER
    """Where this holds the path may be neither suggested nor chosen; said beside `when`, and proven of it."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark beside the decision that never changes it."""

    id: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Doors:
    """The item that says through which door a person came, and the door of those who have not said."""

    item: str
    default: str


@dataclass(frozen=True, slots=True)
class Vector:
    """An example with the result that clinicians expect."""

    id: str
    answers: Answers
    urgency: Urgency
    path: Path


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who approved the version, by profession, when, and exactly which content (its digest)."""

    names: Mapping[str, str]
    on: date
    content: str


@dataclass(frozen=True, eq=False)
class Protocol:
    """One version of the clinical content; equal only to itself, so that it can be a key."""

    code: str
    version: str
    active: bool
    signed_off: SignOff | None
    items: Mapping[str, Item]
    instruments: Mapping[str, Instrument]
    doors: Doors
    pages: tuple[Page, ...]
    rows: tuple[Row, ...]
    paths: tuple[PathRow, ...]
    flags: tuple[Flag, ...]
    picture: PictureSpec
    texts: Texts
    vectors: tuple[Vector, ...]
    content: str = ""
    """Digest of all that was written, but for the signature and whether it is in use."""

    @property
    def name(self) -> str:
        """Code and version, as stored with every decision: "voimavarat 1.0.0"."""
        return f"{self.code} {self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether nobody has signed this version yet."""
        return self.signed_off is None

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """Every score that a condition may name: those of the instruments and of their parts."""
        every = (scale for each in self.instruments.values() for scale in (each.scale, *each.parts))
        return {scale.id: scale for scale in every}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Which page comes before which, by key."""
        return {page.key: place for place, page in enumerate(self.pages)}

    def page(self, key: str) -> Page:
        """The page with this key; KeyError when there is none."""
        return self._pages[key]

    def row(self, row_id: str) -> Row:
        """The urgency row with this id; KeyError when there is none."""
        return self._rows[row_id]

    def text(self, key: str, language: str) -> str:
        """The sentence under a dotted key; KeyError when the protocol has none."""
        return self.texts[key][language]

    def optional_text(self, key: str, language: str) -> str | None:
        """The sentence under a dotted key, None when the protocol has none."""
        return self.texts.get(key, {}).get(language)

    def items_of_door(self, door: str) -> frozenset[str]:
        """Items asked through a door, those that every door asks included."""
        return self._items_of_doors[door]

    @cached_property
    def own_items(self) -> frozenset[str]:
        """Items that only the default door asks."""
        own = frozenset(item for page in self.pages if page.door == self.doors.default for item in page.items)
        others = frozenset(
            item for page in self.pages if page.door != self.doors.default for item in page.items
        )
        return own - others

    def uncleared(self) -> tuple[str, ...]:
        """Instruments that may not be used with real people yet."""
        return tuple(each.id for each in self.instruments.values() if not each.licence.is_cleared)

    def without(self, instruments: Iterable[str]) -> "Protocol":
        """The same protocol with instruments off; KeyError for one that it does not have.

        Rows that need one disappear, a path that needs one is never suggested, tests marked as ignorable are
        left out (source: triage paper, section 7).
        """
        off = {each: self.instruments[each] for each in instruments}
        items = frozenset(item for each in off.values() for item in each.scale.items)
        scales = frozenset(scale.id for each in off.values() for scale in (each.scale, *each.parts))

        def left(condition: Condition | None) -> Condition | None:
            return None if condition is None else without(condition, items, scales)

        def shown(condition: Condition | None) -> Condition | None:
            return None if condition is None else (without(condition, items, scales) or NEVER)

        def page_left(page: Page) -> Page:
            asked = tuple(item for item in page.items if item not in items)
            return replace(page, items=asked, shown_when=shown(page.shown_when))

        asked = {key: item for key, item in self.items.items() if key not in items}
        rows = ((row, left(row.when)) for row in self.rows)
        flags = ((flag, left(flag.when)) for flag in self.flags)
        return replace(
            self,
            items={key: replace(item, shown_when=shown(item.shown_when)) for key, item in asked.items()},
            instruments={key: each for key, each in self.instruments.items() if key not in off},
            pages=tuple(page_left(page) for page in self.pages if set(page.items) - items),
            rows=tuple(replace(row, when=when) for row, when in rows if when is not None),
            paths=tuple(
                replace(row, when=left(row.when), never=shown(row.never) or NEVER) for row in self.paths
            ),
            flags=tuple(replace(flag, when=when) for flag, when in flags if when is not None),
            picture=self.picture.without(items, scales),
        )

    @cached_property
    def doors_of_pages(self) -> frozenset[str]:
        """The doors that have pages of their own."""
        return frozenset(page.door for page in self.pages if page.door is not None)

    @cached_property
    def _items_of_doors(self) -> Mapping[str, frozenset[str]]:
        return {
            door: frozenset(item for page in self.pages if page.door in (door, None) for item in page.items)
            for door in self.doors_of_pages | {self.doors.default}
        }

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.key: page for page in self.pages}

    @cached_property
    def _rows(self) -> Mapping[str, Row]:
        return {row.id: row for row in self.rows}


def present(answers: Answers) -> dict[str, tuple[Answer, ...]]:
    """The answers as one value each, as conditions ask for them; an empty choice counts as none."""
    return {item: (answer,) for item, answer in answers.items() if answer != ()}
