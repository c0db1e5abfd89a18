"""What messaging tells the slices above it."""

from dataclasses import dataclass
from datetime import datetime

from support.messaging.reply_rules import Reply


@dataclass(frozen=True)
class MessageToSupervisorCameDue:
    """A message to somebody's supervisor is about to leave, to the number with this lookup of people's."""

    message_id: str
    business_key: str
    phone_lookup: bytes


@dataclass(frozen=True)
class MessageToSupervisorLeft:
    """A message to somebody's supervisor has been handed over; heard once more with each report of it."""

    business_key: str
    planned_at: datetime


@dataclass(frozen=True)
class ReplyReceived:
    """Somebody has written to our number; the lookup is the one under which people keep her number.

    `our_phone` is where people reach us by calling.
    """

    inbound_id: str
    phone_lookup: bytes
    reply: Reply
    our_phone: str
