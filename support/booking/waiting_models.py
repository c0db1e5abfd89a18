"""Tables of the waiting list: who waits, what has become free, and to whom it is offered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from support.booking.rules.waiting import State
from support.platform.columns import EnumText, Key, UtcDateTime
from support.platform.database import Base

_OPEN = text("state = 'open'")


class Waiting(Base):
    """A person who wants to be told when an earlier time opens, for her case; gone when she leaves the list.

    `channel` is empty for any way of meeting. `offer_url` is the address that the message names.
    """

    __tablename__ = "waiting"

    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    channel: Mapped[str] = mapped_column(String(10))
    wants_talk: Mapped[bool]
    offer_url: Mapped[str] = mapped_column(String(200))


class FreedTime(Base):
    """A stretch of a practitioner that has become free and has not been offered to all who wait.

    The row goes when nobody is left to whom it could be offered.
    """

    __tablename__ = "freed_time"
    __table_args__ = (CheckConstraint("starts_at <= ends_at", name="forward"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Proposal(Base):
    """A freed time that is offered to one person; its quarter-hours are held under this id.

    No time is offered to two at once, nobody has two offers at once or the same one again.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        Index(
            "ix_proposal_open_time",
            "practitioner_id",
            "starts_at",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_proposal_open_case", "case_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_proposal_open_until", "until", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_proposal_once", "case_id", "practitioner_id", "starts_at", unique=True),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"))
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"))
    channel: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int] = mapped_column(Integer)
    state: Mapped[State] = mapped_column(EnumText(State))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
