"""What a nurse writes down of what a person lets her supervisor know, on the phone or on paper."""

from support.cases.nurse_actions import hold_claimed_case
from support.cases.queries import case_to_read
from support.consent.actions import Giving
from support.consent.inviting_actions import send_link_anew
from support.consent.naming_actions import name_supervisor
from support.consent.rules.fact_code import FactCode
from support.consent.withdrawing_actions import withdraw_from
from support.pathways.sharing_actions import give_and_tell
from support.people.supervisor_facts import NamedHow
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work


def name_with_nurse(work: Work, case_id: str, name: str, phone: str) -> None:
    """Name the supervisor together with her.

    Raises Conflict where the nurse has not taken the case, and what `name_supervisor` does.
    """
    name_supervisor(work, hold_claimed_case(work, case_id), name=name, phone=phone, how=NamedHow.WITH_A_NURSE)


def write_down_given(work: Work, case_id: str, giving: Giving, link_url: str) -> None:
    """She has said or signed it, of the one who was named and in the words that the nurse read to her.

    Raises Conflict where the nurse has not taken the case, and what `give_consent` does.
    """
    give_and_tell(work, hold_claimed_case(work, case_id), giving, link_url)


def write_down_taken_back(work: Work, case_id: str, facts: frozenset[FactCode] | None) -> None:
    """She wants it back: whoever may know of the case does it at once, whoever has taken it, and whichever
    case of hers it was given in.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    link = supervisor_link_of(work, case.employee_id)
    if link is not None:
        withdraw_from(work, link.id, facts)


def send_link_with_nurse(work: Work, case_id: str, link_url: str) -> None:
    """The supervisor has asked for a new link.

    Raises Conflict where the nurse has not taken the case, and what `send_link_anew` does.
    """
    send_link_anew(work, hold_claimed_case(work, case_id), link_url)
