"""The chain of seals over the audit record: what was sealed can be neither changed, cut nor moved unseen.

A seal says of a closed range of ids how many entries it holds and which, and names the seal before it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    LargeBinary,
    String,
    bindparam,
    literal_column,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.audit import is_of_key, mac_of
from support.platform.columns import UtcDateTime
from support.platform.database import Base
from support.platform.hot_statement import HotStatement

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
BEFORE_THE_FIRST = bytes(32)
"""What the first seal names as the one before it."""
_AT_ONCE = 1000


class AuditSeal(Base):
    """One closed range of the record. Update and delete are refused by triggers.

    Two seals cannot name the same one before them: the chain has no fork.
    """

    __tablename__ = "audit_seal"

    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    from_id: Mapped[int] = mapped_column(_NUMBER)
    to_id: Mapped[int] = mapped_column(_NUMBER)
    count: Mapped[int] = mapped_column(Integer)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    previous: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    key_mark: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


# Without an offset written out, SQLite would be sent one as a value of its own, which has no name.
NO_OFFSET: ColumnElement[int] = literal_column("0")

_HEAD = HotStatement(
    select(AuditSeal.number, AuditSeal.to_id, AuditSeal.mac)
    .order_by(AuditSeal.number.desc())
    .limit(bindparam("most"))
    .offset(NO_OFFSET)
)
_MAC = HotStatement(
    select(AuditSeal.number).where(AuditSeal.number == bindparam("number"), AuditSeal.mac == bindparam("mac"))
)
_SEALS = HotStatement(
    select(*AuditSeal.__table__.columns)
    .where(AuditSeal.number > bindparam("after"), AuditSeal.number <= bindparam("upto"))
    .order_by(AuditSeal.number)
    .limit(bindparam("most"))
    .offset(NO_OFFSET)
)


def seal_mac(key: bytes, seal: AuditSeal) -> bytes:
    """A keyed hash over everything the seal says."""
    return mac_of(key, _said(seal))


def is_genuine(key: bytes, seal: AuditSeal) -> bool:
    """Whether the seal was made with this key and says what it said then."""
    return is_of_key(key, _said(seal), seal.mac)


def _said(seal: AuditSeal) -> list[object]:
    numbers = [seal.number, seal.from_id, seal.to_id, seal.count]
    digest, previous = seal.digest.hex(), seal.previous.hex()
    return ["seal", *numbers, digest, previous, seal.key_mark, seal.at.isoformat()]


def key_mark(key: bytes) -> str:
    """By which a key is known again; it tells nothing of the key."""
    return mac_of(key, ["the name of a key"])[:4].hex()


class Digest:
    """Grows with each entry of a range: which id, and with which hash."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.count = 0

    def add(self, entry_id: int, mac: bytes) -> None:
        """The next entry in the order of the ids."""
        self._hash.update(entry_id.to_bytes(8, "big", signed=True) + mac)
        self.count += 1

    def made(self) -> bytes:
        """What stands in the seal."""
        return self._hash.digest()


def digest_of(entries: Iterable[tuple[int, bytes]]) -> Digest:
    """The digest of entries in the order of their ids."""
    digest = Digest()
    for entry_id, mac in entries:
        digest.add(entry_id, mac)
    return digest


def head_of(connection: Connection) -> tuple[int, int, bytes] | None:
    """The newest seal: its number, the last id that it covers, its hash."""
    found = _HEAD.first(connection, {"most": 1})
    return (found[0], found[1], found[2]) if found else None


def has_seal(connection: Connection, number: int, mac: bytes) -> bool:
    """Whether the chain has a seal of this number with this hash."""
    return _MAC.first(connection, {"number": number, "mac": mac}) is not None


def seals_of(connection: Connection, after: int, upto: int) -> Iterator[AuditSeal]:
    """The seals of the chain in their order, a few at a time, from past one number to another."""
    names = [column.name for column in AuditSeal.__table__.columns]
    while rows := _SEALS.rows(connection, {"after": after, "upto": upto, "most": _AT_ONCE}):
        for row in rows:
            yield AuditSeal(**dict(zip(names, row, strict=True)))
        after = rows[-1][0]
