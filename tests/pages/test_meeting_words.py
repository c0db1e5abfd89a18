"""What three agree on in their meeting: each says yes to the words, and the step comes with it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from support.booking.meeting_access_queries import may_arrange
from support.booking.meeting_ending_actions import cancel_meeting
from support.booking.on_behalf_actions import cancel_for
from support.booking.reminding_actions import Addresses, remind_of_due_times
from support.cases.queries import case_to_read
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.pathways.enrolment_models import EnrolmentStep
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.order import StepState
from support.people.supervisor_actions import count_told
from support.people.supervisor_rules import SUPERVISORS_REACHED
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict
from tests.builders import LOOKER, World
from tests.meetings import (
    ACTION,
    AGENDA,
    DRAFT,
    GOAL,
    TIMETABLE,
    Together,
    agreed,
    back_in,
    confirm,
    drafted,
    proposed,
    times_on,
    together,
)
from tests.supervisors import SUPERVISORS_NUMBER, give, take_back

_TO_SUPERVISOR = SUPERVISORS_NUMBER.replace(" ", "")
_CAME = ["employee", "supervisor"]
WORDS = (GOAL["goal_text"], TIMETABLE["timetable"], ACTION["action_text"])


def seen(browser: Any, url: str) -> str:
    """What stands on this page."""
    browser.get(url)
    return str(browser.text())


def status(browser: Any) -> int:
    """How the last page was answered."""
    return int(browser.page.status_code)


def step(world: World, key: str = "1") -> dict[str, Any]:
    """One step of the only way."""
    (row,) = world.rows("enrolment_step", step_key=key)
    return row


def state_of(world: World) -> str:
    """How far the only meeting has come."""
    (row,) = world.rows("three_party_meeting")
    return str(row["state"].value)


def all_is_said(world: World) -> Together:
    """Goal, timetable and an action stand, everybody has said yes, and she has answered of the action."""
    three = together(world)
    three.acknowledge()
    three.writes("goal", **GOAL)
    three.writes("timetable", **TIMETABLE)
    three.writes("action", **ACTION)
    (action,) = world.rows("agreed_action")
    three.own.post(f"/my/agreed/{action['id']}", release="no")
    three.everybody_says_yes()
    return three


def test_a_held_meeting_holds_the_step_that_waits_for_it(world: World) -> None:
    three = all_is_said(world)
    assert step(world)["state"].value == "to_come"
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert "done=held" in three.nurse.url, three.nurse.text()
    (meeting,) = world.rows("three_party_meeting")
    held = step(world)
    assert held["state"].value == "held"
    assert (held["appointment_id"], held["said_at"]) == (meeting["appointment_id"], meeting["starts_at"])
    (way,) = world.rows("enrolment")
    assert (way["state"].value, way["practitioner_id"]) == ("active", meeting["practitioner_id"])
    (goal,) = world.rows("goal")
    assert (goal["state"].value, goal["is_shared"]) == ("agreed", True)


def test_without_what_it_must_bring_neither_meeting_nor_step_is_held(world: World) -> None:
    three = together(world)
    three.acknowledge()
    three.writes("goal", **GOAL)
    three.everybody_says_yes()
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert status(three.nurse) == 409
    assert (state_of(world), step(world)["state"].value) == ("confirmed", "to_come")
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME, do="without_step")
    assert (state_of(world), step(world)["state"].value) == ("attended", "to_come")


def test_an_action_of_which_she_was_not_asked_keeps_the_step_back(world: World) -> None:
    three = together(world)
    three.acknowledge()
    for what, fields in (("goal", GOAL), ("timetable", TIMETABLE), ("action", ACTION)):
        three.writes(what, **fields)
    three.everybody_says_yes()
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert status(three.nurse) == 409
    assert step(world)["state"].value == "to_come"


def test_where_somebody_was_missing_the_step_can_be_booked_again(world: World) -> None:
    three = all_is_said(world)
    three.nurse.post(f"{three.found.at_desk}/came", came=["employee"])
    assert (state_of(world), step(world)["state"].value) == ("partly_attended", "missed")
    page = seen(three.nurse, three.found.at_desk)
    assert "Quiet time in the mornings" in page
    assert 'name="asked_alone" value="yes" checked' not in three.nurse.html()


def test_a_meeting_for_which_no_step_waits_settles_none(world: World) -> None:
    three = together(world, on_path=False)
    three.acknowledge()
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert state_of(world) == "attended"
    assert not world.rows("enrolment_step")
    three.nurse.post(f"{three.found.at_desk}/goal", **GOAL)
    assert status(three.nurse) == 409


def test_the_supervisor_reads_what_the_employee_has_said_yes_to_and_no_action_that_is_kept_from_her(
    world: World,
) -> None:
    three = all_is_said(world)
    page = seen(three.supervisor, three.found.for_supervisor)
    assert WORDS[0] in page and WORDS[1] in page
    assert WORDS[2] not in page
    assert "Everybody has said yes" in page


def test_before_the_employee_has_said_yes_the_supervisor_reads_nothing(world: World) -> None:
    three = together(world)
    three.writes("goal", **GOAL)
    three.writes("timetable", **TIMETABLE)
    assert WORDS[0] in seen(three.own, three.found.on_own_page)
    page = seen(three.supervisor, three.found.for_supervisor)
    assert "Nothing to read yet" in page
    assert not any(words in page for words in WORDS)
    (goal,) = world.rows("goal")
    three.supervisor.post(f"{three.found.for_supervisor}/words", about=f"goal:{goal['id']}", version="1")
    assert status(three.supervisor) == 404


def test_an_action_is_hers_to_read_with_the_release_and_the_permission(world: World) -> None:
    three = together(world)
    three.writes("action", **ACTION)
    (action,) = world.rows("agreed_action")
    three.says_yes(three.own, three.found.on_own_page)
    for given, is_there in ((False, False), (True, False)):
        if given:
            give(three.own, FactCode.F2)
        assert (WORDS[2] in seen(three.supervisor, three.found.for_supervisor)) is is_there
    three.own.get(f"/my/agreed/{action['id']}")
    three.own.post(f"/my/agreed/{action['id']}", release="yes")
    assert WORDS[2] in seen(three.supervisor, three.found.for_supervisor)
    assert three.says_yes(three.supervisor, three.found.for_supervisor) == 1
    three.own.post(f"/my/agreed/{action['id']}", release="no")
    assert WORDS[2] not in seen(three.supervisor, three.found.for_supervisor)


def test_what_is_changed_after_a_yes_needs_another_one(world: World) -> None:
    three = all_is_said(world)
    (goal,) = world.rows("goal")
    three.writes("goal", goal_text="Nukun hyvin.", goal=goal["id"])
    assert "Nukun hyvin." not in seen(three.supervisor, three.found.for_supervisor)
    assert GOAL["goal_text"] not in three.supervisor.text()
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert status(three.nurse) == 409
    three.own.post(f"{three.found.on_own_page}/words", about=f"goal:{goal['id']}", version="1")
    assert status(three.own) == 409 and "have been changed" in three.own.text()
    three.everybody_says_yes()
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert step(world)["state"].value == "held"


def test_other_words_of_an_action_are_another_question_to_her(world: World) -> None:
    three = all_is_said(world)
    (action,) = world.rows("agreed_action")
    three.writes("action", **{**ACTION, "action_text": "Iltapäivät ilman kokouksia."}, action=action["id"])
    (action,) = world.rows("agreed_action")
    assert action["release"] is None
    three.own.post(f"/my/agreed/{action['id']}", release="later")
    three.writes("action", **{**ACTION, "action_text": "Iltapäivät ilman kokouksia."}, action=action["id"])
    (action,) = world.rows("agreed_action")
    assert action["release"] is not None


def test_permission_taken_back_closes_the_page_of_the_supervisor(world: World) -> None:
    three = all_is_said(world)
    take_back(three.own, FactCode.F1)
    for page in (three.found.for_supervisor, f"/supervisor/meetings/{'x' * 22}"):
        three.supervisor.get(page)
        assert status(three.supervisor) == 404
    three.supervisor.get("/supervisor")
    three.supervisor.post(f"{three.found.for_supervisor}/words", about="timetable", version="1")
    assert status(three.supervisor) == 404


def test_what_is_left_out_and_written_anew_needs_every_yes_again(world: World) -> None:
    three = all_is_said(world)
    three.writes("leave-out", about="timetable")
    assert TIMETABLE["timetable"] not in seen(three.own, three.found.on_own_page)
    three.writes("timetable", timetable="Tapaamme maaliskuussa.")
    assert "maaliskuussa" not in seen(three.supervisor, three.found.for_supervisor)
    (goal,) = world.rows("goal")
    three.writes("leave-out", about=f"goal:{goal['id']}")
    (goal,) = world.rows("goal")
    assert goal["state"].value == "dropped"


def test_words_are_written_from_half_an_hour_before_until_it_is_said_who_came(world: World) -> None:
    found, _supervisor = agreed(world, on_path=True)
    (meeting,) = world.rows("three_party_meeting")
    world.clock.set(meeting["starts_at"] - timedelta(minutes=31))
    three = back_in(world, found)
    three.nurse.post(f"{found.at_desk}/timetable", **TIMETABLE)
    assert status(three.nurse) == 409
    world.clock.set(meeting["starts_at"] - timedelta(minutes=30))
    three.writes("timetable", **TIMETABLE)
    three.acknowledge()
    world.clock.set(meeting["starts_at"])
    three = back_in(world, found)
    three.nurse.post(f"{found.at_desk}/came", came=_CAME, do="without_step")
    assert state_of(world) == "attended"
    seen(three.own, found.on_own_page)
    three.own.post(f"{found.on_own_page}/words", about="timetable", version="1")
    assert status(three.own) == 409


def test_who_came_is_taken_back_with_its_step(world: World) -> None:
    three = all_is_said(world)
    before = step(world)
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert "Take back who came" in seen(three.nurse, three.found.at_desk)
    three.nurse.post(f"{three.found.at_desk}/came/take-back")
    assert "Taken back" in three.nurse.text()
    assert "Took back who came" in seen(three.nurse, f"/cases/{three.found.sent.case_id}")
    three.nurse.get(three.found.at_desk)
    (meeting,) = world.rows("three_party_meeting")
    (booked,) = world.rows("appointment", id=meeting["appointment_id"])
    (case,) = world.rows("support_case", id=three.found.sent.case_id)
    (way,) = world.rows("enrolment")
    assert (meeting["state"].value, meeting["ended_at"]) == ("confirmed", None)
    assert (booked["state"].value, booked["ended_at"]) == ("confirmed", None)
    assert (case["first_contact_at"], way["state"].value) == (None, "accepted")
    assert step(world) == {**before, "practitioner_id": None}
    assert {row["came"] for row in world.rows("meeting_participant")} == {None}
    three.nurse.post(f"{three.found.at_desk}/came/take-back")
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert step(world)["state"].value == "held"


def test_who_came_stands_once_a_later_step_is_held_or_two_days_have_gone(world: World) -> None:
    three = all_is_said(world)
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    three.nurse.post(f"/cases/{three.found.sent.case_id}/talks/step", step="2", do="hold")
    assert step(world, "2")["state"].value == "held"
    three.nurse.post(f"{three.found.at_desk}/came/take-back")
    assert status(three.nurse) == 409
    assert step(world)["state"].value == "held"
    world.clock.pass_time(timedelta(days=2))
    nurse = world.nurse(world.house.nils)
    nurse.post(f"{three.found.at_desk}/came/take-back")
    assert status(nurse) == 410 or status(nurse) == 409
    assert state_of(world) == "attended"


def test_the_joint_follow_up_needs_each_released_action_spoken_of(world: World) -> None:
    three = all_is_said(world)
    (action,) = world.rows("agreed_action")
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    second = follow_up(world, three)
    second.own.get(f"/my/agreed/{action['id']}")
    second.own.post(f"/my/agreed/{action['id']}", release="yes")
    second.nurse.post(f"{second.found.at_desk}/came", came=_CAME)
    assert (status(second.nurse), step(world, "6")["state"].value) == (409, "to_come")
    second.writes("review", action=action["id"], due_on="2027-04-30", review_on="2027-03-31")
    (before,) = world.rows("agreed_action")
    assert before["due_on"].isoformat() == ACTION["due_on"]
    second.everybody_says_yes()
    second.nurse.post(f"{second.found.at_desk}/came", came=_CAME)
    assert "done=held" in second.nurse.url, second.nurse.text()
    assert step(world, "6")["state"].value == "held"
    (after,) = world.rows("agreed_action")
    assert [after[day].isoformat() for day in ("due_on", "review_on")] == ["2027-04-30", "2027-03-31"]


def follow_up(world: World, three: Together) -> Together:
    """The talks were held, and the three meet for the second time, with everything acknowledged."""
    for row in world.rows("enrolment_step"):
        if row["step_key"] in ("2", "3", "4", "5a", "5b"):
            with world.begin_work(world.house.nils.actor) as work:
                kept = work.session.get_one(EnrolmentStep, row["id"])
                kept.state, kept.said_at = StepState.HELD, work.now
    case = f"/cases/{three.found.sent.case_id}"
    assert "Quiet time in the mornings" in seen(three.nurse, f"{case}/meeting")
    three.nurse.post(f"{case}/meeting", go="send", **DRAFT)
    (meeting,) = world.rows("three_party_meeting", ended_at=None)
    found = replace(three.found, nurse=three.nurse, meeting_id=str(meeting["id"]))
    own, page = three.own, f"/my/meetings/{found.meeting_id}"
    seen(own, page)
    own.post(f"{page}/agenda", agenda=AGENDA)
    found = replace(found, sent=replace(found.sent, browser=own))
    proposed(world, arranged=found)
    times = times_on(own, page)
    own.post(f"{page}/times", time=times)
    three.supervisor.get(found.for_supervisor)
    three.supervisor.post(f"{found.for_supervisor}/times", time=times)
    confirm(found)
    (meeting,) = world.rows("three_party_meeting", ended_at=None)
    world.clock.set(meeting["starts_at"] + timedelta(minutes=5))
    second = back_in(world, found)
    second.acknowledge()
    return second


def test_the_supervisor_is_reminded_in_neutral_words(world: World) -> None:
    agreed(world, far=True)
    assert remind(world) == ["rem2d", "sup_rem"]
    (said,) = [text for to, text in sent(world) if to == _TO_SUPERVISOR and "A reminder" in text]
    assert said.startswith("A reminder of the discussion: ")
    assert "Aino" not in said


def test_the_reminder_of_a_meeting_counts_among_what_a_supervisor_is_told_in_a_day(world: World) -> None:
    agreed(world, far=True)
    assert "sup_rem" in remind(world)
    most, _ = SUPERVISORS_REACHED
    with world.begin_work(LOOKER) as work:
        assert sum(count_told(work, _TO_SUPERVISOR) for _ in range(most)) == most - 1


def test_a_supervisor_who_may_not_know_any_more_is_not_reminded(world: World) -> None:
    agreed(world, far=True)
    with world.begin_work(world.house.nils.actor) as work:
        for row in work.session.execute(select(Consent)).scalars():
            row.valid_until = work.now
    assert remind(world) == ["rem2d"]


def test_a_reminder_that_has_not_left_is_called_off_with_the_meeting(world: World) -> None:
    found, _supervisor = agreed(world, far=True)
    assert "sup_rem" in remind(world)
    with world.begin_work(world.house.nils.actor) as work:
        cancel_meeting(work, found.sent.case_id, my_support_url="https://x.example/my")
    assert not [text for to, text in sent(world) if to == _TO_SUPERVISOR and "A reminder" in text]


def remind(world: World) -> list[str]:
    """The timed job runs when there is something to be said of the agreed time; what it plans."""
    (booked,) = world.rows("appointment", kind="three_party")
    world.clock.set(booked["remind_at"])
    remind_of_due_times(world.begin_work, Addresses("https://x.example/my", "https://x.example/s/"))
    planned = [
        row["template"] for row in world.rows("outbound_message") if row["queued_at"] == booked["remind_at"]
    ]
    return sorted(planned)


def sent(world: World) -> list[tuple[str, str]]:
    """What has gone out, and to whom."""
    world.send_due()
    return list(world.sender.sent)


def test_a_coach_arranges_the_meeting_that_she_leads_until_it_is_called_off(world: World) -> None:
    found = drafted(world, on_path=True, chair=world.house.psychologist)
    (meeting,) = world.rows("three_party_meeting", id=found.meeting_id)
    assert meeting["practitioner_id"] == world.house.psychologist
    coach = Actor(Role.NURSE, world.house.psychologist, frozenset({world.house.hiljasalo}))
    with world.begin_work(coach) as work:
        cancel_meeting(work, found.sent.case_id, my_support_url="https://x.example/my")
    assert state_of(world) == "cancelled"
    with world.begin_work.to_read(coach) as look:
        assert not may_arrange(look, case_to_read(look, found.sent.case_id))


def test_a_colleague_who_neither_holds_the_case_nor_meets_her_arranges_nothing(world: World) -> None:
    found = drafted(world, on_path=True)
    nina = world.house.nina
    with pytest.raises(Conflict), world.begin_work(nina.actor) as work:
        cancel_meeting(work, found.sent.case_id, my_support_url="https://x.example/my")
    found.nurse.post(found.at_desk, **{**DRAFT, "chair": world.house.outi.id}, go="save")
    assert status(found.nurse) == 422
    assert state_of(world) == "agenda_to_employee"


def test_whoever_leads_the_agreed_meeting_works_with_her_from_then_on(world: World) -> None:
    agreed(world, on_path=True)
    (way,) = world.rows("enrolment")
    assert way["practitioner_id"] == world.house.nils.id


def released_to_her(world: World, **other: str) -> tuple[Together, str]:
    """An action stands that the supervisor may read, with all else that the step must bring; and its id."""
    three = together(world)
    three.acknowledge()
    for what, fields in (("goal", GOAL), ("timetable", TIMETABLE), ("action", {**ACTION, **other})):
        three.writes(what, **fields)
    (action,) = world.rows("agreed_action")
    give(three.own, FactCode.F2, FactCode.F3)
    three.own.get(f"/my/agreed/{action['id']}")
    three.own.post(f"/my/agreed/{action['id']}", release="yes")
    return three, str(action["id"])


def test_what_the_supervisor_has_said_yes_to_in_the_meeting_is_hers_and_she_is_reminded(world: World) -> None:
    three, _action_id = released_to_her(world)
    three.everybody_says_yes()
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    (action,) = world.rows("agreed_action")
    (meeting,) = world.rows("three_party_meeting")
    assert action["state"].value == "agreed"
    assert action["accepted_at"] and action["supervisor_link_id"] == meeting["supervisor_link_id"]
    assert action["remind_at"] is not None
    assert "The supervisor took on something agreed" in seen(
        three.nurse, f"/cases/{three.found.sent.case_id}"
    )


def test_what_is_kept_from_the_supervisor_is_not_hers_by_the_meeting(world: World) -> None:
    three = all_is_said(world)
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    (action,) = world.rows("agreed_action")
    assert (action["state"].value, action["accepted_at"], action["remind_at"]) == ("proposed", None, None)


def test_what_the_person_takes_on_in_the_meeting_is_reminded_of_until_its_new_day(world: World) -> None:
    three, _action_id = released_to_her(world, owner="employee")
    three.everybody_says_yes()
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    (first,) = world.rows("agreed_action")
    assert first["state"].value == "agreed"
    assert first["remind_at"] is not None
    second = follow_up(world, three)
    second.writes("review", action=first["id"], due_on="2027-04-30", review_on="2027-03-31")
    second.everybody_says_yes()
    second.nurse.post(f"{second.found.at_desk}/came", came=_CAME)
    (after,) = world.rows("agreed_action")
    assert after["due_on"].isoformat() == "2027-04-30"
    assert after["remind_at"].date().isoformat() == "2027-04-28"


def test_other_words_of_an_action_are_another_question_to_the_supervisor_too(world: World) -> None:
    three, action_id = released_to_her(world)
    three.says_yes(three.own, three.found.on_own_page)
    seen(three.supervisor, "/supervisor")
    three.supervisor.post(f"/supervisor/agreed/{action_id}", do="suggest", suggestion="smaller_part")
    (action,) = world.rows("agreed_action")
    assert action["turned_down_at"] and action["supervisor_link_id"]
    three.writes("action", **{**ACTION, "action_text": "Iltapäivät ilman kokouksia."}, action=action_id)
    (action,) = world.rows("agreed_action")
    assert (action["release"], action["turned_down_at"], action["supervisor_link_id"]) == (None, None, None)


def test_a_meeting_makes_no_more_goals_than_one_person_can_carry(world: World) -> None:
    three = together(world)
    for _ in range(5):
        three.writes("goal", **GOAL)
    three.nurse.post(f"{three.found.at_desk}/goal", **GOAL)
    assert status(three.nurse) == 409
    assert "many goals" in three.nurse.text()
    assert len(world.rows("goal")) == 5


def test_what_another_supervisor_has_answered_is_not_hers_to_read(world: World) -> None:
    three, action_id = released_to_her(world)
    three.says_yes(three.own, three.found.on_own_page)
    assert WORDS[2] in seen(three.supervisor, three.found.for_supervisor)
    with world.begin_work(world.house.nils.actor) as work:
        work.session.get_one(AgreedAction, action_id).supervisor_link_id = "a-link-of-another-one"
    assert WORDS[2] not in seen(three.supervisor, three.found.for_supervisor)


def test_the_supervisor_is_told_that_it_is_too_late_to_acknowledge(world: World) -> None:
    three = all_is_said(world)
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    seen(three.supervisor, three.found.for_supervisor)
    three.supervisor.post(f"{three.found.for_supervisor}/acknowledge")
    assert status(three.supervisor) == 409
    assert three.found.for_supervisor in three.supervisor.url
    assert "This can no longer be done." in three.supervisor.text()
    assert "Previous" in three.supervisor.text()


def test_the_time_of_a_meeting_is_refused_before_anybody_waits_for_it(world: World) -> None:
    found, _supervisor = agreed(world)
    (meeting,) = world.rows("three_party_meeting")
    asked: list[str] = []
    with world.begin_work(world.house.nils.actor) as work:

        def listen(asking: Any) -> None:
            if asking.is_select and asking.statement._for_update_arg is not None:
                asked.extend(str(table) for table in asking.statement.get_final_froms())

        event.listen(work.session, "do_orm_execute", listen)
        with pytest.raises(Conflict):
            cancel_for(work, found.sent.case_id, meeting["appointment_id"], my_support_url="/my")
    assert asked == ["support_case"]


def test_the_supervisor_reads_no_profession_that_would_tell_of_the_person(world: World) -> None:
    three = together(world)
    assert "nurse" in seen(three.own, three.found.on_own_page)
    page = seen(three.supervisor, three.found.for_supervisor)
    assert "occupational health care" in page
    assert "nurse" not in page


def test_whoever_brings_a_support_person_is_told_that_the_supervisor_sees_the_name(world: World) -> None:
    found, _supervisor = agreed(world)
    assert "Your supervisor sees the name." in seen(found.own, found.on_own_page)
