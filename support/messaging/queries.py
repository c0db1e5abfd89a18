"""What became of messages, for those above: no number and no text."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.messaging import due_queries
from support.messaging.breaker_rules import CAPS, HOUR, Breaker, Caps, breaker
from support.messaging.models import OutboundMessage
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State
from support.platform.work import Work


@dataclass(frozen=True)
class NeedsHuman:
    """A message that somebody has to look at; the business key says what it was about."""

    id: str
    business_key: str
    template: str
    state: State
    refusal: Refusal | None
    since: datetime


def needing_a_human(
    look: Work, business_key_prefix: str = "", *, after: datetime | None = None, most: int = 200
) -> list[NeedsHuman]:
    """The messages that somebody has to look at, longest waiting first: those with these business keys, those
    that have come after a moment. Undeliverable, given up, or nobody could find out."""
    waits = OutboundMessage.needs_human_at
    ask = select(OutboundMessage).where(waits.is_not(None) if after is None else waits > after)
    if business_key_prefix:
        ask = ask.where(OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True))
    rows = look.session.execute(ask.order_by(waits, OutboundMessage.id).limit(most)).scalars()
    return [_needs_human(row, row.needs_human_at) for row in rows if row.needs_human_at]


def _needs_human(row: OutboundMessage, since: datetime) -> NeedsHuman:
    return NeedsHuman(row.id, row.business_key, row.template, row.state, row.refusal, since)


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
