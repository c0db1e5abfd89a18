"""Going through the whole audit record: every entry, every seal and every anchor, a few at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from support.platform.audit import AuditEntry, is_of_key
from support.platform.audit_ahead import Ahead
from support.platform.audit_anchor_verifying import anchors_after, of_anchor, of_anchors, of_anchors_ahead
from support.platform.audit_anchors import ANCHOR_EVERY, Anchor
from support.platform.audit_chain import (
    BEFORE_THE_FIRST,
    NO_OFFSET,
    AuditSeal,
    Digest,
    has_seal,
    head_of,
    is_genuine,
    key_mark,
    seals_of,
)
from support.platform.audit_findings import Counted, Finding, Kind, Span
from support.platform.hot_statement import HotStatement
from support.platform.work import Work

# The worker seals every minute; so long nothing at all need be wrong.
SEALED_WITHIN = timedelta(minutes=10)
ANCHORED_WITHIN = 2 * ANCHOR_EVERY
_AT_ONCE = 5000
_ENTRIES = HotStatement(
    select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.role,
        AuditEntry.actor_id,
        AuditEntry.verb,
        AuditEntry.subject_type,
        AuditEntry.subject_id,
        AuditEntry.detail,
        AuditEntry.mac,
    )
    .where(AuditEntry.id > bindparam("after"), AuditEntry.id <= bindparam("upto"))
    .order_by(AuditEntry.id)
    .limit(bindparam("most"))
    .offset(NO_OFFSET)
)
_BEFORE_ALL = -(2**62)


class _Entry(NamedTuple):
    """One entry, and which key it was written with: 0 is the one in use, None is none that we have."""

    id: int
    at: datetime
    mac: bytes
    key: int | None


@dataclass(frozen=True)
class _Seal:
    """What the next seal must continue, and which key it was made with."""

    number: int
    to_id: int
    mac: bytes
    key: int


def verify(
    look: Work,
    lines: Iterable[str] | None,
    counted: Counted,
    *,
    since: Anchor | None = None,
    progress: Callable[[int], None] = lambda _entries: None,
) -> Iterator[Finding]:
    """What is wrong with the record, in its order; `lines` are the anchors, oldest first.

    They must have been read before the database; None where no anchors are kept. With `since`, an anchor
    that somebody has kept, only what came after it is gone through.
    """
    head = head_of(look.connection)
    upto = look.connection.execute(select(func.max(AuditEntry.id))).scalar() or 0
    last = _begin(look, since)
    entries = Ahead(_entries(look, since.to_id if since else _BEFORE_ALL, upto, counted, progress))
    anchors = Ahead(anchors_after(lines or (), last.number, counted))
    unanchored = Span(Kind.UNANCHORED, "seals")
    if since and not has_seal(look.connection, since.number, since.mac):
        is_ahead = head is None or head[0] < since.number
        yield of_anchor(Kind.ANCHOR_AHEAD if is_ahead else Kind.ANCHOR_OTHER, since.number)
    marks = {key_mark(key): place for place, key in enumerate(look.keys.of_audit)}
    for seal in seals_of(look.connection, last.number, head[0] if head else 0):
        counted.seals += 1
        key = marks.get(seal.key_mark)
        is_sound = key is not None and is_genuine(look.keys.of_audit[key], seal)
        yield from _of_seal(seal, last, key, is_sound=is_sound)
        yield from _of_range(seal, entries, last.key, is_sound=is_sound)
        if lines is not None and seal.at < look.now - ANCHORED_WITHIN:
            unanchored.add(seal.number)
        yield from of_anchors(look, seal, anchors, unanchored)
        last = _Seal(seal.number, seal.to_id, seal.mac, last.key if key is None else key)
    yield from _of_tail(look, entries, last.key, counted)
    yield from of_anchors_ahead(anchors)
    yield from unanchored.findings()


def _begin(look: Work, since: Anchor | None) -> _Seal:
    oldest = len(look.keys.of_audit) - 1
    if since is None:
        return _Seal(0, 0, BEFORE_THE_FIRST, oldest)
    marks = [key_mark(key) for key in look.keys.of_audit]
    anchored = next(seals_of(look.connection, since.number - 1, since.number), None)
    is_known = anchored is not None and anchored.key_mark in marks
    # From its key on: what is older is out of use, and who holds it writes nothing that goes for genuine.
    key = marks.index(anchored.key_mark) if anchored is not None and is_known else oldest
    return _Seal(since.number, since.to_id, since.mac, key)


def _entries(
    look: Work, after: int, upto: int, counted: Counted, progress: Callable[[int], None]
) -> Iterator[_Entry]:
    keys = look.keys.of_audit
    place = 0
    while rows := _ENTRIES.rows(look.connection, {"after": after, "upto": upto, "most": _AT_ONCE}):
        for row in rows:
            said = (row[1].isoformat(), *row[2:8])
            found: int | None = place
            # Whole years are written with one key: the one that fitted last is tried first.
            if not is_of_key(keys[place], said, row[8]):
                found = next((n for n, key in enumerate(keys) if is_of_key(key, said, row[8])), None)
                place = place if found is None else found
            yield _Entry(row[0], row[1], row[8], found)
        after = rows[-1][0]
        counted.entries += len(rows)
        progress(counted.entries)


def _of_seal(seal: AuditSeal, last: _Seal, key: int | None, *, is_sound: bool) -> Iterator[Finding]:
    if seal.number > last.number + 1:
        missing = seal.number - last.number - 1
        yield Finding(Kind.SEAL_MISSING, "seals", last.number + 1, seal.number - 1, missing)
    elif (seal.previous, seal.from_id) != (last.mac, last.to_id + 1):
        yield Finding(Kind.SEAL_ASTRAY, "seal", seal.number, seal.number)
    if key is None or key > last.key:
        yield Finding(Kind.SEAL_KEY, "seal", seal.number, seal.number)
    elif not is_sound:
        yield Finding(Kind.SEAL_CHANGED, "seal", seal.number, seal.number)


def _of_range(
    seal: AuditSeal, entries: Ahead[_Entry], oldest_key: int, *, is_sound: bool
) -> Iterator[Finding]:
    """The entries of a seal; who exchanges the key restarts the web before the worker, so that none is
    written with a key older than that of the seal before."""
    changed, stale = Span(Kind.CHANGED, "entries"), Span(Kind.OLD_KEY, "entries")
    outside, digest = Span(Kind.INSERTED, "entries"), Digest()
    first, last = seal.from_id, seal.to_id
    for entry in entries.take_while(lambda entry: entry.id <= last):
        _hold_against_key(entry, oldest_key, changed, stale)
        if entry.id < first:
            outside.add(entry.id)
        else:
            digest.add(entry.id, entry.mac)
    for span in (changed, stale, outside):
        yield from span.findings()
    if is_sound:
        yield from _of_digest(seal, digest, is_changed=changed.count > 0)


def _hold_against_key(entry: _Entry, oldest_key: int, changed: Span, stale: Span) -> None:
    if entry.key is None:
        changed.add(entry.id)
    elif entry.key > oldest_key:
        stale.add(entry.id)


def _of_digest(seal: AuditSeal, digest: Digest, *, is_changed: bool) -> Iterator[Finding]:
    more = digest.count - seal.count
    if more:
        kind = Kind.INSERTED if more > 0 else Kind.DELETED
        yield Finding(kind, "entries", seal.from_id, seal.to_id, abs(more))
    elif digest.made() != seal.digest and not is_changed:
        yield Finding(Kind.EXCHANGED, "entries", seal.from_id, seal.to_id, seal.count)


def _of_tail(look: Work, entries: Ahead[_Entry], oldest_key: int, counted: Counted) -> Iterator[Finding]:
    """What came after the last seal; each entry has only its own hash yet."""
    changed, stale = Span(Kind.CHANGED, "entries"), Span(Kind.OLD_KEY, "entries")
    late = Span(Kind.UNSEALED, "entries")
    for entry in entries.take_while(lambda _entry: True):
        counted.unsealed += 1
        _hold_against_key(entry, oldest_key, changed, stale)
        if entry.at < look.now - SEALED_WITHIN:
            late.add(entry.id)
    for span in (changed, stale, late):
        yield from span.findings()
