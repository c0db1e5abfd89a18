"""The database refuses: what is needed in danger is still there, nothing is half written, and it passes."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from support.platform.database import db
from tests.browser_of_the_tests import ANSWERS
from tests.builders import LOOKER, World, a_sent_case, at_page, dump, first_slot
from tests.faults.locks import locked_from_outside

OUR_NUMBER = "09 000 0000"
TOO_SMALL = 32 * 1024


def _engine(world: World) -> Engine:
    with world.app.app_context():
        engine = db.engine
    assert isinstance(engine, Engine)
    return engine


@contextmanager
def _pragma(world: World, bad: str, good: str) -> Iterator[None]:
    """Every SQLite connection of the application under a rule that makes writing fail."""

    def spoil(connection: Any, *_rest: Any) -> None:
        connection.execute(bad)

    def mend(connection: Any, *_rest: Any) -> None:
        connection.execute(good)

    engine = _engine(world)
    world.begin_work.let_go()
    event.listen(engine, "checkout", spoil)
    try:
        yield
    finally:
        event.remove(engine, "checkout", spoil)
        event.listen(engine, "checkout", mend)
        world.begin_work.let_go()


@contextmanager
def _read_only(world: World) -> Iterator[None]:
    engine = _engine(world)
    if engine.dialect.name == "sqlite":
        with _pragma(world, "PRAGMA query_only=1", "PRAGMA query_only=0"):
            yield
        return
    rule = f'ALTER DATABASE "{engine.url.database}" SET default_transaction_read_only = '
    _tell(engine, rule + "on")
    try:
        yield
    finally:
        _tell(engine, "SET default_transaction_read_only = off", rule + "off")


@contextmanager
def _full(world: World) -> Iterator[None]:
    """No file of this process may grow: what is written goes to the end of SQLite's write-ahead log."""
    log = Path(f"{_engine(world).url.database}-wal")
    assert log.stat().st_size > TOO_SMALL
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (TOO_SMALL, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _locked(world: World) -> AbstractContextManager[None]:
    return locked_from_outside(_engine(world).url.render_as_string(hide_password=False))


def _tell(engine: Engine, *commands: str) -> None:
    """Say something outside a transaction, then end every other connection, so that all come anew."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for command in commands:
            connection.execute(text(command))
    engine.dispose()


FAULTS: dict[str, Callable[[World], AbstractContextManager[None]]] = {
    "locked": _locked,
    "read-only": _read_only,
    "full": _full,
}


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest, world: World) -> Callable[[], AbstractContextManager[None]]:
    """One fault of the database, to be begun and ended."""
    kind: str = request.param
    if kind == "full" and _engine(world).dialect.name != "sqlite":
        # A PostgreSQL whose disk is full refuses to write, as it does when it may only be read.
        kind = "read-only"
    return lambda: FAULTS[kind](world)


def test_help_is_there_and_the_rest_says_whom_to_call(
    world: World, fault: Callable[[], AbstractContextManager[None]]
) -> None:
    browser = at_page(world, "13")
    answers = {**ANSWERS["13"], "csrf_token": browser.token()}
    before = dump(world.begin_work)
    with fault():
        for _ in range(2):
            refused = browser.client.post("/questions/13", data=answers)
            assert refused.status_code == 503
            assert "112" in refused.text and OUR_NUMBER in refused.text
        helped = browser.client.get("/help/fi")
        assert helped.status_code == 200 and "112" in helped.text
    assert dump(world.begin_work) == before
    assert browser.client.post("/questions/13", data=answers).status_code == 302


def test_a_time_is_booked_wholly_or_not_at_all(
    world: World, fault: Callable[[], AbstractContextManager[None]]
) -> None:
    browser = a_sent_case(world, book=False).browser
    browser.get("/times")
    wish = {"slot": first_slot(browser), "csrf_token": browser.token()}
    before = dump(world.begin_work)
    with fault():
        assert browser.client.post("/times", data=wish).status_code == 503
    assert dump(world.begin_work) == before
    booked = browser.client.post("/times", data=wish)
    assert booked.status_code == 302 and "/times/booked/" in booked.location


def test_a_connection_lost_in_the_middle_leaves_nothing_and_the_next_work_is_well(world: World) -> None:
    before = dump(world.begin_work)
    engine = _engine(world)
    with pytest.raises((DBAPIError, sqlite3.Error)), world.begin_work(LOOKER) as work:
        work.log("test", "nothing", "x")
        work.write_session()
        _cut(engine, work.connection)
        work.log("test", "nothing", "y")
    assert dump(world.begin_work) == before
    with world.begin_work(LOOKER) as work:
        work.log("test", "nothing", "z")
    assert len(dump(world.begin_work)["audit_entry"]) == len(before["audit_entry"]) + 1


def _cut(engine: Engine, connection: Any) -> None:
    if engine.dialect.name == "sqlite":
        connection.connection.driver_connection.close()
        return
    pid = connection.connection.driver_connection.info.backend_pid
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
