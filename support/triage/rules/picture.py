"""The picture of what carries and what weighs, built from the answers and the protocol alone."""

from dataclasses import dataclass

from support.triage.rules.answers import Answers
from support.triage.rules.conditions import Facts, holds
from support.triage.rules.picture_spec import Entry
from support.triage.rules.protocol import Protocol, present


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the picture: keys of the protocol's texts, and 1 to 4 dots or none."""

    title: str
    text: str
    level: int | None
    level_text: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Both sides of the picture."""

    carries: tuple[Shown, ...]
    weighs: tuple[Shown, ...]


def picture(protocol: Protocol, answers: Answers) -> Picture:
    """What the person told, own picks first and in her own order; nothing private."""
    facts = Facts(present(answers), protocol.scales, frozenset(protocol.items))
    sides = {
        side: tuple(shown for entry in entries for shown in _shown(side, entry, facts))
        for side, entries in protocol.picture.sides().items()
    }
    most = protocol.picture.most
    return Picture(sides["carries"][:most], sides["weighs"][:most])


def _shown(side: str, entry: Entry, facts: Facts) -> list[Shown]:
    level = next((each.level for each in entry.levels if holds(each.when, facts)), None)
    words = None if level is None else f"picture.levels.{side}.{level}"
    if not entry.picks:
        if level is None:
            return []
        return [Shown(f"picture.{entry.key}.title", f"picture.{entry.key}.text", level, words)]
    answer = next(iter(facts.values.get(entry.key, ())), ())
    picks = answer if isinstance(answer, tuple) else (answer,)
    keys = [f"picture.values.{entry.key}.{value}" for value in picks if value in entry.values]
    return [Shown(f"{key}.title", f"{key}.text", level, words) for key in keys]
