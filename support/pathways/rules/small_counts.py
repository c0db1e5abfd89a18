"""Numbers of people that lead to nobody (domain model 0.10).

Whoever reads a number may know who takes part. So neither a number under five is shown nor one that leaves
fewer than five beside it; and what is shown is shown in steps of five, so that one person who comes or goes
cannot be read off two looks.
"""

from dataclasses import dataclass

K_PERSONS = 5


@dataclass(frozen=True)
class Band:
    """A number, from and to; both ends count."""

    least: int
    most: int


def in_all(count: int) -> Band | None:
    """How many people there are; None while there are fewer than five."""
    if count < K_PERSONS:
        return None
    least = count - count % K_PERSONS
    return Band(least, least + K_PERSONS - 1)


def part_of(count: int, everybody: int) -> Band | None:
    """How many of them something is so of; None where those of whom it is so, or is not, are fewer than
    five."""
    return in_all(count) if everybody - count >= K_PERSONS else None
