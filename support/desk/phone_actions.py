"""The questions asked on the phone: begun, given up, sent. Only the nurse who began can go on."""

from support.cases.phone_actions import take_after_phone
from support.platform.work import Work
from support.triage.contact_form import Typed, with_reach
from support.triage.loading import active_protocol
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit
from support.triage.send_actions import send_visit
from support.triage.visit_actions import delete_visit, open_visit, save_visit, start_visit
from support.vocabulary.language import Language


def begin_by_phone(work: Work, token: str, language: Language) -> None:
    """Begin in the language of the person on the phone."""
    start_visit(work, token, language, active_protocol().name, Visit(by_phone=language.value))
    work.log("phone:begin", "practitioner", work.actor.id or "")


def give_up_by_phone(work: Work, token: str) -> None:
    """Delete what was written down, at once."""
    delete_visit(work, token)
    work.log("phone:delete", "practitioner", work.actor.id or "")


def send_by_phone(work: Work, protocol: Protocol, token: str, typed: Typed, our_phone: str) -> str:
    """Send what was written down into a case of this nurse; returns its id.

    The number was told, not confirmed. Raises VisitOver when there is nothing to send.
    """
    opened = open_visit(work, token, to_change=True)
    visit = with_reach(opened.visit, typed)
    save_visit(work, opened, visit)
    language = Language(visit.by_phone)
    sent = send_visit(work, protocol, token, typed.reach, language, confirmed=False, our_phone=our_phone)
    take_after_phone(work, sent.case_id)
    return sent.case_id
