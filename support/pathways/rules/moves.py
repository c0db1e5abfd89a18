"""One table of allowed moves for each thing that has states; whatever stands in none of them is refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from support.vocabulary.errors import Conflict, mark

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


def following(allowed: Mapping[tuple[S, M], S], state: S, move: M) -> S:
    """The state after the move; raises Conflict when the table has no such move."""
    try:
        return allowed[state, move]
    except KeyError:
        raise Conflict(mark("This can no longer be done.")) from None
