"""Who signs in to see a page of hers sees it then; whatever else an address names leads to My support."""

from datetime import timedelta

import pytest

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case


def _asks_for_a_code(world: World, address: str) -> Browser:
    browser = world.browser()
    browser.get(address)
    browser.post(phone=PHONE)
    return browser


def test_a_page_of_hers_is_the_next_one_after_the_code(world: World) -> None:
    address = f"/times/cancel/{a_sent_case(world).appointment_id}"
    browser = _asks_for_a_code(world, address)
    assert "Cancel this time?" not in browser.text()
    browser.post(code=world.code())
    assert browser.url == address
    assert "Cancel this time?" in browser.text()


def test_neither_a_wrong_code_nor_a_new_one_leads_her_astray(world: World) -> None:
    a_sent_case(world)
    browser = _asks_for_a_code(world, "/my/signed-in")
    browser.post(code="12")
    assert 'href="/sign-in?next=/my/signed-in"' in browser.html()
    world.clock.pass_time(timedelta(minutes=1))
    browser.post("/sign-in/code/new?next=/my/signed-in")
    assert browser.url == "/sign-in?next=/my/signed-in"
    browser.post(phone=PHONE)
    browser.post(code=world.code())
    assert browser.url == "/my/signed-in"


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "/nowhere",
        "/queue",
        "/about",
        "/leave",
        "/sign-out",
        "/stay",
        "/times/waiting",
        "/times/booked/x/calendar.ics",
    ],
)
def test_what_is_no_page_of_hers_leads_to_my_support(wanted: str, world: World) -> None:
    a_sent_case(world)
    browser = _asks_for_a_code(world, f"/sign-in?next={wanted}")
    browser.post(code=world.code())
    assert browser.url == "/my"


def test_two_strokes_before_a_page_of_hers_do_not_make_a_host_of_it(world: World) -> None:
    a_sent_case(world)
    browser = _asks_for_a_code(world, "/sign-in?next=//my/signed-in")
    browser.post(code=world.code())
    assert browser.url == "/my/signed-in"
