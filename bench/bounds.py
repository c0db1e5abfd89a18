"""A figure and the bound it is held to."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


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


def report(bounds: Sequence[Bound], *, as_json: bool) -> int:
    """Print what was found; the status with which a measurement ends, 1 when a bound is missed."""
    if as_json:
        print(json.dumps(in_json(bounds), indent=2))
    else:
        print_bounds(bounds)
    return status_of(bounds)


def status_of(bounds: Iterable[Bound]) -> int:
    """0, or 1 when a bound is missed."""
    return 0 if all(bound.is_kept for bound in bounds) else 1


def in_json(bounds: Iterable[Bound]) -> list[dict[str, object]]:
    """Each as values that JSON knows."""
    return [asdict(bound) | {"kept": bound.is_kept} for bound in bounds]


def print_bounds(bounds: Iterable[Bound]) -> None:
    """A table, with a word beside each bound that is missed."""
    print(f"{'':<44}{'found':>10}{'bound':>12}")
    for bound in bounds:
        limit = f"{'>=' if bound.at_least else '<='} {bound.bound:g}"
        said = "" if bound.is_kept else "   MISSED"
        print(f"{bound.name:<44}{round(bound.found, 2):>10.6g}{limit:>12}{said}")
