"""What happens in the demo's stories, read from their files: who does what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from support.demo.rules import wall_time
from support.vocabulary.strict_yaml import Entry

HERSELF = "self"
_COMMON = frozenset({"does", "who", "day", "ago", "after", "at", "brings"})


@dataclass(frozen=True)
class Act:
    """One thing that happens; `who` is a code of the staff or of a supervisor, or "self".

    When: `day` days after the opening, or `ago` working days before now, both at a wall-clock time; `after`
    in opening minutes after sending; else soon after what happened before. `brings` is what is done in it.
    """

    does: str
    who: str
    day: int | None = None
    ago: int | None = None
    after: int | None = None
    at: time = time(9)
    brings: tuple["Act", ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    """What else this verb has to know."""

    def word(self, key: str, otherwise: str = "") -> str:
        """A word of this verb."""
        found = self.more.get(key, otherwise)
        if not isinstance(found, str):
            raise TypeError(f"{self.does}: {key} is no text")
        return found

    def number(self, key: str, otherwise: int = 0) -> int:
        """A number of this verb."""
        found = self.more.get(key, otherwise)
        if not isinstance(found, int):
            raise TypeError(f"{self.does}: {key} is no number")
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words of this verb; empty when it is not told."""
        found = self.more.get(key, [])
        if not isinstance(found, list):
            raise TypeError(f"{self.does}: {key} is no list")
        return tuple(str(one) for one in found)

    def has(self, key: str) -> bool:
        """Whether it is told."""
        return key in self.more


def read_acts(entry: Entry, key: str, before: str = "") -> tuple[Act, ...]:
    """The acts under a key, none where there is none; each is done by whoever did the one before it, unless
    it says otherwise."""
    acts: list[Act] = []
    who = before
    for one in entry.entries(key) if entry.has(key) else ():
        act = _read_act(one, who)
        who = act.who
        acts.append(act)
    return tuple(acts)


def _read_act(entry: Entry, before: str) -> Act:
    who = entry.text("who") if entry.has("who") else before
    does = entry.text("does")
    at = entry.text("at") if entry.has("at") else ""
    act = Act(
        does=does,
        who=who,
        day=entry.count("day") if entry.has("day") else None,
        ago=entry.count("ago") if entry.has("ago") else None,
        after=entry.count("after") if entry.has("after") else None,
        at=wall_time(at) if at else time(9),
        brings=read_acts(entry, "brings", who),
        more={key: entry.value(key) for key in entry.names() if key not in _COMMON},
    )
    if not who:
        entry.fault("is done by nobody", "who")
    entry.finish()
    return act
