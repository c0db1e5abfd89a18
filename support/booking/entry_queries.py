"""Appointments as entries of somebody's calendar."""

from typing import Any

from sqlalchemy import ColumnElement, Select, literal, or_, select

from support.booking.models import Appointment
from support.booking.queries import follower_of, own_appointment
from support.booking.rules.appointment import CANCELLED, GIVEN_BACK, State
from support.booking.rules.calendar_file import Entry, latest_of_each, sequence_after
from support.booking.rules.feed import GOES_BACK
from support.platform.work import Work


def own_entry(work: Work, appointment_id: str) -> Entry:
    """The entry of an appointment of the employee who acts, as it stands now: where it was moved to.

    Raises NotFound for anybody else's, as for one that does not exist.
    """
    found = own_appointment(work, appointment_id)
    while found.state is State.REBOOKED and (moved := follower_of(work, found.id)):
        found = moved
    (entry,) = _entries(work, work.actor.id or "", Appointment.id == found.id)
    return entry


def cancelled_ahead(work: Work, employee_id: str) -> str | None:
    """The appointment to come that was cancelled last: it may stand in her calendar still."""
    ask = (
        select(Appointment.id)
        .where(
            Appointment.employee_id == employee_id,
            Appointment.state.in_(CANCELLED),
            Appointment.starts_at > work.now,
        )
        .order_by(Appointment.ended_at.desc())
        .limit(1)
    )
    return work.session.execute(ask).scalar()


def entries_of_practitioner(work: Work, practitioner_id: str) -> list[Entry]:
    """What stands in a practitioner's calendar, and for a while what has been taken out of it."""
    since = work.now - GOES_BACK
    found = _entries(
        work,
        practitioner_id,
        Appointment.practitioner_id == practitioner_id,
        Appointment.starts_at > since,
        or_(Appointment.state.not_in(GIVEN_BACK), Appointment.ended_at > since),
    )
    return latest_of_each(found)


def _entries(work: Work, reader_id: str, *which: ColumnElement[bool]) -> list[Entry]:
    entries = []
    for row, first, moves in work.session.execute(_with_first(*which)):
        # After a cancellation as after a move, what stood here has changed once more.
        is_cancelled = row.state in GIVEN_BACK
        entries.append(
            Entry(
                uid=_uid(work, reader_id, first),
                sequence=sequence_after(moves, is_cancelled=is_cancelled),
                starts_at=row.starts_at,
                minutes=row.minutes,
                channel=row.channel,
                changed_at=row.ended_at if is_cancelled and row.ended_at else row.booked_at,
                is_cancelled=is_cancelled,
            )
        )
    return entries


def _with_first(*which: ColumnElement[bool]) -> Select[Any]:
    """Appointments, each with the one that was booked first and how often it has been moved since."""
    chosen = select(
        Appointment.id.label("last"),
        Appointment.id.label("id"),
        Appointment.rebooked_from.label("moved_from"),
        literal(0).label("moves"),
    ).where(*which)
    way = chosen.cte("way", recursive=True)
    earlier = select(way.c.last, Appointment.id, Appointment.rebooked_from, way.c.moves + 1).join(
        way, Appointment.id == way.c.moved_from
    )
    way = way.union_all(earlier)
    return (
        select(Appointment, way.c.id, way.c.moves)
        .join(way, way.c.last == Appointment.id)
        .where(way.c.moved_from.is_(None))
    )


def _uid(work: Work, reader_id: str, first_id: str) -> str:
    """Names the entry in one reader's calendar; whoever sees those of two cannot put them together."""
    return work.lookup(f"calendar-entry:{reader_id}", first_id)[:16].hex()
