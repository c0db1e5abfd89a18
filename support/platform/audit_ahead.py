"""Going through several things in their order side by side."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """Things in their order, of which the next can be seen before it is taken."""

    def __init__(self, things: Iterator[T]) -> None:
        self._things = things
        self.next = next(things, None)

    def take_while(self, belongs: Callable[[T], bool]) -> Iterator[T]:
        """One after the other, as long as they belong."""
        while self.next is not None and belongs(self.next):
            yield self.next
            self.next = next(self._things, None)
