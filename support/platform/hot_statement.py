"""Statements for where every request passes: put together once and handed straight to the driver.

Of the time such a statement takes through the library, the database has an eighth (measured); the rest is
made anew for each run. Errors come out as those of the library all the same.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

Values = tuple[object, ...] | dict[str, object]
_Process = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Ready:
    """The text for one kind of database, how each value goes into it, and how each column comes out."""

    text: str
    values: tuple[tuple[str, _Process], ...]
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]
    is_positional: bool

    def filled(self, values: Mapping[str, object]) -> Values:
        """The values as the driver wants them, each through the type of its column."""
        given = [(name, process(values[name]) if process else values[name]) for name, process in self.values]
        return tuple(value for _, value in given) if self.is_positional else dict(given)

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row of the driver's as the types of the columns give it."""
        if not self.columns:
            return row
        values = list(row)
        for place, process in self.columns:
            values[place] = process(values[place])
        return tuple(values)


class HotStatement:
    """A statement with named parameters, each of which stands in it once."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Connection, values: Mapping[str, object]) -> DBAPICursor:
        """Send it within the transaction of the connection; what goes in passes through the types of the
        columns, and what comes out is as the driver gives it: text, bytes and whole numbers.

        Raises the library's DBAPIError, which says neither the statement nor the values.
        """
        ready = self._for(connection)
        return send(connection, ready.text, ready.filled(values))

    def rows(self, connection: Connection, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """All rows, each value as the type of its column gives it; otherwise as `run`."""
        ready = self._for(connection)
        return [ready.read(row) for row in send(connection, ready.text, ready.filled(values)).fetchall()]

    def later(
        self, connection: Connection, values: Mapping[str, object]
    ) -> Callable[[], list[tuple[Any, ...]]]:
        """`rows` of a statement that is sent `without_waiting`, to be asked for after that."""
        ready = self._for(connection)
        answered = send(connection, ready.text, ready.filled(values))
        if connection.dialect.name == "postgresql":
            return lambda: [ready.read(row) for row in answered.fetchall()]
        # A statement that has not been read to its end would stand in the way of what comes after it.
        rows = [ready.read(row) for row in answered.fetchall()]
        return lambda: rows

    def first(self, connection: Connection, values: Mapping[str, object]) -> tuple[Any, ...] | None:
        """The first row or None; otherwise as `rows`."""
        ready = self._for(connection)
        row = send(connection, ready.text, ready.filled(values)).fetchone()
        return None if row is None else ready.read(row)

    def _for(self, connection: Connection) -> _Ready:
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = self._made_ready(dialect)
        return ready

    def _made_ready(self, dialect: Dialect) -> _Ready:
        compiled = self._statement.compile(dialect=dialect)
        names = compiled.positiontup if compiled.positional else compiled.binds
        kinds = {name: compiled.binds[name].type.dialect_impl(dialect) for name in names or ()}
        values = tuple((name, kind.bind_processor(dialect)) for name, kind in kinds.items())
        given = enumerate(getattr(self._statement, "exported_columns", ()))
        read = (
            (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for place, column in given
        )
        columns = tuple((place, process) for place, process in read if process)
        return _Ready(compiled.string, values, columns, compiled.positional)


def send(connection: Connection, text: str, values: Values = ()) -> DBAPICursor:
    """Hand a statement to the driver of the connection, whose transaction has begun.

    Raises the library's DBAPIError.
    """
    cursor = connection.connection.cursor()
    driver_error: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        cursor.execute(text, values)
    except driver_error as fault:
        raise _as_the_library_says(connection, fault) from None
    return cursor


@contextmanager
def without_waiting(connection: Connection) -> Iterator[None]:
    """What is sent within this waits for no answer where the driver can do without; the faults of all come
    at the end as DBAPIError. What is to be read is read after it."""
    if connection.dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    try:
        with driver.pipeline():
            yield
    except connection.dialect.loaded_dbapi.Error as fault:
        raise _as_the_library_says(connection, fault) from None


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """A single statement that only looks is sent within this: no transaction is begun and ended for it."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "postgresql":
        yield
        return
    driver.autocommit = True
    try:
        yield
    finally:
        if not driver.closed:
            driver.autocommit = False


def _as_the_library_says(connection: Connection, fault: Exception) -> Exception:
    dialect = connection.dialect
    return DBAPIError.instance(
        None, None, fault, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
    )
