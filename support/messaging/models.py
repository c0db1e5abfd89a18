"""The outbox: what leaves the house, and each attempt to hand it over."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from support.messaging.attempt_rules import Outcome
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State, check_move
from support.messaging.sender import Delivery
from support.platform.columns import EnumText, Key, Lookup, Sealed, UtcDateTime
from support.platform.database import Base
from support.vocabulary.language import Language

# The words of IN_FLIGHT: an index takes no values.
_IS_IN_FLIGHT = text("state IN ('attempt_written', 'unknown')")

RECIPIENT = "recipient"
"""Under which lookup messages keep the number they go to or come from."""
PERSONS_NUMBER = "phone"
"""Under which lookup people keep their numbers."""


class OutboundMessage(Base):
    """One text message. The business key is unique, so that nothing is planned twice; a number has one in
    flight at most, so that what the provider has for it is that one."""

    __tablename__ = "outbound_message"
    __table_args__ = (
        Index("ix_outbound_message_due", "state", "due_at"),
        Index(
            "ix_outbound_message_in_flight",
            "recipient_lookup",
            unique=True,
            sqlite_where=_IS_IN_FLIGHT,
            postgresql_where=_IS_IN_FLIGHT,
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    business_key: Mapped[str] = mapped_column(String(80), unique=True)
    template: Mapped[str] = mapped_column(String(20))
    language: Mapped[Language] = mapped_column(EnumText(Language))
    recipient: Mapped[bytes] = mapped_column(Sealed)
    recipient_lookup: Mapped[bytes] = mapped_column(Lookup, index=True)
    fields: Mapped[bytes] = mapped_column(Sealed)
    state: Mapped[State] = mapped_column(EnumText(State))
    refusal: Mapped[Refusal | None] = mapped_column(EnumText(Refusal))
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The first time."""
    needs_human_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """Since when somebody has to look at it; None again when it arrived after all, or somebody has."""

    def move(self, following: State) -> None:
        """Go to another state.

        Raises Conflict when the message cannot come there from where it is.
        """
        check_move(self.state, following)
        self.state = following


class MessageAttempt(Base):
    """One attempt to hand a message over, committed before the provider is called; its id goes along."""

    __tablename__ = "message_attempt"
    __table_args__ = (
        UniqueConstraint("message_id", "number"),
        Index("ix_message_attempt_recipient", "recipient_lookup", "started_at"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("outbound_message.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    recipient_lookup: Mapped[bytes] = mapped_column(Lookup)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(EnumText(Outcome))
    reference: Mapped[str | None] = mapped_column(String(40), unique=True)
    delivery: Mapped[Delivery | None] = mapped_column(EnumText(Delivery))
    refusal: Mapped[Refusal | None] = mapped_column(EnumText(Refusal))
    absences: Mapped[int] = mapped_column(Integer, default=0)
    """How often the provider said that it has nothing of the kind."""
    next_look_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When the provider is asked for it; a lease while somebody is at it."""
