"""What a nurse writes down of what a person lets her supervisor know, on the phone or on paper."""

from support.cases.nurse_actions import hold_claimed_case
from support.cases.queries import case_to_read
from support.consent.actions import Giving, withdraw_consent
from support.consent.inviting_actions import send_link_anew
from support.consent.loading import present_wording
from support.consent.naming_actions import name_supervisor
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import GivenHow
from support.pathways.sharing_actions import give_and_tell
from support.people.queries import language_of_employee
from support.people.supervisor_facts import NamedHow
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work


def name_with_nurse(work: Work, case_id: str, name: str, phone: str) -> None:
    """Name the supervisor together with her.

    Raises Conflict where the nurse has not taken the case, and what `name_supervisor` does.
    """
    name_supervisor(work, hold_claimed_case(work, case_id), name=name, phone=phone, how=NamedHow.WITH_A_NURSE)


def write_down_given(
    work: Work, case_id: str, facts: frozenset[FactCode], months: int, how: GivenHow, link_url: str
) -> None:
    """She has said or signed it: in her language, in the words of today.

    Raises Conflict where the nurse has not taken the case, and what `give_consent` does.
    """
    case = hold_claimed_case(work, case_id)
    language = language_of_employee(work, case.employee_id)
    give_and_tell(work, case, Giving(facts, present_wording().version, language, months, how=how), link_url)


def write_down_taken_back(work: Work, case_id: str, facts: frozenset[FactCode] | None) -> None:
    """She wants it back: whoever may know of the case does it at once, whoever has taken it.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    link = supervisor_link_of(work, case.employee_id)
    if link is not None:
        withdraw_consent(work, case_id, link.id, facts)


def send_link_with_nurse(work: Work, case_id: str, link_url: str) -> None:
    """The supervisor has asked for a new link.

    Raises Conflict where the nurse has not taken the case, and what `send_link_anew` does.
    """
    send_link_anew(work, hold_claimed_case(work, case_id), link_url)
