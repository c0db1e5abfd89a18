"""Where something cannot be done, the page says what can: a number to tap, the page again, her own page."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from support.cases.models import Case
from support.cases.rules.states import State
from support.vocabulary.actor import Actor
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, at_page, begun, contact_fields, signed_in_again
from tests.pages.forms import send

OUR_NUMBER = 'href="tel:090000000"'
HOUR = timedelta(hours=1)


def test_a_time_that_has_begun_leads_to_our_number_and_to_my_support(world: World) -> None:
    sent = a_sent_case(world)
    starts_at = world.rows("appointment")[0]["starts_at"]
    world.clock.set(starts_at - timedelta(minutes=1))
    browser = signed_in_again(world)
    world.clock.set(starts_at + timedelta(minutes=1))
    browser.get(f"/times/cancel/{sent.appointment_id}")
    assert "This time has already begun" in browser.text()
    assert OUR_NUMBER in browser.html()
    assert ">Open my support<" in browser.html()


def test_a_form_that_is_too_old_leads_to_the_page_itself(world: World) -> None:
    browser = at_page(world, "3")
    browser.headers["Referer"] = "http://localhost/questions/3"
    answer = send(browser, "/questions/3", [("scale_now", b"4")], "no longer good")
    assert answer.status_code == 400
    assert re.search(r'href="/questions/3"[^>]*>Load the page again<', answer.get_data(as_text=True))


def test_a_form_that_stood_elsewhere_is_not_loaded_again(world: World) -> None:
    browser = begun(world)
    browser.headers["Referer"] = "http://elsewhere.example/questions/3"
    answer = send(browser, "/questions/start", [], "no longer good")
    assert answer.status_code == 400
    assert ">Load the page again<" not in answer.get_data(as_text=True)


def test_many_at_once_lists_the_numbers_and_leads_on(world: World) -> None:
    browser = _turned_away(world)
    assert browser.html().count('class="line-card') > 2
    assert OUR_NUMBER in browser.html()
    for way in ("/call-me", "/"):
        assert re.search(rf'<a class="btn[^"]*" href="{way}"', browser.html()), way


def test_a_code_asked_for_too_soon_is_a_notice_and_no_fault_of_the_field(world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    browser.post(**contact_fields(world))
    answer = browser.post("/code/new")
    assert answer.status_code == 429
    page = answer.get_data(as_text=True)
    assert "A new code can be asked for in half a minute." in browser.text()
    assert 'role="status"' in page
    for fault in ("has-error", "error-summary", "aria-invalid", "<title>Error"):
        assert fault not in page, fault


@pytest.mark.parametrize("key", ["9", "10"])
def test_the_title_of_a_page_of_questions_stands_above_its_introduction(key: str, world: World) -> None:
    html = at_page(world, key).html()
    assert 0 < html.index("<h1") < html.index('class="hint"')


def test_the_supervisors_first_page_begins_with_its_title_too(world: World) -> None:
    browser = begun(world, "/questions/start-team")
    html = browser.html()
    assert 0 < html.index("<h1") < html.index("No names are needed.")


def test_my_support_does_not_speak_of_a_time_that_is_over(world: World) -> None:
    a_sent_case(world)
    world.clock.set(world.rows("appointment")[0]["starts_at"] + 3 * HOUR)
    text = signed_in_again(world).text()
    assert "You have no time booked." in text
    assert "You have a time." not in text
    assert "Your booked time has passed. You can book a new one." in text


def test_nobody_without_a_number_is_told_that_we_tried_to_reach_her(world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    browser.post(**contact_fields(world, phone=""), without_number="1")
    with world.begin_work(Actor.operator()) as work:
        work.session.execute(update(Case).values(state=State.WAITING_PERSON))
    text = browser.get("/my").get_data(as_text=True)
    assert "we do not have your number" in text
    assert "We have tried to reach you" not in text


def test_the_line_that_needs_no_script_stands_in_the_column_of_the_page(world: World) -> None:
    html = a_sent_case(world).browser.get("/my").get_data(as_text=True)
    column = re.search(r'<main [^>]*class="(wrap[^"]*) page"', html)
    assert column
    assert re.search(rf'<noscript><p class="stay--plain [^"]*\b{column.group(1)}"', html)


def _turned_away(world: World) -> Browser:
    for _ in range(200):
        browser = world.browser()
        browser.get("/")
        if browser.post("/questions/start").status_code == 429:
            return browser
    raise AssertionError("nobody was turned away")
