"""Counting tries in the database, so that a restart or a second process forgets nothing."""

from datetime import datetime, timedelta

from sqlalchemy import Index, Integer, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.columns import Lookup, UtcDateTime
from support.platform.database import Base, insert_into
from support.platform.work import Work


class RateCount(Base):
    """How often something was tried in the present window; the key is a keyed hash and names nobody."""

    __tablename__ = "rate_count"
    __table_args__ = (Index("ix_rate_count_ends_at", "ends_at"),)

    key: Mapped[bytes] = mapped_column(Lookup, primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    count: Mapped[int] = mapped_column(Integer)


def has_room(look: Work, purpose: str, value: str, *, limit: int, window: timedelta) -> bool:
    """Whether one more try would be within the limit. Counts nothing, so it keeps no writer waiting."""
    kept = (RateCount.key == _key(look, purpose, value, window), RateCount.ends_at > look.now)
    return (look.session.execute(select(RateCount.count).where(*kept)).scalar() or 0) < limit


def count_try(work: Work, purpose: str, value: str, *, limit: int, window: timedelta) -> bool:
    """Count one more try; False when there have been more than `limit` in the window."""
    key = _key(work, purpose, value, window)
    work.session.execute(delete(RateCount).where(RateCount.key == key, RateCount.ends_at <= work.now))
    fresh = insert_into(work.connection, RateCount).values(key=key, ends_at=work.now + window, count=0)
    work.session.execute(fresh.on_conflict_do_nothing())
    work.session.execute(update(RateCount).where(RateCount.key == key).values(count=RateCount.count + 1))
    return work.session.execute(select(RateCount.count).where(RateCount.key == key)).scalar_one() <= limit


def forget_old_counts(work: Work) -> None:
    """Remove the counts whose window has ended."""
    work.session.execute(delete(RateCount).where(RateCount.ends_at <= work.now))


def _key(work: Work, purpose: str, value: str, window: timedelta) -> bytes:
    return work.lookup(f"rate:{purpose}:{window.total_seconds():.0f}", value)
