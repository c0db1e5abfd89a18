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
_in_vain = threading.Event()


@contextmanager
def turn_to_compute() -> Iterator[None]:
    """The turn of one request: waited for a moment and then taken anyway.

    Once somebody has waited in vain nobody else waits for the one who holds it: she may be slow for long,
    with a body that never comes, or a lock.
    """
    is_turn = _computing.acquire(timeout=0 if _in_vain.is_set() else SECONDS_FOR_A_TURN)
    if not is_turn:
        _in_vain.set()
    try:
        yield
    finally:
        if is_turn:
            _in_vain.clear()
            _computing.release()
