"""A PostgreSQL server that falls and gets up again: people are told whom to call, then everything works."""

import os
import signal
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from flask_migrate import upgrade

from bench.servers import PRODUCT, env_of, server
from bench.visits import Visit
from support.app import create_app
from support.platform.database import db
from tests.faults.asking import Seen, ask, send
from tests.settings import settings_for
from tools.postgresql import postgresql_server

pytestmark = pytest.mark.postgresql

FALLS = 10 if os.environ.get("LONG") == "1" else 2
SECONDS_TO_RECOVER = 60


def test_after_a_fall_of_the_database_everything_works_without_a_human(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen, longest = Seen(), 0.0
    with ExitStack() as stack:
        address = stack.enter_context(postgresql_server())
        settings = settings_for(address)
        _make_tables(address)
        port = stack.enter_context(server(PRODUCT, env_of(settings), tmp_path / "log"))
        form = Visit(port).walk_to("/questions/6")[1].raw
        for _ in range(FALLS):
            _fell(address)
            began = time.monotonic()
            while _answered(port, form, seen) != 302:
                assert ask(port, "/help/fi")[0] == 200
                assert time.monotonic() - began < SECONDS_TO_RECOVER
            longest = max(longest, time.monotonic() - began)
    with capsys.disabled():
        print(
            f"\n{FALLS} falls: {seen.statuses[503]} refusals, the longest answer {seen.longest:.2f} s; "
            f"well again after at most {longest:.2f} s"
        )
    assert set(seen.statuses) <= {302, 503} and not seen.without_number


def _make_tables(address: str) -> None:
    app = create_app(settings_for(address))
    with app.app_context():
        upgrade()
        db.engine.dispose()


def _answered(port: int, form: bytes, seen: Seen) -> int:
    began = time.monotonic()
    status, html = send(port, form)
    seen.note(status, html, time.monotonic() - began)
    return status


def _fell(address: str) -> None:
    """Kill one of its processes: it takes down all the others, recovers, and listens again."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
