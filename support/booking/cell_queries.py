"""What is held for whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from support.booking.models import BookingCell
from support.booking.rules.hold import is_held
from support.platform.hot_statement import HotStatement
from support.platform.work import Work

# Nearly nobody who looks at times holds one.
_ANY = HotStatement(select(BookingCell.person_id).where(BookingCell.held_by == bindparam("holder")))


@dataclass(frozen=True)
class Held:
    """A time that is held: from when on it lies, and until when it is kept."""

    starts_at: datetime
    until: datetime


def hold_of(work: Work, holder: str) -> Held | None:
    """What is held for a visit, or for the employee that its sender has become; None when it has run out."""
    if _ANY.run(work.connection, {"holder": holder}).fetchone() is None:
        return None
    ask = select(BookingCell).where(BookingCell.held_by == holder).order_by(BookingCell.starts_at).limit(1)
    first = work.session.execute(ask).scalar()
    if first is None or first.held_until is None or not is_held(first.held_until, work.now):
        return None
    return Held(first.starts_at, first.held_until)
