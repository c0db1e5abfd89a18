"""Appointments as entries of somebody's calendar."""

from sqlalchemy import ColumnElement, or_, select

from support.booking.coaching_queries import entries_of_talks
from support.booking.models import Appointment
from support.booking.queries import own_appointment
from support.booking.rules.appointment import CANCELLED, GIVEN_BACK
from support.booking.rules.calendar_file import Entry, first_of_each, latest_of_each, sequence_after
from support.booking.rules.feed import GOES_BACK
from support.platform.work import Work


def own_entry(work: Work, appointment_id: str) -> Entry:
    """The entry of an appointment of the employee who acts, as it stands now: where it was moved to.

    Raises NotFound for anybody else's, as for one that does not exist.
    """
    found = own_appointment(work, appointment_id)
    moves = _moves(work, Appointment.employee_id == found.employee_id)
    moved_to, last = {before: after for after, before in moves.items()}, found.id
    while last in moved_to:
        last = moved_to[last]
    (entry,) = _entries(work, work.actor.id or "", Appointment.id == last)
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
    return [*latest_of_each(found), *entries_of_talks(work, practitioner_id)]


def _entries(work: Work, reader_id: str, *which: ColumnElement[bool]) -> list[Entry]:
    whose = select(Appointment.employee_id).where(*which)
    ways = first_of_each(_moves(work, Appointment.employee_id.in_(whose)))
    entries = []
    for row in work.session.execute(select(Appointment).where(*which)).scalars():
        first, moves = ways.get(row.id, (row.id, 0))
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


def _moves(work: Work, whose: ColumnElement[bool]) -> dict[str, str]:
    """Every moved appointment of these people with the one it was moved from: a person moves only her own."""
    ask = select(Appointment.id, Appointment.rebooked_from).where(
        whose, Appointment.rebooked_from.is_not(None)
    )
    return {after: before for after, before in work.session.execute(ask) if before is not None}


def _uid(work: Work, reader_id: str, first_id: str) -> str:
    """Names the entry in one reader's calendar; whoever sees those of two cannot put them together."""
    return work.lookup(f"calendar-entry:{reader_id}", first_id)[:16].hex()
