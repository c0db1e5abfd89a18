"""The diaries of practitioners, kept in memory until the database has counted a change of theirs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Integer, bindparam, select, type_coerce

from support.booking.hours_queries import hours_of
from support.booking.models import Appointment, BookingCell, Calendar
from support.booking.rules.appointment import GIVEN_BACK
from support.booking.rules.cells import CELL, EPOCH, bits, cell_at, first_cell
from support.booking.rules.diary import Changes, Diary, HeldTime
from support.booking.rules.hours import Hours
from support.booking.rules.slots import Cells
from support.platform.hot_statement import HotStatement
from support.platform.looking import Looking
from support.platform.work import Work
from support.vocabulary.calendar import at, local_date

Counted = Sequence[tuple[str, int, int]]
Taken = Sequence[tuple[int, str | None]]


class _Kept(NamedTuple):
    changes: Changes
    diary: Diary


class _Answer(NamedTuple):
    """What was found for some practitioners while this was counted."""

    counted: Counted
    found: Mapping[str, _Kept]


class _Memory:
    """What is kept of one database: hours, and whole diaries, each with the change that it knows of."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, ...], _Answer] = {}
        self.hours: dict[str, tuple[int, Hours]] = {}
        self.diaries: dict[str, _Kept] = {}

    def keep(self, asked: tuple[str, ...], answer: _Answer) -> None:
        """Answer with it, and with each of its diaries, until something else is counted."""
        if len(self.answers) >= _MOST_ANSWERS:
            self.answers.clear()
        self.answers[asked] = answer
        self.diaries.update(answer.found)


_DAY = timedelta(days=1)
# One for each employer and kind of step.
_MOST_ANSWERS = 256
# Of each database by itself: what is kept dies with its engine.
_MEMORIES: WeakKeyDictionary[Engine, _Memory] = WeakKeyDictionary()
# Every practitioner's: a number for each of a hundred people is less than the question for fifty of them.
_CHANGES = HotStatement(select(Calendar.practitioner_id, Calendar.hours, Calendar.times))
_CHANGES_OF = HotStatement(
    select(Calendar.practitioner_id, Calendar.hours, Calendar.times).where(
        Calendar.practitioner_id == bindparam("practitioner")
    )
)
_PLACE = type_coerce(BookingCell.starts_at, Integer) - bindparam("first")
_BOOKED = HotStatement(
    select(_PLACE, BookingCell.held_by).where(
        BookingCell.person_id == bindparam("person"), BookingCell.starts_at >= bindparam("after")
    )
)
_BOOKED_ABOUT = HotStatement(
    select(BookingCell.person_id, _PLACE, BookingCell.held_by).where(
        BookingCell.person_id.in_((bindparam("person"), bindparam("other_person"))),
        BookingCell.starts_at >= bindparam("after"),
        BookingCell.starts_at < bindparam("before"),
    )
)


def diaries_of(work: Work, practitioners: Collection[str]) -> Mapping[str, tuple[Changes, Diary]]:
    """The diaries of these practitioners as they are now, each with the changes that it knows of."""
    # The numbers first: what is read after them is as new or newer, and then read again the next time.
    counted, memory = _counted(work), _memory(work)
    asked = tuple(practitioners)
    answer = memory.answers.get(asked)
    if answer is None or answer.counted != counted:
        answer = _Answer(counted, _found(work, _changes(counted, asked), memory))
        # The times that a work has changed itself may yet be rolled back.
        if isinstance(work, Looking):
            memory.keep(asked, answer)
    return answer.found


def diaries_around(
    work: Work, practitioner_id: str, employee_id: str | None, moment: datetime
) -> tuple[Changes, Diary, Cells]:
    """The diary as it is now, and the quarter-hours in which the employee is taken, of the days about a
    moment: enough to say whether a time of then is free."""
    one = practitioner_id
    counted = _CHANGES_OF.run(work.connection, {"practitioner": one}).fetchall()
    changes, memory = _changes(counted, [one]), _memory(work)
    day = local_date(moment)
    first = first_cell(day - _DAY)
    rows = _booked_about(work, (one, employee_id or one), first, first_cell(day + 2 * _DAY))
    hers = Cells(employee_id or "", first, bits(place for person, place, _ in rows if person == employee_id))
    kept = memory.diaries.get(one)
    if kept is not None and kept.changes == changes[one]:
        return (*kept, hers)
    hours = _hours(work, [one], changes, memory)[one]
    cells = [(place, holder) for person, place, holder in rows if person == one]
    return changes[one], _diary(work, hours, _starts(work, [hours]).get(one, []), first, cells), hers


def own_cells(work: Work, employee_id: str | None) -> Cells:
    """The quarter-hours from yesterday on in which an employee is taken; none of one who is not known yet."""
    if employee_id is None:
        return Cells("", 0, 0)
    first = _first(work)
    return Cells(employee_id, first, bits(place for place, _holder in _booked(work, employee_id, first)))


def _memory(work: Work) -> _Memory:
    return _MEMORIES.setdefault(work.connection.engine, _Memory())


def _counted(work: Work) -> Counted:
    """How often everybody's hours and times have changed; nobody is in it whose never have."""
    return _CHANGES.run(work.connection, {}).fetchall()


def _changes(counted: Counted, practitioners: Collection[str]) -> dict[str, Changes]:
    """How often the hours and times of these practitioners have changed."""
    of_all = {one: Changes(hours, times) for one, hours, times in counted}
    return {one: of_all.get(one, Changes()) for one in practitioners}


def _found(work: Work, changes: dict[str, Changes], memory: _Memory) -> dict[str, _Kept]:
    kept = memory.diaries
    found = {one: kept[one] for one in changes if one in kept and kept[one].changes == changes[one]}
    missing = [one for one in changes if one not in found]
    if missing:
        found |= _read(work, missing, changes, memory)
    return {one: found[one] for one in changes}


def _read(work: Work, missing: list[str], changes: dict[str, Changes], memory: _Memory) -> dict[str, _Kept]:
    hours = _hours(work, missing, changes, memory)
    starts = _starts(work, hours.values())
    first = _first(work)
    cells = {one: _booked(work, one, first) for one in missing}
    return {
        one: _Kept(changes[one], _diary(work, hours[one], starts.get(one, []), first, cells[one]))
        for one in missing
    }


def _hours(work: Work, missing: list[str], changes: dict[str, Changes], memory: _Memory) -> dict[str, Hours]:
    hours = {
        one: found[1]
        for one in missing
        if (found := memory.hours.get(one)) is not None and found[0] == changes[one].hours
    }
    unknown = [one for one in missing if one not in hours]
    if unknown:
        hours |= {each.practitioner_id: each for each in hours_of(work, unknown)}
        # Whoever changes hours looks for no times in the same work, so what is read here is there to stay.
        memory.hours.update({one: (changes[one].hours, hours[one]) for one in unknown})
    return hours


def _diary(work: Work, hours: Hours, starts: list[tuple[str, datetime]], first: int, cells: Taken) -> Diary:
    one = hours.practitioner_id
    booked = [place for place, holder in cells if holder is None]
    held = _held(work, one) if len(booked) < len(cells) else ()
    return Diary(hours, Cells(one, first, bits(booked)), held, tuple(starts))


def _booked(work: Work, person_id: str, first: int) -> Taken:
    """The quarter-hours of a person, counted from the first one looked at, each with who holds it."""
    asked = {"person": person_id, "first": first, "after": EPOCH + CELL * first}
    return _BOOKED.run(work.connection, asked).fetchall()


def _booked_about(
    work: Work, people: tuple[str, str], first: int, before: int
) -> Sequence[tuple[str, int, str | None]]:
    """The quarter-hours of two people before another one, otherwise as `_booked`."""
    one, other = people
    asked = {"person": one, "other_person": other, "first": first}
    asked |= {"after": EPOCH + CELL * first, "before": EPOCH + CELL * before}
    return _BOOKED_ABOUT.run(work.connection, asked).fetchall()


def _held(work: Work, practitioner_id: str) -> tuple[HeldTime, ...]:
    """What is held with this practitioner; nobody holds more than one time."""
    ask = select(BookingCell).where(
        BookingCell.person_id == practitioner_id, BookingCell.held_until > work.now
    )
    of_holder: dict[str, list[BookingCell]] = {}
    for row in work.session.execute(ask.order_by(BookingCell.starts_at)).scalars():
        of_holder.setdefault(row.held_by or "", []).append(row)
    return tuple(
        HeldTime(holder, rows[0].held_until or work.now, rows[0].starts_at, _cells(rows))
        for holder, rows in of_holder.items()
    )


def _cells(rows: list[BookingCell]) -> Cells:
    first = cell_at(rows[0].starts_at)
    return Cells(rows[0].person_id, first, bits(cell_at(row.starts_at) - first for row in rows))


def _starts(work: Work, hours: Iterable[Hours]) -> dict[str, list[tuple[str, datetime]]]:
    """The booked times of those who take a limited number a day, by practitioner."""
    limited = sorted(each.practitioner_id for each in hours if each.terms.daily_cap is not None)
    found: dict[str, list[tuple[str, datetime]]] = {}
    if limited:
        ask = select(Appointment.practitioner_id, Appointment.id, Appointment.starts_at).where(
            Appointment.practitioner_id.in_(limited),
            Appointment.state.not_in(GIVEN_BACK),
            Appointment.starts_at >= at(local_date(work.now), time()),
        )
        for one, appointment_id, starts_at in work.session.execute(ask):
            found.setdefault(one, []).append((appointment_id, starts_at))
    return found


def _first(work: Work) -> int:
    """A day early: the room after a time of last night may reach into today."""
    return first_cell(local_date(work.now) - _DAY)
