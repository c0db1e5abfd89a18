"""Sealing what is closed of the audit record, while people read and write (decision 0045)."""

import time
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from support.platform.audit import AuditEntry
from support.platform.audit_chain import (
    BEFORE_THE_FIRST,
    NO_OFFSET,
    AuditSeal,
    digest_of,
    has_seal,
    head_of,
    key_mark,
    seal_mac,
)
from support.platform.begin_work import BeginWork
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.vocabulary.actor import Actor

JOB = "seal-audit"
# So many entries of a seal: a finding names a range, and who looks for it reads so many at most.
ENTRIES_OF_A_SEAL = 5000
SECONDS_FOR_WRITERS = 10
_SECONDS_BETWEEN = 0.05

_NEXT = HotStatement(
    select(AuditEntry.id, AuditEntry.mac)
    .where(AuditEntry.id > bindparam("after"), AuditEntry.id <= bindparam("upto"))
    .order_by(AuditEntry.id)
    .limit(bindparam("most"))
    .offset(NO_OFFSET)
)
# Whoever has taken an id for an entry holds this lock until its transaction has ended.
_WRITERS = text(
    "SELECT virtualtransaction FROM pg_locks WHERE granted AND mode = 'RowExclusiveLock'"
    " AND relation = 'audit_entry'::regclass"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


# What this process sealed last: between two anchors it alone knows what the chain was.
_SEALED: WeakKeyDictionary[BeginWork, tuple[int, bytes]] = WeakKeyDictionary()


class SealIsGone(Exception):
    """The chain no longer has the seal that this process made last: it was cut off, or is an older copy."""


class StillWriting(Exception):
    """A transaction that writes entries has not ended for long: what came after its own cannot be sealed."""


def seal_next(begin_work: BeginWork, *, wait: float = SECONDS_FOR_WRITERS) -> bool:
    """Seal the next closed range; whether there was one.

    Nothing is locked while the entries are read: a range that is closed stays as it is. Of two workers who
    seal at once the database refuses one, which leaves the range to the other.

    Raises StillWriting, and SealIsGone until the worker is started anew.
    """
    upto = _closed_upto(begin_work, wait)
    with begin_work.to_read(Actor.job(JOB)) as look:
        if begin_work in _SEALED and not has_seal(look.connection, *_SEALED[begin_work]):
            raise SealIsGone
        seal = _next_seal(look, upto)
    if seal is None:
        return False
    try:
        with begin_work(Actor.job(JOB)) as work:
            work.add(seal)
    except IntegrityError:
        return False
    _SEALED[begin_work] = (seal.number, seal.mac)
    return True


def _closed_upto(begin_work: BeginWork, wait: float) -> int:
    """The last id up to which no entry can come any more.

    On SQLite one writes at a time and ids are given in order, so everything that can be seen is closed. On
    PostgreSQL a smaller id may be committed later: what is seen is closed once every transaction that was
    writing entries at that moment has ended.
    """
    with begin_work.to_read(Actor.job(JOB)) as look:
        upto = look.connection.execute(select(func.max(AuditEntry.id))).scalar() or 0
        writers = _writers(look.connection)
    until = time.monotonic() + wait
    while writers:
        if time.monotonic() >= until:
            raise StillWriting
        time.sleep(_SECONDS_BETWEEN)
        with begin_work.to_read(Actor.job(JOB)) as look:
            writers &= _writers(look.connection)
    return upto


def _writers(connection: Connection) -> set[str]:
    """The transactions that may have taken an id and have not ended."""
    if connection.dialect.name != "postgresql":
        return set()
    return set(connection.execute(_WRITERS).scalars())


def _next_seal(look: Work, upto: int) -> AuditSeal | None:
    number, after, previous = head_of(look.connection) or (0, 0, BEFORE_THE_FIRST)
    entries = _NEXT.rows(look.connection, {"after": after, "upto": upto, "most": ENTRIES_OF_A_SEAL})
    if not entries:
        return None
    digest = digest_of((entry_id, mac) for entry_id, mac in entries)
    seal = AuditSeal(
        number=number + 1,
        from_id=after + 1,
        to_id=entries[-1][0],
        count=digest.count,
        digest=digest.made(),
        previous=previous,
        key_mark=key_mark(look.keys.audit),
        at=look.now,
    )
    seal.mac = seal_mac(look.keys.audit, seal)
    return seal
