"""Telling a supervisor by text message that something waits for her: not what it is, and not whose."""

from datetime import timedelta

from support.cases.facts import CaseFacts
from support.consent.queries import may_be_sent_anew
from support.messaging.actions import cancel_queued, queue_sms
from support.people.supervisor_actions import count_invitation, new_invitation
from support.people.supervisor_queries import supervisor_addressee, supervisor_link_of
from support.people.supervisor_rules import end_of_key, message_key
from support.platform.work import Work
from support.vocabulary.errors import Conflict, TooMany, mark

_LIVES = timedelta(days=3)


def invite_supervisor(
    work: Work,
    supervisor_link_id: str,
    link_url: str,
    template: str = "sup_first",
    *,
    about: str = "",
    waits: timedelta = timedelta(),
) -> bool:
    """Queue a message with a link of its own; False when no more may go to her today.

    `link_url` is how the address behind the message begins. Of messages about the same thing the last one
    goes, and those before it that have not left are called off; it leaves when it has waited so long.
    """
    addressee = supervisor_addressee(work, supervisor_link_id)
    if not count_invitation(work, supervisor_link_id, addressee.phone):
        return False
    key = f"{message_key(supervisor_link_id)}{about}"
    if about:
        cancel_queued(work, key)
    token = new_invitation(work, supervisor_link_id)
    queue_sms(
        work,
        template=template,
        phone=addressee.phone,
        language=addressee.language,
        values={"link": link_url + token},
        business_key=f"{key}{end_of_key(work.new_id())}",
        lives=_LIVES,
        waits=waits,
    )
    return True


def send_link_anew(work: Work, case: CaseFacts, link_url: str) -> None:
    """Another way in for a supervisor whose link is old or lost. The case is held.

    Raises Conflict where she was never told of anything or may know nothing now, TooMany where she has had
    many messages today.
    """
    link = supervisor_link_of(work, case.employee_id)
    if link is None or not may_be_sent_anew(work, link):
        raise Conflict(mark("There is nothing that a link could lead the supervisor to."))
    if not invite_supervisor(work, link.id, link_url):
        raise TooMany
    work.log("supervisor:link_anew", "employee", case.employee_id)
