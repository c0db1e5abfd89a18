"""What a long audit record costs: to verify all of it, to seal what is new, to tell who has opened a case."""

import argparse
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert

from bench.bounds import Bound, report
from bench.installation import fresh, settings_in
from bench.servers import env_of
from config import Settings
from support.platform.audit import AuditEntry, Purpose, entry_mac, reads_of
from support.platform.audit_anchors import anchor_when_due
from support.platform.audit_sealing import seal_next
from support.platform.begin_work import BeginWork
from support.platform.database import db
from support.vocabulary.actor import Actor
from tools import children, start
from tools.postgresql import postgresql_server

STORED = 1_000_000
CASES = 2000
_AT_ONCE = 20_000
# As many as a busy minute leaves.
NEW = 500

MOST_SECONDS_TO_VERIFY = 60
MOST_SECONDS_TO_TELL = 2
MOST_SECONDS_TO_SEAL = 1
# The program without any entry takes most of it.
MOST_MEGABYTES = 200


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench audit", description="What a long record costs.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--stored", type=int, default=STORED, help="how many entries lie in the database")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL instead of SQLite")
    wish = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kynnys-bench-")))
        settings = settings_in(folder)
        if wish.postgresql:
            settings = _on_postgresql(settings, stack.enter_context(postgresql_server(is_durable=True)))
        bounds = _measured(fresh(settings), settings, wish.stored)
    return report(bounds, as_json=wish.json)


def _on_postgresql(settings: Settings, server: str) -> Settings:
    return replace(settings, database_url=server)


def _measured(app: Flask, settings: Settings, stored: int) -> list[Bound]:
    begin_work: BeginWork = app.extensions["begin_work"]
    _store(app, begin_work, stored)
    while seal_next(begin_work):
        pass
    anchor_when_due(begin_work)
    verifying = _seconds(lambda: _verified(settings, stored))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    working, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    telling = _seconds(lambda: _told(begin_work))
    _store(app, begin_work, NEW)
    sealing = _seconds(lambda: seal_next(begin_work))
    return [
        Bound(f"verifying {stored} entries: seconds", verifying, MOST_SECONDS_TO_VERIFY, at_least=False),
        # What is left of it on a machine that does other things too.
        Bound("of these the processor: seconds", working, MOST_SECONDS_TO_VERIFY, at_least=False),
        Bound("memory of the command: megabytes", memory, MOST_MEGABYTES, at_least=False),
        Bound("who has opened a case: seconds", telling, MOST_SECONDS_TO_TELL, at_least=False),
        Bound(f"sealing {NEW} more: seconds", sealing, MOST_SECONDS_TO_SEAL, at_least=False),
    ]


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _verified(settings: Settings, stored: int) -> None:
    """As the operator does it; raises RuntimeError when it finds anything."""
    ended = subprocess.run(  # noqa: S603 - our own command, no word of it from outside
        [*start.FLASK, "audit", "verify"],
        cwd=children.ROOT,
        env=os.environ | env_of(settings),
        stdout=subprocess.PIPE,
        text=True,
    )
    if ended.returncode or f"{stored} entries (0 not sealed yet)" not in ended.stdout:
        raise RuntimeError(ended.stdout)


def _told(begin_work: BeginWork) -> None:
    """What her own page asks for; of every case there are as many reads."""
    with begin_work.to_read(Actor.operator()) as look:
        if not reads_of(look.session, _case(0), Purpose.CASE_PAGE):
            raise RuntimeError("nobody has opened the case")


def _store(app: Flask, begin_work: BeginWork, count: int) -> None:
    """Entries as the product writes them, the looks of nurses at cases."""
    key, began = begin_work.keys.audit, begin_work.clock.now()
    with app.app_context(), db.engine.begin() as connection:
        for first in range(0, count, _AT_ONCE):
            rows = list(_entries(key, began, range(first, min(first + _AT_ONCE, count))))
            connection.execute(insert(AuditEntry), rows)


def _entries(key: bytes, began: datetime, numbers: range) -> Iterator[dict[str, object]]:
    for number in numbers:
        said = {
            "at": began - timedelta(milliseconds=number),
            "role": "nurse",
            "actor_id": f"nurse-{number % 40:016}",
            "verb": "read",
            "subject_type": "triage_answer_set",
            "subject_id": _case(number % CASES),
            "detail": f"content: {Purpose.CASE_PAGE}",
        }
        yield said | {"mac": entry_mac(key, AuditEntry(**said))}


def _case(number: int) -> str:
    return f"case-{number:017}"
