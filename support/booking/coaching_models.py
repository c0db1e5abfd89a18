"""The table of talks with supervisors alone: offered beside a step of a path, booked by the supervisor.

It is no appointment of the employee: nothing of hers leads to it, and no word of hers is in it.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from support.booking.coaching_facts import CoachingFacts
from support.booking.rules.coaching import Move, Reason, State, after
from support.platform.columns import EnumText, Key, UtcDateTime, Words
from support.platform.database import Base

_GOES_ON = text("ended_at IS NULL")


class Coaching(Base):
    """One talk with a supervisor; a case has one at a time that has not ended.

    `kept_for` is with whom alone it may be; None where she may choose. `practitioner_id` is with whom it is,
    or was before its time was given back. What she may choose from is kept as it was offered, since the path
    may be over by then.
    """

    __tablename__ = "supervisor_coaching"
    __table_args__ = (
        CheckConstraint("state <> 'booked' OR starts_at IS NOT NULL", name="booked_with_time"),
        CheckConstraint("(reason IS NULL) = (state <> 'declined')", name="declined_with_reason"),
        CheckConstraint("(ended_at IS NULL) = (state IN ('offered', 'booked'))", name="ended"),
        Index(
            "uq_supervisor_coaching_going_on",
            "case_id",
            unique=True,
            sqlite_where=_GOES_ON,
            postgresql_where=_GOES_ON,
        ),
        Index("ix_supervisor_coaching_practitioner", "practitioner_id", "state", "starts_at"),
        Index(
            "ix_supervisor_coaching_remind_at",
            "remind_at",
            sqlite_where=text("remind_at IS NOT NULL"),
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    supervisor_link_id: Mapped[str] = mapped_column(
        ForeignKey("supervisor_link.id", ondelete="CASCADE"), index=True
    )
    supervisor_id: Mapped[str] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[str | None] = mapped_column(ForeignKey("employer.id"))
    practitioner_id: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    kept_for: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    professions: Mapped[tuple[str, ...]] = mapped_column(Words)
    channels: Mapped[tuple[str, ...]] = mapped_column(Words)
    minutes: Mapped[int] = mapped_column(Integer)
    state: Mapped[State] = mapped_column(EnumText(State))
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    open_until: Mapped[datetime] = mapped_column(UtcDateTime)
    channel: Mapped[str | None] = mapped_column(String(10))
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    booked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[Reason | None] = mapped_column(EnumText(Reason))
    changes: Mapped[int] = mapped_column(Integer, default=0)
    """How often its time has changed, for calendars that keep a copy."""

    def move(self, move: Move) -> None:
        """Go on; raises Conflict where it cannot go there from where it is."""
        self.state = after(self.state, move)

    def facts(self) -> CoachingFacts:
        """What others may see of it."""
        return CoachingFacts(
            id=self.id,
            practitioner_id=self.practitioner_id,
            minutes=self.minutes,
            state=self.state,
            open_until=self.open_until,
            channel=self.channel or "",
            starts_at=self.starts_at,
            reason=self.reason,
        )
