"""What is asked in a role it is not for is refused by the action itself, whichever page lets it through."""

from datetime import timedelta
from typing import Any

import pytest

from support.booking.coaching_queries import own_talks, row_of_practitioner
from support.booking.meeting_draft_actions import own_meeting
from support.booking.queries import own_appointment
from support.cases.alert_queries import alerts_for, unseen_alerts
from support.cases.lowered_queries import lowered_between
from support.cases.models import Case
from support.cases.own_actions import ask_for_call, withdraw_case
from support.cases.queries import open_cases, queue_for, short_codes_of
from support.consent.actions import Giving, give_consent
from support.consent.loading import present_wording
from support.consent.rules.fact_code import FactCode
from support.my_support.meeting_pages import OwnMeetingTried, own_meeting_page
from support.pathways.evaluation_queries import own_answer
from support.pathways.rules.cohort import Move
from support.people.duty_actions import be_on_duty_today
from support.people.session_queries import own_sessions
from support.people.sessions import sign_in_employee
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import NotFound
from support.vocabulary.language import Language
from tests.builders import LOOKER, SECOND, SentCase, World, a_sent_case
from tests.coaching import booked
from tests.cohorts import a_cohort, takes_part
from tests.meetings import agreed, drafted
from tests.rows_read import read_meanwhile
from tests.supervisors import named
from tests.ways import herself

_D1: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}


def test_the_lists_of_nurses_are_empty_in_any_other_role(world: World) -> None:
    sent = _lowered(world)
    a_sent_case(world, book=False, contact=SECOND, **_D1)
    for actor, count in (
        (world.house.nils.actor, 1),
        (Actor(Role.SUPERVISOR, sent.employee_id, world.house.nils.employers), 0),
    ):
        with world.begin_work(actor) as work:
            assert len(queue_for(work)) == count * 2
            # Who took the case has seen its alert.
            assert (len(alerts_for(work)), unseen_alerts(work)) == (count * 2, count)
            assert len(lowered_between(work, work.now.replace(day=1), work.now)) == count
            assert len(short_codes_of(work, [sent.case_id])) == count


def test_of_cases_of_another_employer_nothing_is_even_read(world: World) -> None:
    _lowered(world)
    with read_meanwhile(Case) as read, world.begin_work(world.house.outi.actor) as work:
        lowered = lowered_between(work, work.now.replace(day=1), work.now)
        assert [*queue_for(work), *alerts_for(work), *lowered] == []
    assert read == []


def test_what_only_a_timed_job_may_ask_is_answered_to_nobody_else(world: World) -> None:
    sent = a_sent_case(world)
    with world.begin_work(world.house.nils.actor) as work:
        assert open_cases(work, [sent.case_id]) == []
    with world.begin_work(Actor.job("remind")) as work:
        assert len(open_cases(work, [sent.case_id])) == 1


def test_what_is_the_employees_own_is_not_hers_in_another_role(world: World) -> None:
    sent = a_sent_case(world)
    as_supervisor = Actor(Role.SUPERVISOR, sent.employee_id, frozenset())
    with world.begin_work(herself(sent)) as work:
        assert own_appointment(work, sent.appointment_id).id == sent.appointment_id
    with world.begin_work(as_supervisor) as work, pytest.raises(NotFound):
        own_appointment(work, sent.appointment_id)
    for act in (ask_for_call, lambda work: withdraw_case(work, sent.case_id)):
        with pytest.raises(NotFound), world.begin_work(as_supervisor) as work:
            act(work)
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        withdraw_case(work, sent.case_id)


def test_who_has_no_open_case_cannot_ask_for_a_call(world: World) -> None:
    with pytest.raises(NotFound), world.begin_work(Actor(Role.EMPLOYEE, "x" * 22, frozenset())) as work:
        ask_for_call(work)


def test_her_word_on_a_group_is_hers_as_an_employee(world: World) -> None:
    sent = takes_part(world, a_cohort(world, Move.RECRUIT))
    with world.begin_work(herself(sent)) as work:
        own_answer(work)
    with pytest.raises(NotFound), world.begin_work(_in_role(sent, Role.SUPERVISOR)) as work:
        own_answer(work)


def test_a_nurse_who_may_read_a_meeting_does_not_answer_as_its_employee(world: World) -> None:
    found, _supervisor = agreed(world)
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        own_meeting(work, found.meeting_id)
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        own_meeting_page(work, found.meeting_id, Language.EN, OwnMeetingTried())


def test_a_meeting_that_is_still_being_drafted_is_not_there_for_its_employee(world: World) -> None:
    found = drafted(world, go="keep")
    assert found.own.get(found.on_own_page).status_code == 404


def test_permission_on_the_page_is_given_by_herself_alone(world: World) -> None:
    sent = named(world)
    giving = Giving(frozenset({FactCode.F1}), present_wording().version, Language.FI)
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        give_consent(work, sent.case_id, giving)
    assert world.rows("consent") == []


def test_a_talk_is_its_practitioners_as_a_nurse(world: World) -> None:
    talk = booked(world)
    (row,) = world.rows("supervisor_coaching")
    holder = str(row["practitioner_id"])
    with world.begin_work(Actor(Role.NURSE, holder, frozenset())) as work:
        assert row_of_practitioner(work, talk.id).id == talk.id
        assert [one.id for one in own_talks(work).to_come] == [talk.id]
    with world.begin_work(world.house.nils.actor) as work:
        assert own_talks(work).to_come == []
    with pytest.raises(NotFound), world.begin_work(Actor(Role.ADMIN, holder, frozenset())) as work:
        row_of_practitioner(work, talk.id)


def test_her_sign_ins_are_hers_and_those_that_live(world: World) -> None:
    one, other = a_sent_case(world), a_sent_case(world, contact=SECOND)
    with world.begin_work(LOOKER) as work:
        tokens = [sign_in_employee(work, each.employee_id) for each in (one, other)]
    world.clock.pass_time(timedelta(minutes=1))
    with world.begin_work(LOOKER) as work:
        assert [len(own_sessions(work, token)) for token in tokens] == [2, 2]
    world.clock.pass_time(timedelta(days=1))
    with world.begin_work(LOOKER) as work:
        assert [own_sessions(work, token) for token in tokens] == [[], []]


def test_only_a_nurse_of_the_team_is_on_duty(world: World) -> None:
    psychologist = Actor(Role.NURSE, world.house.psychologist, frozenset())
    with pytest.raises(NotFound), world.begin_work(psychologist) as work:
        be_on_duty_today(work)


def _lowered(world: World) -> SentCase:
    """A case with an open alert whose urgency a nurse has lowered."""
    sent = a_sent_case(world, book=False, **_D1)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.post(f"/cases/{sent.case_id}/decision", urgency="routine", path="brief_support", reason="Sovittu.")
    world.clock.pass_time(timedelta(minutes=1))
    return sent


def _in_role(sent: SentCase, role: Role) -> Actor:
    return Actor(role, sent.employee_id, frozenset())
