"""Moving a time: the old one is given back and the new one taken in one transaction, or neither."""

from support.booking import queries
from support.booking.actions import give_back, note_step_booked, note_time_gone, own_row, take
from support.booking.facts import Booked, ChosenTime, JustTaken
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.queries import booked
from support.booking.rules.appointment import Move, State, check_time
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_case, note_moved_booking
from support.platform.work import Work
from support.vocabulary.errors import Conflict, mark


def move(work: Work, appointment_id: str, chosen: ChosenTime, *, my_support_url: str) -> Booked:
    """Move her time to the chosen one; returns the new appointment, also to a repeat of the same wish.

    Raises JustTaken when the new one is gone (the old one stays hers), NotFound when it is not hers, TooLate
    when it has started, Conflict when something else has happened to it.
    """
    row = own_row(work, appointment_id)
    return move_row(work, row, hold_case(work, row.case_id), chosen, my_support_url=my_support_url)


def move_row(
    work: Work, row: Appointment, case: CaseFacts, chosen: ChosenTime, *, my_support_url: str
) -> Booked:
    """Move a time that is held against others, with its case; as `move` otherwise."""
    if row.state is State.REBOOKED:
        return _moved_before(work, row, chosen)
    check_time(Move.REBOOK, row.starts_at, work.now)
    if chosen.starts_at == row.starts_at:
        raise JustTaken(chosen.starts_at)  # by herself
    search = queries.search_to_move(work, case, booked(row))
    # First, so that what she gives back is free for her and does not count into the times of the day.
    give_back(work, row, Move.REBOOK)
    note_time_gone(work, row)
    appointment = take(work, case, search, chosen)
    note_step_booked(work, case, appointment)
    note_moved_booking(work, case.id)
    work.log("appointment:move", "appointment", appointment.id)
    tell(work, "moved_you", appointment, my_support_url)
    return booked(appointment)


def _moved_before(work: Work, row: Appointment, chosen: ChosenTime) -> Booked:
    followed = queries.follower_of(work, row.id)
    if followed is None or followed.starts_at != chosen.starts_at:
        raise Conflict(mark("This time has already been changed."))
    return followed
