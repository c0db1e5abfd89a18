"""The append-only record of who did and read what (act 703/2023, ASVS 16.3): verbs and ids, never content."""

import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from support.platform.columns import Key, UtcDateTime
from support.platform.database import Base
from support.vocabulary.actor import Role

NOBODY = "-"
"""The subject of a record that is about no row."""
_TIMES_OF_A_READER = 100
OWN_READ_AGAIN_AFTER = timedelta(hours=1)
"""After how long a person's look at her own page is recorded again: nobody may delete what it would leave."""


class Purpose(StrEnum):
    """Why sealed content is opened; a person sees the openings of the case page."""

    CASE_PAGE = "case page"
    QUEUE = "queue"
    APPOINTMENTS = "appointments"
    OWN_PAGE = "own page"
    SEND = "send"
    CONFIRMATION = "confirmation"
    SIGN_IN = "sign-in"
    DEMO_PAGE = "demo page"
    FORGET = "forget"
    REPLAY = "replay"
    COUNT = "count"
    CHECK_IN = "check-in"
    SUPERVISOR_PAGE = "supervisor page"


_OWN_READS = {(Role.EMPLOYEE, Purpose.OWN_PAGE), (Role.SUPERVISOR, Purpose.SUPERVISOR_PAGE)}


class AuditEntry(Base):
    """One act or one read. Update and delete are refused by triggers."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    role: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str | None] = mapped_column(String(40))
    verb: Mapped[str] = mapped_column(String(40))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(Key)
    detail: Mapped[str | None] = mapped_column(String(80))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


def entry_mac(key: bytes, entry: AuditEntry) -> bytes:
    """A keyed hash over everything the entry says; an edited entry no longer fits its own."""
    said = [
        entry.at.isoformat(),
        entry.role,
        entry.actor_id,
        entry.verb,
        entry.subject_type,
        entry.subject_id,
        entry.detail,
    ]
    return mac_of(key, said)


def mac_of(key: bytes, said: Sequence[object]) -> bytes:
    """A keyed hash over a list of words and numbers: only who has the key can make it."""
    return hmac.digest(key, json.dumps(said).encode(), "sha256")


def is_of_key(key: bytes, said: Sequence[object], mac: bytes) -> bool:
    """Whether this hash of the list was made with the key."""
    return hmac.compare_digest(mac_of(key, said), mac)


def is_own_read(role: Role, purpose: Purpose) -> bool:
    """Whether a person reads what is for her: the only reads of which not every one is recorded."""
    return (role, purpose) in _OWN_READS


def own_read_stands(session: Session, read: AuditEntry) -> bool:
    """Whether the record already holds this read by the same person, from less than an hour before."""
    same = ("role", "actor_id", "verb", "subject_type", "subject_id", "detail")
    earlier = select(AuditEntry.id).where(
        *(getattr(AuditEntry, name) == getattr(read, name) for name in same),
        AuditEntry.at > read.at - OWN_READ_AGAIN_AFTER,
    )
    return session.execute(earlier.limit(1)).scalar() is not None


def reads_of(session: Session, subject_id: str, purpose: Purpose) -> list[tuple[datetime, str | None]]:
    """When and by whom something filed under the subject was read for the purpose, newest first.

    The last times of each reader: however often one of them looks, nobody else falls off the list.
    """
    nth = func.row_number().over(partition_by=AuditEntry.actor_id, order_by=AuditEntry.at.desc())
    times = (
        select(AuditEntry.at, AuditEntry.actor_id, nth.label("nth"))
        .where(
            AuditEntry.subject_id == subject_id,
            AuditEntry.verb == "read",
            AuditEntry.detail.endswith(f": {purpose}", autoescape=True),
        )
        .group_by(AuditEntry.at, AuditEntry.actor_id)
        .subquery()
    )
    ask = select(times.c.at, times.c.actor_id).where(times.c.nth <= _TIMES_OF_A_READER)
    return [(at, actor) for at, actor in session.execute(ask.order_by(times.c.at.desc()))]
