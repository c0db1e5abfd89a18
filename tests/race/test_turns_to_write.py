"""Several processes write to one SQLite database: in turn, and nobody waits for one who writes no more."""

import fcntl
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from support.app import create_app
from support.platform.begin_work import BeginWork
from support.platform.process_turn import NoTurn, turn_of_this_process
from support.platform.writers import DatabaseBusy
from support.vocabulary.actor import Actor
from tests.databases import sqlite_url
from tests.settings import settings_for

# What is asked here is asked of SQLite alone.
pytestmark = pytest.mark.once

WRITES = 100
# As long as a booking: in this time another process comes to stand in line.
SECONDS_TO_WRITE = 0.01
LONG_ENOUGH = 60
_FRESH = multiprocessing.get_context("spawn")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with one table, in which stands who has written."""
    url = sqlite_url(tmp_path)
    with _begin_work(url)(Actor.operator()) as work:
        work.connection.execute(text("CREATE TABLE written (number INTEGER PRIMARY KEY, who TEXT)"))
    return url


def test_two_processes_that_write_as_hard_as_they_can_take_turns(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    together = _FRESH.Barrier(2)
    writers = [_FRESH.Process(target=_write_all, args=(url, who, together), daemon=True) for who in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(LONG_ENOUGH)
    assert [writer.exitcode for writer in writers] == [0, 0]
    order = _written(url)
    assert len(order) == 2 * WRITES
    # Before the other has come and after she has done all, one is alone.
    both = order[max(map(order.index, "ab")) : min(map(order.rindex, "ab")) + 1]
    turns = sum(one != other for one, other in pairwise(both))
    with capsys.disabled():
        print(f"\nof {len(both)} writes {both.count('a')} by one process, {turns} after one of the other")
    assert turns > len(both) / 2, "who had just written was next again, though another was waiting"


def test_who_is_killed_while_she_writes_keeps_nobody_waiting(url: str) -> None:
    with _somebody_writing(url) as pid:
        os.kill(pid, signal.SIGKILL)
        _write(_begin_work(url), "me")
    assert _written(url) == "me"


def test_who_stands_still_while_she_writes_is_waited_for_and_then_not(url: str) -> None:
    begin_work = _begin_work(url)
    with _somebody_writing(url) as pid:
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(DatabaseBusy):
            _write(begin_work, "me")
        os.kill(pid, signal.SIGKILL)
        _write(begin_work, "me")
    assert _written(url) == "me"


def test_a_fault_of_one_process_is_a_fault_for_another_that_waits(tmp_path: Path) -> None:
    database = str(tmp_path / "kynnys.sqlite3")
    late, heard = time.monotonic() + LONG_ENOUGH, list[str]()

    def wait() -> None:
        try:
            with turn_of_this_process(database, late):
                heard.append("the turn")
        except NoTurn:
            heard.append("that there is none")

    # What has been opened twice is locked as by two processes.
    waiting = threading.Thread(target=wait)
    with pytest.raises(OperationalError), turn_of_this_process(database, late):
        waiting.start()
        _wait_until_somebody_stands_in_line(database)
        raise OperationalError(None, None, Exception("full"))
    waiting.join()
    assert heard == ["that there is none"]


def test_where_no_file_can_be_made_the_database_says_so_itself(tmp_path: Path) -> None:
    with turn_of_this_process(str(tmp_path / "nowhere" / "kynnys.sqlite3"), time.monotonic()):
        assert list(tmp_path.iterdir()) == []


def _begin_work(url: str) -> BeginWork:
    begin_work: BeginWork = create_app(settings_for(url)).extensions["begin_work"]
    return begin_work


def _write(begin_work: BeginWork, who: str) -> None:
    with begin_work(Actor.operator()) as work:
        work.connection.execute(text("INSERT INTO written (who) VALUES (:who)"), {"who": who})
        time.sleep(SECONDS_TO_WRITE)


def _write_all(url: str, who: str, together: Barrier) -> None:
    begin_work = _begin_work(url)
    together.wait()
    for _ in range(WRITES):
        _write(begin_work, who)


@contextmanager
def _somebody_writing(url: str) -> Iterator[int]:
    """Another process that has its turn and does not end it; its number."""
    writes = _FRESH.Event()
    other = _FRESH.Process(target=_write_for_ever, args=(url, writes), daemon=True)
    other.start()
    try:
        assert writes.wait(LONG_ENOUGH) and other.pid
        yield other.pid
    finally:
        other.kill()
        other.join()


def _write_for_ever(url: str, writes: Event) -> None:
    with _begin_work(url)(Actor.operator()):
        writes.set()
        signal.pause()


def _wait_until_somebody_stands_in_line(database: str) -> None:
    with open(f"{database}-turnstile", "rb") as turnstile:
        while _is_free(turnstile.fileno()):
            time.sleep(0.01)


def _is_free(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True


def _written(url: str) -> str:
    with _begin_work(url).to_read(Actor.operator()) as look:
        return "".join(look.connection.execute(text("SELECT who FROM written ORDER BY number")).scalars())
