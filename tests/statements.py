"""Every statement on its way to the database: counted, or refused at the n-th.

Beginnings and ends of transactions are counted too: a database may fail at each of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from support.platform import begin_work, hot_statement
from support.platform.database import db
from tests.builders import World

Hear = Callable[[str], None]


@contextmanager
def heard(world: World, hear: Hear) -> Iterator[None]:
    """Tell of each statement before it is sent; whoever hears it may raise."""
    with world.app.app_context():
        engine: Engine = db.engine

    def executes(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        hear(statement)

    def commits(_connection: Any) -> None:
        hear("COMMIT")

    def sends(connection: Any, text: str, *values: Any) -> Any:
        hear(text)
        return send(connection, text, *values)

    send = hot_statement.send
    with pytest.MonkeyPatch.context() as patch:
        # These go past the library, straight to the driver.
        patch.setattr(hot_statement, "send", sends)
        patch.setattr(begin_work, "send", sends)
        event.listen(engine, "before_cursor_execute", executes)
        event.listen(engine, "commit", commits)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", executes)
            event.remove(engine, "commit", commits)


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements sent while this lasts, in their order."""
    statements: list[str] = []
    with heard(world, statements.append):
        yield statements


@contextmanager
def failing_at(world: World, number: int) -> Iterator[list[str]]:
    """The database is gone when the statement with this number comes, counted from one, and back after it."""
    statements: list[str] = []

    def hear(statement: str) -> None:
        statements.append(statement)
        if len(statements) == number:
            raise OperationalError("a statement", None, Exception("the database is gone"))

    with heard(world, hear):
        yield statements
