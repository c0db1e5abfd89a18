"""New rows and changes handed straight to the database. Nobody follows them: they are not looked at again."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, insert, inspect
from sqlalchemy.engine import Connection

from support.platform.database import Base
from support.platform.hot_statement import HotStatement, without_waiting


class Change(NamedTuple):
    """A change of what is held against others; nobody asks what came of it."""

    statement: HotStatement
    values: Mapping[str, object]


def send_rows(connection: Connection, new: Iterable[Base | Change]) -> None:
    """Insert and change in this order; a number that the database gives a row is not read back.

    Raises the library's DBAPIError, IntegrityError among them.
    """
    with without_waiting(connection):
        for one in new:
            statement, values = one if isinstance(one, Change) else _as_change(one)
            statement.run(connection, values)


def _as_change(row: Base) -> Change:
    statement, names = _insert(type(row))
    return Change(statement, {f"new_{name}": getattr(row, name) for name in names})


@lru_cache(maxsize=64)
def _insert(kind: type[Base]) -> tuple[HotStatement, tuple[str, ...]]:
    numbered = Base.metadata.tables[kind.__tablename__].autoincrement_column
    columns = ((each.key, each.columns[0]) for each in inspect(kind).column_attrs)
    given = {name: column for name, column in columns if column is not numbered}
    values: dict[str, BindParameter[Any]] = {
        column.name: bindparam(f"new_{name}") for name, column in given.items()
    }
    return HotStatement(insert(kind).values(values).inline()), tuple(given)
