"""Her recognition word: whoever sees it can pass for her on the phone, so it stands on few pages."""

from datetime import timedelta

import pytest

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, signed_in_again
from tests.hands import press

A_WHILE = timedelta(minutes=12)


def word_shown(world: World, browser: Browser) -> bool:
    """Whether her word stands on the page that is open."""
    (person,) = world.rows("employee")
    return person["reference_word"] in browser.html()


def test_a_browser_that_is_not_fresh_shows_the_word_on_no_page(world: World) -> None:
    sent = a_sent_case(world, contact={"safe_to_text": "no"})
    pages = ("/my", f"/times/booked/{sent.appointment_id}")
    for address in pages:
        sent.browser.get(address)
        assert word_shown(world, sent.browser), address
    world.clock.pass_time(A_WHILE)
    for address in (*pages, "/my/number"):
        sent.browser.get(address)
        assert not word_shown(world, sent.browser), address


def test_what_was_promised_shows_the_word_only_for_a_while(world: World) -> None:
    browser = world.browser()
    browser.get("/call-me")
    browser.post(first_name="Aino", phone=PHONE, safe_to_text="yes")
    browser.get("/call-promised")
    assert word_shown(world, browser)
    world.clock.pass_time(A_WHILE)
    browser.get("/call-promised")
    assert browser.url == "/call-promised" and not word_shown(world, browser)


@pytest.mark.parametrize("is_fresh", [True, False])
def test_once_the_phone_is_lost_the_word_stands_on_no_page(is_fresh: bool, world: World) -> None:
    sent = a_sent_case(world)
    own = signed_in_again(world)
    world.clock.pass_time(timedelta() if is_fresh else A_WHILE)
    own.post("/my/number/lost")
    for address in ("/my", f"/times/booked/{sent.appointment_id}", "/my/number"):
        own.get(address)
        assert own.url == address and not word_shown(world, own), address


def test_lost_said_in_a_browser_that_is_not_fresh_is_heard_and_she_is_told_whom_to_call(world: World) -> None:
    a_sent_case(world)
    own = signed_in_again(world)
    own.get("/my/number")
    world.clock.pass_time(A_WHILE)
    press(own, "My phone is lost")
    assert own.url == "/my/number"
    assert "Nothing goes to that number any more." in own.text()
    assert "Call us: " in own.text() and "Send a code" not in own.text()
    own.post("/my/number", phone="+35800000055", safe_to_text="no")
    assert own.url == "/my/number" and world.rows("employee")[0]["phone"] is None


def test_the_nurse_is_told_never_to_say_the_word_first(world: World) -> None:
    sent = a_sent_case(world, contact={"safe_to_text": "no"})
    nils = world.nurse(world.house.nils)
    for address in (f"/cases/{sent.case_id}", f"/queue?peek={sent.case_id}", f"/cases/{sent.case_id}/number"):
        nils.get(f"/cases/{sent.case_id}")
        if address.endswith("number"):
            nils.post(f"/cases/{sent.case_id}/claim")
        nils.get(address)
        assert "The person says it; never say it first." in nils.text(), address
    sent.browser.get("/my")
    assert "You say it, and we never say it first:" in sent.browser.text()
