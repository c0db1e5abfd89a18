"""Taking quarter-hours, holding them and giving them back. Their primary key settles every race."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from support.booking.models import Appointment, BookingCell
from support.booking.rules.hold import held_until
from support.booking.rules.slots import Slot, cells_of
from support.platform.work import Work


def take_cells(work: Work, appointment: Appointment, *, instead_of: str | None = None) -> bool:
    """Whether every quarter-hour of both people was free; then the appointment stands with them.

    The quarter-hours of `instead_of`, an appointment, are given back in the same savepoint: where the answer
    is no, they are as they were and the work stays usable. What the employee holds becomes hers or free.
    """
    people = (appointment.practitioner_id, appointment.employee_id)
    starts = cells_of(appointment.starts_at, appointment.minutes)
    cells = [
        {"person_id": person, "starts_at": cell, "appointment_id": appointment.id}
        for person in people
        for cell in starts
    ]
    try:
        with work.session.begin_nested():
            if instead_of is not None:
                free_cells(work, instead_of)
            end_hold(work, appointment.employee_id)
            _free_run_out(work, people, starts)
            work.session.add(appointment)
            work.session.flush()
            work.session.execute(insert(BookingCell), cells)
    except IntegrityError:
        return False
    return True


def free_cells(work: Work, appointment_id: str) -> None:
    """Give back the quarter-hours of an appointment."""
    work.session.execute(delete(BookingCell).where(BookingCell.appointment_id == appointment_id))


def hold_cells(work: Work, holder: str, slot: Slot) -> bool:
    """Whether the time was free; then it is held for the holder.

    Only the practitioner's quarter-hours are taken: whose visit it is nobody knows yet.
    """
    starts = cells_of(slot.starts_at, slot.minutes)
    until = held_until(work.now)
    cells = [
        {"person_id": slot.practitioner_id, "starts_at": cell, "held_by": holder, "held_until": until}
        for cell in starts
    ]
    try:
        with work.session.begin_nested():
            _free_run_out(work, (slot.practitioner_id,), starts)
            work.session.execute(insert(BookingCell), cells)
    except IntegrityError:
        return False
    return True


def pass_hold(work: Work, holder: str, to: str) -> None:
    """What was held for a visit is held for the employee who has sent it, instead of anything before."""
    end_hold(work, to)
    work.session.execute(update(BookingCell).where(BookingCell.held_by == holder).values(held_by=to))


def end_hold(work: Work, holder: str) -> None:
    """Give back what is held for the holder, if anything is."""
    work.session.execute(delete(BookingCell).where(BookingCell.held_by == holder))


def forget_holds_run_out(work: Work) -> None:
    """Delete the traces of holds that have run out; they have been in nobody's way since."""
    work.session.execute(delete(BookingCell).where(BookingCell.held_until <= work.now))


def _free_run_out(work: Work, people: Collection[str], starts: Collection[datetime]) -> None:
    work.session.execute(
        delete(BookingCell).where(
            BookingCell.person_id.in_(people),
            BookingCell.starts_at.in_(starts),
            BookingCell.held_until <= work.now,
        )
    )
