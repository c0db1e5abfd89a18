"""Which taken quarter-hours stand in the way of a new appointment, and what is held for whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from support.booking.models import BookingCell
from support.booking.rules.hold import is_held
from support.platform.work import Work


@dataclass(frozen=True)
class Held:
    """A time that is held: from when on it lies, and until when it is kept."""

    starts_at: datetime
    until: datetime


def blocks(now: datetime, *, instead_of: str | None, held_by: str | None) -> ColumnElement[bool]:
    """Whether a quarter-hour is in the way.

    Those of `instead_of`, an appointment to be moved, are not, nor what `held_by` holds herself, nor what was
    held until now.
    """
    booked = BookingCell.appointment_id.is_not(None)
    held = and_(BookingCell.held_until > now, BookingCell.held_by != (held_by or ""))
    return or_(booked & (BookingCell.appointment_id != (instead_of or "")), held)


def hold_of(work: Work, holder: str) -> Held | None:
    """What is held for a visit, or for the employee that its sender has become; None when it has run out."""
    ask = select(BookingCell).where(BookingCell.held_by == holder).order_by(BookingCell.starts_at).limit(1)
    first = work.session.execute(ask).scalar()
    if first is None or first.held_until is None or not is_held(first.held_until, work.now):
        return None
    return Held(first.starts_at, first.held_until)
