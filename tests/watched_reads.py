"""In every test: whatever is unsealed has its record in the same transaction, or the test fails.

Beside the program and not by its own reckoning: what is opened is seen where a seal is opened, what is
recorded where rows are handed to the database, and a transaction counts once it has been committed. What a
work opened that ended with an error was shown to nobody, and its records are gone with it.
"""

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from support.platform import begin_work, crypto
from support.platform.audit import OWN_READ_AGAIN_AFTER, AuditEntry, Purpose
from support.platform.crypto import Place
from support.platform.looking import Looking
from support.platform.sealed_row import SealedRow
from support.platform.work import Work
from support.vocabulary.actor import Role

Column = tuple[str, str]
"""A table and one of its sealed columns."""

# Said here once more, so that a purpose more in the program is seen.
OWN = {(Role.EMPLOYEE, Purpose.OWN_PAGE), (Role.SUPERVISOR, Purpose.SUPERVISOR_PAGE)}


@dataclass
class _Reads:
    """What one work has opened, and what it has recorded."""

    opened: Counter[Column] = field(default_factory=Counter)
    recorded: Counter[Column] = field(default_factory=Counter)
    # Her own, which the record already holds from less than an hour before.
    stands: Counter[Column] = field(default_factory=Counter)


@dataclass
class Watch:
    """What has been seen since the last test."""

    opened: int = 0
    unrecorded: list[str] = field(default_factory=list)
    _reads: dict[int, _Reads] = field(default_factory=dict)
    _committed: set[int] = field(default_factory=set)

    def taken(self) -> list[str]:
        """Every read without a record since this was asked last."""
        found, self.unrecorded = self.unrecorded, []
        return found

    def counted(self) -> int:
        """How much was opened since this was asked last."""
        found, self.opened = self.opened, 0
        return found

    def of(self, work: Work) -> _Reads:
        """What is known of a work."""
        return self._reads.setdefault(id(work), _Reads())

    def opens(self, place: Place) -> None:
        """Somebody has opened a seal."""
        self.opened += 1
        opener = getattr(_NOW, "opener", None)
        if isinstance(opener, Work):
            self.of(opener).opened[place.table, place.column] += 1
        elif opener is not _UNSENT and sys._getframe(2).f_globals["__name__"].startswith("support."):
            self.unrecorded.append(f"{place.column} of {place.table} was read outside every work")

    def commits(self, connection: Connection) -> None:
        """What the work on this connection has recorded stays."""
        self._committed.add(id(connection))

    def ends(self, work: Work) -> None:
        """A work is over."""
        is_committed = id(work.connection) in self._committed
        self._committed.discard(id(work.connection))
        reads = self._reads.pop(id(work), None)
        if reads is not None and (is_committed or isinstance(work, Looking)):
            missing = reads.opened - reads.recorded - reads.stands
            self.unrecorded += [
                f"{column} of {table} was read by {work.actor.role} and not recorded"
                for table, column in sorted(missing)
            ]


READS = "reads"
_UNSENT = object()
_NOW = threading.local()
WATCH = Watch()


def watch_every_read() -> None:
    """From now on every work of this process is watched."""
    watched: tuple[tuple[object, str, Callable[[Any], Any]], ...] = (
        (begin_work, "_commit", _committing),
        (crypto, "unseal", _unsealing),
        (Work, "_unsealed", _opening),
        (Work, "open_unsent", _opening_unsent),
        (Work, "open_all", _asking),
        (Work, "_send_new", _sending),
        (Work, "attempt", _trying),
        (Work, "leave_session", _ending),
    )
    for where, name, watching in watched:
        setattr(where, name, watching(getattr(where, name)))


def reads_in(reports: Iterable[Any]) -> list[str]:
    """How much was opened in all tests, in a line; none where nothing was."""
    calls = [report for report in reports if getattr(report, "when", "") == "call"]
    reads = [count for report in calls if (count := dict(report.user_properties).get(READS))]
    return [f"{sum(reads)} reads of sealed content in {len(reads)} tests, all watched."] if reads else []


def _committing(commit: Callable[[Connection], None]) -> Callable[[Connection], None]:
    def watched(connection: Connection) -> None:
        commit(connection)
        WATCH.commits(connection)

    return watched


def _unsealing(unseal: Callable[[bytes, Place, bytes], str]) -> Callable[[bytes, Place, bytes], str]:
    def watched(key: bytes, place: Place, sealed: bytes) -> str:
        text = unseal(key, place, sealed)
        WATCH.opens(place)
        return text

    return watched


@contextmanager
def _opened_by(opener: object) -> Iterator[None]:
    before = getattr(_NOW, "opener", None)
    _NOW.opener = opener
    try:
        yield
    finally:
        _NOW.opener = before


def _opening(unsealed: Callable[..., str | None]) -> Callable[..., str | None]:
    def watched(work: Work, row: SealedRow, column: str, sealed: bytes | None) -> str | None:
        with _opened_by(work):
            return unsealed(work, row, column, sealed)

    return watched


def _opening_unsent(open_unsent: Callable[..., Any]) -> Callable[..., Any]:
    """Without her token nobody can open it, not even we (decision 0004)."""

    def watched(work: Work, *given: object, **named: object) -> Any:
        with _opened_by(_UNSENT):
            return open_unsent(work, *given, **named)

    return watched


def _asking(open_all: Callable[..., dict[str, str | None]]) -> Callable[..., dict[str, str | None]]:
    def watched(
        work: Work, row: SealedRow, columns: tuple[str, ...], *, subject: str, purpose: Purpose
    ) -> dict[str, str | None]:
        given = open_all(work, row, columns, subject=subject, purpose=purpose)
        table = row.__tablename__
        opened = [column for column in columns if given[column] is not None]
        if opened:
            # The record names what is empty too; it must not make up for another row.
            WATCH.of(work).opened.update((table, column) for column in columns if given[column] is None)
        if opened and (work.actor.role, purpose) in OWN and _stands(work, table, columns, subject, purpose):
            WATCH.of(work).stands.update((table, column) for column in columns)
        return given

    return watched


def _stands(work: Work, table: str, columns: tuple[str, ...], subject: str, purpose: Purpose) -> bool:
    """Whether the database holds her own look already."""
    same = select(AuditEntry.id).where(
        AuditEntry.role == work.actor.role.value,
        AuditEntry.actor_id == work.actor.id,
        AuditEntry.verb == "read",
        AuditEntry.subject_type == table,
        AuditEntry.subject_id == subject,
        AuditEntry.detail == f"{' '.join(columns)}: {purpose}",
        AuditEntry.at > work.now - OWN_READ_AGAIN_AFTER,
    )
    return work.connection.execute(same.limit(1)).first() is not None


def _sending(send_new: Callable[[Work], None]) -> Callable[[Work], None]:
    def watched(work: Work) -> None:
        new = list(work._new)
        send_new(work)
        for entry in new:
            if isinstance(entry, AuditEntry) and entry.verb == "read" and entry.detail:
                columns = entry.detail.partition(":")[0].split()
                WATCH.of(work).recorded.update((entry.subject_type, column) for column in columns)

    return watched


def _trying(attempt: Callable[[Work], Any]) -> Callable[[Work], Any]:
    """What is rolled back is recorded no more, though it may have been read."""

    @contextmanager
    def watched(work: Work) -> Iterator[None]:
        work._send_new()
        before = Counter(WATCH.of(work).recorded)
        try:
            with attempt(work):
                yield
        except BaseException:
            WATCH.of(work).recorded = before
            raise

    return watched


def _ending(leave_session: Callable[[Work], None]) -> Callable[[Work], None]:
    def watched(work: Work) -> None:
        leave_session(work)
        WATCH.ends(work)

    return watched
