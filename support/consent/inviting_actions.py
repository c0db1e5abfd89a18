"""Telling a supervisor by text message that something waits for her: not what it is, and not whose."""

from datetime import timedelta

from support.cases.facts import CaseFacts
from support.consent.actions import Giving, give_consent
from support.consent.queries import cases_released
from support.messaging.actions import queue_sms
from support.people.supervisor_actions import new_invitation
from support.people.supervisor_queries import supervisor_addressee, supervisor_link_of
from support.people.supervisor_rules import SUPERVISORS_TOLD, message_key
from support.platform.rate_limit import count_try
from support.platform.work import Work

_LIVES = timedelta(days=3)


def invite_supervisor(
    work: Work, supervisor_link_id: str, link_url: str, template: str = "sup_first"
) -> bool:
    """Queue a message with a link of its own; False when no more may go to her today.

    `link_url` is how the address behind the message begins.
    """
    limit, window = SUPERVISORS_TOLD
    if not count_try(work, "supervisor-invitations", supervisor_link_id, limit=limit, window=window):
        return False
    addressee = supervisor_addressee(work, supervisor_link_id)
    token = new_invitation(work, supervisor_link_id)
    queue_sms(
        work,
        template=template,
        phone=addressee.phone,
        language=addressee.language,
        values={"link": link_url + token},
        business_key=f"{message_key(supervisor_link_id)}{work.new_id()}",
        lives=_LIVES,
    )
    return True


def give_and_tell(work: Work, case: CaseFacts, giving: Giving, link_url: str) -> None:
    """Give, and tell the supervisor of the first thing that she may know; of more she finds out by looking.

    The case is held. Raises what `give_consent` does.
    """
    link = supervisor_link_of(work, case.employee_id)
    is_first = link is not None and not cases_released(work, link.id, work.now)
    if give_consent(work, case.id, giving) and link is not None and is_first:
        invite_supervisor(work, link.id, link_url)
