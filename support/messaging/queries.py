"""Looking into the outbox."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.messaging.models import OutboundMessage
from support.messaging.rules import State as MessageState
from support.messaging.templates import render
from support.platform.audit import Purpose
from support.platform.work import Work


@dataclass(frozen=True)
class SentText:
    """A message as its receiver would read it; only the demo page shows this."""

    to: str
    text: str
    state: MessageState
    queued_at: datetime


def latest_texts(work: Work, limit: int = 50) -> list[SentText]:
    """The newest messages, opened; each opening is recorded."""
    newest = select(OutboundMessage).order_by(OutboundMessage.queued_at.desc()).limit(limit)
    texts = []
    for message in work.session.execute(newest).scalars():
        if message.state is MessageState.SUPPRESSED:
            continue
        to = work.open(message, "recipient", subject=message.id, purpose=Purpose.DEMO_PAGE) or ""
        fields = work.open(message, "fields", subject=message.id, purpose=Purpose.DEMO_PAGE) or "{}"
        text = render(message.template, message.language, json.loads(fields))
        texts.append(SentText(to, text, message.state, message.queued_at))
    return texts
