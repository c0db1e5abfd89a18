"""Taking a time and giving it back. The cells' primary key settles every race."""

from support.booking import queries
from support.booking.cell_actions import free_cells, take_cells
from support.booking.facts import Booked, JustTaken
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.queries import booked
from support.booking.rules.appointment import Move, State, after, check_time
from support.booking.rules.choice import Choice, slot_chosen
from support.booking.rules.slots import Slot, nearest
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_own_case, note_booking, note_cancelled_booking
from support.messaging.actions import cancel_queued
from support.pathways.rules.pathway import Step
from support.platform.work import Work
from support.vocabulary.errors import Conflict, NotForReader, mark


def book(work: Work, choice: Choice, *, wants_talk: bool, my_support_url: str) -> Booked:
    """Book the chosen time for the employee who acts, with its message, in one transaction.

    The free times are computed again here. A repeat of the same wish gives the appointment that it made.
    Raises JustTaken with the nearest three times when the time is gone, NotFound without an open case.
    """
    return book_in(work, hold_own_case(work), choice, wants_talk=wants_talk, my_support_url=my_support_url)


def book_in(work: Work, case: CaseFacts, choice: Choice, *, wants_talk: bool, my_support_url: str) -> Booked:
    """Book the chosen time for the person of a case that is held against others; as `book` otherwise."""
    mine = queries.appointment_of(work, case.employee_id)
    if mine is not None:
        if mine.starts_at == choice.starts_at:
            return mine
        raise Conflict(mark("There is a time already. Move it, or cancel it first."))
    offer = queries.times_for(work, case, wants_talk=wants_talk)
    slot = slot_chosen(offer.slots, choice)
    if slot is None:
        raise JustTaken(nearest(offer.slots, choice.starts_at), offer)
    appointment = new_appointment(work, case.id, case.employee_id, offer.step, slot, choice.channel)
    if not take_cells(work, appointment):
        # Looked up again: a long time takes the starts beside it out of the calendar too.
        offer = queries.times_for(work, case, wants_talk=wants_talk)
        raise JustTaken(nearest(offer.slots, choice.starts_at), offer)
    note_booking(work, case.id)
    work.log("appointment:book", "appointment", appointment.id)
    tell(work, "booked", appointment, my_support_url)
    return booked(appointment)


def cancel(work: Work, appointment_id: str) -> Booked:
    """Give the time back; a repeat gives the first answer again.

    Raises NotFound when it is not hers, TooLate when it has started, Conflict when something else has
    happened to it.
    """
    row = own_row(work, appointment_id)
    if row.state is State.CANCELLED_BY_EMPLOYEE:
        return booked(row)
    cancel_row(work, row)
    return booked(row)


def cancel_row(work: Work, row: Appointment) -> None:
    """Give the time back because its person asks for it; as `cancel` otherwise."""
    check_time(Move.CANCEL_BY_EMPLOYEE, row.starts_at, work.now)
    end(work, row, Move.CANCEL_BY_EMPLOYEE)
    free_cells(work, row.id)
    note_cancelled_booking(work, row.case_id)
    work.log("appointment:cancel", "appointment", row.id)


def own_row(work: Work, appointment_id: str) -> Appointment:
    """The appointment of the employee who acts, held against others until the work ends.

    Raises NotFound when it is not hers.
    """
    row = work.session.get(Appointment, appointment_id, with_for_update=True)
    if row is None or row.employee_id != work.actor.id:
        raise NotForReader("appointment", appointment_id)
    return row


def end(work: Work, row: Appointment, move: Move) -> None:
    """The time no longer stands, and what would be said about it is not said.

    Raises Conflict when something has happened to it before.
    """
    row.state = after(row.state, move)
    row.ended_at = work.now
    cancel_queued(work, f"appointment:{row.id}:")


def new_appointment(
    work: Work, case_id: str, employee_id: str, step: Step, slot: Slot, channel: str
) -> Appointment:
    """An appointment at a free time, not yet taken."""
    return Appointment(
        id=work.new_id(),
        case_id=case_id,
        employee_id=employee_id,
        practitioner_id=slot.practitioner_id,
        kind=step.kind,
        channel=channel,
        starts_at=slot.starts_at,
        minutes=step.minutes,
        state=State.CONFIRMED,
        booked_at=work.now,
    )
