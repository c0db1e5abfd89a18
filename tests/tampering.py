"""Somebody with the database in her hands: she does past the triggers what the program refuses."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, text

from support.platform import audit_sealing
from support.platform.audit_anchors import anchor_when_due, lines_of
from support.platform.audit_findings import Counted, Finding
from support.platform.audit_sealing import seal_next
from support.platform.audit_verifying import verify
from support.platform.begin_work import BeginWork
from support.platform.database import db
from support.vocabulary.actor import Actor
from tests.builders import LOOKER, World
from tests.databases import Kept, bring_back, keep

TABLES = ("audit_entry", "audit_seal")


@contextmanager
def past_the_triggers(world: World) -> Iterator[Connection]:
    """A connection for which the tables of the record have no triggers; they are there again afterwards."""
    world.begin_work.let_go()
    with world.app.app_context(), db.engine.begin() as connection:
        back = _without_triggers(connection)
        yield connection
        for statement in back:
            connection.execute(text(statement))


def _without_triggers(connection: Connection) -> list[str]:
    if connection.dialect.name == "postgresql":
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES]
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'"
    triggers = connection.execute(text(asked)).all()
    for name, _ in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    return [sql for _, sql in triggers]


def write_entries(begin_work: BeginWork, count: int, verb: str = "case:look") -> None:
    """So many entries, each in a work of its own."""
    for number in range(count):
        with begin_work(Actor.operator()) as work:
            work.log(verb, "support_case", f"case-{number}")


def sealed(world: World, *ranges: int) -> None:
    """Everything so far is sealed, then as many entries as each range says."""
    seal_all(world.begin_work)
    for count in ranges:
        write_entries(world.begin_work, count)
        seal_all(world.begin_work)


def the_worker_is_started_anew() -> None:
    """It does not know any more what it sealed last."""
    audit_sealing._SEALED.clear()


def seal_all(begin_work: BeginWork) -> None:
    """As the worker does every minute."""
    while seal_next(begin_work):
        pass


def anchored(world: World) -> None:
    """As the worker does every hour."""
    assert anchor_when_due(world.begin_work)


def found(world: World, begin_work: BeginWork | None = None) -> list[Finding]:
    """What somebody who verifies the record is told."""
    begin_work = begin_work or world.begin_work
    assert begin_work.anchors
    lines = lines_of(begin_work.anchors)
    with begin_work.to_read(LOOKER) as look:
        return list(verify(look, lines, Counted()))


def ids(world: World) -> list[int]:
    """The ids of all entries."""
    return [row["id"] for row in world.rows("audit_entry")]


def seals(world: World) -> list[int]:
    """The numbers of all seals."""
    return [row["number"] for row in world.rows("audit_seal")]


def entry_after_a_gap(world: World) -> int:
    """A new entry before which an id was given to nobody: somebody's transaction was rolled back. Its id."""
    if not is_postgresql(world):
        write_entries(world.begin_work, 1)
        last = ids(world)[-1]
        with past_the_triggers(world) as connection:
            connection.execute(text("UPDATE audit_entry SET id = id + 1 WHERE id = :id"), {"id": last})
        return last + 1
    with suppress(ZeroDivisionError), world.begin_work(LOOKER) as work:
        work.log("case:look", "support_case", "x")
        work.write_session()
        raise ZeroDivisionError
    write_entries(world.begin_work, 1)
    return ids(world)[-1]


def is_postgresql(world: World) -> bool:
    """Which database the test has."""
    with world.begin_work.to_read(LOOKER) as look:
        return look.connection.dialect.name == "postgresql"


class Copies:
    """Copies of the whole database, as a backup has them."""

    def __init__(self, world: World) -> None:
        self._world = world
        with world.app.app_context():
            self._url = db.engine.url.render_as_string(hide_password=False)

    def made(self) -> Kept:
        """The database as it is now."""
        self._let_go()
        return keep(self._url)

    def played_back(self, kept: Kept) -> None:
        """The database as it was."""
        self._let_go()
        bring_back(self._url, kept)

    def _let_go(self) -> None:
        self._world.begin_work.let_go()
        with self._world.app.app_context():
            db.engine.dispose()
