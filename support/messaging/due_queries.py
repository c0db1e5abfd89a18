"""What is due in the outbox, and how much has left lately."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from support.messaging.attempt_rules import Outcome
from support.messaging.models import MessageAttempt, OutboundMessage
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import IN_FLIGHT, State
from support.messaging.templates import own_templates
from support.platform.work import Work

_other = aliased(OutboundMessage)
_NUMBER_IS_FREE = ~exists(
    select(_other.id).where(
        _other.recipient_lookup == OutboundMessage.recipient_lookup, _other.state.in_(IN_FLIGHT)
    )
)
# What was refused or never came to the provider cost nothing.
_COSTS = or_(MessageAttempt.outcome.is_(None), MessageAttempt.outcome == Outcome.ACCEPTED)


def is_any_due(look: Work) -> bool:
    """Whether a message waits to be sent now."""
    return look.session.execute(_due(look).limit(1)).scalar() is not None


def next_due(work: Work, *, only_must_arrive: bool) -> OutboundMessage | None:
    """The next message to hand over, for this work alone: those that must leave at once before the others,
    and of one number none while another of it is in flight."""
    templates = own_templates().by_name.values()
    due = _due(work)
    if only_must_arrive:
        due = due.where(OutboundMessage.template.in_([one.name for one in templates if one.must_arrive]))
    at_once = OutboundMessage.template.in_([one.name for one in templates if one.at_once])
    due = due.order_by(at_once.desc(), OutboundMessage.due_at).limit(1)
    return work.session.execute(due.with_for_update(skip_locked=True, of=OutboundMessage)).scalar()


def is_any_to_ask_after(look: Work) -> bool:
    """Whether the provider is to be asked for a message now."""
    due = select(MessageAttempt.id).where(MessageAttempt.next_look_at <= look.now).limit(1)
    return look.session.execute(due).scalar() is not None


def oldest_due_at(look: Work) -> datetime | None:
    """Since when the message that has waited longest could have left; None when none waits."""
    oldest = select(func.min(OutboundMessage.due_at)).where(*_is_due(look))
    return look.session.execute(oldest).scalar()


def is_any_refused(look: Work, refusal: Refusal) -> bool:
    """Whether a message waits because it was refused for this reason."""
    refused = (OutboundMessage.state == State.QUEUED, OutboundMessage.refusal == refusal)
    return look.session.execute(select(OutboundMessage.id).where(*refused).limit(1)).scalar() is not None


def handed_over_since(look: Work, moment: datetime, most: int, to: bytes | None = None) -> int:
    """How many messages were handed over after the moment, of all numbers or of one; counted up to `most`."""
    lately: ColumnElement[bool] = and_(MessageAttempt.started_at > moment, _COSTS)
    if to is not None:
        lately &= MessageAttempt.recipient_lookup == to
    counted = select(MessageAttempt.id).where(lately).limit(most).subquery()
    return look.session.execute(select(func.count()).select_from(counted)).scalar_one()


def _due(work: Work) -> Select[OutboundMessage]:
    return select(OutboundMessage).where(*_is_due(work), _NUMBER_IS_FREE)


def _is_due(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboundMessage.state == State.QUEUED,
        OutboundMessage.due_at <= work.now,
        OutboundMessage.expires_at > work.now,
    )
