"""Tables of the follow-up: plans, check-ins, and the links that lead to one."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from support.followup.facts import CheckInFacts, PlanFacts
from support.followup.rules.states import PlanState, State, StopReason, check_move, check_plan_move
from support.platform.columns import EnumText, Key, Lookup, Sealed, UtcDateTime
from support.platform.database import Base
from support.vocabulary.pathway import Path

_GOES_ON = text("ended_at IS NULL")
_DUE = text("due_at IS NOT NULL")


class FollowUpPlan(Base):
    """The check-ins of one case; only one plan of a case goes on at a time.

    `our_phone` is the number that its messages name.
    """

    __tablename__ = "follow_up_plan"
    __table_args__ = (
        Index(
            "ix_follow_up_plan_going_on",
            "case_id",
            unique=True,
            sqlite_where=_GOES_ON,
            postgresql_where=_GOES_ON,
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    path: Mapped[Path] = mapped_column(String(20))
    state: Mapped[PlanState] = mapped_column(EnumText(PlanState))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stop_reason: Mapped[StopReason | None] = mapped_column(EnumText(StopReason))
    our_phone: Mapped[str] = mapped_column(String(20))

    def move(self, following: PlanState) -> None:
        """Go to another state.

        Raises Conflict when the plan cannot come there from where it is.
        """
        check_plan_move(self.state, following)
        self.state = following

    def facts(self) -> PlanFacts:
        """What others may see of it."""
        return PlanFacts(*(getattr(self, field.name) for field in fields(PlanFacts)))


class CheckIn(Base):
    """One time that a person is asked how she is.

    `due_at` is when the next step of it is due, empty once it has ended. `draft` is what she has entered and
    not sent yet. `result` says in one word what the answers say, so that a list need not open them.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("plan_id", "number", name="uq_check_in_number"),
        Index("ix_check_in_due_at", "due_at", sqlite_where=_DUE, postgresql_where=_DUE),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    plan_id: Mapped[str] = mapped_column(ForeignKey("follow_up_plan.id", ondelete="CASCADE"))
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    is_measuring: Mapped[bool]
    state: Mapped[State] = mapped_column(EnumText(State))
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    asked_lookup: Mapped[bytes | None] = mapped_column(Lookup, index=True)
    """The keyed hash of the number that was asked, so that its reply is found."""
    draft: Mapped[bytes | None] = mapped_column(Sealed)
    answers: Mapped[bytes | None] = mapped_column(Sealed)
    result: Mapped[bytes | None] = mapped_column(Sealed)

    def move(self, following: State) -> None:
        """Go to another state.

        Raises Conflict when the check-in cannot come there from where it is.
        """
        check_move(self.state, following)
        self.state = following

    def facts(self) -> CheckInFacts:
        """What others may see of it."""
        return CheckInFacts(*(getattr(self, field.name) for field in fields(CheckInFacts)))


class CheckInLink(Base):
    """An address that leads to a check-in, as its hash; each message has its own."""

    __tablename__ = "check_in_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_in.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
