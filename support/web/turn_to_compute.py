"""The requests of a process, answered one after the other; nobody waits long for another.

Python computes in one thread at a time. Where several want to, it goes from hand to hand at every question
to the database, and taking it back costs more than the question: with one request at a time a quarter more
are answered (decision 0029). There are many threads all the same, for those who wait for something else than
Python: a lock, a slow disk, a hash that is slow on purpose.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS_FOR_A_TURN = 0.25
_computing = threading.RLock()


@contextmanager
def turn_to_compute() -> Iterator[None]:
    """The turn of one request: waited for a moment and then taken anyway."""
    is_turn = _computing.acquire(timeout=SECONDS_FOR_A_TURN)
    try:
        yield
    finally:
        if is_turn:
            _computing.release()
