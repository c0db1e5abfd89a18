"""How far one message of the outbox has come."""

from sqlalchemy import select

from support.messaging.models import OutboundMessage
from support.messaging.rules import State
from support.platform.work import Work


def state_of(look: Work, business_key: str) -> State:
    """How far the message with this key has come; raises NoResultFound when there is none."""
    ask = select(OutboundMessage.state).where(OutboundMessage.business_key == business_key)
    return look.session.execute(ask).scalar_one()
