"""What a person says in a check-in, and what it says of her (domain model F.3, items K1 to K7)."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Direction(StrEnum):
    """K4: where it is going, best first."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class CallWish(StrEnum):
    """K5: whether she would like a call, least first."""

    NOT_NOW = "not_now"
    THIS_WEEK = "this_week"
    TODAY = "today"


class Safe(StrEnum):
    """K7: whether she is safe, best first."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


SCALE = range(11)
ASKS_SAFETY_AT_MOST = 2


@dataclass(frozen=True)
class Given:
    """Everything that was answered; what was left out is None or empty.

    `wellbeing` are the values of the five items of WHO-5 in their order, `work_ability` goes from 0 to 10.
    """

    scale: int | None = None
    direction: Direction | None = None
    call: CallWish | None = None
    better: str = ""
    safe: Safe | None = None
    wellbeing: tuple[int | None, ...] = ()
    work_ability: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was answered."""
        return self == Given()

    @property
    def wellbeing_score(self) -> int | None:
        """WHO-5 from 0 to 100; None unless all five were answered."""
        values = [value for value in self.wellbeing if value is not None]
        return 4 * sum(values) if len(values) == 5 else None

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Given":
        """As it was kept."""
        return cls(
            scale=kept["scale"],
            direction=kept["direction"] and Direction(kept["direction"]),
            call=kept["call"] and CallWish(kept["call"]),
            better=kept["better"],
            safe=kept["safe"] and Safe(kept["safe"]),
            wellbeing=tuple(kept["wellbeing"]),
            work_ability=kept["work_ability"],
        )


def asks_safety(given: Given) -> bool:
    """Whether she is asked if she is safe: after a worse answer, always."""
    low = given.scale is not None and given.scale <= ASKS_SAFETY_AT_MOST
    return low or given.direction is Direction.WORSE


class Page(StrEnum):
    """One page of the questions behind the link."""

    NOW = "now"
    SAFETY = "safety"
    MEASURES = "measures"


def pages_for(given: Given, *, is_measuring: bool) -> tuple[Page, ...]:
    """The pages that she comes to with these answers, in order."""
    safety = (Page.SAFETY,) if asks_safety(given) else ()
    return (Page.NOW, *safety, *((Page.MEASURES,) if is_measuring else ()))


def is_unsafe(given: Given) -> bool:
    """Whether help has to stand in the very next response."""
    return given.safe in (Safe.NO, Safe.UNSURE)


def to_words(said: tuple[Given, ...]) -> str:
    """All that was said in one check-in, oldest first, as it is sealed."""
    return json.dumps([given.as_json() for given in said])


def from_words(kept: str | None) -> tuple[Given, ...]:
    """What `to_words` made."""
    return tuple(Given.read(one) for one in json.loads(kept or "[]"))
