"""Begins works and ends them: everything an action changes is committed together or not at all.

The only module that commits.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from support.platform.data_keys import Keys
from support.platform.database import erase_for_good, sqlite_file
from support.platform.hot_statement import HotStatement, alone, send
from support.platform.looking import Looking
from support.platform.work import SeenTooEarly, Work
from support.platform.writers import one_sqlite_writer
from support.vocabulary.actor import Actor
from support.vocabulary.clock import Clock
from support.vocabulary.ids import IdMaker

Done = TypeVar("Done")
Hear = Callable[[Work, object], None]


class _OfThread(threading.local):
    """The connection that a thread keeps between its works."""

    connection: Connection | None = None


class BeginWork:
    """Begins works: the one place that knows engine, clock, ids and keys together.

    `anchors` is the file outside the database in which the head of the audit record is kept.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        ids: IdMaker,
        keys: Keys,
        hear: Hear | None = None,
        anchors: Path | None = None,
    ) -> None:
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._file = sqlite_file(engine)
        self._of_thread = _OfThread()
        self.clock = clock
        self.ids = ids
        self.keys = keys
        self.anchors = anchors
        self._hear = hear
        if self._is_sqlite:
            event.listen(engine, "begin", _begin_on_sqlite)

    @contextmanager
    def __call__(self, actor: Actor) -> Iterator[Work]:
        """A work that changes something; committed at the end, rolled back on any error."""
        if self._is_sqlite:
            with one_sqlite_writer(self._file):
                yield from self._work(actor)
        else:
            yield from self._work(actor)

    def look_first(self, actor: Actor, action: Callable[[Work], Done]) -> Done:
        """Do something whose looking takes longer than its writing: it takes its turn to write when it has
        looked, and is done once more from the start, in its turn, if what it saw is not so any more.

        On PostgreSQL, where only those wait who want the same, it is a work like any other.
        """
        try:
            with self._looking_first(actor) if self._is_sqlite else self(actor) as work:
                return action(work)
        except SeenTooEarly:
            with self(actor) as work:
                return action(work)

    @contextmanager
    def _looking_first(self, actor: Actor) -> Iterator[Work]:
        with ExitStack() as writing, self._connected(is_reading=True) as connection:

            def take_turn() -> None:
                # The library knows of one transaction only, which goes on.
                send(connection, "ROLLBACK")
                writing.enter_context(one_sqlite_writer(self._file))
                send(connection, "BEGIN IMMEDIATE")

            yield from self._work_on(connection, actor, take_turn)

    @contextmanager
    def to_read(self, actor: Actor) -> Iterator[Work]:
        """A work that only looks; whatever it changed is thrown away. Sealed content cannot be opened in it,
        since the read record would be thrown away too: `log` raises."""
        with self._connected(is_reading=True) as connection:
            looking = Looking(connection, actor, self.clock.now(), self.ids, self.keys)
            try:
                yield looking
            finally:
                looking.leave_session()

    def first(self, statement: HotStatement, values: Mapping[str, object]) -> tuple[Any, ...] | None:
        """The first row or None of a single statement that looks; it needs no transaction begun for it."""
        with self._lent() as connection, alone(connection):
            return statement.first(connection, values)

    def erase_for_good(self) -> None:
        """Make sure that what has been erased is in no file of the database any more."""
        erase_for_good(self._engine)

    def let_go(self) -> None:
        """Close the connection that this thread keeps: before a fork, and where a file is to be copied."""
        connection, self._of_thread.connection = self._of_thread.connection, None
        if connection is not None:
            connection.close()

    def _work(self, actor: Actor) -> Iterator[Work]:
        with self._connected(is_reading=False) as connection:
            yield from self._work_on(connection, actor)

    def _work_on(
        self, connection: Connection, actor: Actor, turn: Callable[[], None] | None = None
    ) -> Iterator[Work]:
        work = Work(connection, actor, self.clock.now(), self.ids, self.keys, turn, self._hear)
        try:
            yield work
            work.write_session()
            _commit(connection)
        finally:
            work.leave_session()

    @contextmanager
    def _connected(self, *, is_reading: bool) -> Iterator[Connection]:
        """A connection in a transaction; what is not committed is rolled back."""
        with self._lent() as connection:
            try:
                connection.info["is_reading"] = is_reading
                # What goes straight to the driver begins no transaction by itself.
                connection.begin()
                yield connection
            finally:
                if connection.in_transaction():
                    connection.rollback()

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        """A connection, in no transaction.

        On SQLite a thread keeps its connection: taking one from the pool and giving it back costs more than
        reading a page of questions. A PostgreSQL server may go away, so there each is tried anew by the pool.
        """
        connection, self._of_thread.connection = self._of_thread.connection, None
        connection = connection or self._engine.connect()
        is_sound = False
        try:
            yield connection
            is_sound = True
        finally:
            if is_sound and self._is_sqlite and self._of_thread.connection is None:
                self._of_thread.connection = connection
            else:
                connection.close()


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except BaseException:
        # The library takes a transaction that could not be committed for ended and rolls nothing back: the
        # connection would be handed on in the middle of it.
        connection.invalidate()
        raise


def _begin_on_sqlite(connection: Connection) -> None:
    # BEGIN IMMEDIATE takes the write lock at once: a lock upgrade fails at once under load (measured).
    send(connection, "BEGIN" if connection.info.get("is_reading") else "BEGIN IMMEDIATE")
