"""Statements for where every request passes: put together once and handed straight to the driver.

Of the time such a statement takes through the library, the database has an eighth (measured); the rest is
made anew for each run. Errors come out as those of the library all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Select, Update
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

Values = tuple[object, ...] | dict[str, object]


@dataclass(frozen=True, slots=True)
class _Ready:
    """The text for one kind of database, and how each value goes into it."""

    text: str
    values: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    is_positional: bool

    def filled(self, values: Mapping[str, object]) -> Values:
        """The values as the driver wants them, each through the type of its column."""
        given = [(name, process(values[name]) if process else values[name]) for name, process in self.values]
        return tuple(value for _, value in given) if self.is_positional else dict(given)


class HotStatement:
    """A statement with named parameters, each of which stands in it once.

    What goes in passes through the types of the columns; what comes out is as the driver gives it, so only
    columns of text, of bytes and of whole numbers may be asked for.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | Update) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Connection, values: Mapping[str, object]) -> DBAPICursor:
        """Send it within the transaction of the connection.

        Raises the library's DBAPIError, which says neither the statement nor the values.
        """
        ready = self._ready.get(connection.dialect.name)
        if ready is None:
            ready = self._ready[connection.dialect.name] = self._made_ready(connection.dialect)
        return send(connection, ready.text, ready.filled(values))

    def _made_ready(self, dialect: Dialect) -> _Ready:
        compiled = self._statement.compile(dialect=dialect)
        names = compiled.positiontup if compiled.positional else compiled.binds
        kinds = {name: compiled.binds[name].type.dialect_impl(dialect) for name in names or ()}
        processes = tuple((name, kind.bind_processor(dialect)) for name, kind in kinds.items())
        return _Ready(compiled.string, processes, compiled.positional)


def send(connection: Connection, text: str, values: Values = ()) -> DBAPICursor:
    """Hand a statement to the driver of the connection, whose transaction has begun.

    Raises the library's DBAPIError.
    """
    cursor = connection.connection.cursor()
    driver_error: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        cursor.execute(text, values)
    except driver_error as fault:
        raise DBAPIError.instance(
            None, None, fault, driver_error, hide_parameters=True, dialect=connection.dialect
        ) from None
    return cursor
