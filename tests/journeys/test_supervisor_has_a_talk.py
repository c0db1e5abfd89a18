"""A supervisor is offered a talk of her own, books, moves and has it; nobody's case can be told from it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from support.booking.rules.coaching import State
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.jobs import JOBS, run_job
from support.pathways.rules.order import StepState
from support.vocabulary.actor import Role
from tests.bare import bare
from tests.builders import LOOKER, SECOND, World, a_sent_case, slots_on
from tests.coaching import OFFER, before_the_talk, booked, offered
from tests.hands import follow, press
from tests.pathways import a_psychologist
from tests.settings import ADDRESS
from tests.supervisors import SUPERVISORS_NUMBER, link_in_the_last_message, signed_in_by, take_back
from tests.ways import way_of

_NUMBER = SUPERVISORS_NUMBER.replace(" ", "")
_OF_THE_EMPLOYEE = ("Aino", "Kokoukset")


def test_from_the_offer_to_the_talk_that_was_held(world: World) -> None:
    talk = offered(world)
    own = talk.supervisor
    own.get("/supervisor")
    assert "A talk for you" in own.text()
    follow(own, "Choose a time")
    assert own.url == talk.url
    for word in _OF_THE_EMPLOYEE:
        assert word not in own.html(), word
    first, second = slots_on(own.html())[:2]
    press(own, "Book this time", slot=first)
    assert "The time is booked" in own.text()
    follow(own, "Move the time")
    press(own, "Take the new time", slot=second)
    (row,) = world.rows("supervisor_coaching")
    assert f"{row['starts_at']:%Y%m%dT%H%MZ}" == second.partition("~")[0]

    world.clock.set(row["starts_at"] + timedelta(minutes=50))
    diary = a_psychologist(world)
    diary.get("/appointments")
    assert "Supervisor coaching" in diary.text()
    press(diary, "Came")
    assert way_of(world, talk.sent).states["5b"] is StepState.HELD
    assert world.rows("supervisor_coaching", state=State.HELD)
    again = signed_in_by(world, link_in_the_last_message(world))
    assert again.get(talk.url).status_code == 404
    again.get("/supervisor")
    assert "A talk for you" not in again.text()


def test_whom_a_supervisor_chooses_for_herself_comes_to_work_with_nobody_else(world: World) -> None:
    talk = booked(world)
    (row,) = world.rows("supervisor_coaching")
    (before,) = world.rows("enrolment", case_id=talk.sent.case_id)
    world.clock.set(row["starts_at"] + timedelta(minutes=50))
    diary = a_psychologist(world)
    diary.get("/appointments")
    press(diary, "Came")
    assert way_of(world, talk.sent).states["5b"] is StepState.HELD
    (after,) = world.rows("enrolment", case_id=talk.sent.case_id)
    assert before["practitioner_id"] == after["practitioner_id"] != row["practitioner_id"]


def test_her_messages_name_nobody(world: World) -> None:
    talk = booked(world)
    (row,) = world.rows("supervisor_coaching", id=talk.id)
    keys = [message["business_key"] for message in world.rows("outbound_message", template="sup_talk")]
    assert [key.startswith(f"supervisor:{row['supervisor_link_id']}:") for key in keys] == [True]
    world.send_due()
    texts = [text for phone, text in world.sender.sent if phone == _NUMBER]
    assert not [text for text in texts if "Aino" in text or "coach" in text.lower()]
    assert world.rows("outbound_message", template="sup_set")


@pytest.mark.parametrize("by", ["the employee", "its time"])
def test_a_permission_that_ends_in_the_middle_changes_nothing_that_she_sees(by: str, world: World) -> None:
    talk = booked(world)
    own = talk.supervisor
    own.get(talk.url)
    before = bare(own)
    if by == "the employee":
        take_back(talk.sent.browser)
    else:
        with world.begin_work(LOOKER) as work:
            work.session.execute(update(Consent).values(valid_until=work.now))
        run_job(
            next(job for job in JOBS if job.name == "end-consents"), world.begin_work, world.sender, ADDRESS
        )
    own.get(talk.url)
    assert bare(own) == before
    talk.nurse.get(f"/cases/{talk.sent.case_id}/talks")
    assert "Nothing has been released" in talk.nurse.text()
    # And her link leads in still.
    stranger = world.browser()
    assert stranger.get(talk.link).status_code == 200


def test_closing_the_case_leaves_the_talk_as_it_is(world: World) -> None:
    talk = booked(world)
    talk.supervisor.get(talk.url)
    before = bare(talk.supervisor)
    talk.nurse.get(f"/cases/{talk.sent.case_id}")
    talk.nurse.post(f"/cases/{talk.sent.case_id}/close", close_reason="completed")
    talk.supervisor.get(talk.url)
    assert bare(talk.supervisor) == before


def test_it_is_offered_in_general_where_no_action_is_released(world: World) -> None:
    talk = offered(world, FactCode.F1, release=False)
    talk.nurse.get(f"/cases/{talk.sent.case_id}/talks")
    assert "Nothing has been released" in talk.nurse.text()
    talk.supervisor.get(talk.url)
    assert slots_on(talk.supervisor.html())


def test_nothing_is_offered_to_who_may_know_nothing(world: World) -> None:
    sent = before_the_talk(world, release=False)
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}/talks")
    press(nurse, OFFER)
    assert nurse.page is not None and nurse.page.status_code == 409
    assert not world.rows("supervisor_coaching")
    assert not world.rows("outbound_message", template="sup_talk")


def test_declining_with_a_reason_from_the_list_refuses_the_step(world: World) -> None:
    talk = booked(world)
    own = talk.supervisor
    own.get(talk.url)
    press(own, "Decline the talk")
    assert own.page is not None and own.page.status_code == 422
    press(own, "Decline the talk", reason="no_time")
    assert own.url.startswith("/supervisor?")
    assert way_of(world, talk.sent).states["5b"] is StepState.SKIPPED
    talk.nurse.get(f"/cases/{talk.sent.case_id}/talks")
    assert "The supervisor has no time for it." in talk.nurse.text()
    assert not world.rows("booking_cell", held_by=talk.id)
    assert own.get(talk.url).status_code == 404


def test_giving_the_time_back_frees_it_for_anybody(world: World) -> None:
    talk = booked(world)
    assert len(world.rows("booking_cell", held_by=talk.id)) == 6, "three quarter-hours of each of the two"
    own = talk.supervisor
    own.get(talk.url)
    press(own, "Cancel the time")
    assert "given back" in own.text()
    assert not world.rows("booking_cell", held_by=talk.id)
    assert slots_on(own.html())


def test_two_are_never_had_at_once(world: World) -> None:
    talk = offered(world)
    talk.supervisor.get(talk.url)
    first = slots_on(talk.supervisor.html())[0]
    veera = a_sent_case(world, book=False, contact=SECOND)
    veera.browser.get("/times")
    assert first.partition("~")[0] in veera.browser.html()
    talk.supervisor.post(talk.url, slot=first)
    assert "done=saved" in talk.supervisor.url
    veera.browser.post("/times", slot=first)
    assert veera.browser.page is not None and veera.browser.page.status_code == 409
    assert not world.rows("appointment", case_id=veera.case_id)
    veera.browser.get("/times")
    theirs = slots_on(veera.browser.html())[0]
    veera.browser.post("/times", slot=theirs)
    talk.supervisor.get(f"{talk.url}?move=1")
    talk.supervisor.post(talk.url, slot=theirs)
    assert talk.supervisor.page is not None and talk.supervisor.page.status_code == 409
    assert len(world.rows("booking_cell", held_by=talk.id)) == 6, "she keeps the time that she had"


def test_another_supervisor_begins_with_nothing_and_the_old_number_opens_nothing(world: World) -> None:
    talk = booked(world)
    talk.sent.browser.get("/my/supervisor")
    talk.sent.browser.post("/my/supervisor", supervisor_name="Pomo", supervisor_phone="+358 00 000 008")
    assert talk.supervisor.get(talk.url).status_code == 404
    assert world.browser().get(talk.link).status_code == 404
    assert not world.rows("booking_cell", held_by=talk.id)
    (row,) = world.rows("supervisor_coaching", id=talk.id)
    assert row["state"] is State.ENDED
    assert world.rows("outbound_message", template="sup_cxl")


def test_it_is_a_strangers_to_everybody_else(world: World) -> None:
    talk = booked(world)
    for browser in (talk.sent.browser, talk.nurse, world.nurse(world.house.nina)):
        assert browser.get(talk.url).status_code == 404
    assert not world.rows("appointment", kind="supervisor_coaching")
    for page in ("/my", "/my/supervisor"):
        talk.sent.browser.get(page)
        assert talk.id not in talk.sent.browser.html()
    (person,) = world.rows("employee", hat=Role.SUPERVISOR)
    assert person["id"] not in talk.sent.browser.html()
