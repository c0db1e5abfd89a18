"""Which rows a piece of work reads, whatever it makes of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import event

from support.platform.database import Base

Row = TypeVar("Row", bound=Base)


@contextmanager
def read_meanwhile(table: type[Row]) -> Iterator[list[Row]]:
    """The rows of a table that are read until this ends."""
    read: list[Row] = []

    def note(row: Row, _context: object) -> None:
        read.append(row)

    event.listen(table, "load", note)
    try:
        yield read
    finally:
        event.remove(table, "load", note)
