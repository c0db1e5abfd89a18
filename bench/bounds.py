"""A figure and the bound it is held to."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """One figure and the bound it is held to."""

    name: str
    found: float
    bound: float
    at_least: bool

    @property
    def is_kept(self) -> bool:
        """Whether the figure is on the right side."""
        return self.found >= self.bound if self.at_least else self.found <= self.bound


def print_bounds(bounds: Iterable[Bound]) -> None:
    """A table, with a word beside each bound that is missed."""
    print(f"{'':<44}{'found':>10}{'bound':>12}")
    for bound in bounds:
        limit = f"{'>=' if bound.at_least else '<='} {bound.bound:g}"
        said = "" if bound.is_kept else "   MISSED"
        print(f"{bound.name:<44}{round(bound.found, 2):>10.6g}{limit:>12}{said}")
