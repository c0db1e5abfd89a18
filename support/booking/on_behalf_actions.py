"""A nurse who has taken a case books, moves and cancels for its person, who is told as if she had done it."""

from sqlalchemy import select

from support.booking.actions import book_in, cancel_row
from support.booking.facts import Booked, ChosenTime
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.moving_actions import move_row
from support.booking.rules.three_party import APPOINTMENT_KIND, check_is_no_meeting
from support.cases.facts import CaseFacts
from support.cases.nurse_actions import hold_claimed_case
from support.platform.work import Work
from support.vocabulary.errors import NotForReader


def book_for(
    work: Work, case_id: str, chosen: ChosenTime, *, wants_talk: bool, my_support_url: str
) -> Booked:
    """Book the chosen time for the person of the case; as `book` otherwise.

    Raises Conflict where the nurse does not hold the case, NotFound outside need-to-know.
    """
    case = hold_claimed_case(work, case_id)
    return book_in(work, case, chosen, wants_talk=wants_talk, my_support_url=my_support_url)


def move_for(
    work: Work, case_id: str, appointment_id: str, chosen: ChosenTime, *, my_support_url: str
) -> Booked:
    """Move the person's time to the chosen one; as `move` otherwise, and as `book_for`."""
    row, case = _held(work, case_id, appointment_id)
    return move_row(work, row, case, chosen, my_support_url=my_support_url)


def cancel_for(work: Work, case_id: str, appointment_id: str, *, my_support_url: str) -> None:
    """Give the person's time back because she asks for it; as `cancel` otherwise, and as `book_for`."""
    row, _case = _held(work, case_id, appointment_id)
    if cancel_row(work, row):
        tell(work, "cxl_you", row, my_support_url)


def _held(work: Work, case_id: str, appointment_id: str) -> tuple[Appointment, CaseFacts]:
    # The appointment before the case, so that no two works wait for each other. That of a meeting of three is
    # held after its case, so it is known and refused before it would be held here.
    ask = select(Appointment.kind).where(Appointment.id == appointment_id, Appointment.case_id == case_id)
    kind = work.session.execute(ask).scalar()
    is_meeting = kind == APPOINTMENT_KIND
    # What does not exist is looked for as far as what does, so that no clock tells the two apart.
    row = None if is_meeting else work.session.get(Appointment, appointment_id, with_for_update=True)
    case = hold_claimed_case(work, case_id)
    check_is_no_meeting(kind or "")
    if kind is None or row is None:
        raise NotForReader("appointment", appointment_id)
    return row, case
