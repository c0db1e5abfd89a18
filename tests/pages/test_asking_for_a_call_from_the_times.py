"""When no time suits, a call is promised with a moment, and the nurse sees that it is still to come."""

import re
from datetime import timedelta

from sqlalchemy import delete

from support.booking.models import Availability
from support.vocabulary.actor import Actor
from support.vocabulary.pathway import Urgency
from tests.browser_of_the_tests import Browser
from tests.builders import SECOND, SentCase, World, a_sent_case, first_slot
from tests.people_of_the_tests import say_that_hours_changed


def test_the_moment_on_the_page_is_the_one_that_is_promised(world: World) -> None:
    sent = a_sent_case(world, book=False)
    promised = _promised(sent.browser)
    sent.browser.post("/times/call")
    assert sent.browser.url == "/my"
    assert f"A nurse calls you by {promised}" in sent.browser.text()
    (case,) = world.rows("support_case")
    assert case["urgency"] is Urgency.NEXT_DAY
    assert case["call_asked_at"] == world.clock.now()


def test_where_there_are_no_times_a_call_is_promised(world: World) -> None:
    sent = a_sent_case(world, book=False)
    with world.begin_work(Actor.operator()) as work:
        work.session.execute(delete(Availability))
        say_that_hours_changed(work, world.house)
    sent.browser.get("/times")
    assert "Let us find a time together" in sent.browser.text()
    assert "There are no free times just now" in sent.browser.text()
    assert _promised(sent.browser)
    sent.browser.post("/times/call")
    assert "A nurse calls you by" in sent.browser.text()


def test_whoever_lost_a_race_is_told_the_moment_too(world: World) -> None:
    first = a_sent_case(world, book=False).browser
    second = a_sent_case(world, book=False, contact=SECOND).browser
    slot = first_slot(first)
    first.post(slot=slot)
    assert second.post(slot=slot).status_code == 409
    assert _promised(second)


def test_asking_twice_is_one_promise(world: World) -> None:
    sent = a_sent_case(world, book=False)
    sent.browser.post("/times/call")
    due_at = world.rows("support_case")[0]["due_at"]
    world.clock.pass_time(timedelta(minutes=5))
    sent.browser.get("/times")
    sent.browser.post("/times/call")
    assert world.rows("support_case")[0]["due_at"] == due_at
    assert len(world.rows("case_step", kind="asked_call")) == 1


def test_the_call_is_awaited_again_until_the_nurse_has_reached_the_person(world: World) -> None:
    sent = a_sent_case(world, book=False)
    nils = world.nurse(world.house.nils)
    _logs_a_call(nils, sent, "reached")
    first_contact = world.rows("support_case")[0]["first_contact_at"]
    sent.browser.get("/my")
    assert "A nurse calls you by" not in sent.browser.text()
    sent.browser.get("/times")
    sent.browser.post("/times/call")
    assert "A nurse calls you by" in sent.browser.text()
    nils.get(f"/cases/{sent.case_id}")
    assert "Asked for a call" in nils.text()
    _logs_a_call(nils, sent, "no_answer")
    assert world.rows("support_case")[0]["call_asked_at"] is not None
    _logs_a_call(nils, sent, "reached")
    (case,) = world.rows("support_case")
    assert (case["call_asked_at"], case["first_contact_at"]) == (None, first_contact)
    sent.browser.get("/my")
    assert "A nurse calls you by" not in sent.browser.text()


def test_a_call_asked_for_weeks_later_is_promised_a_moment_that_is_still_to_come(world: World) -> None:
    sent = a_sent_case(world, book=False)
    world.clock.pass_time(timedelta(days=21))
    browser = _signed_in(world)
    browser.get("/times")
    browser.post("/times/call")
    assert world.rows("support_case", id=sent.case_id)[0]["due_at"] > world.clock.now()
    assert "A nurse calls you by" in browser.text()


def _promised(browser: Browser) -> str:
    found = re.search(r"We call you by (.+?) and find a time together", browser.text())
    assert found, browser.text()
    return found.group(1)


def _logs_a_call(nurse: Browser, sent: SentCase, outcome: str) -> None:
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/claim")
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/call", outcome=outcome)


def _signed_in(world: World) -> Browser:
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone="+358 00 000 001")
    browser.post(code=world.code())
    return browser
