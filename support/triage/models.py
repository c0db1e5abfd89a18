"""The answers: unsent under a key that only her browser holds, sent under the key of her case."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.columns import EnumText, Key, Sealed, UtcDateTime
from support.platform.database import Base
from support.vocabulary.language import Language


class AnswerSet(Base):
    """One visit to the questions.

    Until it is sent, `token_hash` finds it and `expires_at` ends it; afterwards `case_id` holds it. The
    answers, everything given before a change, and the decision lie sealed in `content`.
    """

    __tablename__ = "triage_answer_set"
    __table_args__ = (Index("ix_triage_answer_set_expires_at", "expires_at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    protocol: Mapped[str] = mapped_column(String(40))
    language: Mapped[Language] = mapped_column(EnumText(Language))
    content: Mapped[bytes] = mapped_column(Sealed)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
