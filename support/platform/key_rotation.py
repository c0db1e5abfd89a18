"""Closing every data key with the newest key of the ring, while the service runs.

Content is never touched: only the keys that it lies under are closed anew (reliability design, 4k).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from support.platform.begin_work import BeginWork
from support.platform.crypto import UNSENT, Unreadable
from support.platform.data_keys import DataKey, rewrap_key
from support.platform.work import Work
from support.vocabulary.actor import Actor

# So few that a person who wants to write at the same moment does not notice.
AT_ONCE = 100


@dataclass(frozen=True)
class Rotated:
    """What one batch did."""

    moved: int
    unreadable: int


def rotate(begin_work: BeginWork) -> Iterator[Rotated]:
    """Go through every data key that an older key closed, a batch and a transaction at a time.

    It may be stopped at any moment and begun again. A key that nothing of the ring opens is left as it is.
    """
    after = ""
    while True:
        with begin_work(Actor.operator()) as work:
            batch = _next(work, after)
            outcomes = [_rewrapped(work, key_id, wrapped) for key_id, wrapped in batch]
            moved, unreadable = outcomes.count(True), outcomes.count(None)
            if moved:
                work.log("keys:rotate", "data_key", work.keys.ring.newest, f"{moved} keys")
        if not batch:
            return
        after = batch[-1][0]
        yield Rotated(moved, unreadable)


def keys_in_use(work: Work) -> dict[str, int]:
    """How many data keys each key of the ring has closed, unsent answers left out."""
    counted = select(DataKey.ring_id, func.count()).where(DataKey.ring_id != UNSENT)
    return {ring_id: count for ring_id, count in work.connection.execute(counted.group_by(DataKey.ring_id))}


def sample_of(work: Work, ring_id: str) -> tuple[str, bytes] | None:
    """One data key that this key of the ring closed: its id, and the key as it was wrapped."""
    row = work.connection.execute(
        select(DataKey.id, DataKey.wrapped).where(DataKey.ring_id == ring_id).limit(1)
    ).first()
    return (row.id, row.wrapped) if row else None


def _rewrapped(work: Work, key_id: str, wrapped: bytes) -> bool | None:
    """Whether the key was closed anew; None when the ring cannot open it."""
    try:
        fresh = work.keys.ring.rewrap(key_id, wrapped)
    except Unreadable:
        return None
    return rewrap_key(work.connection, key_id, fresh, instead_of=wrapped)


def _next(work: Work, after: str) -> list[tuple[str, bytes]]:
    older = DataKey.ring_id.not_in((work.keys.ring.newest, UNSENT))
    rows = select(DataKey.id, DataKey.wrapped).where(older, DataKey.id > after)
    found = work.connection.execute(rows.order_by(DataKey.id).limit(AT_ONCE))
    return [(row.id, row.wrapped) for row in found]
