"""New rows handed straight to the database. Nobody follows them: they are written once and read again."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, insert, inspect
from sqlalchemy.engine import Connection

from support.platform.database import Base
from support.platform.hot_statement import HotStatement, without_waiting


def send_rows(connection: Connection, rows: Iterable[Base]) -> None:
    """Insert them in this order; a number that the database gives one is not read back.

    Raises the library's DBAPIError, IntegrityError among them.
    """
    with without_waiting(connection):
        for row in rows:
            statement, names = _insert(type(row))
            statement.run(connection, {f"new_{name}": getattr(row, name) for name in names})


@lru_cache(maxsize=64)
def _insert(kind: type[Base]) -> tuple[HotStatement, tuple[str, ...]]:
    numbered = Base.metadata.tables[kind.__tablename__].autoincrement_column
    columns = ((each.key, each.columns[0]) for each in inspect(kind).column_attrs)
    given = {name: column for name, column in columns if column is not numbered}
    values: dict[str, BindParameter[Any]] = {
        column.name: bindparam(f"new_{name}") for name, column in given.items()
    }
    return HotStatement(insert(kind).values(values).inline()), tuple(given)
