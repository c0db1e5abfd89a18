"""The moment of sending: from here on practitioners see the answers, and a human decides."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update

from support.booking.cell_actions import pass_hold
from support.booking.queries import free_times, search_for, step_of
from support.cases.opening_actions import Need, note_offer, open_case
from support.cases.queries import open_case_of
from support.followup.plan_actions import start_plan
from support.people.employee_actions import ContactData, register_employee
from support.people.facts import Registered
from support.people.rules import CALLS_PER_ADDRESS, CALLS_PER_NUMBER
from support.platform.crypto import Place, token_hash
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.triage.counting_actions import count_decision
from support.triage.deciding import decide_or_none
from support.triage.models import AnswerSet
from support.triage.resume_actions import forget_resume_code
from support.triage.rules.decision import Decision
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Reach, Visit
from support.triage.visit_actions import OpenVisit, open_visit
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import CRISIS, URGENT_CALL, Path, Urgency, most_urgent

UNREADABLE_FLAG = "could_not_be_read"
TOO_MANY_CALLS = mark(
    "Many people have asked for a call in a short time. Call us: the number is at the end of this page."
)


@dataclass(frozen=True)
class Sent:
    """Who sent, into which case, and what was promised."""

    employee_id: str
    case_id: str
    due_at: datetime | None
    """By when the person was promised to hear from us."""
    reference_word: str
    needs_call_today: bool


def count_call(work: Work, phone: str, address: str) -> bool:
    """Count one more case under a number that nobody has confirmed, or under none; False when there have been
    too many for this number or address."""
    counted = [("call-address", address, limit) for limit in CALLS_PER_ADDRESS]
    if phone:
        counted.append(("call-number", phone, CALLS_PER_NUMBER))
    # Every counter counts, whatever the one before it said.
    return all([count_try(work, purpose, value, limit=n, window=w) for purpose, value, (n, w) in counted])


def send_visit(
    work: Work,
    protocol: Protocol,
    token: str,
    reach: Reach,
    language: Language,
    *,
    confirmed: bool,
    our_phone: str,
) -> Sent:
    """Send the answers of this browser's visit, with the contact data, to the practitioners.

    Whoever answered on the phone has been shown no times yet. The check-ins that follow name `our_phone`.
    Raises VisitOver when there is nothing to send.
    """
    opened = open_visit(work, token, to_change=True)
    sent = _send(work, protocol, opened, token, reach, language, confirmed=confirmed, asks_call=False)
    case = open_case_of(work, sent.employee_id)
    if case is not None:
        start_plan(work, case, our_phone)
    return sent


def ask_call(
    work: Work, protocol: Protocol, token: str | None, reach: Reach, language: Language, urgency: Urgency
) -> Sent:
    """Ask for a call with nothing but a number, confirmed or not.

    With a token the answers given so far go along; without, only how soon the call has to come.
    """
    if token is not None:
        opened = open_visit(work, token, to_change=True)
        return _send(work, protocol, opened, token, reach, language, confirmed=False, asks_call=True)
    employee = register_employee(work, _contact(reach, language), number_confirmed=False)
    path = CRISIS if urgency is Urgency.NOW else URGENT_CALL
    need = Need(urgency, path, safety=urgency is Urgency.NOW, flags=())
    case_id = open_case(
        work, employee_id=employee.id, employer_id=employee.employer_id, key_id=work.new_key(), need=need
    )
    return _sent(work, employee, case_id)


def _send(
    work: Work,
    protocol: Protocol,
    opened: OpenVisit,
    token: str,
    reach: Reach,
    language: Language,
    *,
    confirmed: bool,
    asks_call: bool,
) -> Sent:
    decision = decide_or_none(protocol, opened.visit)
    need = _need(protocol, decision, opened.visit, asks_call=asks_call)
    employee = register_employee(work, _contact(reach, language), number_confirmed=confirmed)
    work.take_over_key(token, opened.key_id)
    forget_resume_code(work, opened.id)
    case_id = open_case(
        work, employee_id=employee.id, employer_id=employee.employer_id, key_id=opened.key_id, need=need
    )
    content = json.dumps(
        {
            **json.loads(opened.visit.to_json()),
            "decision": decision and decision.as_json(),
            # With them an old decision can be made again, whatever has been switched on or off since.
            "instruments": list(protocol.instruments),
            "counted": count_decision(work, protocol, decision),
        }
    )
    place = Place(AnswerSet.__tablename__, "content", opened.id)
    pass_hold(work, opened.id, employee.id)
    work.session.execute(
        update(AnswerSet)
        .where(AnswerSet.token_hash == token_hash(token))
        .values(
            content=work.seal_unsent(place, opened.key, content),
            token_hash=None,
            expires_at=None,
            sent_at=work.now,
            case_id=case_id,
        )
    )
    if not asks_call and not opened.visit.by_phone and _sees_times(work, employee.id, opened.visit, reach):
        note_offer(work, case_id)
    work.log("triage:send", "support_case", case_id)
    return _sent(work, employee, case_id)


def _sees_times(work: Work, employee_id: str, visit: Visit, reach: Reach) -> bool:
    """Whether free times stand before her: with a number on the page that comes next, else in her choice."""
    case = open_case_of(work, employee_id)
    if case is None or not (reach.phone or visit.chosen_slot):
        return False
    wants_talk = visit.wants_talk or not reach.safe_to_text
    search = search_for(work, case, step_of(case, wants_talk=wants_talk))
    return bool(free_times(work, replace(search, limit=1)).slots)


def _sent(work: Work, employee: Registered, case_id: str) -> Sent:
    facts = open_case_of(work, employee.id)
    due_at, today = (facts.due_at, facts.urgency.needs_call_today) if facts else (None, False)
    return Sent(employee.id, case_id, due_at, employee.reference_word, today)


def _need(protocol: Protocol, decision: Decision | None, visit: Visit, *, asks_call: bool) -> Need:
    if decision is None:
        return Need(Urgency.SAME_DAY, URGENT_CALL, safety=True, flags=(UNREADABLE_FLAG,))
    safety = any(row.safety for row in protocol.rows if row.id in decision.matched)
    urgency, path = decision.urgency, decision.path
    if asks_call and Urgency.SAME_DAY.is_more_urgent_than(urgency):
        urgency, path = most_urgent((urgency, Urgency.SAME_DAY)), URGENT_CALL
    wished = Path(visit.chosen_path)
    chosen = wished if wished in decision.alternatives and not asks_call else None
    return Need(urgency, path, safety, decision.flags, chosen)


def _contact(reach: Reach, language: Language) -> ContactData:
    return ContactData(
        name=reach.first_name,
        phone=reach.phone,
        safe_to_text=reach.safe_to_text,
        employer_id=reach.employer_id or None,
        unit_id=reach.unit_id or None,
        language=language,
    )
