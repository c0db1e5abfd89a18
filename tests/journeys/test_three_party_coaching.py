"""Three-party coaching from the first answer to the joint follow-up: employee, supervisor and coach."""

from dataclasses import replace
from datetime import timedelta

from support.consent.rules.fact_code import FactCode
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case, after_its_start, first_slot, signed_in_again
from tests.check_ins import asked
from tests.hands import follow, press
from tests.meetings import (
    ACTION,
    AGENDA,
    DRAFT,
    GOAL,
    TIMETABLE,
    WITH_SUPERVISOR,
    Arranged,
    Together,
    confirm,
    proposed,
    times_on,
)
from tests.supervisors import NAME, SUPERVISORS_NUMBER, link_in_the_last_message, signed_in_by, take_back
from tests.ways import way_of

TALKS = {
    "2": ["handling_the_situation"],
    "3": ["own_competence_made_visible"],
    "4": ["career_options"],
    "5a": ["conditions_of_coping_at_work", "securing_actions"],
}
_CAME = ["employee", "supervisor"]


def test_from_the_questions_to_the_joint_follow_up_with_all_three(world: World) -> None:
    # given: somebody who wishes for her supervisor in it, and a nurse who begins the path with her
    found = _begins(world)
    # when: the agenda is approved with the permission, a time suits all, and the three meet
    three = _meet(world, _agreed(world, _arranged(world, found)))
    _writes_and_agrees(world, three)
    three.nurse.post(f"{three.found.at_desk}/came", came=_CAME)
    assert "Saved: the meeting was held." in three.nurse.text()
    assert _held(world, three.found.sent) == ["1"]
    _takes_it_upon_her(world, three)
    # and: four coachings are booked by herself and held, and then the supervisor's own
    nurse = _coachings(world, three.found.sent)
    nurse.post(f"/cases/{three.found.sent.case_id}/talks/step", step="5b", do="hold")
    assert _held(world, three.found.sent) == ["1", *TALKS, "5b"]
    # and: the three meet again and speak of what was released
    world.clock.pass_time(timedelta(days=7))
    again = replace(three.found, nurse=_nurse(world), sent=replace(three.found.sent, browser=_own(world)))
    second = _meet(world, _agreed(world, _arranged(world, again)))
    (action,) = world.rows("agreed_action")
    second.writes("review", action=action["id"], due_on="2027-06-30", review_on="2027-05-31")
    second.everybody_says_yes()
    second.nurse.post(f"{second.found.at_desk}/came", came=_CAME)
    assert _held(world, second.found.sent) == ["1", *TALKS, "5b", "6"]
    # then: the path is completed, and she is asked how she has been
    second.nurse.post(f"/cases/{second.found.sent.case_id}/talks/end", end="completed")
    _is_completed_and_goes_on_with_check_ins(world)
    # and: her supervisor sees what was released and nothing else, and nothing once that is taken back
    _sees_what_was_released_and_nothing_else(second.supervisor)
    take_back(second.own)
    _sees_nothing(second.supervisor)
    assert asked(world)


def _begins(world: World) -> Arranged:
    """Her answers lead to the coaching; Nils takes the case and begins it; she names her supervisor."""
    sent = a_sent_case(world, book=False, **WITH_SUPERVISOR)
    nurse, own = _nurse(world), _in_finnish(sent.browser)
    nurse.get(f"/cases/{sent.case_id}")
    press(nurse, "Take this")
    press(nurse, "Begin", answer="accepted")
    follow(own, "Katso ja päätä")
    press(own, "Tallenna esihenkilö", supervisor_name=NAME, supervisor_phone=SUPERVISORS_NUMBER)
    return Arranged(sent, nurse, "")


def _arranged(world: World, found: Arranged) -> Arranged:
    """Asked alone, the agenda approved as it is, and F1 given where it was not before."""
    found.nurse.get(found.at_desk)
    press(found.nurse, "Send to the person", **DRAFT)
    (row,) = world.rows("three_party_meeting", ended_at=None)
    found.own.get("/my")
    follow(found.own, "Lue ja vastaa")
    asked = {"release": "yes"} if 'name="release"' in found.own.html() else {}
    press(found.own, "Hyväksy asialista", **asked)
    assert "done=" in found.own.url, found.own.text()
    return replace(found, meeting_id=str(row["id"]))


def _agreed(world: World, found: Arranged) -> Arranged:
    """Both mark times, the supervisor in Swedish after her link and code, and the nurse confirms one."""
    proposed(world, arranged=found)
    supervisor = _supervisor(world)
    times = times_on(supervisor, found.for_supervisor)
    assert AGENDA.split("\n")[0] in supervisor.text()
    supervisor.post(f"{found.for_supervisor}/times", time=times[1:])
    found.own.post(f"{found.on_own_page}/times", time=times)
    confirm(found)
    return found


def _meet(world: World, found: Arranged) -> Together:
    """The meeting has begun, and each keeps to what is said."""
    (meeting,) = world.rows("three_party_meeting", id=found.meeting_id)
    world.clock.set(meeting["starts_at"] + timedelta(minutes=5))
    three = Together(found, _nurse(world), _own(world), _supervisor(world))
    three.acknowledge()
    return three


def _writes_and_agrees(world: World, three: Together) -> None:
    """A goal, a timetable and what the supervisor does; she may see it; each says yes to the words."""
    three.writes("goal", **GOAL)
    three.writes("timetable", **TIMETABLE)
    three.writes("action", **ACTION)
    (action,) = world.rows("agreed_action")
    three.own.get(f"/my/agreed/{action['id']}")
    press(three.own, "Tallenna", release="yes")
    press(three.own, "Anna lupa", fact=FactCode.F2.value, months="6")
    assert three.says_yes(three.own, three.found.on_own_page) == 3
    assert three.says_yes(three.supervisor, three.found.for_supervisor) == 3


def _takes_it_upon_her(world: World, three: Together) -> None:
    """What the supervisor does counts once she has said yes to its words herself; nothing asks her again."""
    assert _action_state(world) == "agreed"
    three.supervisor.get("/supervisor")
    assert "Jag sköter det här" not in three.supervisor.text()


def _coachings(world: World, sent: SentCase) -> Browser:
    """She books each for herself and comes; themes are ticked, and she is one further on her goal."""
    nurse = _nurse(world)
    for point, (step, themes) in enumerate(TALKS.items(), start=4):
        world.clock.pass_time(timedelta(days=7))
        own = _own(world)
        own.get("/times")
        own.post("/times", slot=first_slot(own))
        assert own.url.startswith("/times/booked/"), own.text()
        booked = replace(sent, appointment_id=own.url.rpartition("/")[2])
        after_its_start(world, booked)
        nurse = _nurse(world)
        nurse.get(f"/cases/{sent.case_id}")
        press(nurse, "Came")
        nurse.get(f"/cases/{sent.case_id}/talks")
        nurse.post(f"/cases/{sent.case_id}/talks/themes", step=step, theme=themes)
        press(nurse, f"Save {GOAL['goal_text']}", point=str(point))
    assert way_of(world, sent).covered == {step: set(themes) for step, themes in TALKS.items()}
    assert "Up from 3 to 7." in nurse.text()
    return nurse


def _is_completed_and_goes_on_with_check_ins(world: World) -> None:
    (way,) = world.rows("enrolment")
    assert (way["pathway_version"], way["state"].value, way["is_early"]) == (2, "completed", False)
    (case,) = world.rows("support_case")
    assert case["state"].value == "follow_up"


def _sees_what_was_released_and_nothing_else(supervisor: Browser) -> None:
    supervisor.get("/supervisor")
    page = supervisor.text()
    assert "Aino" in page and ACTION["action_text"] in page
    assert GOAL["goal_text"] not in page
    assert not any(word in page for word in ("Haluaisin nukkua.", "Individuell coachning", "samtalsstöd"))


def _sees_nothing(supervisor: Browser) -> None:
    supervisor.get("/supervisor")
    assert "Här finns inget för dig just nu" in supervisor.text()
    assert "Aino" not in supervisor.html()


def _held(world: World, sent: SentCase) -> list[str]:
    return [step.step_key for step in way_of(world, sent).held]


def _action_state(world: World) -> str:
    (action,) = world.rows("agreed_action")
    return str(action["state"].value)


def _nurse(world: World) -> Browser:
    # A code of the authenticator is taken once.
    world.clock.pass_time(timedelta(minutes=1))
    return world.nurse(world.house.nils)


def _own(world: World) -> Browser:
    return _in_finnish(signed_in_again(world))


def _in_finnish(browser: Browser) -> Browser:
    browser.headers = {"Accept-Language": "fi"}
    browser.get("/my?lang=fi")
    return browser


def _supervisor(world: World) -> Browser:
    return signed_in_by(world, link_in_the_last_message(world), "sv")
