"""The four urgencies, and the paths that rules speak of; which paths there are is data."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NewType

Path = NewType("Path", str)
"""What is suggested, for example "brief_support"; which exist is said by the protocol."""

CRISIS = Path("crisis")
URGENT_CALL = Path("urgent_call")
PHYSICIAN = Path("physician")
TRIPARTITE = Path("tripartite")
SUPERVISOR_SUPPORT = Path("supervisor_support")
BRIEF_SUPPORT = Path("brief_support")
SELF_CARE = Path("self_care")

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

    @property
    def needs_call_today(self) -> bool:
        """Whether a human is told at once and calls the same day, or as soon as the service opens."""
        return self in (Urgency.NOW, Urgency.SAME_DAY)

    def is_more_urgent_than(self, other: "Urgency") -> bool:
        """Whether this one leaves less time than the other."""
        return self.rank < other.rank


_RANKS = {urgency: rank for rank, urgency in enumerate(Urgency)}


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency:
    """The one that leaves the least time; routine when there is none."""
    return min(urgencies, key=lambda urgency: urgency.rank, default=Urgency.ROUTINE)
