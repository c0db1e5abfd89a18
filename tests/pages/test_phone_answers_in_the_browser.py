"""Answers written down on the phone: only the nurse who asks reaches them, in her browser, until they go."""

from datetime import timedelta

import pytest

from support.jobs import JOBS, run_job
from tests.browser_of_the_tests import ANSWERS
from tests.builders import World, contact_fields, phone_cookie_of
from tests.nurse_on_the_phone import asked, on_phone
from tests.people_of_the_tests import signed_in
from tests.settings import ADDRESS


def test_after_sending_nothing_of_it_is_in_her_browser(world: World) -> None:
    nils = asked(world)
    kept = nils.client.get_cookie(phone_cookie_of(world, world.house.nils))
    assert kept is not None
    nils.post(**contact_fields(world))
    assert nils.client.get_cookie(phone_cookie_of(world, world.house.nils)) is None
    nils.client.set_cookie(kept.key, kept.value)
    for address in ("/by-phone/questions/4a", "/by-phone/contact"):
        assert nils.client.get(address).status_code == 410
    nils.get("/by-phone")
    assert "You have an unfinished call" not in nils.text()


def test_her_own_visit_in_the_same_browser_stays_her_own(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/")
    nils.post("/questions/start")
    nils.get("/questions/3")
    nils.post(scale_now="9")
    own = nils.client.get_cookie("visit")
    nils.get("/by-phone")
    nils.post(language="en")
    nils.get("/by-phone/questions/3")
    assert 'value="9" checked' not in nils.html()
    nils.post(scale_now="2")
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    assert nils.client.get_cookie("visit") == own
    nils.get("/questions/3")
    assert 'value="9" checked' in nils.html()
    assert len(world.rows("triage_answer_set", case_id=None)) == 1


def test_a_colleague_in_the_same_browser_finds_nothing(world: World) -> None:
    nils = on_phone(world)
    kept = nils.client.get_cookie(phone_cookie_of(world, world.house.nils))
    assert kept is not None
    nina = world.nurse(world.house.nina)
    for name in (kept.key, phone_cookie_of(world, world.house.nina)):
        nina.client.set_cookie(name, kept.value)
    nina.get("/by-phone")
    assert "You have an unfinished call" not in nina.text()
    assert nina.client.get("/by-phone/questions/2").status_code == 410
    nina.get("/by-phone/stop")
    nina.post("/by-phone/stop")
    assert nils.client.get("/by-phone/questions/2").status_code == 200


@pytest.mark.parametrize("colleague_ends", ["/by-phone/stop", ""])
def test_a_colleague_in_the_same_browser_takes_nothing_of_it_away(colleague_ends: str, world: World) -> None:
    browser = on_phone(world)
    browser.post(None, **ANSWERS["2"])
    where = browser.url
    browser.get("/queue")
    browser.post("/sign-out")
    signed_in(browser, world.house.nina, world.clock.now().timestamp())
    browser.get("/by-phone")
    browser.post(language="sv")
    if colleague_ends:
        browser.get(colleague_ends)
        browser.post(colleague_ends)
    browser.get("/queue")
    browser.post("/sign-out")
    world.clock.pass_time(timedelta(minutes=1))
    signed_in(browser, world.house.nils, world.clock.now().timestamp())
    assert browser.get(where).status_code == 200
    assert browser.url == where


def test_a_call_that_was_cut_can_be_gone_on_with_and_no_second_one_begins_over_it(world: World) -> None:
    nils = on_phone(world)
    nils.post(None, **ANSWERS["2"])
    nils.get("/by-phone")
    assert "You have an unfinished call" in nils.text()
    nils.get("/queue")
    nils.post("/by-phone", language="sv")
    assert "You have an unfinished call" in nils.text()
    assert len(world.rows("triage_answer_set")) == 1


def test_giving_up_asks_first_and_then_deletes_everything(world: World) -> None:
    nils = on_phone(world)
    (row,) = world.rows("triage_answer_set")
    nils.get("/by-phone/stop")
    assert "Delete what has been answered?" in nils.text()
    assert world.rows("triage_answer_set") == [row]
    nils.post("/by-phone/stop")
    assert nils.url == "/by-phone"
    assert world.rows("triage_answer_set") == []
    assert row["key_id"] not in {key["id"] for key in world.rows("data_key")}
    assert nils.client.get_cookie(phone_cookie_of(world, world.house.nils)) is None


def test_what_is_not_sent_goes_after_a_day(world: World) -> None:
    on_phone(world)
    world.clock.pass_time(timedelta(hours=24))
    for job in JOBS:
        run_job(job, world.begin_work, world.sender, ADDRESS)
    assert world.rows("triage_answer_set") == []
