"""What the triage paper promises the person around the questions, one promise a test."""

import re

import pytest

from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World, a_sent_case, at_result, begun, contact_fields

# The notice before page 2, sentence by sentence as section 1 lists them.
NOTICE = {
    "voluntary": "This is voluntary.",
    "nobody may demand": "Nobody may demand to see your answers.",
    "controller": "The data controller is",
    "what for": "The answers are used to arrange help for you.",
    "legal basis": "GDPR articles 6(1)(c) and 9(2)(h)",
    "who decides": "The program suggests, a nurse decides.",
    "employer": "Your employer is not told.",
    "work phone": "A work phone or a work network may still show the visit.",
    "secrecy": (
        "What you tell us is confidential. We make an exception only where the law says so, "
        "for example when a child or a life is in danger."
    ),
    "24 hours": "What you do not send is deleted after 24 hours, or at once with Delete.",
    "records": "What you send becomes part of your records",
    "danger": "If an answer shows danger and you leave your number",
}
RESULTS = {
    "now": {"p4a": {"death_thoughts": ["1"], "self_harm": ["today"]}},
    "same day": {"p13": {"wish": ["talk_today"]}},
    "next day": {"p9": {"substance": ["harm"]}},
    "routine": {},
    "physician": {"p13": {"wish": ["physician"]}},
    "own pace": {"p13": {"wish": ["own_pace"]}},
}


@pytest.mark.parametrize("what", NOTICE)
def test_the_notice_before_the_questions_says(what: str, world: World) -> None:
    browser = world.browser()
    browser.get("/")
    browser.post("/questions/start")
    assert browser.url == "/questions/before"
    assert NOTICE[what] in browser.text()


@pytest.mark.parametrize("kind", RESULTS)
def test_on_every_result_she_may_rather_talk(kind: str, world: World) -> None:
    browser = at_result(world, **RESULTS[kind])
    way = re.search(r'<a href="([^"]+)">(?:(?!</a>).)*I would rather talk to a person', browser.html(), re.S)
    assert way, browser.text()
    answer = browser.get(way.group(1))
    assert answer.status_code == 200
    assert re.search("A nurse calls you|We call you by", browser.text())


def test_a_supervisor_is_asked_about_herself_in_the_end(world: World) -> None:
    browser = _supervisor(world)
    assert "And you yourself?" in browser.text()
    browser.post("/questions/start")
    assert browser.url == "/questions/before"
    first = re.search(r'href="(/questions/2)"', browser.html())
    assert first


def test_a_supervisor_is_never_asked_for_a_name(world: World) -> None:
    browser = begun(world, "/questions/start-team")
    while browser.url.startswith("/questions/"):
        assert 'type="text"' not in browser.html()
        assert "<textarea" not in browser.html()
        browser.post(browser.url, **ANSWERS[browser.url.rpartition("/")[2]])
    assert browser.url.startswith("/result")


def test_whether_a_message_is_safe_is_asked_before_the_number(world: World) -> None:
    browser = at_result(world)
    page = browser.get("/contact").get_data(as_text=True)
    assert 0 < page.index('name="safe_to_text"') < page.index('name="phone"')
    assert not re.search(r'name="safe_to_text"[^>]*checked', page)


@pytest.mark.parametrize("number", ["+1 212 555 0100", "+7 912 345 67 89"])
def test_a_number_of_another_country_is_led_on_without_one(number: str, world: World) -> None:
    browser = at_result(world)
    browser.get("/contact")
    answer = browser.post(**contact_fields(world, phone=number))
    assert answer.status_code == 422
    assert "Go on without a number and call us." in browser.text()
    browser.post(**contact_fields(world, phone=number, without_number="1"))
    assert browser.url == "/call-promised"
    (employee,) = world.rows("employee")
    assert employee["reference_word"] in browser.text()
    assert "09 000 0000" in browser.text()
    assert world.rows("outbound_message") == []


def test_somebody_under_18_has_lines_of_her_own_and_a_flag_for_the_nurse(world: World) -> None:
    browser = at_result(world)
    assert 'href="tel:116111"' in browser.get("/contact").get_data(as_text=True)
    sent = a_sent_case(world, book=False, contact={"under_18": "yes", "phone": "+358 00 000 002"})
    (case,) = world.rows("support_case", id=sent.case_id)
    assert "under_18" in case["flags"]
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    assert "Under 18." in nils.text()


def test_somebody_under_18_at_an_unknown_workplace_sees_her_own_lines_right_after_112(world: World) -> None:
    browser = at_result(world)
    browser.headers = {"Accept-Language": "fi"}
    browser.get("/contact")
    browser.post(**contact_fields(world, workplace="unknown", under_18="yes"))
    numbers = re.findall(r'class="line-card[^"]*" href="tel:([+\d]+)"', browser.html())
    assert numbers[:2] == ["112", "116111"]


def test_a_stranger_sees_none_of_it(world: World) -> None:
    at_result(world)
    stranger = world.browser()
    for address in ("/result", "/review", "/contact", "/questions/before"):
        assert stranger.get(address).status_code == 410


def _supervisor(world: World) -> Browser:
    browser = begun(world, "/questions/start-team")
    browser.answer_until("/result")
    return browser
