"""The turn to write between the processes of one SQLite database: web servers, job worker and commands.

Inside SQLite the turn goes to whoever asks at the right instant, and of two busy processes one may keep the
other waiting for a second. Here they pass a turnstile: whoever is next stands in it until the one who writes
has ended, so who has just written cannot be next again. The locks end with the process that has them.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from sqlalchemy.exc import OperationalError

_SECONDS_BETWEEN_TRIES = 0.0003


class NoTurn(Exception):
    """The turn did not come in time, or somebody who wrote meanwhile met a fault."""


@contextmanager
def turn_of_this_process(database: str, until: float) -> Iterator[None]:
    """The turn to write in this file, for one thread of the process at a time.

    Raises NoTurn when it has not come until this moment of the monotonic clock, or whoever wrote met a fault.
    Where no file can be made beside it there is nothing to wait for: nobody can write, and SQLite says so.
    """
    with ExitStack() as until_written:
        writing: int | None = None
        # Opened anew each time: a lock belongs to what was opened, and a fork would share it.
        with suppress(OSError), _opened(f"{database}-turnstile") as turnstile:
            writing = until_written.enter_context(_opened(f"{database}-turn"))
            _wait_for(turnstile, writing, until)
        try:
            yield
        except OperationalError:
            _tell_who_waits(writing)
            raise


@contextmanager
def _opened(path: str) -> Iterator[int]:
    file = os.open(path, os.O_RDONLY | os.O_CREAT, 0o666)
    try:
        yield file
    finally:
        os.close(file)


def _wait_for(turnstile: int, writing: int, until: float) -> None:
    fault_before = os.fstat(writing).st_mtime_ns
    _lock(turnstile, until)
    _lock(writing, until)
    if os.fstat(writing).st_mtime_ns != fault_before:
        raise NoTurn


def _lock(file: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise NoTurn from None
        time.sleep(_SECONDS_BETWEEN_TRIES)


def _tell_who_waits(writing: int | None) -> None:
    """Let the time of the file say when the last fault was: a disk that is full still writes that."""
    if writing is not None:
        with suppress(OSError):
            os.utime(writing)
