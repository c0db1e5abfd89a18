"""The four urgencies; paths and pathway codes are data, so they are only typed names here."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NewType

Path = NewType("Path", str)
"""What is suggested, for example "brief_support"; which exist is said by the protocol."""

PathwayCode = NewType("PathwayCode", str)
"""The versioned steps behind a path, for example "BRIEF"; which exist is said by the catalogue."""


class Urgency(StrEnum):
    """How soon a human has to look, most urgent first."""

    NOW = "now"
    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """0 for the most urgent; grows as there is more time."""
        return _RANKS[self]

    def is_more_urgent_than(self, other: "Urgency") -> bool:
        """Whether this one leaves less time than the other."""
        return self.rank < other.rank


_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency:
    """The one that leaves the least time; routine when there is none."""
    return min(urgencies, key=lambda urgency: urgency.rank, default=Urgency.ROUTINE)
