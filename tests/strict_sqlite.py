"""SQLite takes texts of any length and with any sign: here it refuses what PostgreSQL would refuse."""

from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, TypeDecorator, event, text
from sqlalchemy.exc import DataError

from support.platform.database import Base


def refuse_what_is_too_long(connection: Connection) -> None:
    """Let SQLite refuse a text that is longer than its column."""
    for table in Base.metadata.sorted_tables:
        lengths = {column.name: _length(column) for column in table.columns}
        for name, length in lengths.items():
            if length is not None:
                for when in ("INSERT", f"UPDATE OF {name}"):
                    connection.execute(text(_trigger(table, name, length, when)))


def let_lengths_be(connection: Connection) -> None:
    """Take the refusals away: a column that a migration takes away may be named by none."""
    found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in found:
        if name.startswith("too_long_"):
            connection.execute(text(f"DROP TRIGGER {name}"))


@event.listens_for(Engine, "before_cursor_execute")
def refuse_nul(_connection: Connection, _cursor: object, statement: str, given: Any, *_more: object) -> None:
    """No text of PostgreSQL holds the sign U+0000, be it written or only asked for."""
    rows = given if isinstance(given, list) else [given]
    for row in rows:
        for value in row.values() if isinstance(row, dict) else row or ():
            if isinstance(value, str) and "\0" in value:
                raise DataError(statement, None, ValueError("a text holds U+0000"))


def _length(column: Column[object]) -> int | None:
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    length: int | None = getattr(kind, "length", None)
    return length


def _trigger(table: Table, column: str, length: int, when: str) -> str:
    name = f"too_long_{table.name}__{column}_{when[:6].lower()}"
    said = f"value too long for {table.name}.{column}"
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table.name} WHEN length(NEW.{column}) > {length} "
        f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )
