"""Which answers make up the picture of what carries and what weighs, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from support.triage.rules.conditions import Condition, without


@dataclass(frozen=True, slots=True)
class Level:
    """How strongly an entry counts, 1 to 4, when its condition holds."""

    level: int
    when: Condition


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the picture: own picks of an item, or a level read from answers.

    With `picks` every picked value out of `values` is a line of its own, in the order in which the person
    picked them; otherwise the entry is one line, shown when one of its levels holds.
    """

    key: str
    picks: bool = False
    values: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """Both sides of the picture, in order, and how many lines a side may have."""

    most: int
    carries: tuple[Entry, ...]
    weighs: tuple[Entry, ...]

    def sides(self) -> Mapping[str, tuple[Entry, ...]]:
        """Both sides by name."""
        return {"carries": self.carries, "weighs": self.weighs}

    def without(self, items: frozenset[str], scales: frozenset[str]) -> "PictureSpec":
        """The picture once items and scales are off."""

        def left(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
            kept = (entry for entry in entries if not (entry.picks and entry.key in items))
            return tuple(replace(entry, levels=_levels_left(entry, items, scales)) for entry in kept)

        return PictureSpec(self.most, left(self.carries), left(self.weighs))


def _levels_left(entry: Entry, items: frozenset[str], scales: frozenset[str]) -> tuple[Level, ...]:
    left = ((level, without(level.when, items, scales)) for level in entry.levels)
    return tuple(replace(level, when=when) for level, when in left if when is not None)
