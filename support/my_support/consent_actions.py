"""What an employee does with what her supervisor may know."""

from support.cases.opening_actions import hold_own_case
from support.consent.actions import Giving, decline_consent
from support.consent.inviting_actions import send_link_anew
from support.consent.naming_actions import end_supervisor, name_supervisor
from support.consent.rules.fact_code import FactCode
from support.consent.withdrawing_actions import withdraw_from
from support.pathways.sharing_actions import give_and_tell
from support.people.supervisor_facts import NamedHow
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work


def name_own_supervisor(work: Work, name: str, phone: str) -> None:
    """Name the supervisor of the employee who acts. Raises NotFound when she has no open case."""
    name_supervisor(work, hold_own_case(work), name=name, phone=phone, how=NamedHow.BY_HERSELF)


def end_own_supervisor(work: Work) -> None:
    """Let nobody be named any more. Raises NotFound when she has no open case."""
    end_supervisor(work, hold_own_case(work))


def give_own(work: Work, giving: Giving, link_url: str) -> None:
    """Give, and let the supervisor be told. Raises NotFound when she has no open case."""
    give_and_tell(work, hold_own_case(work), giving, link_url)


def decline_own(work: Work) -> None:
    """She would rather not let anybody know what she was asked for. Raises NotFound without an open case."""
    decline_consent(work, hold_own_case(work).id)


def withdraw_own(work: Work, facts: frozenset[FactCode] | None) -> None:
    """Take these back, or everything, also after her case has ended; a repeat changes nothing."""
    link = supervisor_link_of(work, work.actor.id or "")
    if link is not None:
        withdraw_from(work, link.id, facts)


def send_own_link_anew(work: Work, link_url: str) -> None:
    """Let the supervisor get a new link. Raises NotFound when she has no open case, and what
    `send_link_anew` does."""
    send_link_anew(work, hold_own_case(work), link_url)
