"""Looking at booked times that lie outside the hours of their practitioner, and whom to call about them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from support.booking.hours_queries import hours_of_one
from support.booking.models import Appointment, OutsideHours
from support.booking.rules.appointment import LIVE
from support.booking.rules.outside import Choice, is_outside
from support.cases.queries import short_codes_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date


@dataclass(frozen=True)
class Outside:
    """A booked time outside the hours; `choice` is None until somebody has made one."""

    appointment_id: str
    case_id: str
    starts_at: datetime
    minutes: int
    channel: str
    choice: Choice | None
    is_called: bool


def booked_days(work: Work, practitioner_id: str) -> list[date]:
    """The day of each time that is booked and still to come."""
    to_come = _to_come(work, Appointment.practitioner_id == practitioner_id)
    return [local_date(one.starts_at) for one in to_come]


def outside_hours(work: Work, practitioner_id: str) -> list[Outside]:
    """The booked times to come that lie outside the hours as they are now, in order of time."""
    hours = hours_of_one(work, practitioner_id)
    to_come = _to_come(work, Appointment.practitioner_id == practitioner_id)
    return [one for one in to_come if is_outside(hours, one.starts_at, one.minutes)]


def calls_to_make(work: Work) -> list[Outside]:
    """The booked times to come about which a person is to be called, in cases that the actor may open."""
    to_make = _to_come(work, OutsideHours.choice == Choice.CALL, OutsideHours.called_at.is_(None))
    openable = short_codes_of(work, {one.case_id for one in to_make})
    return [one for one in to_make if one.case_id in openable]


def _to_come(work: Work, *which: ColumnElement[bool]) -> list[Outside]:
    ask = (
        select(Appointment, OutsideHours)
        .outerjoin(OutsideHours, OutsideHours.appointment_id == Appointment.id)
        .where(Appointment.state.in_(LIVE), Appointment.starts_at > work.now, *which)
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [_outside(row, made) for row, made in work.session.execute(ask)]


def _outside(row: Appointment, made: OutsideHours | None) -> Outside:
    return Outside(
        row.id,
        row.case_id,
        row.starts_at,
        row.minutes,
        row.channel,
        made.choice if made else None,
        is_called=made is not None and made.called_at is not None,
    )
