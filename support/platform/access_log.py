"""What the record says of reads about somebody: who, as what, when and why; never what was read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from support.platform.audit import AuditEntry, Purpose
from support.vocabulary.actor import Role


@dataclass(frozen=True)
class Read:
    """Something of somebody was opened at one moment, for one reason."""

    at: datetime
    role: Role
    actor_id: str | None
    purpose: Purpose


_PURPOSE = case(*((AuditEntry.detail.endswith(f": {one}", autoescape=True), one.value) for one in Purpose))


def reads_about(
    session: Session, subject_ids: Collection[str], *, since: datetime | None, skip: int, most: int
) -> list[Read]:
    """The reads filed under these ids, newest first, in one statement however many there are.

    What was opened at one moment for one reason is one read.
    """
    wanted = [AuditEntry.subject_id.in_(sorted(subject_ids)), AuditEntry.verb == "read"]
    if since is not None:
        wanted.append(AuditEntry.at >= since)
    which = (AuditEntry.at, AuditEntry.role, AuditEntry.actor_id, _PURPOSE)
    newest_first = (AuditEntry.at.desc(), func.max(AuditEntry.id).desc())
    ask = select(*which).where(*wanted).group_by(*which).order_by(*newest_first).offset(skip).limit(most)
    return [
        Read(at, Role(role), actor_id, Purpose(purpose))
        for at, role, actor_id, purpose in session.execute(ask)
        if purpose is not None
    ]
