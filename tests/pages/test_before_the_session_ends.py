"""A signed-in page knows when its session ends; a person's tap lengthens it, and nothing else does."""

import re
from datetime import timedelta

import pytest

from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, at_page
from tests.pages.forms import send

IDLE, OF_STAFF, OF_EMPLOYEE = 15 * 60, 10 * 3600, 2 * 3600


def _said(browser: Browser) -> tuple[int, int, int]:
    """What the page carries for its script: seconds until idle, until the end, and of the notice."""
    found = re.search(
        r'data-stay data-idle="(-?\d+)" data-whole="(-?\d+)" data-notice="(\d+)"', browser.html()
    )
    assert found, browser.url
    idle, whole, notice = map(int, found.groups())
    return idle, whole, notice


def _asked(browser: Browser) -> tuple[int, int]:
    answer = browser.client.get("/stay", headers=browser.headers)
    assert (answer.status_code, answer.data) == (204, b"")
    return int(answer.headers["Session-Idle"]), int(answer.headers["Session-Whole"])


def _employee(world: World) -> Browser:
    browser = a_sent_case(world).browser
    browser.get("/my")
    return browser


def test_a_page_carries_how_long_the_session_lasts(world: World) -> None:
    nils = world.nurse(world.house.nils)
    assert _said(nils) == (IDLE, OF_STAFF, 120)
    assert _said(_employee(world)) == (IDLE, OF_EMPLOYEE, 120)


def test_without_a_script_the_page_prints_until_when(world: World) -> None:
    nils = world.nurse(world.house.nils)
    printed = re.search(r"<noscript>(.*?)</noscript>", nils.html(), re.S)
    assert printed
    assert "You are signed in until 9:45. Opening a page gives you more time." in printed.group(1)
    for _ in range(42):
        world.clock.pass_time(timedelta(minutes=14))
        nils.get("/queue")
    printed = re.search(r"<noscript>(.*?)</noscript>", nils.html(), re.S)
    assert printed
    assert "Your sign-in ends at 19:30." in printed.group(1)


def test_polls_lengthen_nothing(world: World) -> None:
    nils = world.nurse(world.house.nils)
    for minute in range(1, 15):
        world.clock.pass_time(timedelta(minutes=1))
        assert nils.client.get("/queue/news").status_code == 200
        assert _asked(nils) == (IDLE - 60 * minute, OF_STAFF - 60 * minute)
    world.clock.pass_time(timedelta(minutes=1))
    assert nils.client.get("/stay").status_code == 302
    assert nils.get("/queue").request.path == "/staff/sign-in"


@pytest.mark.parametrize("who", ["nurse", "employee"])
def test_one_tap_lengthens_the_session_and_loads_no_page(who: str, world: World) -> None:
    browser = world.nurse(world.house.nils) if who == "nurse" else _employee(world)
    world.clock.pass_time(timedelta(minutes=14))
    answer = send(browser, "/stay", [])
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Session-Idle"] == str(IDLE)
    world.clock.pass_time(timedelta(minutes=14))
    assert _asked(browser)[0] == 60


def test_the_end_of_all_cannot_be_put_off(world: World) -> None:
    nils = world.nurse(world.house.nils)
    for _ in range(42):
        world.clock.pass_time(timedelta(minutes=14))
        assert send(nils, "/stay", []).status_code == 204
    assert _asked(nils) == (IDLE, 12 * 60)
    world.clock.pass_time(timedelta(minutes=12))
    assert nils.client.get("/stay").status_code == 302
    assert send(nils, "/stay", []).status_code in (302, 400)


def test_a_page_for_everybody_carries_nothing_of_a_session(world: World) -> None:
    employee = _employee(world)
    for browser, address in (
        (employee, "/"),
        (employee, "/help/en"),
        (at_page(world, "3"), "/questions/3"),
        (world.browser(), "/sign-in"),
    ):
        browser.get(address)
        assert "data-stay" not in browser.html()
        assert "stay.js" not in browser.html()


def test_the_way_back_leads_to_the_right_sign_in(world: World) -> None:
    for browser, address in (
        (world.nurse(world.house.nils), "/staff/sign-in"),
        (_employee(world), "/sign-in"),
    ):
        assert re.search(rf'data-line="over".*?<a href="{address}">', browser.html())
