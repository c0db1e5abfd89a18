"""Another program holds the lock that every writer needs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from support.platform.database import Base


@contextmanager
def locked_from_outside(database_url: str) -> Iterator[None]:
    """Lock the whole database against writing while this lasts."""
    if database_url.startswith("sqlite"):
        other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.close()
        return
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        for name in Base.metadata.tables:
            connection.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.Identifier(name)))
        yield
        connection.rollback()
