"""After 15 idle minutes the next page shows *Continue* or *Delete everything*, and nothing of the answers."""

from datetime import timedelta

import pytest

from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World, at_page, at_result
from tests.pages.forms import send

REST = timedelta(minutes=15)
SHOWING = ("/questions/before", "/questions", "/questions/3", "/result", "/review", "/contact")


@pytest.mark.parametrize("address", SHOWING)
def test_after_a_rest_every_page_of_the_answers_is_covered(address: str, world: World) -> None:
    browser = at_result(world)
    world.clock.pass_time(REST)
    browser.get(address)
    assert browser.url == "/questions/pause"
    page = browser.html().partition("<main")[2].partition("</main>")[0]
    assert page.count("<button") == 2
    assert "Continue" in browser.text()
    assert "Delete everything" in browser.text()
    assert 'href="/help/en"' in browser.html()
    assert "questions/3" not in browser.html()


def test_a_moment_before_nothing_is_covered(world: World) -> None:
    browser = at_page(world, "7")
    for _ in range(3):
        world.clock.pass_time(REST - timedelta(seconds=1))
        browser.get("/questions/7")
        assert browser.url == "/questions/7"


def test_continue_leads_to_where_she_left_off(world: World) -> None:
    browser = _covered(world)
    browser.post("/questions/continue")
    assert browser.url == "/questions/7"
    browser.get("/questions/3")
    assert browser.url == "/questions/3"


def test_delete_everything_deletes_row_and_key(world: World) -> None:
    browser = _covered(world)
    browser.post("/questions/delete")
    assert browser.url == "/questions/deleted"
    assert world.rows("triage_answer_set") == []


def test_looking_at_the_cover_again_and_again_uncovers_nothing(world: World) -> None:
    browser = _covered(world)
    for address in ("/questions/pause", "/", "/call-me", "/questions/stop", "/help/en", "/questions/7"):
        browser.get(address)
    assert browser.url == "/questions/pause"


def test_a_page_that_is_sent_late_loses_nothing_and_is_then_covered(world: World) -> None:
    browser = at_page(world, "7")
    world.clock.pass_time(REST)
    browser.post("/questions/7", **ANSWERS["7"])
    assert browser.url == "/questions/pause"
    browser.post("/questions/continue")
    assert browser.url == "/questions/8"


def test_an_answer_that_needs_help_is_met_with_help_however_late_it_comes(world: World) -> None:
    browser = at_page(world, "4a")
    world.clock.pass_time(REST)
    answer = send(browser, "/questions/4a", [("death_thoughts", b"2"), ("self_harm", b"today")])
    assert 'href="tel:112"' in answer.get_data(as_text=True)
    assert "You do not have to manage this alone." in answer.get_data(as_text=True)


def test_leaving_a_number_is_never_covered(world: World) -> None:
    browser = _covered(world)
    browser.get("/call-me")
    assert browser.url == "/call-me"
    browser.post(phone="+358 00 000 001")
    assert browser.url == "/call-promised"


def test_a_browser_that_cannot_say_when_it_was_here_is_covered(world: World) -> None:
    browser = at_page(world, "7")
    browser.client.delete_cookie("kynnys")
    browser.get("/questions/7")
    assert browser.url == "/questions/pause"


def test_a_trial_is_covered_too(world: World) -> None:
    browser = world.browser()
    browser.get("/")
    browser.post("/questions/start-trial")
    browser.post("/questions/2", **ANSWERS["2"])
    world.clock.pass_time(REST)
    browser.get("/questions/2")
    assert browser.url == "/questions/pause"
    browser.post("/questions/continue")
    assert browser.url == "/questions/3"


def test_a_stranger_without_a_visit_is_shown_no_cover(world: World) -> None:
    browser = world.browser()
    browser.get("/questions")
    assert browser.url == "/"


def _covered(world: World) -> Browser:
    browser = at_page(world, "7")
    world.clock.pass_time(REST)
    browser.get("/questions/7")
    assert browser.url == "/questions/pause"
    return browser


@pytest.mark.parametrize(
    ("address", "fields"),
    [("/result", {}), ("/contact", {"phone": "no number"}), ("/questions/13", {"own_words": "x" * 5000})],
)
def test_a_page_that_is_refused_late_is_not_shown_again(
    address: str, fields: dict[str, str], world: World
) -> None:
    browser = at_result(world)
    browser.get("/review")
    world.clock.pass_time(REST)
    answer = browser.post(address, **fields)
    assert browser.url == "/questions/pause"
    assert answer.history[0].text == ""
