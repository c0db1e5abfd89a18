"""What is not there, or belongs to something else, is refused like what never was, by the action itself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from support.booking.coaching_ending_actions import end_coaching_never_heard_of, end_coaching_with_supervisor
from support.booking.meeting_ending_actions import end_meeting_without_consent
from support.booking.meeting_wording_actions import NewDays, Shown, confirm_words_as_supervisor, review_action
from support.booking.meeting_words_actions import (
    acknowledge_as_practitioner,
    forget_yes_to_what_was_turned_down,
)
from support.booking.on_behalf_actions import cancel_for
from support.booking.rules import wording
from support.cases.correction_actions import ask_correction
from support.cases.nurse_actions import claim_case
from support.cases.rules.correction import About
from support.consent.events import ConsentWithdrawn, SupervisorEnded
from support.consent.rules.fact_code import FactCode
from support.followup.answer_actions import answer_check_in
from support.followup.rules.answers import Given
from support.pathways.agreement_actions import action_row, let_go_without_consent
from support.pathways.cohort_actions import draft_from_review, review_cohort
from support.pathways.cohort_queries import reviews_of
from support.pathways.enrolment_models import EnrolmentStep
from support.pathways.events import ActionTurnedDown
from support.pathways.goal_actions import goal_row
from support.pathways.rating_actions import rate_session
from support.pathways.rules.cohort import InterimReview, Move
from support.pathways.rules.order import StepState
from support.pathways.step_actions import cover_themes, hold_step
from support.people.queries import addressee_of, language_of_employee, may_be_texted
from support.people.sessions import account_of, check_stands, sign_in_employee, wear_role
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import NotFound
from support.vocabulary.language import Language
from tests.agreed import taken_on, written_in_meeting
from tests.builders import LOOKER, SECOND, World, a_sent_case
from tests.check_ins import asked, was_met
from tests.coaching import before_the_talk, booked, only_offered
from tests.cohorts import a_cohort
from tests.meetings import ACTION, together
from tests.pathways import manager
from tests.supervisors import take_back
from tests.ways import enrolled, herself, hold_next, way_of, with_everything

NOBODY = "x" * 22
_MY_SUPPORT = "http://kynnys.test/my"
_REVIEW = InterimReview("Ryhmä kokoontui.", "Kolme tapaamista riittää.")


def test_nobodys_person_is_not_found(world: World) -> None:
    with world.begin_work.to_read(LOOKER) as look:
        for ask in (language_of_employee, addressee_of, may_be_texted):
            with pytest.raises(NotFound):
                ask(look, NOBODY)


def test_nobodys_session_is_not_found_and_an_employees_wears_no_role(world: World) -> None:
    sent = a_sent_case(world)
    with world.begin_work(LOOKER) as work:
        token = sign_in_employee(work, sent.employee_id)
        for refused in (
            lambda: check_stands(work, NOBODY),
            lambda: account_of(work, NOBODY),
            lambda: account_of(work, token),
            lambda: wear_role(work, token, Role.NURSE),
        ):
            with pytest.raises(NotFound):
                refused()


def test_a_goal_an_action_and_a_step_that_are_not_there_are_not_found(world: World) -> None:
    sent = with_everything(world)
    with world.begin_work(world.house.nils.actor) as work:
        for row_of in (goal_row, action_row):
            with pytest.raises(NotFound):
                row_of(work, sent.case_id, NOBODY)
        with pytest.raises(NotFound):
            cover_themes(work, sent.case_id, "no such step", [])


def test_the_time_of_another_case_is_not_cancelled_for_somebody(world: World) -> None:
    sent, other = a_sent_case(world), a_sent_case(world, contact=SECOND)
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, sent.case_id)
    for one in (other.appointment_id, NOBODY):
        with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
            cancel_for(work, sent.case_id, one, my_support_url=_MY_SUPPORT)
    assert [row["state"] for row in world.rows("appointment")] == ["confirmed"] * 2


def test_a_review_of_another_group_begins_no_version(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW)
    other_id = a_cohort(world, name="Syksyn ryhmä")
    with world.begin_work(manager(world)) as work:
        review_cohort(work, cohort_id, _REVIEW)
        (review,) = reviews_of(work, cohort_id)
    for one in (review.id, NOBODY):
        with pytest.raises(NotFound), world.begin_work(manager(world)) as work:
            draft_from_review(work, other_id, one)


def test_a_talk_is_rated_once_it_was_held_with_her_by_somebody(world: World) -> None:
    sent = enrolled(world)
    waiting = way_of(world, sent).steps["1"].id
    with pytest.raises(NotFound), world.begin_work(herself(sent)) as work:
        rate_session(work, waiting, [5, 5, 5, 5])
    assert sent.browser.get(f"/my/talks/{waiting}").status_code == 404
    hold_next(world, sent)
    assert sent.browser.get(f"/my/talks/{waiting}").status_code == 200
    assert sent.browser.get(f"/my/talks/{NOBODY}").status_code == 404


def test_a_talk_with_the_supervisor_alone_is_not_the_employees_to_rate(world: World) -> None:
    sent = before_the_talk(world, FactCode.F2)
    step = way_of(world, sent).pathway.step("5b")
    assert step is not None
    with world.begin_work(world.house.nils.actor) as work:
        hold_step(work, sent.case_id, "5b", brought=frozenset(step.must))
    step_id = way_of(world, sent).steps["5b"].id
    assert sent.browser.get(f"/my/talks/{step_id}").status_code == 404
    with pytest.raises(NotFound), world.begin_work(herself(sent)) as work:
        rate_session(work, step_id, [5, 5, 5, 5])


def test_a_talk_is_rated_only_where_it_is_written_down_as_held_and_by_whom(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    step_id = way_of(world, sent).steps["1"].id
    others: tuple[dict[str, Any], ...] = (
        {"state": StepState.MISSED, "practitioner_id": world.house.nils.id},
        {"state": StepState.HELD, "practitioner_id": None},
    )
    for values in others:
        with world.begin_work(LOOKER) as work:
            row = update(EnrolmentStep).where(EnrolmentStep.id == step_id)
            work.session.execute(row.values(**values))
        with pytest.raises(NotFound), world.begin_work(herself(sent)) as work:
            rate_session(work, step_id, [5, 5, 5, 5])


def test_what_is_to_be_put_right_is_said_by_who_has_a_case(world: World) -> None:
    with pytest.raises(NotFound), world.begin_work(Actor(Role.EMPLOYEE, NOBODY)) as work:
        ask_correction(work, About.OTHER, "Puhelin on väärin.")


def test_a_check_in_is_answered_by_its_link_while_the_case_goes_on(world: World) -> None:
    sent = was_met(world)
    token = asked(world).rpartition("/")[2]
    with pytest.raises(NotFound), world.begin_work(LOOKER) as work:
        answer_check_in(work, NOBODY, Given(scale=5), is_last=True)
    nurse = world.nurse(world.house.nils)
    nurse.post(f"/cases/{sent.case_id}/claim")
    nurse.post(f"/cases/{sent.case_id}/close", close_reason="completed")
    assert world.rows("support_case")[0]["closed_at"], nurse.text()
    with pytest.raises(NotFound), world.begin_work(LOOKER) as work:
        answer_check_in(work, token, Given(scale=5), is_last=True)


def test_what_one_supervisor_loses_takes_nothing_from_the_next(world: World) -> None:
    agreed = taken_on(world, FactCode.F1, FactCode.F2)
    lost = ConsentWithdrawn(agreed.sent.case_id, NOBODY, frozenset({FactCode.F2}))
    with world.begin_work(LOOKER) as work:
        let_go_without_consent(work, lost)
    (row,) = world.rows("agreed_action")
    assert row["state"] == "agreed"


def test_what_another_supervisor_loses_or_says_leaves_the_meeting_as_it_is(world: World) -> None:
    three, page = written_in_meeting(world)
    case_id = three.found.sent.case_id
    three.own.post(page, release="yes")
    three.everybody_says_yes()
    (action,) = world.rows("agreed_action")
    said = len(world.rows("meeting_acknowledgement"))
    with world.begin_work(LOOKER) as work:
        forget_yes_to_what_was_turned_down(work, ActionTurnedDown(case_id, str(action["id"]), NOBODY))
    assert len(world.rows("meeting_acknowledgement")) == said
    world.clock.pass_time(-timedelta(hours=1))
    with world.begin_work(LOOKER) as work:
        end_meeting_without_consent(work, ConsentWithdrawn(case_id, NOBODY, frozenset({FactCode.F1})))
    assert world.rows("three_party_meeting")[0]["ended_at"] is None


def test_a_talk_goes_on_when_another_supervisor_ends(world: World) -> None:
    talk = booked(world)
    with world.begin_work(LOOKER) as work:
        end_coaching_with_supervisor(work, SupervisorEnded(talk.sent.employee_id, NOBODY))
    assert world.rows("supervisor_coaching")[0]["ended_at"] is None


def test_an_offer_that_nobody_heard_of_stays_while_something_else_is_released(world: World) -> None:
    sent = only_offered(world)
    (link,) = world.rows("supervisor_link", employee_id=sent.employee_id)
    gone = ConsentWithdrawn(sent.case_id, str(link["id"]), frozenset({FactCode.F2}))
    with world.begin_work(LOOKER) as work:
        end_coaching_never_heard_of(work, gone)
    assert world.rows("supervisor_coaching")[0]["ended_at"] is None
    take_back(sent.browser)
    assert world.rows("supervisor_coaching")[0]["ended_at"] is not None


def test_only_who_arranges_a_meeting_acknowledges_as_its_practitioner(world: World) -> None:
    found = together(world).found
    with pytest.raises(NotFound), world.begin_work(world.house.outi.actor) as work:
        acknowledge_as_practitioner(work, found.sent.case_id, Language.FI)


def test_an_action_that_is_not_of_the_case_is_not_spoken_of_in_its_meeting(world: World) -> None:
    found = together(world).found
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        days = NewDays(local_date(work.now) + timedelta(days=7), None)
        review_action(work, found.sent.case_id, NOBODY, days, Language.FI)


def test_a_supervisor_says_no_yes_to_words_that_the_employee_has_not_said_yes_to(world: World) -> None:
    three = together(world)
    three.writes("action", **ACTION)
    (action,) = world.rows("agreed_action")
    (link,) = world.rows("supervisor_link")
    supervisor = Actor(Role.SUPERVISOR, str(link["supervisor_id"]), frozenset())
    shown = Shown(wording.About(wording.Matter.ACTION, str(action["id"])), 1)
    with pytest.raises(NotFound), world.begin_work(supervisor) as work:
        confirm_words_as_supervisor(work, three.found.meeting_id, shown, Language.FI)
