"""A time is moved, cancelled, taken from a message, booked for somebody and left outside, without a mouse."""

import re

import pytest

from tests.browser.conftest import Comes
from tests.browser.keyboard import enter, focus, goes, tab_to, takes_the_next, types
from tests.browser.site import Site
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.walks import leaves_a_number, signs_in

pytestmark = pytest.mark.browser


def test_a_time_is_moved_and_cancelled_with_the_keyboard_alone(comes: Comes) -> None:
    aino = _has_a_time(comes(PHONE), "+358 00 000 001", 0).open("/my")
    goes(aino, "Move the time").is_at("/times/move/")
    takes_the_next(aino, "slot")
    goes(aino, "Move the time").is_at("/times/booked/")
    assert aino.page.get_by_text(aino.words("The time has been moved.")).is_visible()
    goes(aino, "Open my support").is_at("/my")
    goes(aino, "Cancel the time").is_at("/times/cancel/")
    goes(aino, "Cancel the time").is_at("/my")
    assert aino.words("The time is cancelled. You can choose a new one when it suits you.") in aino.text


def test_an_earlier_time_is_taken_from_its_message_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    veera = _has_a_time(comes(PHONE), "+358 00 000 002", 8).open("/my")
    aino = _has_a_time(comes(PHONE), "+358 00 000 001", 30).open("/my")
    goes(aino, "Tell me if an earlier time opens").is_at("/my")
    veera.follow("Cancel the time").press("Cancel the time")
    site.let_worker_run()
    (link,) = re.findall(r"http://[^/]+(/\S+)", aino.newest_message())

    aino.context.clear_cookies()
    aino.open(link)
    types(aino, "phone", "+358 00 000 001")
    goes(aino, "Send a code")
    types(aino, "code", aino.read_code())
    goes(aino, "Confirm").is_at(link)
    goes(aino, "Take the new time").is_at("/times/booked/")
    assert aino.page.get_by_text(aino.words("The time has been moved.")).is_visible()


def test_a_nurse_books_for_a_person_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    _before_the_times(comes(PHONE), "+358 00 000 001")
    nils = signs_in(comes(DESK), site.house.nils).open("/queue")
    tab_to(nils, begins="Aino")
    nils.page.keyboard.press("Enter")
    nils.page.locator("aside.peek").wait_for()
    goes(nils, "Take this").is_at("/cases/")
    goes(nils, "Book a time")
    takes_the_next(nils, "slot")
    goes(nils, "Continue")
    assert nils.page.locator(".outgoing").is_visible()
    goes(nils, "Confirm the booking").is_at("/cases/")
    assert not nils.page.get_by_text(nils.words("No time booked.")).is_visible()


def test_hours_change_around_a_booked_time_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    # Far enough ahead to lie in the week that changes.
    _has_a_time(comes(PHONE), "+358 00 000 001", 40)
    nils = signs_in(comes(DESK), site.house.nils)
    goes(nils, "Working hours").is_at("/hours")
    goes(nils, "Open")
    while nils.page.locator('[name="to-0"]').count():
        tab_to(nils, begins=nils.words("Remove: %(stretch)s").partition("%")[0])
        enter(nils)
        nils.page.keyboard.press("Tab")
        here = str(focus(nils)["words"])
        assert here.startswith(nils.words("Add a stretch")), "one goes on from the day, not from the top"
    goes(nils, "Save the week")
    _decides(nils)
    goes(nils, "Working hours and calls").is_at("/hours")
    goes(nils, "Called")
    assert nils.page.get_by_text(nils.words("Nobody needs to be called")).is_visible()


def _decides(nils: Visitor) -> None:
    """Nothing is chosen at first; the page leads to what is missing."""
    goes(nils, "Save the hours")
    assert nils.page.evaluate("document.activeElement.className") == "error-summary"
    tab_to(nils, words=nils.page.locator(".error-summary a").first.inner_text())
    nils.page.keyboard.press("Enter")
    assert str(focus(nils)["name"]).startswith("outside-")
    nils.page.keyboard.press("Space")
    nils.page.keyboard.press("ArrowDown")
    assert focus(nils)["value"] == "call"
    goes(nils, "Save the hours")
    assert nils.page.get_by_text(nils.words("a nurse calls the person")).is_visible()


def _before_the_times(visitor: Visitor, number: str) -> Visitor:
    visitor.open("/").press("Or book a time directly")
    leaves_a_number(visitor, number, "Aino", visitor.site.house.unit)
    return visitor.write("code", visitor.read_code()).press("Confirm").is_at("/times")


def _has_a_time(visitor: Visitor, number: str, further_on: int) -> Visitor:
    """Somebody with a call of Nils, so many free times after the first."""
    _before_the_times(visitor, number)
    value = visitor.page.locator('input[name="slot"]').nth(further_on).get_attribute("value")
    visitor.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return visitor.choose("slot", str(value)).press("Continue").is_at("/times/booked/")
