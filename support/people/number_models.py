"""The table of numbers that were somebody's."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.columns import EnumText, Key, Sealed, UtcDateTime
from support.platform.database import Base


class WhyEnded(StrEnum):
    """Why a number is hers no more."""

    CHANGED = "changed"
    LOST = "lost"


class FormerNumber(Base):
    """A number that was hers from `began_at`, when she had confirmed it, until `ended_at`.

    It leads to nothing, and says where messages went in between.
    """

    __tablename__ = "former_number"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    phone: Mapped[bytes] = mapped_column(Sealed)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    why: Mapped[WhyEnded] = mapped_column(EnumText(WhyEnded))
    """The role of whoever ended it; the record says who."""
