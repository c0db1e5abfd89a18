"""What went to a number and came from it while it was one person's: of nobody before or after her."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from support.messaging.inbound_models import InboundMessage, OptOut
from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.period_facts import NumberPeriod
from support.messaging.templates import CODES, goes_to_supervisor, own_templates
from support.platform.work import Work

_CODE_BEFORE = timedelta(hours=1)
"""Longer than a code lives."""


def went_to(work: Work, period: NumberPeriod) -> ColumnElement[bool]:
    """The messages to her, whatever has become of them; none that went there for somebody else's sake."""
    mine = and_(
        OutboundMessage.recipient_lookup == work.lookup(RECIPIENT, period.phone),
        _within(OutboundMessage.queued_at, period),
        OutboundMessage.template.not_in(sorted(to_somebody_else())),
    )
    if not period.said_at_end:
        return mine
    return or_(mine, OutboundMessage.business_key == period.said_at_end)


def codes_to(work: Work, period: NumberPeriod) -> ColumnElement[bool]:
    """The codes, also the one by which she confirmed the number: it went there just before."""
    codes = and_(
        OutboundMessage.recipient_lookup == work.lookup(RECIPIENT, period.phone),
        OutboundMessage.template.in_(sorted(CODES)),
        OutboundMessage.queued_at >= period.since - _CODE_BEFORE,
    )
    return codes if period.until is None else codes & (OutboundMessage.queued_at < period.until)


def came_from(work: Work, period: NumberPeriod) -> ColumnElement[bool]:
    """What she has written to us."""
    sender = InboundMessage.sender_lookup == work.lookup(RECIPIENT, period.phone)
    return sender & _within(InboundMessage.received_at, period)


def stopped_at(work: Work, period: NumberPeriod) -> ColumnElement[bool]:
    """Her wish that nothing more is sent there."""
    phone = OptOut.phone_lookup == work.lookup(RECIPIENT, period.phone)
    return phone & _within(OptOut.since, period)


def to_somebody_else() -> set[str]:
    """The messages that go to whoever has this number as a supervisor, as staff or to try the way there."""
    return {name for name in own_templates().by_name if goes_to_supervisor(name)} | {"staff", "trial"}


def _within(moment: InstrumentedAttribute[datetime], period: NumberPeriod) -> ColumnElement[bool]:
    begun = moment >= period.since
    return begun if period.until is None else begun & (moment < period.until)
