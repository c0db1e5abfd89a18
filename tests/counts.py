"""How much is tried: everything with the large counts, otherwise for each a part of its own."""

import os
from collections.abc import Iterable
from typing import TypeVar

LONG = os.environ.get("LONG") == "1"
One = TypeVar("One")


def a_third_of(everything: Iterable[One], turn: int) -> list[One]:
    """Every third of these, from the first, second or third on, as it is this one's turn; all with LONG=1."""
    found = list(everything)
    return found if LONG else found[turn % 3 :: 3]
