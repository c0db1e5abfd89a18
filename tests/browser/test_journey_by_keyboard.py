"""A question, a time and how one went are chosen with the keyboard alone; the focus is always in sight."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Comes
from tests.browser.hours_walks import has_a_call_booked
from tests.browser.keyboard import enter, focus, goes, tab_to, takes_the_next
from tests.browser.site import Site
from tests.browser.visitor import PHONE
from tests.browser.walks import leaves_a_number, signs_in
from tests.browser_of_the_tests import PHONE as NUMBER

pytestmark = pytest.mark.browser


def test_a_scale_is_answered_with_the_keyboard_alone(comes: Comes) -> None:
    aino = comes(PHONE)
    aino.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/3")
    tab_to(aino, name="scale_now")
    aino.page.keyboard.press("Space")
    for _ in range(4):
        aino.page.keyboard.press("ArrowRight")
    assert focus(aino)["value"] == "4"
    tab_to(aino, words=aino.words("Continue"))
    enter(aino)
    assert aino.path != "/questions/3"
    aino.follow("Previous")
    assert aino.page.is_checked('input[name="scale_now"][value="4"]')


def test_a_forgotten_answer_takes_the_focus_to_what_is_missing(comes: Comes) -> None:
    aino = comes(PHONE)
    aino.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/3")
    aino.press("Continue")
    assert aino.status == 422
    assert aino.page.title().startswith(aino.words("Error:"))
    summary = aino.page.evaluate("document.activeElement.className")
    assert summary == "error-summary"
    tab_to(aino, words=aino.page.locator(".error-summary a").inner_text())
    aino.page.keyboard.press("Enter")
    assert focus(aino)["name"] == "scale_now"


def test_a_time_is_chosen_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    aino = comes(PHONE)
    aino.open("/").press("Or book a time directly")
    leaves_a_number(aino, NUMBER, "Aino", site.house.unit)
    aino.write("code", aino.read_code()).press("Confirm")
    takes_the_next(aino, "slot")
    goes(aino, "Continue").is_at("/times/booked/")


def test_how_a_time_went_is_said_and_taken_back_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    has_a_call_booked(comes(PHONE))
    site.clock.pass_time(timedelta(days=1))
    nils = signs_in(comes(PHONE), site.house.nils).open("/appointments")
    for answer in ("Did not come", "Take it back", "Came"):
        goes(nils, answer).is_at("/appointments")
    assert nils.page.get_by_text(nils.words("Saved: the person came.")).is_visible()
