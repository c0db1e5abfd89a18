"""Taking quarter-hours, holding them and giving them back. Their primary key settles every race."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, insert, or_, update
from sqlalchemy.exc import IntegrityError, OperationalError

from support.booking.calendar_actions import hold_times
from support.booking.facts import ChosenTime, JustTaken
from support.booking.freed_actions import note_freed_cells
from support.booking.models import Appointment, BookingCell
from support.booking.rules.cells import CELL
from support.booking.rules.hold import held_until
from support.booking.rules.slots import cells_of
from support.platform.database import is_wait_in_vain
from support.platform.hot_statement import HotStatement, without_waiting
from support.platform.work import Work

# Two people at most have a time together, and two at most are those for whom one is held.
_IN_THE_WAY = or_(
    BookingCell.held_by.in_((bindparam("holder"), bindparam("other_holder"))),
    and_(
        BookingCell.person_id.in_((bindparam("person"), bindparam("other_person"))),
        BookingCell.starts_at >= bindparam("first"),
        BookingCell.starts_at < bindparam("after"),
        BookingCell.held_until <= bindparam("now"),
    ),
)
_LET_GO = delete(BookingCell).returning(BookingCell.person_id, BookingCell.starts_at)
_LET_GO_IN_THE_WAY = HotStatement(_LET_GO.where(_IN_THE_WAY))
_LET_GO_OF = HotStatement(_LET_GO.where(BookingCell.held_by == bindparam("holder")))
_LET_GO_RUN_OUT = HotStatement(_LET_GO.where(BookingCell.held_until <= bindparam("now")))


def take_cells(
    work: Work, appointment: Appointment, *, kept_as: str = "", also: Sequence[str] = ()
) -> set[str]:
    """The appointment with every quarter-hour of both people; raises JustTaken when one of them is taken.

    `also` are others who come, for whom nothing is ever held. What the employee holds becomes hers or free,
    and so does what is kept for her under another name; returns whose quarter-hours it was.
    """
    owner = {"appointment_id": appointment.id}
    people = (appointment.practitioner_id, *also, appointment.employee_id)
    starts = cells_of(appointment.starts_at, appointment.minutes)
    # Before the appointment: two that overlap would wait for each other at its exclusion constraint.
    holders = (appointment.employee_id, kept_as or appointment.employee_id)
    freed = _insert_cells(work, people, starts, owner, holders)
    work.add(appointment)
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
    return _insert_cells(work, people, starts, owner, (holder, holder))


def pass_hold(work: Work, holder: str, to: str) -> None:
    """What was held for a visit is held for the employee who has sent it, instead of anything before."""
    end_hold(work, to)
    passed = update(BookingCell).where(BookingCell.held_by == holder).values(held_by=to)
    hold_times(work, work.session.execute(passed.returning(BookingCell.person_id)).scalars().all())


def end_hold(work: Work, holder: str) -> None:
    """Give back what is held for the holder, if anything is."""
    gone = _LET_GO_OF.rows(work.connection, {"holder": holder})
    hold_times(work, (person for person, _start in gone))
    note_freed_cells(work, gone)


def hold_together(work: Work, holder: str, also: str, chosen: ChosenTime, minutes: int) -> None:
    """A time of a practitioner and of one person more, both or neither; raises JustTaken.

    It is held until it is over, under the id of what it is for. Whoever does so holds the calendar.
    """
    starts = cells_of(chosen.starts_at, minutes)
    owner = {"held_by": holder, "held_until": starts[-1] + CELL}
    _insert_cells(work, (chosen.practitioner_id, also), starts, owner, (holder, holder))


def free_held_together(work: Work, holder: str, practitioner_id: str) -> None:
    """Give such a time back; whoever does so holds the calendar."""
    gone = _LET_GO_OF.rows(work.connection, {"holder": holder})
    note_freed_cells(work, (cell for cell in gone if cell[0] == practitioner_id))


def forget_holds_run_out(work: Work) -> None:
    """Delete the traces of holds that have run out; they have been in nobody's way since."""
    note_freed_cells(work, _LET_GO_RUN_OUT.rows(work.connection, {"now": work.now}))


def _insert_cells(
    work: Work,
    people: Sequence[str],
    starts: Sequence[datetime],
    owner: Mapping[str, object],
    holders: tuple[str, str],
) -> set[str]:
    """Take these quarter-hours for the owner; what the holders hold is given back for them, and whose it was
    is returned."""
    in_the_way = {
        "holder": holders[0],
        "other_holder": holders[1],
        "person": people[0],
        "other_person": people[-1],
        "first": starts[0],
        "after": starts[-1] + CELL,
        "now": work.now,
    }
    taken = [(person, start) for person in people for start in starts]
    try:
        with without_waiting(work.connection):
            let_go = _LET_GO_IN_THE_WAY.later(work.connection, in_the_way)
            _insert_of(len(taken)).run(work.connection, _values(taken, owner))
    except IntegrityError as fault:
        raise JustTaken(starts[0]) from fault
    except OperationalError as fault:
        # Whoever was faster has not ended yet, and will hardly give the time back.
        if is_wait_in_vain(fault):
            raise JustTaken(starts[0]) from fault
        raise
    gone = let_go()
    note_freed_cells(work, (cell for cell in gone if cell not in taken))
    return {person for person, _start in gone}


@lru_cache(maxsize=32)
def _insert_of(how_many: int) -> HotStatement:
    """So many quarter-hours in one statement."""
    columns = BookingCell.__table__.columns
    rows: list[dict[str, BindParameter[Any]]] = [
        {column.name: bindparam(f"{column.name}_{number}", type_=column.type) for column in columns}
        for number in range(how_many)
    ]
    return HotStatement(insert(BookingCell).values(rows))


def _values(cells: Sequence[tuple[str, datetime]], owner: Mapping[str, object]) -> dict[str, object]:
    of_owner = {"appointment_id": None, "held_by": None, "held_until": None, **owner}
    found: dict[str, object] = {}
    for number, (person, start) in enumerate(cells):
        cell = {"person_id": person, "starts_at": start, **of_owner}
        found |= {f"{name}_{number}": value for name, value in cell.items()}
    return found
