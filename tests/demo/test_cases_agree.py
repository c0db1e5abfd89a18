"""State, times, messages, steps, consents and the record of each of the forty cases agree with each other."""

from collections.abc import Sequence
from typing import TypeVar

import pytest
from sqlalchemy import ColumnElement, select

from support.booking.meeting_models import Meeting
from support.booking.models import Appointment
from support.booking.rules.appointment import State as TimeState
from support.booking.rules.three_party import APPOINTMENT_KIND
from support.booking.rules.three_party import State as MeetingState
from support.cases.models import Alert, Case, CaseStep
from support.cases.rules.states import State
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.followup.models import CheckIn
from support.followup.rules.states import TO_COME
from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.rules import State as MessageState
from support.pathways.enrolment_models import Enrolment, EnrolmentStep
from support.pathways.goal_models import AgreedAction, Goal
from support.pathways.rules.agreed_action import Owner, Release
from support.pathways.rules.agreed_action import State as ActionState
from support.pathways.rules.completion import missing
from support.pathways.rules.enrolment import State as WayState
from support.pathways.rules.order import StepState
from support.pathways.version_queries import version_of
from support.people.models import Employee
from support.people.supervisor_models import SupervisorLink
from support.platform.audit import AuditEntry
from support.platform.begin_work import BeginWork
from support.platform.database import Base
from support.platform.work import Work
from support.vocabulary.actor import Actor
from tests.conftest import NOW
from tests.demo.people_of_the_demo import NUMBERS, Person, person_of

Row = TypeVar("Row", bound=Base)
pytestmark = pytest.mark.parametrize("number", NUMBERS)


def rows_of(look: Work, table: type[Row], person: Person) -> Sequence[Row]:
    """The rows of a table that belong to her case."""
    of_case = table.__table__.c["case_id"] == person.case.id
    return look.session.execute(select(table).where(of_case)).scalars().all()


def messages_to(look: Work, phone: str) -> Sequence[OutboundMessage]:
    to = OutboundMessage.recipient_lookup == look.lookup(RECIPIENT, phone)
    return look.session.execute(select(OutboundMessage).where(to)).scalars().all()


def test_what_has_ended_has_ended_everywhere(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
        case = look.session.get_one(Case, person.case.id)
        live = [
            *(one for one in rows_of(look, Appointment, person) if one.state is TimeState.CONFIRMED),
            *(one for one in rows_of(look, Meeting, person) if one.ended_at is None),
            *(one for one in rows_of(look, Enrolment, person) if one.ended_at is None),
            *(one for one in rows_of(look, CheckIn, person) if one.state in TO_COME),
            *(one for one in rows_of(look, Alert, person) if one.resolved_at is None),
        ]
        waiting = [one for one in messages_to(look, person.story.phone) if one.state is MessageState.QUEUED]
    assert (case.state is State.CLOSED) == (case.closed_at is not None) == (case.close_reason is not None)
    if case.closed_at is not None:
        assert live == []
        assert waiting == []
        assert case.claimed_by is None


def test_her_times_agree_with_her_case(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
        times = rows_of(look, Appointment, person)
        held = {one.appointment_id for one in rows_of(look, Meeting, person) if one.state in _HELD}
    standing = [one for one in times if one.state is TimeState.CONFIRMED]
    came = [one for one in times if one.state is TimeState.ATTENDED]
    assert len([one for one in standing if one.kind != APPOINTMENT_KIND]) <= 1
    assert all(one.starts_at > NOW for one in standing)
    assert all(one.booked_at < one.starts_at < NOW for one in came)
    assert {one.id for one in came if one.kind == APPOINTMENT_KIND} == held
    if person.case.state is State.BOOKED:
        assert len(standing) == 1
    if came:
        assert person.case.state in (State.IN_PATHWAY, State.CLOSED)
        assert person.case.first_contact_at is not None
        assert person.case.first_contact_at <= min(one.starts_at for one in came)


_HELD = (MeetingState.ATTENDED, MeetingState.PARTLY_ATTENDED)


def test_her_steps_agree_with_her_times_and_with_how_far_she_is(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
        times = {one.id: one for one in rows_of(look, Appointment, person)}
        steps = rows_of(look, EnrolmentStep, person)
        for way in rows_of(look, Enrolment, person):
            of_way = [one for one in steps if one.enrolment_id == way.id]
            states = {one.step_key: one.state for one in of_way}
            wanting = missing(version_of(look, way.pathway, way.pathway_version), states)
            assert (StepState.HELD in states.values()) or way.state is WayState.ACCEPTED
            assert way.state is not WayState.COMPLETED or way.is_early == bool(wanting)
            assert way.made_at >= person.case.opened_at
    settled = [one for one in steps if one.appointment_id is not None]
    assert [one for one in settled if one.state is not StepState.HELD] == []
    for step in settled:
        time = times[step.appointment_id or ""]
        assert (time.state, time.starts_at, time.practitioner_id) == (
            TimeState.ATTENDED,
            step.said_at,
            step.practitioner_id,
        )
    held_at = [one.said_at for one in sorted(steps, key=lambda one: one.number) if one.said_at]
    assert held_at == sorted(held_at)


def test_her_messages_are_in_her_language_and_about_her(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
        messages = messages_to(look, person.story.phone)
        hers = {
            person.employee_id,
            *(one.id for one in rows_of(look, Appointment, person)),
            *(one.id for one in rows_of(look, Meeting, person)),
            *(one.id for one in rows_of(look, CheckIn, person)),
            *(one.id for one in rows_of(look, AgreedAction, person)),
        }
        told = {one.business_key.split(":")[1] for one in messages}
        owned = rows_of(look, Appointment, person)
    assert {one.language for one in messages} <= {person.story.language}
    assert told <= hers
    if person.story.safe_to_text:
        assert {one.id for one in owned} <= told


def test_every_move_in_the_record_of_the_case_has_a_row_in_the_audit(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
        steps = rows_of(look, CaseStep, person)
        acts = {
            tuple(row)
            for row in look.session.execute(select(AuditEntry.at, AuditEntry.role, AuditEntry.actor_id))
        }
    assert min(one.at for one in steps) == person.case.opened_at
    assert max(one.at for one in steps) <= NOW
    unheard = [(one.kind, one.at) for one in steps if (one.at, one.role, one.actor_id) not in acts]
    assert unheard == []


def test_her_supervisor_hears_and_owes_only_what_she_has_allowed(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
        own = select(SupervisorLink).where(SupervisorLink.employee_id == person.employee_id)
        links = {one.id: one for one in look.session.execute(own).scalars()}
        consents = rows_of(look, Consent, person)
        first = min((one.given_at for one in consents if one.given_at), default=None)
        about_link = [OutboundMessage.business_key.startswith(f"supervisor:{link}:") for link in links]
        sent = [one for ask in about_link for one in _messages(look, ask)]
        actions = [one for one in rows_of(look, AgreedAction, person) if one.owner is Owner.SUPERVISOR]
        languages = {
            link.id: look.session.get_one(Employee, link.supervisor_id).language for link in links.values()
        }
    assert {one.supervisor_link_id for one in consents} <= links.keys()
    assert {one.language for one in consents} <= {person.story.language}
    for message in sent:
        assert first is not None
        assert first <= message.queued_at
        assert message.language == languages[message.business_key.split(":")[1]]
    released = [one.given_at for one in consents if FactCode.F2 in one.facts and one.given_at]
    for action in actions:
        assert action.release is Release.YES
        assert action.state in (ActionState.AGREED, ActionState.DONE)
        assert action.released_at is not None
        assert action.accepted_at is not None
        assert released[0] <= action.released_at <= action.accepted_at


def test_goals_and_actions_stand_on_a_way_of_hers(seeded: BeginWork, number: int) -> None:
    with seeded.to_read(Actor.operator()) as look:
        person = person_of(look, number)
        ways = {one.id: one for one in rows_of(look, Enrolment, person)}
        found = [(one.enrolment_id, one.made_at) for one in rows_of(look, Goal, person)]
        found += [(one.enrolment_id, one.made_at) for one in rows_of(look, AgreedAction, person)]
    for way_id, made_at in found:
        way = ways[way_id]
        assert way.made_at <= made_at
        assert way.ended_at is None or made_at <= way.ended_at


def _messages(look: Work, which: ColumnElement[bool]) -> Sequence[OutboundMessage]:
    return look.session.execute(select(OutboundMessage).where(which)).scalars().all()
