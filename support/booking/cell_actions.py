"""Taking quarter-hours, holding them and giving them back. Their primary key settles every race."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from support.booking.facts import ChosenTime, JustTaken
from support.booking.models import Appointment, BookingCell
from support.booking.rules.hold import held_until
from support.booking.rules.slots import cells_of
from support.platform.work import Work


def take_cells(work: Work, appointment: Appointment) -> None:
    """The appointment with every quarter-hour of both people; raises JustTaken when one of them is taken.

    What the employee holds becomes hers or free.
    """
    end_hold(work, appointment.employee_id)
    people = (appointment.practitioner_id, appointment.employee_id)
    owner = {"appointment_id": appointment.id}
    # Before the appointment: two that overlap would wait for each other at its exclusion constraint.
    _insert_cells(work, people, appointment.starts_at, appointment.minutes, owner)
    work.session.add(appointment)
    work.session.flush()


def free_cells(work: Work, appointment_id: str) -> None:
    """Give back the quarter-hours of an appointment."""
    work.session.execute(delete(BookingCell).where(BookingCell.appointment_id == appointment_id))


def hold_cells(work: Work, holder: str, chosen: ChosenTime, minutes: int) -> None:
    """Hold a time of so many minutes; raises JustTaken when a part of it is taken.

    Only the practitioner's quarter-hours are taken: whose visit it is nobody knows yet.
    """
    owner = {"held_by": holder, "held_until": held_until(work.now)}
    _insert_cells(work, (chosen.practitioner_id,), chosen.starts_at, minutes, owner)


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


def _insert_cells(
    work: Work, people: Collection[str], starts_at: datetime, minutes: int, owner: Mapping[str, object]
) -> None:
    starts = cells_of(starts_at, minutes)
    run_out = (
        BookingCell.person_id.in_(people),
        BookingCell.starts_at.in_(starts),
        BookingCell.held_until <= work.now,
    )
    work.session.execute(delete(BookingCell).where(*run_out))
    cells = [{"person_id": person, "starts_at": start, **owner} for person in people for start in starts]
    try:
        work.session.execute(insert(BookingCell), cells)
    except IntegrityError as fault:
        raise JustTaken(starts_at) from fault
