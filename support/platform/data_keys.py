"""The keys that sealed content lies under, each wrapped: by the ring, or by a token until it is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import LargeBinary, String, bindparam, delete, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.columns import Key, UtcDateTime
from support.platform.crypto import KeyRing, ring_id_of
from support.platform.database import Base
from support.platform.hot_statement import HotStatement


class DataKey(Base):
    """The wrapped key under which content lies; kept apart from the content in backups, so that deleting
    this row erases the content in all of them (decision 0003)."""

    __tablename__ = "data_key"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    ring_id: Mapped[str] = mapped_column(String(16), index=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Keys:
    """The keys of the installation; of the record's the one in use, and those before it, newest first."""

    ring: KeyRing
    lookup: bytes
    audit: bytes
    audit_before: tuple[bytes, ...] = ()

    @property
    def of_audit(self) -> tuple[bytes, ...]:
        """Every key that the record may have been written with, newest first."""
        return (self.audit, *self.audit_before)


_WRAPPED = HotStatement(select(DataKey.wrapped).where(DataKey.id == bindparam("key")))


def data_key(key_id: str, wrapped: bytes, now: datetime) -> DataKey:
    """A new key to be stored, wrapped."""
    return DataKey(id=key_id, ring_id=ring_id_of(wrapped), wrapped=wrapped, created_at=now)


def wrapped_key(connection: Connection, key_id: str) -> bytes | None:
    """The key as it was wrapped; None once it has been erased."""
    found = _WRAPPED.first(connection, {"key": key_id})
    return found[0] if found else None


def rewrap_key(connection: Connection, key_id: str, wrapped: bytes, *, instead_of: bytes) -> bool:
    """Store the same key in another wrapping; False when it is wrapped otherwise by now, or erased."""
    stored = update(DataKey).where(DataKey.id == key_id, DataKey.wrapped == instead_of)
    return connection.execute(stored.values(ring_id=ring_id_of(wrapped), wrapped=wrapped)).rowcount == 1


def delete_keys(connection: Connection, key_ids: Collection[str]) -> None:
    """Delete the keys, and with them everything that lies under them."""
    connection.execute(delete(DataKey).where(DataKey.id.in_(key_ids)))
