"""What somebody wrote to us, for those who may read it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from support.messaging.inbound_models import InboundMessage
from support.messaging.models import OutboundMessage
from support.messaging.period_facts import NumberPeriod
from support.messaging.period_queries import came_from
from support.messaging.templates import CODES, LAST_WORD, goes_to_supervisor
from support.platform.audit import Purpose
from support.platform.work import Work

_ANSWERED_WITHIN = timedelta(days=14)
# What goes by itself to whoever has just written or asked is nothing that she answers.
_BESIDE = (*sorted(CODES), LAST_WORD, "again", "unread")


@dataclass(frozen=True)
class Written:
    """One message from her number, and when it came; a sender's number can be forged."""

    received_at: datetime
    text: str = field(repr=False)


def written_from(
    work: Work, period: NumberPeriod, *, since: datetime, subject: str, purpose: Purpose, most: int
) -> list[Written]:
    """The newest messages from her at a number since a moment, the newest first; each read is recorded."""
    ask = (
        select(InboundMessage)
        .where(came_from(work, period), InboundMessage.received_at >= since)
        .order_by(InboundMessage.received_at.desc(), InboundMessage.id)
        .limit(most)
    )
    rows = work.session.execute(ask).scalars().all()
    return [
        Written(row.received_at, work.open(row, "text", subject=subject, purpose=purpose) or "")
        for row in rows
    ]


def answers_as_supervisor(work: Work, inbound_id: str) -> bool:
    """Whether the last that the number of this message heard of us, within two weeks, went to it as to a
    supervisor."""
    sender = select(InboundMessage.sender_lookup).where(InboundMessage.id == inbound_id).scalar_subquery()
    told = (
        OutboundMessage.recipient_lookup == sender,
        OutboundMessage.attempted_at > work.now - _ANSWERED_WITHIN,
        OutboundMessage.template.not_in(_BESIDE),
    )
    newest_first = (OutboundMessage.attempted_at.desc(), OutboundMessage.queued_at.desc())
    ask = select(OutboundMessage.template).where(*told).order_by(*newest_first).limit(1)
    last = work.session.execute(ask).scalar()
    return last is not None and goes_to_supervisor(last)
