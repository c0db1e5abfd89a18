"""What an employee does about her own number."""

from support.cases.number_actions import note_number
from support.people.number_actions import NewNumber, change_number, hold_number, lose_number
from support.people.sessions import check_stands
from support.platform.work import Work


def change_own_number(work: Work, new: NewNumber, *, session: str, our_phone: str) -> None:
    """She has another number; `session` is the secret of the browser in which she says so.

    Raises Invalid for one that cannot be hers, NotFound where this browser has been signed out meanwhile: her
    phone was lost, or her number has just been changed elsewhere.
    """
    employee_id = work.actor.id or ""
    hold_number(work, employee_id)
    check_stands(work, session)
    change_number(work, employee_id, new, our_phone=our_phone)
    note_number(work, employee_id, is_lost=False)


def lose_own_phone(work: Work, *, but: str) -> None:
    """Her phone is lost; the browser with this secret is the one in which she says so."""
    employee_id = work.actor.id or ""
    if lose_number(work, employee_id, but=but):
        note_number(work, employee_id, is_lost=True)
