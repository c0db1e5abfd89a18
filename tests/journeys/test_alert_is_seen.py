"""A crisis that nobody has seen: on every page of the staff who may know of it, until somebody sees to it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from support.cases.alert_actions import raise_alert
from support.cases.rules.alerts import AlertKind
from support.cases.telling_actions import escalate_due_alerts
from support.people.account_actions import give_role
from support.vocabulary.actor import Actor, Role
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case, addresses, open_values
from tests.hands import follow, press

BAR = "1 alert that nobody has seen yet"
DANGER = {"death_thoughts": ["2"], "self_harm": ["no"]}
MORE_DANGER = {"plan": ["yes"], "keep_safe": ["no"]}
STAFF = "http://127.0.0.1:5000/staff"


@pytest.fixture
def sent(world: World) -> SentCase:
    """Somebody who is in danger has sent her answers."""
    return a_sent_case(world, book=False, p4a=DANGER, p4b=MORE_DANGER)


def _pages(world: World, browser: Browser, sent: SentCase) -> dict[str, str]:
    """Every page with the frame of the desk that this reader can open, by its address."""
    values = {**open_values(world.app), **sent.values, "appointment_id": "x" * 22}
    found = {}
    for rule, address in addresses(world.app, values):
        # The way out signs her out.
        if rule.endpoint == "public.leave":
            continue
        answer = browser.client.get(address, headers=browser.headers)
        body = answer.get_data(as_text=True)
        if answer.status_code == 200 and 'class="shell"' in body:
            found[address] = body
    return found


@pytest.mark.requirement("SR-5")
def test_every_page_of_a_nurse_who_may_know_shows_it_until_she_sees_to_it(
    world: World, sent: SentCase
) -> None:
    nils = world.nurse(world.house.nils)
    pages = _pages(world, nils, sent)
    assert len(pages) > 12
    assert [address for address, body in pages.items() if BAR not in body] == []
    nils.get("/queue")
    follow(nils, BAR)
    assert "Aino" in nils.text()
    assert "Needs a call at once" in nils.text()
    press(nils, "I see to this")
    assert "Marked as seen: Aino." in nils.text()
    assert "Nils Nurmi has seen this" in nils.text()
    for one in (nils, world.nurse(world.house.nina)):
        assert [address for address, body in _pages(world, one, sent).items() if BAR in body] == []


def test_no_page_of_a_stranger_or_of_the_person_herself_shows_it(world: World, sent: SentCase) -> None:
    outi = world.nurse(world.house.outi)
    pages = _pages(world, outi, sent)
    assert pages
    assert [address for address, body in pages.items() if "nobody has seen yet" in body] == []
    assert "No alerts now" in outi.get("/alerts").get_data(as_text=True)
    for address in ("/my", "/", "/about", "/times"):
        sent.browser.get(address)
        assert "alert" not in sent.browser.text().lower(), address
    assert sent.browser.client.get("/alerts").status_code == 404


def test_what_is_done_by_mistake_is_taken_back_with_one_tap(world: World, sent: SentCase) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/alerts")
    press(nils, "Done")
    assert "Marked as done: Aino." in nils.text()
    assert "No alerts now" in nils.text()
    press(nils, "Take back")
    assert "Nils Nurmi has seen this" in nils.text()
    assert BAR not in nils.text()
    press(nils, "Take back")
    assert BAR in nils.text()


def test_a_service_manager_sees_that_there_is_one_and_not_whose_or_what(world: World, sent: SentCase) -> None:
    with world.begin_work(LOOKER) as work:
        give_role(work, world.house.outi.email, Role.ADMIN)
    outi = world.nurse(world.house.outi)
    outi.post("/staff/role", role="admin")
    (case,) = world.rows("support_case")
    outi.get("/alerts")
    assert case["short_code"] in outi.text()
    assert not {"Aino", "crisis", "Needs a call"} & set(outi.text().split())
    assert "Needs a call" not in outi.text()
    assert sent.case_id not in outi.html()
    assert BAR not in outi.text()
    assert "I see to this" not in outi.text()
    # Nobody has given a number, so she is the only one who can be told.
    escalate_due_alerts(world.begin_work, STAFF)
    world.clock.pass_time(timedelta(minutes=1))
    outi.get("/alerts")
    assert BAR in outi.text()
    assert "Done" not in outi.text()
    press(outi, "I see to this")
    assert BAR not in outi.text()


def test_the_queue_marks_the_case(world: World, sent: SentCase) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/queue")
    assert "Needs a call at once" in nils.text()


def test_whoever_takes_the_case_has_seen_its_alert(world: World, sent: SentCase) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/queue")
    press(nils, "Take")
    assert BAR not in nils.text()


def test_an_open_queue_tells_of_an_alert_that_comes_later(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    nils.get("/queue")
    poll = unescape(re.findall(r'hx-get="([^"]+)"', nils.html())[0])
    assert nils.client.get(poll).status_code == 204
    with world.begin_work(Actor.job("check-ins")) as work:
        raise_alert(work, sent.case_id, AlertKind.HELP_WANTED)
    answer = nils.client.get(poll, headers=nils.headers)
    assert BAR in answer.get_data(as_text=True)
    outi = world.nurse(world.house.outi)
    outi.get("/queue")
    assert BAR not in outi.text()
