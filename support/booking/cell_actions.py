"""Taking quarter-hours, holding them and giving them back. Their primary key settles every race."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, update
from sqlalchemy.exc import IntegrityError, OperationalError

from support.booking.calendar_actions import hold_times
from support.booking.facts import ChosenTime, JustTaken
from support.booking.freed_actions import note_freed_cells
from support.booking.models import Appointment, BookingCell
from support.booking.rules.hold import held_until
from support.booking.rules.slots import cells_of
from support.platform.database import is_wait_in_vain
from support.platform.work import Work


def take_cells(work: Work, appointment: Appointment, *, kept_as: str = "") -> set[str]:
    """The appointment with every quarter-hour of both people; raises JustTaken when one of them is taken.

    What the employee holds becomes hers or free, and so does what is kept for her under another name;
    returns whose quarter-hours it was.
    """
    owner = {"appointment_id": appointment.id}
    people = (appointment.practitioner_id, appointment.employee_id)
    starts = cells_of(appointment.starts_at, appointment.minutes)
    # Before the appointment: two that overlap would wait for each other at its exclusion constraint.
    freed = _insert_cells(work, people, starts, owner, {appointment.employee_id, kept_as} - {""})
    work.session.add(appointment)
    work.session.flush()
    return freed


def free_cells(work: Work, appointment_id: str) -> None:
    """Give back the quarter-hours of an appointment; whoever does so holds the calendar."""
    work.session.execute(delete(BookingCell).where(BookingCell.appointment_id == appointment_id))


def hold_cells(
    work: Work, holder: str, chosen: ChosenTime, minutes: int, *, until: datetime | None = None
) -> set[str]:
    """Hold a time of so many minutes, instead of what is held; raises JustTaken when a part of it is taken.

    Until a moment, else as long as a hold lives. Returns whose quarter-hours were held until now. Only the
    practitioner's quarter-hours are taken: whose visit it is nobody knows yet.
    """
    owner = {"held_by": holder, "held_until": until or held_until(work.now)}
    people, starts = (chosen.practitioner_id,), cells_of(chosen.starts_at, minutes)
    return _insert_cells(work, people, starts, owner, {holder})


def pass_hold(work: Work, holder: str, to: str) -> None:
    """What was held for a visit is held for the employee who has sent it, instead of anything before."""
    end_hold(work, to)
    passed = update(BookingCell).where(BookingCell.held_by == holder).values(held_by=to)
    hold_times(work, work.session.execute(passed.returning(BookingCell.person_id)).scalars().all())


def end_hold(work: Work, holder: str) -> None:
    """Give back what is held for the holder, if anything is."""
    gone = _let_go(work, BookingCell.held_by == holder)
    hold_times(work, (person for person, _start in gone))
    note_freed_cells(work, gone)


def forget_holds_run_out(work: Work) -> None:
    """Delete the traces of holds that have run out; they have been in nobody's way since."""
    note_freed_cells(work, _let_go(work, BookingCell.held_until <= work.now))


def _insert_cells(
    work: Work,
    people: Collection[str],
    starts: Sequence[datetime],
    owner: Mapping[str, object],
    holders: Collection[str],
) -> set[str]:
    """Take these quarter-hours for the owner; what the holders hold is given back for them, and whose it was
    is returned."""
    run_out = and_(
        BookingCell.person_id.in_(people),
        BookingCell.starts_at.in_(starts),
        BookingCell.held_until <= work.now,
    )
    cells = [{"person_id": person, "starts_at": start, **owner} for person in people for start in starts]
    try:
        gone = _let_go(work, or_(BookingCell.held_by.in_(holders), run_out))
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
    return {person for person, _start in gone}


def _let_go(work: Work, which: ColumnElement[bool]) -> list[tuple[str, datetime]]:
    """Delete held quarter-hours; whose they were, and their starts."""
    gone = delete(BookingCell).where(which).returning(BookingCell.person_id, BookingCell.starts_at)
    return [(person, start) for person, start in work.session.execute(gone)]
