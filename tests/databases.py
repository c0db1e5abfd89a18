"""Where the tests keep their rows: SQLite by default, PostgreSQL with TEST_DATABASE=postgresql.

`./test` starts one PostgreSQL server for the whole run and tells its address in TEST_POSTGRESQL; without
that, every pytest process starts one of its own.
"""

import atexit
import os
import secrets
import shutil
import sqlite3
import zlib
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from tools.postgresql import postgresql_server


def database_url(worker_id: str, folder: Path) -> str:
    """The address of a new, empty database for one xdist worker (`master` without xdist).

    Raises ValueError when TEST_DATABASE is neither sqlite nor postgresql.
    """
    kind = os.environ.get("TEST_DATABASE", "sqlite")
    if kind == "sqlite":
        return sqlite_url(folder)
    if kind == "postgresql":
        return fresh_database(_server(), worker_id)
    raise ValueError(f"TEST_DATABASE is {kind!r}: write sqlite or postgresql")


def sqlite_url(folder: Path) -> str:
    """The address of a SQLite database in a folder; the file comes with the first connection."""
    return f"sqlite:///{folder / 'kynnys.sqlite3'}"


def fresh_database(server: str, name: str = "test", template: str = "template0") -> str:
    """Make a new database on a server, empty or as a copy of another; its address.

    A template must have no open connection while it is copied.
    """
    new = f"{name}_{secrets.token_hex(4)}"
    _create(server, new, template)
    return server.replace("/postgres?", f"/{new}?", 1)


def copy_of(template: str, folder: Path, name: str) -> str:
    """Make a fresh copy of a database that nobody has open; its address. On SQLite it lies in the folder."""
    if template.startswith("sqlite"):
        url = sqlite_url(folder)
        shutil.copyfile(template.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
        return url
    server, of = _parts(template)
    return fresh_database(server, name, of)


def forget(url: str) -> None:
    """Drop the copy: each further database makes the next one slower. What lies in a folder goes with it."""
    if url.startswith("sqlite"):
        return
    server, name = _parts(url)
    _tell(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@dataclass(frozen=True)
class Kept:
    """What is kept of a database: its bytes on SQLite, the address of a copy on PostgreSQL."""

    content: bytes = b""
    url: str = ""


# So many of them at once. Each further database on a server makes the next one slower.
AT_MOST = {"sqlite": 1000, "postgresql": 12}


def keep(url: str) -> Kept:
    """Keep a database that nobody has open as it is now."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return Kept(content=zlib.compress(connection.serialize(), level=1))
    server, of = _parts(url)
    return Kept(url=fresh_database(server, "kept", of))


def bring_back(url: str, kept: Kept) -> None:
    """Make a database that nobody has open what was kept."""
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        for more in ("-wal", "-shm"):
            Path(f"{file}{more}").unlink(missing_ok=True)
        Path(file).write_bytes(zlib.decompress(kept.content))
        return
    forget(url)
    (server, name), (_, of) = _parts(url), _parts(kept.url)
    _create(server, name, of)


def throw_away(kept: Kept) -> None:
    """Let go of what was kept."""
    if kept.url:
        forget(kept.url)


def _parts(url: str) -> tuple[str, str]:
    """The server's own database and the name of the one at this address."""
    address, _, query = url.partition("?")
    server, _, name = address.rpartition("/")
    return f"{server}/postgres?{query}", name


def _create(server: str, new: str, template: str) -> None:
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
        sql.Identifier(new), sql.Identifier(template)
    )
    _tell(server, command)


def _tell(server: str, command: sql.Composed) -> None:
    with psycopg.connect(server.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(command)


@cache
def _server() -> str:
    given = os.environ.get("TEST_POSTGRESQL")
    if given:
        return given
    open_until_exit = ExitStack()
    atexit.register(open_until_exit.close)
    return open_until_exit.enter_context(postgresql_server())
