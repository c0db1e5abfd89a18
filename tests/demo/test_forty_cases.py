"""What the forty cases must show (domain model G.4, checks 1, 5 and 6), in the filled demo."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from support.cases.alert_queries import open_alert_rows
from support.cases.models import Alert
from support.cases.queries import queue_for
from support.cases.rules.alerts import AlertKind
from support.cases.rules.targets import share_used
from support.consent.queries import facts_released
from support.consent.rules.fact_code import FactCode
from support.demo.queries import supervisors_to_try
from support.followup.queries import check_ins_of_case
from support.followup.rules.states import State as CheckInState
from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.rules import State as MessageState
from support.people.models import Employer
from support.people.supervisor_models import SupervisorLink
from support.people.supervisor_queries import supervisor_link_of
from support.platform.audit import Purpose
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.triage.loading import active_protocol
from support.triage.queries import answers_of_case
from support.triage.rules.decision import decide
from support.vocabulary.actor import Actor, Role
from tests.conftest import NOW
from tests.demo.people_of_the_demo import NUMBERS, case_of, codes_of_employers, person_of
from tests.demo.supervisors_of_the_demo import as_supervisor

RECTOR = "Merja Koskinummi"


def messages_to(look: Work, phone: str) -> list[OutboundMessage]:
    to = OutboundMessage.recipient_lookup == look.lookup(RECIPIENT, phone)
    return list(look.session.execute(select(OutboundMessage).where(to)).scalars())


def test_the_counts_are_those_of_the_domain_model(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        cases = [case_of(look, number) for number in NUMBERS]
        employers = codes_of_employers(look)
    assert Counter(str(case.suggested_path) for case in cases) == {
        "brief_support": 13,
        "tripartite": 12,
        "urgent_call": 4,
        "physician": 3,
        "supervisor_support": 3,
        "self_care": 3,
        "crisis": 2,
    }
    assert Counter(employers[case.employer_id or ""] for case in cases) == {
        "HS": 10,
        "KK": 10,
        "YH": 9,
        "AT": 3,
        "MV": 3,
        "EV": 3,
        "TV": 2,
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_what_was_suggested_comes_out_of_the_kept_answers_again(seeded: BeginWork, number: int) -> None:
    with seeded(Actor.operator()) as work:
        case = case_of(work, number)
        sent = answers_of_case(work, case.id, purpose=Purpose.REPLAY)
    assert sent is not None
    decision = decide(active_protocol(), sent.visit.answers, sent.visit.given)
    assert decision.path == case.suggested_path
    assert set(decision.flags) == set(case.flags)
    assert sent.decision is not None
    assert sent.decision["urgency"] == decision.urgency


def test_the_one_who_skipped_a_question_stands_in_the_queue_for_the_next_day(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        case = case_of(look, 34)
        employers = frozenset(look.session.execute(select(Employer.id)).scalars())
        look.actor = Actor(Role.NURSE, "somebody", employers)
        queue = {one.id: one.urgency.value for one in queue_for(look)}
    assert queue[case.id] == "next_day"


@pytest.mark.parametrize(("number", "kind"), [(11, AlertKind.CRISIS), (31, AlertKind.SAFETY_CHECKIN)])
def test_two_have_an_alert_that_goes_on(seeded: BeginWork, number: int, kind: AlertKind) -> None:
    with seeded.to_read(Actor.operator()) as look:
        assert open_alert_rows(look, case_of(look, number).id, [kind])


def test_the_one_who_has_not_chosen_is_at_four_fifths_of_her_target(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        case = case_of(look, 18)
    assert case.awaited_by is not None
    assert 0.8 <= share_used(case.opened_at, case.due_at, NOW) < 1


def test_one_has_missed_her_first_check_in_and_no_other(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        states = [one.state for one in check_ins_of_case(look, case_of(look, 40).id)]
    assert states == [CheckInState.MISSED, CheckInState.SCHEDULED, CheckInState.SCHEDULED]


def test_no_message_was_ever_queued_for_the_one_who_fears_somebody(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, 12)
        assert messages_to(look, person.story.phone) == []
    assert "safe_contact" in person.case.flags


def test_nothing_was_sent_to_a_supervisor_whose_agenda_is_not_approved(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, 21)
        assert supervisor_link_of(look, person.employee_id) is None
        named = select(SupervisorLink.id).where(SupervisorLink.employee_id == person.employee_id)
        assert look.session.execute(named).all() == []


def test_the_messages_to_a_number_that_is_gone_did_not_arrive_and_a_nurse_was_told(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, 29)
        states = Counter(message.state for message in messages_to(look, person.story.phone))
        told = [one for one in NUMBERS if _ever(look, one, AlertKind.MESSAGE_FAILED)]
    assert states[MessageState.UNDELIVERED] > 0
    assert told == [29]


def test_the_rector_alone_may_know_that_she_is_to_bring_the_matter_up(seeded: BeginWork) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, 14)
        own = supervisor_link_of(look, person.employee_id)
        links = look.session.execute(select(SupervisorLink)).scalars().all()
        released = {link.id: facts_released(look, person.case.id, link.id) for link in links}
    assert own is not None
    assert {one: facts for one, facts in released.items() if facts} == {own.id: frozenset({FactCode.F8})}


def test_the_rector_reads_it_and_no_other_supervisor_does(demo_app: Flask, seeded: BeginWork) -> None:
    with seeded(Actor.operator()) as work:
        links = {one.name: (one.link, one.phone) for one in supervisors_to_try(work)}
    pages = {name: as_supervisor(demo_app, *way).text() for name, way in links.items()}
    assert len(pages) == 2
    assert {name for name, page in pages.items() if "Saija" in page} == {RECTOR}


def _ever(look: Work, number: int, kind: AlertKind) -> bool:
    """Whether an alert of this kind was ever raised in a case."""
    ask = select(Alert.id).where(Alert.case_id == case_of(look, number).id, Alert.kind == kind)
    return look.session.execute(ask.limit(1)).scalar() is not None
