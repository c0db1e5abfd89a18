"""The outbox: what leaves the house."""

from datetime import datetime

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from support.messaging.rules import State, check_move
from support.platform.columns import EnumText, Key, Lookup, Sealed, UtcDateTime
from support.platform.database import Base
from support.vocabulary.language import Language


class OutboundMessage(Base):
    """One text message. The business key is unique, so that nothing is planned twice."""

    __tablename__ = "outbound_message"
    __table_args__ = (Index("ix_outbound_message_due", "state", "due_at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    business_key: Mapped[str] = mapped_column(String(80), unique=True)
    template: Mapped[str] = mapped_column(String(20))
    language: Mapped[Language] = mapped_column(EnumText(Language))
    recipient: Mapped[bytes] = mapped_column(Sealed)
    recipient_lookup: Mapped[bytes] = mapped_column(Lookup, index=True)
    fields: Mapped[bytes] = mapped_column(Sealed)
    state: Mapped[State] = mapped_column(EnumText(State))
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    provider_reference: Mapped[str | None] = mapped_column(String(40), unique=True)

    def move(self, following: State) -> None:
        """Go to another state.

        Raises Conflict when the message cannot come there from where it is.
        """
        check_move(self.state, following)
        self.state = following
