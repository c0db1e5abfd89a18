"""The table of the addresses under which practitioners' calendar programs ask."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.columns import UtcDateTime
from support.platform.database import Base


class CalendarFeed(Base):
    """The one address of a practitioner: the hash of its secret, which she alone holds."""

    __tablename__ = "calendar_feed"

    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
