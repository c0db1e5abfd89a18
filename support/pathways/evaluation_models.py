"""The table of what people say when they are asked whether they may be counted in an evaluation."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from support.pathways.rules.evaluation import State
from support.platform.columns import EnumText, Key, UtcDateTime
from support.platform.database import Base
from support.vocabulary.language import Language

_HOLDS = text("ended_at IS NULL")


class EvaluationConsent(Base):
    """One answer, with the words and the language in which she was asked.

    Never changed but ended: by the next answer, or by taking it back.
    """

    __tablename__ = "evaluation_consent"
    __table_args__ = (
        Index(
            "uq_evaluation_consent_holds",
            "enrolment_id",
            unique=True,
            sqlite_where=_HOLDS,
            postgresql_where=_HOLDS,
        ),
        UniqueConstraint("enrolment_id", "number", name="uq_evaluation_consent_number"),
        CheckConstraint("state IN ('granted', 'declined', 'withdrawn')", name="answered"),
        CheckConstraint("state <> 'withdrawn' OR ended_at IS NOT NULL", name="withdrawn_has_ended"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    """Her first answer is 1."""
    state: Mapped[State] = mapped_column(EnumText(State))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wording_version: Mapped[int] = mapped_column(Integer)
    language: Mapped[Language] = mapped_column(EnumText(Language))
