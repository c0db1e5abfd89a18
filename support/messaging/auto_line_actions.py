"""The one automatic line to whoever writes what only a person could read."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from support.messaging.actions import queue_sms
from support.messaging.breaker_rules import may_dial
from support.messaging.inbound_models import InboundMessage
from support.messaging.models import OutboundMessage
from support.messaging.opt_out_queries import has_opted_out
from support.messaging.rules import State
from support.platform.audit import Purpose
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.language import DEFAULT, Language

AUTO_REPLIES_PER_NUMBER = (1, timedelta(days=1))
AUTO_REPLIES_TO_STRANGERS = (30, timedelta(hours=1))
_LIVES = timedelta(hours=1)


class Line(StrEnum):
    """Which line it is, by its template."""

    NOT_AT_ONCE = "auto_reply"
    """A nurse reads it, in time."""
    UNREAD = "unread"
    """Nobody reads it: the number is that of nobody we know."""


def say_line(work: Work, inbound_id: str, line: Line, our_phone: str) -> None:
    """Answer a message with a line, once a day for each number.

    Nothing goes where no messages are wanted or safe, nor out of the countries that are open. Strangers get
    so many in all: whoever forges senders makes us pay for no more.
    """
    message = work.session.get(InboundMessage, inbound_id)
    if message is None:
        return
    sender, lookup = _sender_of(work, message), message.sender_lookup
    if not may_dial(sender) or has_opted_out(work, lookup) or _is_unsafe(work, lookup):
        return
    if not _is_within_limits(work, sender, line):
        return
    queue_sms(
        work,
        template=line,
        phone=sender,
        language=language_of_number(work, lookup),
        values={"tel": our_phone} if line is Line.UNREAD else {},
        business_key=f"auto-reply:{message.id}",
        lives=_LIVES,
    )


def language_of_number(work: Work, lookup: bytes) -> Language:
    """In which language this number was written to last."""
    to_her = select(OutboundMessage.language).where(OutboundMessage.recipient_lookup == lookup)
    last = work.session.execute(to_her.order_by(OutboundMessage.queued_at.desc()).limit(1)).scalar()
    return last or DEFAULT


def _sender_of(work: Work, message: InboundMessage) -> str:
    return work.open(message, "sender", subject=message.id, purpose=Purpose.SEND) or ""


def _is_within_limits(work: Work, sender: str, line: Line) -> bool:
    most, window = AUTO_REPLIES_PER_NUMBER
    if not count_try(work, "auto-reply", sender, limit=most, window=window):
        return False
    if line is Line.NOT_AT_ONCE:
        return True
    most, window = AUTO_REPLIES_TO_STRANGERS
    return count_try(work, "auto-reply-strangers", "all", limit=most, window=window)


def _is_unsafe(work: Work, lookup: bytes) -> bool:
    """Whether the last message to this number was planned so that it would never leave."""
    to_her = select(OutboundMessage.state).where(OutboundMessage.recipient_lookup == lookup)
    last = work.session.execute(to_her.order_by(OutboundMessage.queued_at.desc()).limit(1)).scalar()
    return last is State.SUPPRESSED
