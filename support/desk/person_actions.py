"""A person calls: she is asked who she is, and the nurse who has taken her case changes her number."""

from support.booking.attendance_queries import times_of_case
from support.cases.facts import CaseFacts
from support.cases.number_actions import note_number
from support.cases.nurse_actions import hold_claimed_case
from support.people.number_actions import (
    NewNumber,
    change_number,
    count_proof,
    lose_number,
)
from support.people.number_queries import has_ever_lost_number
from support.people.number_rules import Known, Said, proves
from support.people.queries import reference_word_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Invalid, mark

NOT_PROVEN = mark(
    "This does not show who it is. Do not say what was wrong. Ask the person to come with a document of "
    "identity."
)


def check_caller(work: Work, case_id: str, said: Said, *, in_person: bool) -> bool:
    """Whether she has shown that she is the person of this case; each try is counted and recorded.

    Raises Conflict where the nurse has not taken the case, TooMany after too many tries in a day.
    """
    case = hold_claimed_case(work, case_id)
    if not in_person:
        count_proof(work, case.employee_id)
    was_lost = has_ever_lost_number(work, case.employee_id)
    is_proven = in_person or proves(said, _known(work, case), was_lost=was_lost)
    how = "document" if in_person else "word" if said.word else "days"
    work.log("number:proof", "support_case", case.id, f"{how}: {'right' if is_proven else 'wrong'}")
    return is_proven


def check_taken(work: Work, case_id: str) -> None:
    """Raises Conflict where the nurse who acts has not taken the case, NotFound outside need-to-know."""
    hold_claimed_case(work, case_id)


def change_with_nurse(work: Work, case_id: str, new: NewNumber, *, our_phone: str) -> None:
    """She has another number, and the nurse has heard who she is.

    Raises Conflict where the nurse has not taken the case, Invalid for a number that cannot be hers.
    """
    case = hold_claimed_case(work, case_id)
    change_number(work, case.employee_id, new, our_phone=our_phone)
    note_number(work, case.employee_id, is_lost=False)


def lose_with_nurse(work: Work, case_id: str) -> None:
    """Her phone is lost. This closes and opens nothing, so nobody is asked who calls.

    Raises Conflict where the nurse has not taken the case, Invalid where there is no number.
    """
    case = hold_claimed_case(work, case_id)
    if not lose_number(work, case.employee_id):
        raise Invalid(mark("There is no number that anything could go to."))
    note_number(work, case.employee_id, is_lost=True)


def _known(work: Work, case: CaseFacts) -> Known:
    booked = frozenset(local_date(one.starts_at) for one in times_of_case(work, case.id))
    return Known(reference_word_of(work, case.employee_id), booked, local_date(case.opened_at))
