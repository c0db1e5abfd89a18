"""Taking quarter-hours and giving them back. Their primary key settles every race."""

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from support.booking.models import Appointment, BookingCell
from support.booking.rules.slots import cells_of
from support.platform.work import Work


def take_cells(work: Work, appointment: Appointment, *, instead_of: str | None = None) -> bool:
    """Whether every quarter-hour of both people was free; then the appointment stands with them.

    The quarter-hours of `instead_of`, an appointment, are given back in the same savepoint: where the answer
    is no, they are as they were and the work stays usable.
    """
    people = (appointment.practitioner_id, appointment.employee_id)
    cells = [
        {"person_id": person, "starts_at": cell, "appointment_id": appointment.id}
        for person in people
        for cell in cells_of(appointment.starts_at, appointment.minutes)
    ]
    try:
        with work.session.begin_nested():
            if instead_of is not None:
                free_cells(work, instead_of)
            work.session.add(appointment)
            work.session.flush()
            work.session.execute(insert(BookingCell), cells)
    except IntegrityError:
        return False
    return True


def free_cells(work: Work, appointment_id: str) -> None:
    """Give back the quarter-hours of an appointment."""
    work.session.execute(delete(BookingCell).where(BookingCell.appointment_id == appointment_id))
