"""What somebody wrote to us, for those who may read it."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from support.messaging.inbound_models import InboundMessage
from support.messaging.models import RECIPIENT
from support.platform.audit import Purpose
from support.platform.work import Work


@dataclass(frozen=True)
class Written:
    """One message from her number, and when it came; a sender's number can be forged."""

    received_at: datetime
    text: str = field(repr=False)


def written_from(
    work: Work, phone: str, *, since: datetime, subject: str, purpose: Purpose, most: int
) -> list[Written]:
    """The newest messages from a number since a moment, the newest first; each read is recorded."""
    ask = (
        select(InboundMessage)
        .where(
            InboundMessage.sender_lookup == work.lookup(RECIPIENT, phone),
            InboundMessage.received_at >= since,
        )
        .order_by(InboundMessage.received_at.desc(), InboundMessage.id)
        .limit(most)
    )
    rows = work.session.execute(ask).scalars().all()
    return [
        Written(row.received_at, work.open(row, "text", subject=subject, purpose=purpose) or "")
        for row in rows
    ]
