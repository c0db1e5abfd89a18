"""Which taken quarter-hours stand in the way of a new appointment, and what is held for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from support.booking.models import BookingCell
from support.booking.rules.hold import is_held
from support.platform.work import Work


@dataclass(frozen=True)
class Own:
    """What is in nobody's own way: an appointment, and what is held for a visit or an employee."""

    appointment_id: str | None = None
    holder: str | None = None


@dataclass(frozen=True)
class Held:
    """A time that is held: from when on it lies, and until when it is kept."""

    starts_at: datetime
    until: datetime


def blocks(now: datetime, own: Own) -> ColumnElement[bool]:
    """Whether a quarter-hour is in the way: what is her own is not, nor what was held until now."""
    booked = BookingCell.appointment_id != (own.appointment_id or "")
    return or_(booked, _is_held_for_others(now, own))


def times_held(work: Work, practitioners: Collection[str], own: Own) -> list[tuple[str, datetime]]:
    """Practitioner and start of each time that is held for others."""
    ask = (
        select(BookingCell.person_id, func.min(BookingCell.starts_at))
        .where(BookingCell.person_id.in_(sorted(practitioners)), _is_held_for_others(work.now, own))
        .group_by(BookingCell.person_id, BookingCell.held_by)
    )
    return [(person, starts_at) for person, starts_at in work.session.execute(ask)]


def hold_of(work: Work, holder: str) -> Held | None:
    """What is held for a visit, or for the employee that its sender has become; None when it has run out."""
    ask = select(BookingCell).where(BookingCell.held_by == holder).order_by(BookingCell.starts_at).limit(1)
    first = work.session.execute(ask).scalar()
    if first is None or first.held_until is None or not is_held(first.held_until, work.now):
        return None
    return Held(first.starts_at, first.held_until)


def _is_held_for_others(now: datetime, own: Own) -> ColumnElement[bool]:
    return and_(BookingCell.held_until > now, BookingCell.held_by != (own.holder or ""))
