"""Saying how a time went, taking a mistake back, and cancelling a time that we cannot keep."""

from support.booking import queries
from support.booking.actions import give_back, note_time_gone
from support.booking.attendance_queries import row_to_say_of, states_of_case
from support.booking.calendar_actions import hold_times
from support.booking.facts import Booked
from support.booking.message_actions import tell, tell_missed, untell_missed
from support.booking.models import Appointment
from support.booking.queries import booked
from support.booking.rules.appointment import Move, State, after, check_time
from support.booking.rules.attendance import check_take_back, missed_in_a_row
from support.booking.rules.three_party import check_is_no_meeting
from support.cases.attendance_actions import note_came, note_cancelled_by_us, note_missed, note_taken_back
from support.pathways import meeting_actions
from support.platform.work import Work


def say_how_it_went(work: Work, appointment_id: str, *, came: bool, my_support_url: str) -> Booked:
    """Write down whether the person came; saying the same again changes nothing.

    Who missed it is told kindly, and a human calls her where that is not enough. Raises NotFound for who may
    not say, Conflict before the start or when something else has happened to the time.
    """
    row = _row_to_change(work, appointment_id)
    move = Move.ATTEND if came else Move.MISS
    if row.state is after(State.CONFIRMED, move):
        return booked(row)
    following = after(row.state, move)
    check_time(move, row.starts_at, work.now)
    row.state, row.ended_at = following, work.now
    work.log(f"appointment:{move}", "appointment", row.id)
    if came:
        note_came(work, row.case_id, row.starts_at)
        meeting_actions.note_held(work, meeting_at(row))
    else:
        _follow_missed(work, row, my_support_url)
        meeting_actions.note_missed(work, meeting_at(row))
        note_time_gone(work, row)
    return booked(row)


def take_back(work: Work, appointment_id: str) -> Booked:
    """Take back what was said by mistake; a repeat changes nothing.

    Raises TooLate after the end of the next day, Conflict for a time that was given back and where a later
    step of support has been held since, NotFound for who may not say how it went.
    """
    row = _row_to_change(work, appointment_id)
    if row.state is State.CONFIRMED:
        return booked(row)
    check_take_back(row.state, row.ended_at, work.now)
    came, said_at = row.state is State.ATTENDED, row.ended_at
    row.state, row.ended_at = after(row.state, Move.TAKE_BACK), None
    work.log(f"appointment:{Move.TAKE_BACK}", "appointment", row.id)
    untell_missed(work, row)
    if said_at is not None:
        note_taken_back(work, row.case_id, came=came, said_at=said_at, met_at=row.starts_at)
        meeting_actions.note_taken_back(work, row.id)
        meeting_actions.note_booked(work, row.case_id, row.kind, row.practitioner_id)
    return booked(row)


def cancel_by_us(work: Work, appointment_id: str, *, my_support_url: str) -> Booked:
    """Give back a time that we cannot keep: its person is told, and somebody calls; a repeat changes nothing.

    Raises Conflict when something else has happened to it, NotFound for who may not cancel it.
    """
    row = _row_to_change(work, appointment_id)
    if row.state is State.CANCELLED_BY_PROVIDER:
        return booked(row)
    give_back(work, row, Move.CANCEL_BY_PROVIDER)
    hold_times(work, [row.practitioner_id])
    note_cancelled_by_us(work, row.case_id)
    note_time_gone(work, row)
    work.log(f"appointment:{Move.CANCEL_BY_PROVIDER}", "appointment", row.id)
    tell(work, "cxl_us", row, my_support_url)
    return booked(row)


def meeting_at(row: Appointment) -> meeting_actions.Meeting:
    """What a time was for the support of its person."""
    return meeting_actions.Meeting(row.id, row.case_id, row.kind, row.starts_at, row.practitioner_id)


def _follow_missed(work: Work, row: Appointment, my_support_url: str) -> None:
    work.session.flush()
    has_time = queries.appointment_of(work, row.employee_id) is not None
    case = note_missed(
        work,
        row.case_id,
        in_a_row=missed_in_a_row(states_of_case(work, row.case_id)),
        has_time=has_time,
    )
    # Who has another time already, or whose support has ended, is not asked to choose one.
    if case.is_open and not has_time:
        tell_missed(work, row, my_support_url, call_comes=case.call_asked_at == work.now)


def _row_to_change(work: Work, appointment_id: str) -> Appointment:
    """The appointment, held against others until the work ends; the case is held after it, as everywhere."""
    row = work.session.get(Appointment, appointment_id, with_for_update=True)
    found = row_to_say_of(work, appointment_id, row)
    check_is_no_meeting(found.kind)
    return found
