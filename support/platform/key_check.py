"""Whether the keys in the settings are those that this database was written with.

A wrong key would not fail at once: numbers would no longer be found, and what is written meanwhile would be
lost with the right key. So the program refuses to start (reliability design, 4k).
"""

from sqlalchemy import String, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.audit_chain import AuditSeal, key_mark
from support.platform.begin_work import BeginWork
from support.platform.columns import Lookup
from support.platform.crypto import Unreadable, lookup_hash
from support.platform.data_keys import DataKey
from support.platform.database import Base
from support.platform.key_rotation import keys_in_use, sample_of
from support.platform.work import Work
from support.vocabulary.actor import Actor


class KeyCheck(Base):
    """What a key makes of a known word, noted when the database was made; it tells nothing of the key."""

    __tablename__ = "key_check"

    setting: Mapped[str] = mapped_column(String(20), primary_key=True)
    made: Mapped[bytes] = mapped_column(Lookup)


def note_keys(work: Work) -> None:
    """Note the keys of a new database; what has been noted before stays."""
    for setting, made in _made(work).items():
        if work.session.get(KeyCheck, setting) is None:
            work.session.add(KeyCheck(setting=setting, made=made))


def key_faults(begin_work: BeginWork) -> list[str]:
    """What is wrong with the keys, a sentence each; empty as well while the tables have not been made."""
    with begin_work.to_read(Actor.operator()) as look:
        if not _has_tables(look):
            return []
        return [*_of_ring(look), *(_of_others(look) or _of_seals(look))]


def _has_tables(look: Work) -> bool:
    seen = inspect(look.connection)
    if not seen.has_table(KeyCheck.__tablename__):
        return False
    return any(column["name"] == "ring_id" for column in seen.get_columns(DataKey.__tablename__))


def _of_ring(look: Work) -> list[str]:
    faults = []
    for ring_id, count in sorted(keys_in_use(look).items()):
        sample = sample_of(look, ring_id)
        if not look.keys.ring.holds(ring_id):
            faults.append(f"ENCRYPTION_KEYS lacks the key {ring_id}, which {count} data keys are closed with")
        elif sample and not _opens(look, *sample):
            faults.append(f"ENCRYPTION_KEYS has another key under the name {ring_id} than the database")
    return faults


def _opens(look: Work, key_id: str, wrapped: bytes) -> bool:
    try:
        look.keys.ring.rewrap(key_id, wrapped)
    except Unreadable:
        return False
    return True


def _of_others(look: Work) -> list[str]:
    noted = {
        row.setting: row.made for row in look.connection.execute(select(KeyCheck.setting, KeyCheck.made))
    }
    # The record is still read with the keys that were exchanged, so the first of them has to be there.
    given = {"LOOKUP_KEY": (look.keys.lookup,), "AUDIT_KEY": look.keys.of_audit}
    return [
        f"{setting} is not the key that this database was made with"
        for setting, keys in given.items()
        if setting in noted and noted[setting] not in [_of_key(setting, key) for key in keys]
    ]


def _of_seals(look: Work) -> list[str]:
    """The key of the newest seal is looked at only: what an older one was made with, verifying says."""
    if not inspect(look.connection).has_table(AuditSeal.__tablename__):
        return []
    newest = select(AuditSeal.key_mark).order_by(AuditSeal.number.desc()).limit(1)
    mark = look.connection.execute(newest).scalar()
    if mark is None or mark in [key_mark(key) for key in look.keys.of_audit]:
        return []
    return ["AUDIT_KEY and AUDIT_KEYS_BEFORE lack the key that the audit record was sealed with"]


def _made(work: Work) -> dict[str, bytes]:
    keys = {"LOOKUP_KEY": work.keys.lookup, "AUDIT_KEY": work.keys.audit}
    return {setting: _of_key(setting, key) for setting, key in keys.items()}


def _of_key(setting: str, key: bytes) -> bytes:
    return lookup_hash(key, "key-check", setting)
