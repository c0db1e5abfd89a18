"""Tables of pilots: the pilot, its cohorts, who takes part in which, and what the interim reviews decided."""

from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from support.pathways.cohort_facts import CohortFacts, PilotFacts, ReviewFacts
from support.pathways.rules.cohort import (
    LONGEST_NAME,
    LONGEST_TEXT,
    PilotMove,
    PilotState,
    StartMeeting,
    State,
    pilot_after,
)
from support.platform.columns import EnumText, Key, UtcDateTime
from support.platform.database import Base
from support.vocabulary.pathway import PathwayCode


class Pilot(Base):
    """A pathway that is tried out with some employers for a time; no person stands in it."""

    __tablename__ = "pilot"
    __table_args__ = (CheckConstraint("starts_on < ends_on", name="forward"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    pathway: Mapped[PathwayCode] = mapped_column(String(20))
    state: Mapped[PilotState] = mapped_column(EnumText(PilotState))
    aims: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    evaluation: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    """How it is evaluated: what is measured, when, and what the main result is."""
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def move(self, move: PilotMove) -> None:
        """Go to the state that the rule allows; raises Conflict when the move is not possible from here."""
        self.state = pilot_after(self.state, move)

    def facts(self) -> PilotFacts:
        """What others may see of it."""
        return PilotFacts(*(getattr(self, field.name) for field in fields(PilotFacts)))


class PilotEmployer(Base):
    """An employer whose people can take part in a pilot."""

    __tablename__ = "pilot_employer"

    pilot_id: Mapped[str] = mapped_column(ForeignKey("pilot.id", ondelete="CASCADE"), primary_key=True)
    employer_id: Mapped[str] = mapped_column(ForeignKey("employer.id"), primary_key=True)


class Cohort(Base):
    """Some people who begin at about the same time on one version; its start meeting is held before them."""

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("pilot_id", "name", name="uq_cohort_name"),
        CheckConstraint("state = 'planned' OR met_on IS NOT NULL", name="met_before_anybody"),
        CheckConstraint(
            "(met_on IS NULL) = (goals IS NULL) AND (met_on IS NULL) = (target_group IS NULL)"
            " AND (met_on IS NULL) = (schedule IS NULL)",
            name="met_with_everything",
        ),
        CheckConstraint("capacity > 0", name="has_room"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    pilot_id: Mapped[str] = mapped_column(ForeignKey("pilot.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    pathway_version: Mapped[int] = mapped_column(Integer)
    state: Mapped[State] = mapped_column(EnumText(State))
    capacity: Mapped[int] = mapped_column(Integer)
    goals: Mapped[str | None] = mapped_column(String(LONGEST_TEXT))
    target_group: Mapped[str | None] = mapped_column(String(LONGEST_TEXT))
    schedule: Mapped[str | None] = mapped_column(String(LONGEST_TEXT))
    met_on: Mapped[date | None] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def meeting(self) -> StartMeeting:
        """What the start meeting has agreed on."""
        words = (self.goals or "", self.target_group or "", self.schedule or "")
        return StartMeeting(*words, met_on=self.met_on)

    def facts(self) -> CohortFacts:
        """What others may see of it."""
        return CohortFacts(*(getattr(self, field.name) for field in fields(CohortFacts)))


class InterimReview(Base):
    """What was found half-way, what is changed because of it, and the version that the change began.

    `written_by` is whose words they are: a version that takes them in has her among its writers.
    """

    __tablename__ = "interim_review"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    findings: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    change: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str | None] = mapped_column(Key)
    draft_version: Mapped[int | None] = mapped_column(Integer)

    def facts(self) -> ReviewFacts:
        """What others may see of it."""
        return ReviewFacts(*(getattr(self, field.name) for field in fields(ReviewFacts)))


class CohortMember(Base):
    """Somebody whose way belongs to a cohort; a way belongs to one at most."""

    __tablename__ = "cohort_member"
    __table_args__ = (Index("ix_cohort_member_cohort_id", "cohort_id"),)

    enrolment_id: Mapped[str] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True
    )
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id"))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
