"""Looking at one practitioner's hours to change them, and at the booked times that they leave outside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from support.booking.hours_queries import hours_of
from support.booking.models import Appointment, Availability, BookingTerms, OutsideHours, TimeOff
from support.booking.rules.appointment import LIVE
from support.booking.rules.changes import KINDS, may_edit
from support.booking.rules.hours import Hours
from support.booking.rules.outside import Choice, is_outside
from support.people.facts import Colleague
from support.people.queries import team_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import NotForReader


@dataclass(frozen=True)
class Stretch:
    """One stretch of the week, or of a single day when `day` says which; minutes by the wall clock."""

    id: str
    weekday: int
    from_minute: int
    to_minute: int
    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    day: date


@dataclass(frozen=True)
class DaysOff:
    """Days without times, under the id by which they are taken back."""

    id: str
    first: date
    last: date


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


def practitioners_to_edit(work: Work) -> list[Colleague]:
    """Whose hours the actor may change, by name; who holds no steps of pathways has no hours."""
    team = team_of(work, work.actor.id or "")
    ids = {one.id for one in team}
    return [one for one in team if one.profession in KINDS and may_edit(work.actor, one.id, ids)]


def practitioner_to_edit(work: Work, practitioner_id: str) -> Colleague:
    """The practitioner, for an actor who may change her hours.

    Raises NotFound for everybody else, as for one who does not exist.
    """
    for one in practitioners_to_edit(work):
        if one.id == practitioner_id:
            return one
    raise NotForReader("practitioner", practitioner_id)


def version_of(work: Work, practitioner_id: str) -> int:
    """How often these hours have been changed."""
    ask = select(BookingTerms.version).where(BookingTerms.practitioner_id == practitioner_id)
    return work.session.execute(ask).scalar() or 0


def own_hours(work: Work, practitioner_id: str) -> Hours:
    """The hours of one practitioner."""
    (hours,) = hours_of(work, [practitioner_id])
    return hours


def week_on(work: Work, practitioner_id: str, day: date) -> list[Stretch]:
    """The week that repeats, as it is in force on the day, in order."""
    ask = select(Availability).where(
        Availability.practitioner_id == practitioner_id,
        Availability.is_extra.is_(False),
        Availability.valid_from <= day,
        or_(Availability.valid_to.is_(None), Availability.valid_to >= day),
    )
    return _in_order(work.session.execute(ask).scalars())


def planned_weeks(work: Work, practitioner_id: str) -> list[date]:
    """The days to come from which another week is in force."""
    ask = select(Availability.valid_from, Availability.valid_to).where(
        Availability.practitioner_id == practitioner_id, Availability.is_extra.is_(False)
    )
    today = local_date(work.now)
    days: set[date] = set()
    for begins, ends in work.session.execute(ask):
        days |= {begins} if ends is None else {begins, ends + timedelta(days=1)}
    return sorted(day for day in days if day > today)


def extras_of(work: Work, practitioner_id: str) -> list[Stretch]:
    """The extra stretches from today on."""
    ask = select(Availability).where(
        Availability.practitioner_id == practitioner_id,
        Availability.is_extra.is_(True),
        Availability.valid_from >= local_date(work.now),
    )
    return sorted(_in_order(work.session.execute(ask).scalars()), key=lambda one: one.day)


def days_off(work: Work, practitioner_id: str) -> list[DaysOff]:
    """The days off that are not over."""
    ask = (
        select(TimeOff)
        .where(TimeOff.practitioner_id == practitioner_id, TimeOff.last_day >= local_date(work.now))
        .order_by(TimeOff.first_day, TimeOff.id)
    )
    return [DaysOff(row.id, row.first_day, row.last_day) for row in work.session.execute(ask).scalars()]


def booked_days(work: Work, practitioner_id: str) -> list[date]:
    """The day of each time that is booked and still to come."""
    return [local_date(row.starts_at) for row, _made in _to_come(work, [practitioner_id])]


def outside_hours(work: Work, practitioner_id: str) -> list[Outside]:
    """The booked times to come that lie outside the hours as they are now, in order of time."""
    hours = own_hours(work, practitioner_id)
    rows = _to_come(work, [practitioner_id])
    return [_outside(row, made) for row, made in rows if is_outside(hours, row.starts_at, row.minutes)]


def calls_to_make(work: Work) -> list[Outside]:
    """The booked times to come about which a person is still to be called."""
    ask = (
        select(Appointment, OutsideHours)
        .join(OutsideHours, OutsideHours.appointment_id == Appointment.id)
        .where(
            OutsideHours.choice == Choice.CALL,
            OutsideHours.called_at.is_(None),
            Appointment.state.in_(LIVE),
            Appointment.starts_at > work.now,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [_outside(row, made) for row, made in work.session.execute(ask)]


def _to_come(work: Work, who: list[str]) -> list[tuple[Appointment, OutsideHours | None]]:
    ask = (
        select(Appointment, OutsideHours)
        .outerjoin(OutsideHours, OutsideHours.appointment_id == Appointment.id)
        .where(
            Appointment.practitioner_id.in_(who),
            Appointment.state.in_(LIVE),
            Appointment.starts_at > work.now,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [(row, made) for row, made in work.session.execute(ask)]


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


def _in_order(rows: Iterable[Availability]) -> list[Stretch]:
    found = [
        Stretch(row.id, row.weekday, row.from_minute, row.to_minute, row.kinds, row.channels, row.valid_from)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.weekday, one.from_minute, one.to_minute, one.id))
