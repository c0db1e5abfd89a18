"""SQLite holds to no length of a text: here it does, as PostgreSQL does, whichever way a value is written."""

from sqlalchemy import Column, Connection, Table, TypeDecorator, text

from support.platform.database import Base


def refuse_what_is_too_long(connection: Connection) -> None:
    """Let SQLite refuse a text that is longer than its column."""
    for table in Base.metadata.sorted_tables:
        lengths = {column.name: _length(column) for column in table.columns}
        for name, length in lengths.items():
            if length is not None:
                for when in ("INSERT", f"UPDATE OF {name}"):
                    connection.execute(text(_trigger(table, name, length, when)))


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
