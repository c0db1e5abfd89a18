"""Tables of the spine: case, its moves, notes and alerts."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from support.cases.facts import CaseFacts
from support.cases.rules.alerts import AlertKind, AlertState, state_of
from support.cases.rules.override import DecisionState
from support.cases.rules.states import Move, State, after, to_remember
from support.platform.columns import EnumText, Key, Sealed, UtcDateTime, Words
from support.platform.database import Base
from support.vocabulary.pathway import Path, Urgency


class Case(Base):
    """One need for support from opening to closing. Who holds it is a field, not a state."""

    __tablename__ = "support_case"
    __table_args__ = (Index("ix_support_case_queue", "closed_at", "employer_id"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    short_code: Mapped[str] = mapped_column(String(6), unique=True)
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.id"), index=True)
    employer_id: Mapped[str | None] = mapped_column(ForeignKey("employer.id"))
    state: Mapped[State] = mapped_column(EnumText(State))
    came_from: Mapped[State | None] = mapped_column(EnumText(State))
    urgency: Mapped[Urgency] = mapped_column(EnumText(Urgency))
    path: Mapped[Path] = mapped_column(String(20))
    suggested_urgency: Mapped[Urgency] = mapped_column(EnumText(Urgency))
    suggested_path: Mapped[Path] = mapped_column(String(20))
    decision: Mapped[DecisionState] = mapped_column(EnumText(DecisionState))
    has_safety_row: Mapped[bool]
    flags: Mapped[tuple[str, ...]] = mapped_column(Words)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_offer_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_contact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    call_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    close_reason: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the base declares it as it is

    def facts(self) -> CaseFacts:
        """What others may see of it."""
        return CaseFacts(*(getattr(self, column.key) for column in FACTS))

    def move(self, move: Move) -> State:
        """Go to the state that the rule allows, and return the state left behind.

        Raises Conflict when the move is not possible from here.
        """
        before = self.state
        self.state = after(before, move, self.came_from)
        self.came_from = to_remember(before, move, self.came_from)
        return before


# What others may see of a case: the columns of its row in the order of the facts.
FACTS = tuple(
    Case.__table__.c["has_safety_row" if field.name == "safety" else field.name]
    for field in fields(CaseFacts)
)


class CaseStep(Base):
    """Every move of a case and every change of its decision, with the reason where one was asked for."""

    __tablename__ = "case_step"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    role: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str | None] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(60))
    after: Mapped[str | None] = mapped_column(String(60))
    text: Mapped[bytes | None] = mapped_column(Sealed)


_OPEN = text("resolved_at IS NULL")
_UNSEEN = text("resolved_at IS NULL AND acknowledged_at IS NULL")
_TO_BE_TOLD = text("next_at IS NOT NULL")


class Alert(Base):
    """Something that somebody must see by a time, and how far it has been told."""

    __tablename__ = "alert"
    __table_args__ = (
        Index("ix_alert_open", "resolved_at", "due_at"),
        Index(
            "uq_alert_open_matter",
            "case_id",
            "kind",
            "about",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_alert_unseen", "case_id", sqlite_where=_UNSEEN, postgresql_where=_UNSEEN),
        Index("ix_alert_next_at", "next_at", sqlite_where=_TO_BE_TOLD, postgresql_where=_TO_BE_TOLD),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[AlertKind] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(40))
    """What of its kind it is about, where a case may have several: the id of a time or a check-in, a wish."""
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    level: Mapped[int] = mapped_column(Integer)
    """How many groups in line have been told."""
    tellings: Mapped[int] = mapped_column(Integer)
    """How often anybody has been told; never counts back, so that each telling has a name of its own."""
    with_manager: Mapped[bool]
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the next in line is told; None once somebody has acknowledged it, and after the last."""
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_by: Mapped[str | None] = mapped_column(Key)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by: Mapped[str | None] = mapped_column(Key)

    @property
    def state(self) -> AlertState:
        """How far it has come."""
        return state_of(self.level, self.acknowledged_at, self.resolved_at)

    def tell_anew(self, at: datetime) -> None:
        """Nobody has seen what is in it now: begin with the first in line again, at this moment."""
        self.level, self.with_manager, self.told_at, self.next_at = 0, False, None, at
        self.acknowledged_at = self.acknowledged_by = None
