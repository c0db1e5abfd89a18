"""The table of what people say is wrong in what is kept of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from support.cases.rules.correction import About, State
from support.platform.columns import EnumText, Key, Sealed, UtcDateTime
from support.platform.database import Base


class Correction(Base):
    """One thing that a person says is wrong or missing, and what became of it."""

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="open_or_answered"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    about: Mapped[About] = mapped_column(EnumText(About))
    words: Mapped[bytes] = mapped_column(Sealed)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[State] = mapped_column(EnumText(State))
    answer: Mapped[bytes | None] = mapped_column(Sealed)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(Key)
