"""One action, one work: what an action can do within its transaction.

The only module that opens sealed content; `begin_work` begins and ends the transaction.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from support.platform import crypto, data_keys
from support.platform.audit import AuditEntry, Purpose, entry_mac, is_own_read, own_read_stands
from support.platform.crypto import Place, Unreadable
from support.platform.data_keys import Keys
from support.platform.database import Base
from support.platform.rows import Change, send_rows
from support.platform.sealed_row import SealedRow
from support.vocabulary.actor import Actor
from support.vocabulary.ids import IdMaker


class SeenTooEarly(Exception):
    """Somebody wrote while this work looked, and what it has seen is not so any more; nothing was changed."""


@dataclass
class Work:
    """One transaction: who acts, when, and the only way to seal and to open.

    `connection` is for single statements; `session`, made when first asked for, joins its transaction.
    """

    connection: Connection
    actor: Actor
    now: datetime
    ids: IdMaker
    keys: Keys
    _turn: Callable[[], None] | None = field(default=None, repr=False)
    _hear: "Callable[[Work, object], None] | None" = field(default=None, repr=False)
    _opened: dict[str, bytes] = field(default_factory=dict, repr=False)
    _new: list[Base | Change] = field(default_factory=list, repr=False)
    _reads: list[AuditEntry] = field(default_factory=list, repr=False)
    _kept: list[Base] = field(default_factory=list, repr=False)
    _session: Session | None = field(default=None, repr=False)

    @property
    def session(self) -> Session:
        """The rows of this transaction as objects."""
        self._send_new()
        if self._session is None:
            self._session = Session(
                self.connection, expire_on_commit=False, join_transaction_mode="rollback_only"
            )
        return self._session

    def take_turn(self, is_still_so: Callable[[], bool]) -> None:
        """A work that has only looked so far (`BeginWork.look_first`) waits for its turn to write, and then
        asks again what decides; any other goes on. Raises SeenTooEarly when it is not so any more."""
        turn, self._turn = self._turn, None
        if turn is None:
            return
        turn()
        if not is_still_so():
            raise SeenTooEarly

    def write_session(self) -> None:
        """Send what the session still holds back to the database."""
        if self._session is not None:
            self._session.flush()
        self._send_new()

    def add(self, new: Base | Change) -> None:
        """A new row that this work only writes, or a change: it is sent with all others before the session is
        asked for anything, at the latest at the end. What is changed on a row after that changes nothing."""
        self._new.append(new)

    def keep(self, row: Base) -> None:
        """Keep a row that is held against others, so that it is not read again in this work."""
        self._kept.append(row)

    def forget_rows(self) -> None:
        """Something is to be changed past the session: its rows are written now, and read again later."""
        if self._session is not None:
            self._session.flush()
            self._session.expire_all()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part that stands whole or not at all; where it raises, the work may go on without it."""
        before = len(self._reads)
        try:
            with self.session.begin_nested():
                self.session.connection()  # begins it: most is written past the session
                yield
                self.write_session()
        except BaseException:
            # What was read in it has been read all the same.
            self._new = [*self._reads[before:]]
            raise

    def leave_session(self) -> None:
        """Let go of the rows."""
        if self._session is not None:
            self._session.close()

    def new_id(self) -> str:
        """An id for a new row."""
        return self.ids.new_id()

    def lookup(self, purpose: str, value: str) -> bytes:
        """The keyed hash under which a value can be found again."""
        return crypto.lookup_hash(self.keys.lookup, purpose, value)

    def log(self, verb: str, subject_type: str, subject_id: str, detail: str | None = None) -> None:
        """Record an act in the audit table, in this transaction."""
        self.add(self._entry(verb, subject_type, subject_id, detail))

    def record(self, event: object) -> None:
        """Tell the slices above what has happened, in this transaction (`wiring.py` says who hears it)."""
        if self._hear is None:
            raise RuntimeError("nobody hears what happens in this work")
        self._hear(self, event)

    def new_key(self) -> str:
        """A new data key, wrapped by the ring; returns its id."""
        key_id, key = self.new_id(), crypto.new_data_key()
        self.add(data_keys.data_key(key_id, self.keys.ring.wrap(key_id, key), self.now))
        self._opened[key_id] = key
        return key_id

    def erase_keys(self, key_ids: Collection[str]) -> None:
        """Make everything under these keys unreadable for ever."""
        self._send_new()
        data_keys.delete_keys(self.connection, key_ids)
        for key_id in key_ids:
            self._opened.pop(key_id, None)

    def seal(self, row: SealedRow, column: str, text: str | None) -> None:
        """Put text into a sealed column of the row."""
        place = Place(row.__tablename__, column, row.id)
        setattr(row, column, None if text is None else crypto.seal(self._data_key(row.key_id), place, text))

    def open(self, row: SealedRow, column: str, *, subject: str, purpose: Purpose) -> str | None:
        """Read a sealed column and record who read it, in this transaction: no log, no data.

        A person's read of what is hers, for her own page, is recorded once an hour.
        `subject` is the id that the read is filed under (the case or the employee), `purpose` says why.
        Raises Unreadable when the content was moved or its key is gone.
        """
        return self.open_all(row, (column,), subject=subject, purpose=purpose)[column]

    def open_all(
        self, row: SealedRow, columns: tuple[str, ...], *, subject: str, purpose: Purpose
    ) -> dict[str, str | None]:
        """Read several sealed columns of one row under one read record; like `open` otherwise."""
        found: dict[str, bytes | None] = {column: getattr(row, column) for column in columns}
        if any(sealed is not None for sealed in found.values()):
            read = self._entry("read", row.__tablename__, subject, f"{' '.join(columns)}: {purpose}")
            if not (is_own_read(self.actor.role, purpose) and own_read_stands(self.session, read)):
                self._reads.append(read)
                self.add(read)
        return {column: self._unsealed(row, column, sealed) for column, sealed in found.items()}

    def new_unsent_key(self, token: str) -> tuple[str, bytes]:
        """A data key that only the holder of the token can use; returns its id and the key."""
        key_id, key = self.new_id(), crypto.new_data_key()
        self.add(data_keys.data_key(key_id, crypto.wrap_with_token(token, key_id, key), self.now))
        self._send_new()
        return key_id, key

    def seal_unsent(self, place: Place, key: bytes, text: str) -> bytes:
        """Text sealed under a key that the ring does not hold yet."""
        return crypto.seal(key, place, text)

    def open_unsent(
        self, place: Place, key_id: str, wrapped: bytes, sealed: bytes, token: str
    ) -> tuple[str, bytes]:
        """Read what its own writer has not sent; returns the text and the key.

        No read record: without her token nobody can, not even we (decision 0004).
        Raises Unreadable for any other token.
        """
        key = crypto.unwrap_with_token(token, key_id, wrapped)
        return crypto.unseal(key, place, sealed), key

    def hand_over_key(self, secret: str, key_id: str, closed: bytes, token: str) -> None:
        """From now on the holder of the token can use the key, and nobody else: `closed` is the same key,
        closed with the secret that she brings.

        Raises Unreadable when the secret does not open it, or the key is gone.
        """
        wrapped = data_keys.wrapped_key(self.connection, key_id)
        if wrapped is None:
            raise Unreadable
        key = crypto.unwrap_with_token(secret, key_id, closed)
        handed = crypto.wrap_with_token(token, key_id, key)
        data_keys.rewrap_key(self.connection, key_id, handed, instead_of=wrapped)

    def take_over_key(self, token: str, key_id: str) -> None:
        """From now on the ring holds the key: the person has sent what lies under it.

        Raises Unreadable when the token is not the one that the key was made for, or the key has changed.
        """
        wrapped = data_keys.wrapped_key(self.connection, key_id)
        if wrapped is None:
            raise Unreadable
        key = crypto.unwrap_with_token(token, key_id, wrapped)
        taken_over = self.keys.ring.wrap(key_id, key)
        if not data_keys.rewrap_key(self.connection, key_id, taken_over, instead_of=wrapped):
            raise Unreadable
        self._opened[key_id] = key

    def _send_new(self) -> None:
        if self._new:
            if self._turn is not None:
                raise RuntimeError("a work that looks first takes its turn before it writes")
            new, self._new = self._new, []
            send_rows(self.connection, new)

    def _entry(self, verb: str, subject_type: str, subject_id: str, detail: str | None) -> AuditEntry:
        entry = AuditEntry(
            at=self.now,
            role=self.actor.role.value,
            actor_id=self.actor.id,
            verb=verb,
            subject_type=subject_type,
            subject_id=subject_id,
            detail=detail,
        )
        entry.mac = entry_mac(self.keys.audit, entry)
        return entry

    def _unsealed(self, row: SealedRow, column: str, sealed: bytes | None) -> str | None:
        if sealed is None:
            return None
        return crypto.unseal(self._data_key(row.key_id), Place(row.__tablename__, column, row.id), sealed)

    def _data_key(self, key_id: str) -> bytes:
        if key_id not in self._opened:
            wrapped = data_keys.wrapped_key(self.connection, key_id)
            if wrapped is None:
                raise Unreadable
            self._opened[key_id] = self.keys.ring.unwrap(key_id, wrapped)
        return self._opened[key_id]
