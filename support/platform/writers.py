"""The writers of SQLite: they wait here, and not for long."""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy.exc import OperationalError

from support.platform.process_turn import NoTurn, turn_of_this_process

# Of the threads of the web server some are always left for reading.
WRITERS_WAITING = 56
SECONDS_FOR_A_TURN = 4
SECONDS_AFTER_A_FAULT = 0.3


class DatabaseBusy(Exception):
    """The database could not be written to in time; nothing was changed."""


# Waiting here is fair and short, waiting inside SQLite is neither.
class _Writers:
    """The writers of this process: one writes, some wait, and a fault of one is a fault for all who wait."""

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self._waiting = threading.BoundedSemaphore(WRITERS_WAITING)
        self._in_line: set[object] = set()
        self._fault_at = -math.inf

    @contextmanager
    def turn(self, of_this_process: AbstractContextManager[None]) -> Iterator[None]:
        """The turn to write, among the threads and then among the processes; raises DatabaseBusy."""
        with self._standing_in_line() as began, self._turn_of_this_thread(began), of_this_process:
            yield

    @contextmanager
    def _standing_in_line(self) -> Iterator[float]:
        """A place among those who wait or write, and since when."""
        if not self._waiting.acquire(blocking=False):
            raise DatabaseBusy
        me = object()
        self._in_line.add(me)
        try:
            yield time.monotonic()
        finally:
            self._in_line.discard(me)
            self._waiting.release()

    @contextmanager
    def _turn_of_this_thread(self, began: float) -> Iterator[None]:
        self._check(began)
        if not self._writing.acquire(timeout=SECONDS_FOR_A_TURN):
            raise DatabaseBusy
        try:
            self._check(began)
            yield
        except OperationalError:
            self._fault_at = time.monotonic()
            raise
        except NoTurn:
            self._fault_at = time.monotonic()
            raise DatabaseBusy from None
        finally:
            self._writing.release()

    def _check(self, began: float) -> None:
        # Locked from outside, read-only or full: who waited behind that writer need not wait to be told, and
        # while some still wait no newcomer goes before them to try again.
        is_fresh = time.monotonic() - self._fault_at < SECONDS_AFTER_A_FAULT
        if self._fault_at > began or (is_fresh and len(self._in_line) > 1):
            raise DatabaseBusy


_writers = _Writers()


def one_sqlite_writer(database: str | None) -> AbstractContextManager[None]:
    """The turn to write in a file; a database in memory (None) belongs to one process.

    Raises DatabaseBusy when the turn does not come in time, too many wait, or the writer before met a fault:
    whoever only needs a phone number must never stand in this queue.
    """
    until = time.monotonic() + SECONDS_FOR_A_TURN
    return _writers.turn(turn_of_this_process(database, until) if database else nullcontext())
