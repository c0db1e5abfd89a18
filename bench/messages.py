"""How fast text messages are handed over, by real workers to a provider on this machine.

What is due at once, what comes in a steady stream, two workers beside one, and what years of history cost.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import insert

from bench.bounds import Bound, report
from bench.installation import fresh, settings_in
from bench.servers import HOST, NoAnswer, env_of
from bench.sms_provider import TAKEN
from config import Settings
from support.messaging.actions import queue_sms
from support.messaging.models import OutboundMessage
from support.messaging.rules import State
from support.messaging.send_actions import send_next_message
from support.messaging.sender import NullSender
from support.platform.begin_work import BeginWork
from support.platform.columns import SEAL_MARK
from support.vocabulary.actor import Actor
from support.vocabulary.clock import SystemClock
from support.vocabulary.language import Language
from tools import children
from tools.environment import PYTHON
from tools.postgresql import postgresql_server
from tools.start import FLASK

# As a provider far away answers.
AWAY_MS = 100
AT_EIGHT = 500
STREAM_PER_SECOND, STREAM_SECONDS = 8, 20
FEW, MANY = 1_000, 1_000_000
_TIMED = 150
_MOST_SECONDS = 180
_AT_ONCE = 20_000
_LIVES = timedelta(hours=1)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench messages", description="How fast messages leave.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--old", type=int, default=MANY, help="how many old messages lie in the database")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kynnys-bench-") as folder:
        bounds = [*_on_sqlite(Path(folder)), *_on_postgresql(Path(folder)), _history(Path(folder), wish.old)]
    return report(bounds, as_json=wish.json)


def _on_sqlite(folder: Path) -> list[Bound]:
    with _provider(0) as port:
        settings = _through(settings_in(folder), port)
        begin_work = _installed(settings)
        _queue(begin_work, 400)
        taken = _handed_over(settings, port, 400, workers=1)
    rate = (len(taken) - 1) / (taken[-1] - taken[0]).total_seconds()
    return [Bound("messages/s of a worker on SQLite", rate, 50, at_least=True)]


def _on_postgresql(folder: Path) -> list[Bound]:
    with postgresql_server(is_durable=True) as address:
        one = _rate_of(_database(folder, address, "one"), workers=1)
        two = _rate_of(_database(folder, address, "two"), workers=2)
        at_eight = _at_eight(_database(folder, address, "eight"))
        lags = _stream(_database(folder, address, "stream"))
    return [
        Bound("two workers on PostgreSQL: times one", two / one, 1.7, at_least=True),
        Bound(f"{AT_EIGHT} due at once, two workers: seconds", at_eight, 60, at_least=False),
        Bound("steady stream: 95 of 100 within seconds", lags[int(len(lags) * 0.95)], 10, at_least=False),
    ]


def _database(folder: Path, address: str, name: str) -> Settings:
    with psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return replace(settings_in(folder), database_url=address.replace("/postgres?", f"/{name}?", 1))


def _rate_of(settings: Settings, workers: int) -> float:
    with _provider(AWAY_MS) as port:
        through = _through(settings, port)
        _queue(_installed(through), 150)
        taken = _handed_over(through, port, 150, workers)
    return (len(taken) - 1) / (taken[-1] - taken[0]).total_seconds()


def _at_eight(settings: Settings) -> float:
    """How many seconds it takes until everything that is due at one moment is handed over."""
    with _provider(AWAY_MS) as port:
        through = _through(settings, port)
        begin_work = _installed(through)
        due = SystemClock().now() + timedelta(seconds=8)
        _queue(begin_work, AT_EIGHT, waits=due - SystemClock().now())
        taken = _handed_over(through, port, AT_EIGHT, workers=2)
    return (taken[-1] - due).total_seconds()


def _stream(settings: Settings) -> list[float]:
    """How late each of a steady stream was handed over, in seconds, in order."""
    count = STREAM_PER_SECOND * STREAM_SECONDS
    with _provider(AWAY_MS) as port:
        through = _through(settings, port)
        begin_work = _installed(through)
        first = SystemClock().now() + timedelta(seconds=8)
        dues = [first + timedelta(seconds=number / STREAM_PER_SECOND) for number in range(count)]
        for number, due in enumerate(dues):
            _queue(begin_work, 1, waits=due - SystemClock().now(), first=number)
        taken = _handed_over(through, port, count, workers=2)
    return sorted((at - due).total_seconds() for at, due in zip(taken, dues, strict=True))


def _history(folder: Path, old: int) -> Bound:
    """One message with years of others behind it, beside one with few; paired, so the machine is the same."""
    (folder / "few").mkdir()
    (folder / "many").mkdir()
    few = _installed(settings_in(folder / "few"))
    many = _installed(settings_in(folder / "many"))
    _fill(few, FEW)
    _fill(many, old)
    for begin_work in (few, many):
        _queue(begin_work, _TIMED + 10)
    ratios = []
    for number in range(_TIMED + 10):
        seconds = [_seconds_to_send(begin_work) for begin_work in (few, many)]
        if number >= 10:
            ratios.append(seconds[1] / seconds[0])
    name = f"a message beside {old} old ones: of that beside {FEW}"
    return Bound(name, statistics.median(ratios), 1.2, at_least=False)


def _seconds_to_send(begin_work: BeginWork) -> float:
    began = time.perf_counter()
    send_next_message(begin_work, NullSender())
    return time.perf_counter() - began


def _fill(begin_work: BeginWork, old: int) -> None:
    for start in range(0, old, _AT_ONCE):
        with begin_work(Actor.operator()) as work:
            when = work.now - timedelta(days=30)
            rows = [
                {
                    "id": work.new_id(),
                    "key_id": work.new_id(),
                    "business_key": f"old:{number}",
                    "template": "code",
                    "language": Language.FI,
                    "recipient": SEAL_MARK,
                    "recipient_lookup": number.to_bytes(32, "big"),
                    "fields": SEAL_MARK,
                    "state": State.DELIVERED,
                    "queued_at": when,
                    "due_at": when,
                    "expires_at": when,
                    "attempts": 1,
                }
                for number in range(start, min(start + _AT_ONCE, old))
            ]
            work.session.execute(insert(OutboundMessage), rows)


def _installed(settings: Settings) -> BeginWork:
    begin_work: BeginWork = fresh(settings).extensions["begin_work"]
    return begin_work


def _queue(begin_work: BeginWork, how_many: int, *, waits: timedelta = timedelta(), first: int = 0) -> None:
    """So many messages to as many numbers, which do not wait for the hours for messages."""
    for number in range(first, first + how_many):
        with begin_work(Actor.operator()) as work:
            queue_sms(
                work,
                template="code",
                phone=f"+35840{1_000_000 + number}",
                language=Language.FI,
                values={"code": "123456"},
                business_key=f"bench:{number}",
                lives=_LIVES,
                waits=waits,
            )
    begin_work.let_go()


def _through(settings: Settings, port: int) -> Settings:
    return replace(
        settings,
        sms_sender="twilio",
        twilio_account="AC" + "0" * 32,
        twilio_token="1" * 32,
        twilio_from="+358401234567",
        twilio_address=f"http://{HOST}:{port}",
    )


@contextlib.contextmanager
def _provider(milliseconds: int) -> Iterator[int]:
    command = [PYTHON, "-m", "bench.sms_provider", str(milliseconds)]
    child = children.start(command, dict(os.environ), output=subprocess.PIPE)
    try:
        if child.stdout is None:
            raise NoAnswer("the provider says nothing")
        yield int(child.stdout.readline())
    finally:
        children.stop(child)


def _handed_over(settings: Settings, port: int, how_many: int, workers: int) -> list[datetime]:
    """Let so many workers run until the provider has as many; when it took each. Raises NoAnswer."""
    running = [children.start([*FLASK, "worker"], os.environ | env_of(settings)) for _ in range(workers)]
    try:
        until = time.monotonic() + _MOST_SECONDS
        while time.monotonic() < until:
            with urllib.request.urlopen(f"http://{HOST}:{port}{TAKEN}") as answer:
                taken = [datetime.fromisoformat(at) for at in json.load(answer)]
            if len(taken) >= how_many:
                return taken
            time.sleep(0.5)
        raise NoAnswer(f"{len(taken)} of {how_many} were handed over")
    finally:
        for child in running:
            children.stop(child)
