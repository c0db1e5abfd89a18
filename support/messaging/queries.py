"""What became of messages, for those above: no number and no text."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from support.messaging import due_queries
from support.messaging.breaker_rules import CAPS, HOUR, Breaker, Caps, breaker
from support.messaging.models import OutboundMessage
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import CANCELLABLE, MAY_HAVE_ARRIVED, State
from support.platform.work import Work


@dataclass(frozen=True)
class NeedsHuman:
    """A message that somebody has to look at; the business key says what it was about."""

    id: str
    business_key: str


def needing_a_human(look: Work, *, most: int = 200) -> list[NeedsHuman]:
    """The messages that somebody has to look at, longest waiting first: undeliverable, given up, or nobody
    could find out."""
    waits = OutboundMessage.needs_human_at
    ask = select(OutboundMessage.id, OutboundMessage.business_key).where(waits.is_not(None))
    rows = look.session.execute(ask.order_by(waits, OutboundMessage.id).limit(most))
    return [NeedsHuman(*row) for row in rows]


def has_any_left(look: Work, business_key_prefix: str) -> bool:
    """Whether a message whose key begins so has been handed over, or may have been."""
    mine = OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True)
    ask = select(OutboundMessage.id).where(mine, OutboundMessage.state.in_(MAY_HAVE_ARRIVED))
    return look.session.execute(ask.limit(1)).first() is not None


def has_any_come_to_its_turn(look: Work, business_key_prefix: str) -> bool:
    """Whether a message whose key begins so was tried, or never will be; false as long as it waits, and where
    it was called off before. Once true, it stays so whatever comes of it."""
    mine = OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True)
    waited_only = OutboundMessage.state.in_([State.QUEUED, State.CANCELLED])
    turn = (OutboundMessage.attempts > 0) | ~waited_only
    return look.session.execute(select(OutboundMessage.id).where(mine, turn).limit(1)).first() is not None


def last_left_at(look: Work, business_key_prefix: str) -> datetime | None:
    """For when the last message whose key begins so was planned that has left; None where none has."""
    mine = OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True)
    ask = select(func.max(OutboundMessage.due_at)).where(mine, OutboundMessage.state.in_(MAY_HAVE_ARRIVED))
    return look.session.execute(ask).scalar()


def is_any_told(look: Work, business_key_prefix: str) -> bool:
    """Whether a message whose key begins so may have arrived, or waits to leave."""
    mine = OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True)
    ask = select(OutboundMessage.id).where(mine, OutboundMessage.state.in_(MAY_HAVE_ARRIVED | CANCELLABLE))
    return look.session.execute(ask.limit(1)).first() is not None


def outbox_health(look: Work, caps: Caps = CAPS) -> dict[str, object]:
    """How the outbox is, for a machine that asks: since when the oldest message waits that could have left,
    and whether messages are held back."""
    oldest = due_queries.oldest_due_at(look)
    handed_over = due_queries.handed_over_since(look, look.now - HOUR, caps.an_hour + caps.reserve)
    held_back = breaker(handed_over, caps)
    account = due_queries.is_any_refused(look, Refusal.NOT_SET_UP)
    return {
        "status": "ok" if held_back is Breaker.CLOSED and not account else "stopped",
        "oldest_unsent": oldest.isoformat(timespec="seconds") if oldest else None,
        "held_back": held_back is not Breaker.CLOSED,
        "account_refused": account,
    }
