"""When each timed job last ran to its end, so that a dead worker is noticed."""

from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.columns import UtcDateTime
from support.platform.database import Base
from support.platform.work import Work

LATE_AFTER = timedelta(minutes=2, seconds=30)
"""A worker that is dead is noticed within three minutes, by whoever asks every half minute."""


class Heartbeat(Base):
    """The last run of one job."""

    __tablename__ = "heartbeat"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def beat(work: Work, job: str) -> None:
    """Note that the job has just run."""
    work.session.merge(Heartbeat(job=job, at=work.now))


def has_beaten_since(work: Work, job: str, since: datetime) -> bool:
    """Whether the job has noted a run since then."""
    at = work.session.execute(select(Heartbeat.at).where(Heartbeat.job == job)).scalar()
    return at is not None and at >= since


def beats(work: Work) -> list[tuple[str, datetime]]:
    """Every job with its last run."""
    rows = work.session.execute(select(Heartbeat.job, Heartbeat.at).order_by(Heartbeat.job))
    return [(job, at) for job, at in rows]


def late_jobs(work: Work) -> list[str]:
    """The jobs that have run before and have not for too long."""
    late = select(Heartbeat.job).where(Heartbeat.at < work.now - LATE_AFTER).order_by(Heartbeat.job)
    return list(work.session.execute(late).scalars())
