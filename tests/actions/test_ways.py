"""A person's way from the enrolment to its end, with its times, goals and actions."""

from datetime import date, timedelta

import pytest

from support.cases.rules.states import CloseReason
from support.pathways import meeting_actions
from support.pathways.agreement_actions import (
    Answer,
    Wanted,
    change_action,
    choose_release,
    write_action,
)
from support.pathways.enrolment_actions import (
    answer_invitation,
    end_enrolment,
    end_with_case,
    enrol,
    pause,
    resume,
)
from support.pathways.goal_actions import agree_goal, end_goal, note_point
from support.pathways.goal_queries import actions_of, goals_of
from support.pathways.meeting_actions import Meeting
from support.pathways.rating_actions import rate_session
from support.pathways.rating_queries import own_ratings
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Owner, Release
from support.pathways.rules.completion import End
from support.pathways.rules.enrolment import State
from support.pathways.rules.order import StepState
from support.pathways.step_actions import cover_themes, hold_step, skip_step
from support.pathways.supervisor_actions import accept
from support.platform.audit import Purpose
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict, Invalid, NotFound
from tests.builders import SentCase, World, a_sent_case
from tests.ways import enrolled, herself, hold_next, way_of, with_everything

DUE = date(2026, 12, 9)


def test_a_nurse_begins_the_way_that_the_path_has_on_the_version_of_today(world: World) -> None:
    way = way_of(world, enrolled(world))
    assert (way.enrolment.pathway, way.enrolment.state) == ("BRIEF", State.ACCEPTED)
    assert list(way.steps) == ["1", "2", "3", "4", "5"]
    assert way.next is not None
    assert way.next.key == "1"


def test_only_one_way_of_a_case_goes_on(world: World) -> None:
    sent = enrolled(world)
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        enrol(work, sent.case_id, has_accepted=True)


def test_nobody_enrols_in_a_case_that_she_has_not_taken(world: World) -> None:
    sent = a_sent_case(world)
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        enrol(work, sent.case_id, has_accepted=True)
    with pytest.raises(NotFound), world.begin_work(world.house.outi.actor) as work:
        enrol(work, sent.case_id, has_accepted=True)


@pytest.mark.parametrize("accepts", [True, False])
def test_who_is_asked_answers_on_her_own_page_and_no_is_a_quiet_end(world: World, accepts: bool) -> None:
    sent = enrolled(world, has_accepted=False)
    before = world.rows("support_case", id=sent.case_id)
    with world.begin_work(herself(sent)) as work:
        answer_invitation(work, accepts=accepts)
    state = way_of(world, sent).enrolment.state
    assert state is (State.ACCEPTED if accepts else State.DECLINED)
    assert world.rows("support_case", id=sent.case_id) == before
    with pytest.raises(Conflict), world.begin_work(herself(sent)) as work:
        answer_invitation(work, accepts=accepts)


def test_talks_hold_the_steps_in_order_and_the_first_begins_the_way(world: World) -> None:
    sent = enrolled(world)
    for key in ("1", "2", "3"):
        way = way_of(world, sent)
        assert way.next is not None
        assert way.next.key == key
        hold_next(world, sent)
    way = way_of(world, sent)
    assert way.enrolment.state is State.ACTIVE
    assert way.enrolment.practitioner_id == world.house.nils.id
    assert [step.step_key for step in way.held] == ["1", "2", "3"]


def test_a_time_of_another_kind_holds_no_step(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent, kind="nurse_call")
    assert way_of(world, sent).held == []


def test_a_missed_talk_keeps_its_place_and_can_be_booked_again(world: World) -> None:
    sent = enrolled(world)
    with world.begin_work(world.house.nils.actor) as work:
        missed = Meeting("a" * 22, sent.case_id, "one_to_one", work.now, world.house.nils.id)
        meeting_actions.note_missed(work, missed)
    step = way_of(world, sent).steps["1"]
    assert (step.state, step.missed) == (StepState.MISSED, 1)
    with world.begin_work(world.house.nils.actor) as work:
        meeting_actions.note_booked(work, sent.case_id, "one_to_one", world.house.psychologist)
    assert way_of(world, sent).steps["1"].state is StepState.TO_COME
    hold_next(world, sent)
    step = way_of(world, sent).steps["1"]
    assert (step.state, step.missed) == (StepState.HELD, 1)


@pytest.mark.parametrize("came", [True, False])
def test_what_was_said_by_mistake_is_as_if_it_had_not_been(world: World, came: bool) -> None:
    sent = enrolled(world)
    before = way_of(world, sent)
    say = meeting_actions.note_held if came else meeting_actions.note_missed
    with world.begin_work(world.house.nils.actor) as work:
        say(work, Meeting("a" * 22, sent.case_id, "one_to_one", work.now, world.house.nils.id))
    with world.begin_work(world.house.nils.actor) as work:
        meeting_actions.note_taken_back(work, "a" * 22)
    found = way_of(world, sent)
    assert (found.states, found.enrolment.state) == (before.states, before.enrolment.state)
    assert found.steps == before.steps


def test_a_held_talk_is_not_taken_back_once_a_later_one_was_held(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    (first,) = world.rows("enrolment_step", step_key="1")
    hold_next(world, sent)
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        meeting_actions.note_taken_back(work, first["appointment_id"])


def test_who_comes_during_a_break_goes_on(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        pause(work, sent.case_id, "Loma.")
    assert way_of(world, sent).enrolment.state is State.PAUSED
    hold_next(world, sent)
    assert way_of(world, sent).enrolment.state is State.ACTIVE
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        resume(work, sent.case_id)


def test_one_talk_may_be_enough_and_counts_as_completed_early(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        end_enrolment(work, sent.case_id, End.COMPLETED, "")
    with pytest.raises(Invalid), world.begin_work(world.house.nils.actor) as work:
        end_enrolment(work, sent.case_id, End.EARLY, "")
    with world.begin_work(world.house.nils.actor) as work:
        end_enrolment(work, sent.case_id, End.EARLY, "Yksi keskustelu riitti.")
    ended = way_of(world, sent).enrolment
    assert (ended.state, ended.is_early, ended.goes_on) == (State.COMPLETED, True, False)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (CloseReason.COMPLETED, (State.COMPLETED, True)),
        (CloseReason.NO_ANSWER, (State.DROPPED_OUT, False)),
        (CloseReason.BY_PERSON, (State.WITHDRAWN, False)),
    ],
)
def test_what_goes_on_ends_with_the_case(
    world: World, reason: CloseReason, expected: tuple[State, bool]
) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        end_with_case(work, sent.case_id, reason)
    ended = way_of(world, sent).enrolment
    assert (ended.state, ended.is_early) == expected


def test_a_step_is_held_by_hand_in_order_and_left_out_only_where_it_may_be(world: World) -> None:
    sent = enrolled(world)
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        hold_step(work, sent.case_id, "2")
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        skip_step(work, sent.case_id, "1", "Ei tarvita.")
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        hold_step(work, sent.case_id, "99")
    with world.begin_work(world.house.nils.actor) as work:
        hold_step(work, sent.case_id, "1")
        skip_step(work, sent.case_id, "4", "Kolme riittää.")
    assert way_of(world, sent).states["1"] is StepState.HELD
    assert way_of(world, sent).states["4"] is StepState.SKIPPED


def test_themes_are_what_was_said_last(world: World) -> None:
    sent = enrolled(world)
    for themes in (["what_carries", "hoped_for"], ["hoped_for", "scale_now"]):
        with world.begin_work(world.house.nils.actor) as work:
            cover_themes(work, sent.case_id, "1", themes)
    assert way_of(world, sent).covered == {"1": {"hoped_for", "scale_now"}}
    with pytest.raises(Invalid), world.begin_work(world.house.nils.actor) as work:
        cover_themes(work, sent.case_id, "1", ["of_another_path"])


def test_a_goal_has_its_curve_and_is_private_until_she_says_otherwise(world: World) -> None:
    sent = with_everything(world)
    with world.begin_work(world.house.nils.actor) as work:
        (read,) = goals_of(work, sent.case_id, Purpose.CASE_PAGE)
    assert read.text == "Nukun viitenä yönä viikossa."
    assert [value for _at, value in read.points] == [3, 5]
    assert (read.facts.state, read.facts.is_shared) == (goal.State.IN_PROGRESS, False)
    with world.begin_work(world.house.nils.actor) as work:
        end_goal(work, sent.case_id, read.facts.id, goal.Move.REACH)
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        note_point(work, sent.case_id, read.facts.id, 6)


def test_a_goal_of_another_case_is_not_there(world: World) -> None:
    sent = with_everything(world)
    other = enrolled(world, contact={"phone": "+358 00 000 002"})
    (row,) = world.rows("goal", case_id=sent.case_id)
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        note_point(work, other.case_id, row["id"], 6)


def _of_supervisor(world: World, sent: SentCase) -> str:
    with world.begin_work(world.house.nils.actor) as work:
        return write_action(work, sent.case_id, Wanted("Kokoukset iltapäivään.", Owner.SUPERVISOR, DUE))


def test_what_the_supervisor_does_nobody_agrees_for_her(world: World) -> None:
    sent = enrolled(world)
    action = _of_supervisor(world, sent)
    with world.begin_work(herself(sent)) as work:
        choose_release(work, action, Answer(Release.YES, 1))
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        change_action(work, sent.case_id, action, agreed_action.Move.AGREE, "")
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        accept(work, action, 1)
    (row,) = world.rows("agreed_action", id=action)
    assert row["state"] is agreed_action.State.PROPOSED


def test_nobody_but_herself_says_what_her_supervisor_may_see(world: World) -> None:
    sent = enrolled(world)
    action = _of_supervisor(world, sent)
    other = a_sent_case(world, contact={"phone": "+358 00 000 002"})
    with pytest.raises(NotFound), world.begin_work(herself(other)) as work:
        choose_release(work, action, Answer(Release.YES, 1))
    with pytest.raises(NotFound), world.begin_work(world.house.nils.actor) as work:
        choose_release(work, action, Answer(Release.YES, 1))


def test_an_action_is_overdue_the_day_after_and_not_done_with_a_reason(world: World) -> None:
    sent = with_everything(world)
    (row,) = world.rows("agreed_action", case_id=sent.case_id)
    world.clock.pass_time(timedelta(days=15))
    with world.begin_work(world.house.nils.actor) as work:
        (read,) = actions_of(work, sent.case_id, Purpose.CASE_PAGE)
    assert read.is_overdue
    with pytest.raises(Invalid), world.begin_work(world.house.nils.actor) as work:
        change_action(work, sent.case_id, row["id"], agreed_action.Move.LEAVE_UNDONE, "")
    with world.begin_work(world.house.nils.actor) as work:
        change_action(work, sent.case_id, row["id"], agreed_action.Move.LEAVE_UNDONE, "Tilanne muuttui.")
        (read,) = actions_of(work, sent.case_id, Purpose.CASE_PAGE)
    assert (read.reason, read.is_overdue) == ("Tilanne muuttui.", False)


def test_a_talk_is_rated_once_by_who_was_there(world: World) -> None:
    sent = with_everything(world)
    step = way_of(world, sent).steps["1"].id
    with world.begin_work(herself(sent)) as work:
        rate_session(work, step, [0, 0, 0, 0])
    assert len(world.rows("session_rating")) == 1
    with world.begin_work(world.house.nils.actor) as work:
        assert own_ratings(work) == []
    other = a_sent_case(world, contact={"phone": "+358 00 000 002"})
    with pytest.raises(NotFound), world.begin_work(herself(other)) as work:
        rate_session(work, step, [5, 5, 5, 5])


def test_what_is_said_of_talks_is_opened_three_people_at_a_time_and_only_by_who_held_them(
    world: World,
) -> None:
    seen = []
    for number in range(1, 8):
        contact = {"first_name": "Aino", "phone": f"+358 00 000 01{number}"}
        with_everything(world, contact=contact, book=False)
        with world.begin_work(world.house.nils.actor) as work:
            seen.append(len({one.person for one in own_ratings(work)}))
        world.clock.pass_time(timedelta(minutes=10))
    assert seen == [0, 0, 3, 3, 3, 6, 6]
    with world.begin_work(world.house.nina.actor) as work:
        assert own_ratings(work) == []


def test_only_the_newest_of_what_was_said_of_talks_is_opened(world: World) -> None:
    people = []
    for number in range(1, 8):
        contact = {"first_name": "Aino", "phone": f"+358 00 000 01{number}"}
        people.append(with_everything(world, contact=contact, book=False).employee_id)
        world.clock.pass_time(timedelta(minutes=10))
    before = _opened_to_count(world)
    with world.begin_work(world.house.nils.actor) as work:
        assert {one.person for one in own_ratings(work, groups=1)} == set(people[3:6])
    assert _opened_to_count(world) == before + 3


def _opened_to_count(world: World) -> int:
    return sum(str(row["detail"]).endswith(f": {Purpose.COUNT}") for row in world.rows("audit_entry"))


def test_every_look_at_her_words_is_recorded(world: World) -> None:
    sent = with_everything(world)
    with world.begin_work(world.house.nils.actor) as work:
        goals_of(work, sent.case_id, Purpose.CASE_PAGE)
        actions_of(work, sent.case_id, Purpose.CASE_PAGE)
    reads = {
        row["subject_type"]
        for row in world.rows("audit_entry", verb="read", subject_id=sent.case_id)
        if row["actor_id"] == world.house.nils.id
    }
    assert reads >= {"goal", "goal_point", "agreed_action"}


def test_whoever_meets_her_next_can_prepare_it_and_nobody_of_another_employer(world: World) -> None:
    sent = enrolled(world)
    psychologist = Actor(Role.NURSE, world.house.psychologist, frozenset({world.house.hiljasalo}))
    with pytest.raises(Conflict), world.begin_work(psychologist) as work:
        agree_goal(work, sent.case_id, "Nukun.", good_enough=7, value=3)
    with world.begin_work(world.house.nils.actor) as work:
        meeting_actions.note_booked(work, sent.case_id, "one_to_one", psychologist.id or "")
    with world.begin_work(psychologist) as work:
        agree_goal(work, sent.case_id, "Nukun.", good_enough=7, value=3)
    elsewhere = Actor(Role.NURSE, psychologist.id, frozenset({world.house.ministry}))
    with pytest.raises(NotFound), world.begin_work(elsewhere) as work:
        agree_goal(work, sent.case_id, "Jaksan.", good_enough=7, value=3)
