"""Who can be reached how: no message where none is safe, a call without a code, and never a refusal."""

import re
from typing import Any

import pytest

from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, at_page, at_result, begun, contact_fields

URGENT: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}


@pytest.mark.parametrize("safe", ["no", ""])
@pytest.mark.requirement("SR-15")
def test_nothing_is_ever_sent_where_a_message_is_not_safe(safe: str, world: World) -> None:
    sent = a_sent_case(world, contact={"safe_to_text": safe})
    sent.browser.get(f"/times/cancel/{sent.appointment_id}")
    sent.browser.post()
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.post(f"/cases/{sent.case_id}/confirm")
    nils.post(f"/cases/{sent.case_id}/call", outcome="no_answer", note="")
    world.send_due()
    assert world.sender.sent == []
    assert world.rows("outbound_message") == []
    assert "No text messages to this person." in nils.text()


def test_without_messages_she_gets_a_word_to_be_known_by(world: World) -> None:
    sent = a_sent_case(world, contact={"safe_to_text": "no"})
    word = world.rows("employee", id=sent.employee_id)[0]["reference_word"]
    sent.browser.get(f"/times/booked/{sent.appointment_id}")
    assert word in sent.browser.text()
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    assert word in nils.text()


def test_without_a_number_she_gets_a_word_and_our_number(world: World) -> None:
    browser = at_result(world)
    browser.get("/contact")
    browser.post(**contact_fields(world, phone="", without_number="1"))
    (employee,) = world.rows("employee")
    assert browser.url == "/call-promised"
    assert employee["reference_word"] in browser.text()
    assert "09 000 0000" in browser.text()
    assert len(world.rows("support_case")) == 1
    assert world.rows("outbound_message") == []


@pytest.mark.parametrize("workplace", ["not_listed", "unknown"])
def test_a_workplace_that_we_do_not_serve_leads_elsewhere(workplace: str, world: World) -> None:
    browser = at_result(world)
    browser.get("/contact")
    answer = browser.post(**contact_fields(world, workplace=workplace))
    assert answer.status_code == 200
    assert "health centre" in browser.text()
    assert 'href="tel:' in browser.html()
    assert world.rows("support_case") == []
    assert world.rows("outbound_message") == []


@pytest.mark.parametrize("workplace", ["not_listed", "unknown"])
@pytest.mark.parametrize("safe", ["yes", "no"])
@pytest.mark.requirement("SR-4")
def test_whoever_needs_a_call_today_gets_a_case_wherever_she_works(
    workplace: str, safe: str, world: World
) -> None:
    browser = at_result(world, **URGENT)
    browser.get("/contact")
    browser.post(**contact_fields(world, workplace=workplace, safe_to_text=safe))
    if safe == "yes":
        browser.post(code=world.code())
    (case,) = world.rows("support_case")
    assert (case["urgency"], case["employer_id"]) == ("same_day", None)
    assert len(world.rows("alert", case_id=case["id"])) == 1
    for staff in (world.house.nils, world.house.outi):
        assert "Aino" in world.nurse(staff).text()


@pytest.mark.requirement("SR-3", "SR-5")
def test_a_call_without_answers_is_promised_for_today_and_alerts(world: World) -> None:
    browser = world.browser()
    browser.get("/call-me")
    promised = _promised(browser.text())
    browser.post(first_name="Aino", phone="+358 00 000 001")
    assert browser.url == "/call-promised"
    assert _promised(browser.text()) == promised
    (case,) = world.rows("support_case")
    assert (case["urgency"], case["path"]) == ("same_day", "urgent_call")
    (alert,) = world.rows("alert")
    assert alert["case_id"] == case["id"]
    assert alert["due_at"] == case["due_at"]
    assert world.rows("outbound_message") == []
    assert world.rows("one_time_code") == []


def test_a_call_takes_the_answers_along(world: World) -> None:
    browser = at_page(world, "5", p4a={"death_thoughts": ["3"], "self_harm": ["no"]})
    browser.get("/call-me")
    browser.post(first_name="Aino", phone="+358 00 000 001")
    (case,) = world.rows("support_case")
    (answers,) = world.rows("triage_answer_set")
    assert answers["case_id"] == case["id"]
    assert case["has_safety_row"]
    assert browser.client.get_cookie("visit") is None
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{case['id']}")
    assert "+35800000001" in nils.text().replace(" ", "")


def test_a_call_leaves_the_answers_out_when_she_wants_so(world: World) -> None:
    browser = at_page(world, "7")
    browser.get("/call-me")
    browser.post(phone="+358 00 000 001", without_answers="yes")
    assert browser.url == "/call-promised"
    assert len(world.rows("support_case")) == 1
    assert world.rows("triage_answer_set", case_id=world.rows("support_case")[0]["id"]) == []


def test_a_number_asks_for_five_calls_a_day_and_is_then_told_whom_to_call(world: World) -> None:
    statuses = []
    for _ in range(6):
        browser = world.browser()
        browser.get("/call-me")
        statuses.append(browser.post(phone="+358 00 000 001").status_code)
    assert statuses == [200] * 5 + [429]
    assert len(world.rows("support_case")) == 5
    assert "Many people have asked for a call in a short time." in browser.text()
    assert 'href="tel:' in browser.html()
    other = world.browser()
    other.get("/call-me")
    assert other.post(phone="+358 00 000 002").status_code == 200


def test_a_call_from_a_page_whose_answers_are_gone_is_still_a_call(world: World) -> None:
    browser = begun(world)
    browser.client.set_cookie("visit", world.begin_work.ids.token())
    browser.get("/call-me")
    browser.post(phone="+358 00 000 001")
    assert browser.url == "/call-promised"
    assert len(world.rows("support_case")) == 1


def test_an_unconfirmed_number_never_opens_what_belongs_to_its_owner(world: World) -> None:
    sent = a_sent_case(world)
    stranger = world.browser()
    stranger.get("/call-me")
    stranger.post(first_name="Joku", phone="+358 00 000 001")
    assert {row["employee_id"] for row in world.rows("support_case")} > {sent.employee_id}
    assert world.rows("employee", id=sent.employee_id)[0]["number_confirmed"]
    assert stranger.get("/my").request.path == "/sign-in"
    sent.browser.get("/my")
    assert "Hello Aino" in sent.browser.text()


def test_the_door_of_an_employer_fills_the_workplace_in(world: World) -> None:
    browser = _through_the_door_of_an_employer(world)
    assert _chosen_workplace(browser) == (world.house.hiljasalo, "Hiljasalon kunta, another unit")
    browser.post(**contact_fields(world, safe_to_text="no", workplace=world.house.hiljasalo))
    (case,) = world.rows("support_case")
    assert case["employer_id"] == world.house.hiljasalo


def test_whoever_works_elsewhere_than_the_door_says_chooses_that_and_her_own_nurses_get_it(
    world: World,
) -> None:
    """Somebody else may have come by that door in this browser before her."""
    browser = _through_the_door_of_an_employer(world)
    browser.post(**contact_fields(world, safe_to_text="no", workplace=world.house.ministry))
    (case,) = world.rows("support_case")
    assert case["employer_id"] == world.house.ministry


def test_a_workplace_that_she_has_chosen_is_not_put_back_to_that_of_the_door(world: World) -> None:
    browser = _through_the_door_of_an_employer(world)
    browser.post(**contact_fields(world, workplace="not_listed"))
    browser.get("/contact")
    assert _chosen_workplace(browser) == ("", "Choose")
    browser.post(**contact_fields(world, workplace=world.house.ministry))
    browser.get("/contact")
    assert _chosen_workplace(browser)[0] == world.house.ministry


def _through_the_door_of_an_employer(world: World) -> Browser:
    """On the contact page, after the own link of an employer."""
    browser = world.browser()
    browser.get("/e/joinHS")
    browser.post("/questions/start-direct")
    return browser


def _chosen_workplace(browser: Browser) -> tuple[str, str]:
    found = re.search(r'<option value="([^"]*)" selected>([^<]*)</option>', browser.html())
    assert found, browser.text()
    return found[1], found[2]


@pytest.mark.parametrize("code", ["nowhere", "%00", "x" * 300, "..%2f.."])
def test_a_door_that_is_none_is_told_with_a_way_on(code: str, world: World) -> None:
    answer = world.browser().get(f"/e/{code}")
    assert answer.status_code == 404
    assert 'href="/' in answer.get_data(as_text=True)


def _promised(text: str) -> str:
    found = re.search(r"A nurse calls you by ([\w. ]+?\d\d?[:.]\d\d)", text)
    assert found, text
    return found.group(1)
