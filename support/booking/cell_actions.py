"""Taking quarter-hours, holding them and giving them back. Their primary key settles every race."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, update
from sqlalchemy.exc import IntegrityError, OperationalError

from support.booking.facts import ChosenTime, JustTaken
from support.booking.freed_actions import note_freed_cells
from support.booking.models import Appointment, BookingCell
from support.booking.rules.hold import held_until
from support.booking.rules.slots import cells_of
from support.platform.database import is_wait_in_vain
from support.platform.work import Work


def take_cells(work: Work, appointment: Appointment) -> None:
    """The appointment with every quarter-hour of both people; raises JustTaken when one of them is taken.

    What the employee holds becomes hers or free.
    """
    owner = {"appointment_id": appointment.id}
    people = (appointment.practitioner_id, appointment.employee_id)
    # Before the appointment: two that overlap would wait for each other at its exclusion constraint.
    _insert_cells(
        work, people, cells_of(appointment.starts_at, appointment.minutes), owner, appointment.employee_id
    )
    work.session.add(appointment)
    work.session.flush()


def free_cells(work: Work, appointment_id: str) -> None:
    """Give back the quarter-hours of an appointment."""
    work.session.execute(delete(BookingCell).where(BookingCell.appointment_id == appointment_id))


def hold_cells(
    work: Work, holder: str, chosen: ChosenTime, minutes: int, *, until: datetime | None = None
) -> None:
    """Hold a time of so many minutes, instead of what is held; raises JustTaken when a part of it is taken.

    Until a moment, else as long as a hold lives. Only the practitioner's quarter-hours are taken: whose visit
    it is nobody knows yet.
    """
    owner = {"held_by": holder, "held_until": until or held_until(work.now)}
    _insert_cells(work, (chosen.practitioner_id,), cells_of(chosen.starts_at, minutes), owner, holder)


def pass_hold(work: Work, holder: str, to: str) -> None:
    """What was held for a visit is held for the employee who has sent it, instead of anything before."""
    end_hold(work, to)
    work.session.execute(update(BookingCell).where(BookingCell.held_by == holder).values(held_by=to))


def end_hold(work: Work, holder: str) -> None:
    """Give back what is held for the holder, if anything is."""
    note_freed_cells(work, _let_go(work, BookingCell.held_by == holder))


def forget_holds_run_out(work: Work) -> None:
    """Delete the traces of holds that have run out; they have been in nobody's way since."""
    note_freed_cells(work, _let_go(work, BookingCell.held_until <= work.now))


def _insert_cells(
    work: Work, people: Collection[str], starts: Sequence[datetime], owner: Mapping[str, object], holder: str
) -> None:
    """Take these quarter-hours for the owner; what the holder holds is given back for them."""
    run_out = and_(
        BookingCell.person_id.in_(people),
        BookingCell.starts_at.in_(starts),
        BookingCell.held_until <= work.now,
    )
    cells = [{"person_id": person, "starts_at": start, **owner} for person in people for start in starts]
    try:
        gone = _let_go(work, or_(BookingCell.held_by == holder, run_out))
        work.session.execute(insert(BookingCell), cells)
    except IntegrityError as fault:
        raise JustTaken(starts[0]) from fault
    except OperationalError as fault:
        # Whoever was faster has not ended yet, and will hardly give the time back.
        if is_wait_in_vain(fault):
            raise JustTaken(starts[0]) from fault
        raise
    taken = {(cell["person_id"], cell["starts_at"]) for cell in cells}
    note_freed_cells(work, (cell for cell in gone if cell not in taken))


def _let_go(work: Work, which: ColumnElement[bool]) -> list[tuple[str, datetime]]:
    """Delete held quarter-hours; whose they were, and their starts."""
    gone = delete(BookingCell).where(which).returning(BookingCell.person_id, BookingCell.starts_at)
    return [(person, start) for person, start in work.session.execute(gone)]
