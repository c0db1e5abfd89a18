"""What comes into the house, and who wants to hear nothing more."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from support.messaging.reply_rules import Meaning
from support.platform.columns import EnumText, Key, Lookup, Sealed, UtcDateTime
from support.platform.database import Base


class OptOutBy(StrEnum):
    """How we know that somebody wants no more messages."""

    REPLY = "reply"
    PROVIDER = "provider"


class InboundMessage(Base):
    """One message to our number; kept once, however often it is handed over."""

    __tablename__ = "inbound_message"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    sender: Mapped[bytes] = mapped_column(Sealed)
    sender_lookup: Mapped[bytes] = mapped_column(Lookup, index=True)
    text: Mapped[bytes] = mapped_column(Sealed)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    provider_reference: Mapped[str] = mapped_column(String(40), unique=True)
    meaning: Mapped[Meaning] = mapped_column(EnumText(Meaning))


class OptOut(Base):
    """A number that gets nothing more; it outlives what we know of its owner."""

    __tablename__ = "opt_out"

    phone_lookup: Mapped[bytes] = mapped_column(Lookup, primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[OptOutBy] = mapped_column(EnumText(OptOutBy))
