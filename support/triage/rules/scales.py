"""Sums over the items of an instrument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from support.triage.rules.answers import Answer


@dataclass(frozen=True, slots=True)
class Scale:
    """Items whose whole numbers are added up and multiplied by a factor."""

    id: str
    items: tuple[str, ...]
    best: tuple[int, ...]
    """The best value of each item, in the order of the items."""
    factor: int = 1

    def highest(self, values: Mapping[str, Sequence[Answer]]) -> int | None:
        """The highest score there is, by the values that each item may have; None when one has no number."""
        bounds = self.bounds(values)
        return bounds[1] if bounds else None

    def bounds(
        self, values: Mapping[str, Sequence[Answer]], *, skipped_as_best: bool = False
    ) -> tuple[int, int] | None:
        """Lowest and highest score that the values allow; None when an item has no number.

        With `skipped_as_best` an item without a number counts at its best, so skipping one never undoes what
        the others say.
        """
        low = high = 0
        for item, best in zip(self.items, self.best, strict=True):
            given = values.get(item, ())
            if len(given) == 1 and isinstance(given[0], int):
                low, high = low + given[0], high + given[0]
                continue
            numbers = [value for value in given if isinstance(value, int)]
            if not numbers:
                if not skipped_as_best:
                    return None
                numbers = [best]
            low += min(numbers)
            high += max(numbers)
        return low * self.factor, high * self.factor
