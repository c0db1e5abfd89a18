"""Tables of a person's way along a pathway: the enrolment, its steps, and the themes that were spoken of."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from support.pathways.enrolment_facts import EnrolmentFacts, StepFacts
from support.pathways.rules.enrolment import AnalysisSet, Move, State, after
from support.pathways.rules.order import StepMove, StepState
from support.pathways.rules.order import after as step_after
from support.platform.columns import EnumText, Key, Sealed, UtcDateTime
from support.platform.database import Base
from support.vocabulary.pathway import PathwayCode

_GOES_ON = text("ended_at IS NULL")
_SETTLED = text("appointment_id IS NOT NULL")


class Enrolment(Base):
    """One person's way along one version of a pathway; only one of a case goes on at a time."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_going_on", "case_id", unique=True, sqlite_where=_GOES_ON, postgresql_where=_GOES_ON
        ),
        CheckConstraint(
            "(ended_at IS NULL) = (state IN ('invited', 'accepted', 'active', 'paused'))", name="ended"
        ),
        CheckConstraint("(accepted_at IS NULL) OR (state <> 'invited')", name="accepted"),
        CheckConstraint("NOT is_early OR state = 'completed'", name="early"),
        CheckConstraint("analysis_set = 'main' OR analysis_reason IS NOT NULL", name="separate_with_reason"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    pathway: Mapped[PathwayCode] = mapped_column(String(20))
    pathway_version: Mapped[int] = mapped_column(Integer)
    state: Mapped[State] = mapped_column(EnumText(State))
    practitioner_id: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    """Who meets her: whoever has the next time with her, or else held the last."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_early: Mapped[bool] = mapped_column(default=False)
    """Agreed to be enough before all steps were held."""
    end_reason: Mapped[bytes | None] = mapped_column(Sealed)
    analysis_set: Mapped[AnalysisSet] = mapped_column(EnumText(AnalysisSet))
    analysis_reason: Mapped[bytes | None] = mapped_column(Sealed)

    def move(self, move: Move) -> None:
        """Go to the state that the rule allows; raises Conflict when the move is not possible from here."""
        self.state = after(self.state, move)

    def facts(self) -> EnrolmentFacts:
        """What others may see of it."""
        return EnrolmentFacts(*(getattr(self, field.name) for field in fields(EnrolmentFacts)))


class EnrolmentStep(Base):
    """How one step of a person's way stands; `number` is its place in the version."""

    __tablename__ = "enrolment_step"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "step_key", name="uq_enrolment_step_key"),
        # One time settles one step.
        Index(
            "uq_enrolment_step_appointment",
            "appointment_id",
            unique=True,
            sqlite_where=_SETTLED,
            postgresql_where=_SETTLED,
        ),
        CheckConstraint("(said_at IS NULL) = (state = 'to_come')", name="said"),
        CheckConstraint("(reason IS NULL) = (state <> 'skipped')", name="skipped_with_reason"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    step_key: Mapped[str] = mapped_column(String(8))
    state: Mapped[StepState] = mapped_column(EnumText(StepState))
    said_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was held or missed, or when it was said that it is left out."""
    appointment_id: Mapped[str | None] = mapped_column(Key)
    practitioner_id: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    """Who held it."""
    missed: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[bytes | None] = mapped_column(Sealed)

    def move(self, move: StepMove) -> None:
        """Go to the state that the rule allows; raises Conflict when the move is not possible from here."""
        self.state = step_after(self.state, move)

    def facts(self) -> StepFacts:
        """What others may see of it."""
        return StepFacts(*(getattr(self, field.name) for field in fields(StepFacts)))


class CoveredTheme(Base):
    """A theme that was spoken of in a step."""

    __tablename__ = "covered_theme"

    step_id: Mapped[str] = mapped_column(
        ForeignKey("enrolment_step.id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[str] = mapped_column(String(40), primary_key=True)
    covered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SessionRating(Base):
    """What a person said of one talk: four numbers, sealed; shown to whoever held it only among others."""

    __tablename__ = "session_rating"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    step_id: Mapped[str] = mapped_column(ForeignKey("enrolment_step.id", ondelete="CASCADE"), unique=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), index=True)
    rated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    numbers: Mapped[bytes] = mapped_column(Sealed)
    # The group of three people in which it is shown; none while it waits for others.
    shown_in: Mapped[str | None] = mapped_column(Key)
