"""Moving a time: the old one is given back and the new one taken in one transaction, or neither."""

from support.booking import queries
from support.booking.actions import end, new_appointment, own_row
from support.booking.cell_actions import take_cells
from support.booking.facts import Booked, JustTaken
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.queries import booked
from support.booking.rules.appointment import Move, State, check_time
from support.booking.rules.choice import Choice, slot_chosen
from support.booking.rules.slots import nearest
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_case, note_moved_booking
from support.platform.work import Work
from support.vocabulary.errors import Conflict, mark


def move(work: Work, appointment_id: str, choice: Choice, *, my_support_url: str) -> Booked:
    """Move her time to the chosen one; returns the new appointment, also to a repeat of the same wish.

    Raises JustTaken with the nearest three times when the new one is gone (the old one stays hers), NotFound
    when it is not hers, TooLate when it has started, Conflict when something else has happened to it.
    """
    row = own_row(work, appointment_id)
    return move_row(work, row, hold_case(work, row.case_id), choice, my_support_url=my_support_url)


def move_row(work: Work, row: Appointment, case: CaseFacts, choice: Choice, *, my_support_url: str) -> Booked:
    """Move a time that is held against others, with its case; as `move` otherwise."""
    if row.state is State.REBOOKED:
        return _moved_before(work, row, choice)
    check_time(Move.REBOOK, row.starts_at, work.now)
    old = booked(row)
    offer = queries.times_to_move_to(work, case, old)
    slot = slot_chosen(offer.slots, choice)
    if slot is None:
        raise JustTaken(nearest(offer.slots, choice.starts_at), offer)
    end(work, row, Move.REBOOK)
    appointment = new_appointment(work, case.id, case.employee_id, offer.step, slot, choice.channel)
    appointment.rebooked_from = row.id
    if not take_cells(work, appointment, instead_of=row.id):
        offer = queries.times_to_move_to(work, case, old)
        raise JustTaken(nearest(offer.slots, choice.starts_at), offer)
    note_moved_booking(work, case.id)
    work.log("appointment:move", "appointment", appointment.id)
    tell(work, "moved_you", appointment, my_support_url)
    return booked(appointment)


def _moved_before(work: Work, row: Appointment, choice: Choice) -> Booked:
    followed = queries.follower_of(work, row.id)
    if followed is None or followed.starts_at != choice.starts_at:
        raise Conflict(mark("This time has already been changed."))
    return followed
