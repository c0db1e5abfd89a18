"""The database: declarative base, engine options, and what every connection must promise."""

import time
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# So long a statement waits for a lock: who is told that nothing works now must hear it within two seconds.
LOCK_MILLISECONDS = 1500

# Set on every connection: none of these survives in the database file (measured).
SQLITE_PROMISES = {
    "foreign_keys": 1,
    "synchronous": 2,
    "secure_delete": 1,
    "busy_timeout": LOCK_MILLISECONDS,
}

# So long a connection to PostgreSQL is used again without asking whether it is still there.
SECONDS_UNASKED = 1

# The threads of a process of the web server (tools/start.py).
THREADS = 64


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


def engine_options(database_url: str) -> dict[str, Any]:
    """Options for the engine; parameters never reach an error text or a log."""
    options: dict[str, Any] = {"hide_parameters": True}
    if database_url.startswith("sqlite"):
        options["connect_args"] = {"check_same_thread": False, "timeout": LOCK_MILLISECONDS / 1000}
        # Each thread keeps one (begin_work); the rest is for a work begun inside another.
        options["pool_size"] = THREADS
        options["max_overflow"] = THREADS
    else:
        options["connect_args"] = {"options": f"-c lock_timeout={LOCK_MILLISECONDS}", "connect_timeout": 2}
        # Two web processes, the worker and a command stay below the hundred connections of a usual server.
        options["pool_size"] = 16
        options["max_overflow"] = 24
    return options


def is_wait_in_vain(fault: DBAPIError) -> bool:
    """Whether somebody else's lock was waited for until the limit, or two would have waited for each other
    (PostgreSQL: lock_not_available, deadlock_detected)."""
    return getattr(fault.orig, "sqlstate", None) in ("55P03", "40P01")


def canonical_url(database_url: str) -> str:
    """The address with the driver named."""
    return database_url.replace("postgresql://", "postgresql+psycopg://", 1)


def sqlite_file(engine: Engine) -> str | None:
    """The path of a SQLite database; None where it lies in memory, and for PostgreSQL."""
    path = engine.url.database or ""
    return path if engine.dialect.name == "sqlite" and path.startswith("/") else None


def insert_into(connection: Connection, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert that may say what happens when the row is there already; each database has its own."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def prepare_sqlite(engine: Engine) -> None:
    """Make every SQLite connection durable, strict and forgetful; transactions begin when we say so."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        for name, value in SQLITE_PROMISES.items():
            cursor.execute(f"PRAGMA {name}={value}")
        cursor.close()


def prepare_postgresql(engine: Engine) -> None:
    """Ask whether a connection that lay unused is still there: the server may have gone away since."""

    @event.listens_for(engine, "checkin")
    def _on_checkin(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["used_at"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _on_checkout(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        unused = time.monotonic() - record.info.get("used_at", time.monotonic())
        if unused <= SECONDS_UNASKED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            raise DisconnectionError from None


def erase_for_good(engine: Engine) -> None:
    """Empty SQLite's write-ahead log into the database, so that what was erased is in no file any more.

    A reader may hold it back; the next run tries again. PostgreSQL has its own ways (decision 0003).
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def broken_promises(engine: Engine) -> list[str]:
    """What a SQLite connection does not keep of what we rely on; empty on PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return []
    # Past the library, which would begin a transaction: whoever writes just now keeps nobody from starting.
    raw = engine.raw_connection()
    try:
        asked = raw.cursor()
        found = {name: asked.execute(f"PRAGMA {name}").fetchone()[0] for name in SQLITE_PROMISES}
        (mode,) = asked.execute("PRAGMA journal_mode").fetchone()
    finally:
        raw.close()
    faults = [f"{name} is {found[name]}" for name, wanted in SQLITE_PROMISES.items() if found[name] != wanted]
    return faults if mode in ("wal", "memory") else [*faults, f"journal_mode is {mode}"]
