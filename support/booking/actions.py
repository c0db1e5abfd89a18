"""Taking a time and giving it back.

The cells' primary key settles every race for a quarter-hour. What no single cell tells, such as how many
times a day has, is looked at again while the practitioner is held.
"""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from support.booking import queries
from support.booking.calendar_actions import hold_times
from support.booking.cell_actions import free_cells, take_cells
from support.booking.facts import Booked, ChosenTime
from support.booking.freed_actions import note_freed
from support.booking.list_actions import end_waiting
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.queries import booked
from support.booking.rules.appointment import Move, State, after, check_time, counts_as_late
from support.booking.rules.diary import Changes
from support.booking.rules.reminders import next_reminder_at
from support.booking.rules.three_party import check_is_no_meeting
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_own_case, note_booking, note_cancelled_booking
from support.cases.queries import is_unchanged
from support.messaging.actions import cancel_queued
from support.pathways.meeting_actions import note_booked, note_given_back
from support.platform.work import Work
from support.vocabulary.errors import Conflict, NotForReader, mark


def book(work: Work, chosen: ChosenTime, *, wants_talk: bool, my_support_url: str) -> Booked:
    """Book the chosen time for the employee who acts, with its message, in one transaction.

    Whether the time is free is computed again here. A repeat of the same wish gives the appointment that it
    made. Raises JustTaken, and NotFound without an open case.
    """
    return book_in(work, hold_own_case(work), chosen, wants_talk=wants_talk, my_support_url=my_support_url)


def book_in(
    work: Work, case: CaseFacts, chosen: ChosenTime, *, wants_talk: bool, my_support_url: str
) -> Booked:
    """Book the chosen time for the person of a case that is held against others; as `book` otherwise."""
    mine = queries.appointment_of(work, case.employee_id)
    if mine is not None:
        if mine.starts_at == chosen.starts_at:
            return mine
        raise Conflict(mark("There is a time already. Move it, or cancel it first."))
    search = queries.search_for(work, case, queries.step_of(case, wants_talk=wants_talk))
    plan = _planned(work, case, search, chosen)
    # What takes long comes before the turn to write: until then nobody waits for this one.
    work.log("appointment:book", "appointment", plan.appointment.id)
    tell(work, "booked", plan.appointment, my_support_url)
    work.take_turn(lambda: is_unchanged(work, case))
    _take(work, search, chosen, plan)
    note_step_booked(work, case, plan.appointment)
    note_booking(work, case)
    return booked(plan.appointment)


def take(work: Work, case: CaseFacts, search: queries.Search, chosen: ChosenTime) -> Appointment:
    """An appointment at the chosen time, with every quarter-hour of both people; raises JustTaken.

    What `search.instead_of` says has been given back for it in the same work.
    """
    plan = _planned(work, case, search, chosen)
    _take(work, search, chosen, plan)
    return plan.appointment


def note_step_booked(work: Work, case: CaseFacts, appointment: Appointment) -> None:
    """Tell her path of support of the time; only a nurse who has taken the case begins one."""
    if case.claimed_at is not None:
        note_booked(work, case.id, appointment.kind, appointment.practitioner_id)


class _Plan(NamedTuple):
    """An appointment that can be made, and the changes of its calendar that are known by then."""

    appointment: Appointment
    changes: Changes


def _planned(work: Work, case: CaseFacts, search: queries.Search, chosen: ChosenTime) -> _Plan:
    found = queries.free_time(work, search, chosen)
    appointment = Appointment(
        id=work.new_id(),
        case_id=case.id,
        employee_id=case.employee_id,
        practitioner_id=chosen.practitioner_id,
        kind=search.step.kind,
        channel=chosen.channel,
        starts_at=chosen.starts_at,
        minutes=search.step.minutes,
        state=State.CONFIRMED,
        booked_at=work.now,
        remind_at=next_reminder_at(chosen.starts_at, work.now, work.now),
        rebooked_from=search.instead_of.id if search.instead_of else None,
    )
    return _Plan(appointment, found.changes)


def _take(work: Work, search: queries.Search, chosen: ChosenTime, plan: _Plan) -> None:
    freed = take_cells(work, plan.appointment, kept_as=chosen.kept_as)
    given_back = {search.instead_of.practitioner_id} if search.instead_of else set()
    # Only now, so that the many who want these very quarter-hours are told at once and wait for nobody.
    counted = hold_times(work, {chosen.practitioner_id} | freed | given_back)
    if counted[chosen.practitioner_id] != plan.changes.with_own:
        # Somebody else was there in between: what no single cell tells may be another now.
        queries.free_time(work, replace(search, instead_of=booked(plan.appointment)), chosen)


def cancel(work: Work, appointment_id: str) -> Booked:
    """Give the time back; a repeat gives the first answer again.

    Raises NotFound when it is not hers, TooLate when it has started, Conflict when something else has
    happened to it.
    """
    row = own_row(work, appointment_id)
    cancel_row(work, row)
    return booked(row)


def cancel_row(work: Work, row: Appointment) -> bool:
    """Give the time back because its person asks for it; whether it was not given back before.

    Otherwise as `cancel`.
    """
    if row.state is State.CANCELLED_BY_EMPLOYEE:
        return False
    check_time(Move.CANCEL_BY_EMPLOYEE, row.starts_at, work.now)
    give_back(work, row, Move.CANCEL_BY_EMPLOYEE)
    hold_times(work, [row.practitioner_id])
    note_cancelled_booking(work, row.case_id)
    note_time_gone(work, row)
    end_waiting(work, row.case_id)
    work.log("appointment:cancel", "appointment", row.id)
    return True


def own_row(work: Work, appointment_id: str) -> Appointment:
    """The appointment of the employee who acts, held against others until the work ends.

    Raises NotFound when it is not hers.
    """
    row = work.session.get(Appointment, appointment_id, with_for_update=True)
    if row is None or row.employee_id != work.actor.id:
        raise NotForReader("appointment", appointment_id)
    check_is_no_meeting(row.kind)
    return row


def give_back(work: Work, row: Appointment, move: Move) -> None:
    """The time no longer stands: others may take it, and what would be said about it is not said.

    Whoever calls this holds the calendar at the end. Raises Conflict when something happened to it before.
    """
    row.state = after(row.state, move)
    row.ended_at, row.was_late = work.now, counts_as_late(move, row.starts_at, work.now)
    row.remind_at = None
    free_cells(work, row.id)
    note_freed(work, row.practitioner_id, row.starts_at, row.starts_at + timedelta(minutes=row.minutes))
    cancel_queued(work, f"appointment:{row.id}:")


def note_time_gone(work: Work, row: Appointment) -> None:
    """Tell her path of support that she does not meet this practitioner at this time, unless another time
    with the same one stands. The case is held."""
    work.session.flush()
    if not queries.has_time_with(work, row.case_id, row.practitioner_id):
        note_given_back(work, row.case_id, row.practitioner_id)
