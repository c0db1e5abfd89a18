"""A question, a time and how one went are chosen with the keyboard alone; the focus is always in sight."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Comes
from tests.browser.hours_walks import has_a_call_booked
from tests.browser.site import Site
from tests.browser.visitor import PHONE, Visitor
from tests.browser.walks import leaves_a_number, signs_in
from tests.browser_of_the_tests import PHONE as NUMBER

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const seen = at.closest('label') ?? at, frame = seen.getBoundingClientRect();
  const over = document.elementFromPoint(frame.x + frame.width / 2, frame.y + frame.height / 2);
  return {
    name: at.name ?? '', value: at.value ?? '', words: at.innerText ?? '',
    visible: box.width > 0 && !!over && (seen.contains(over) || over.contains(seen)),
  };
}"""


def _focus(visitor: Visitor) -> dict[str, str | bool]:
    found: dict[str, str | bool] = visitor.page.evaluate(FOCUS)
    return found


def _tab_to(visitor: Visitor, *, name: str = "", words: str = "", begins: str = "") -> None:
    """Press Tab until the focus is there; everything on the way must be in sight."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        focus = _focus(visitor)
        assert focus["visible"], f"the focus is hidden at {focus}"
        if (name and focus["name"] == name) or (words and focus["words"] == words):
            return
        if begins and str(focus["words"]).startswith(begins):
            return
    raise AssertionError(f"Tab never came to {name or words or begins}")


def _send(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def test_a_scale_is_answered_with_the_keyboard_alone(comes: Comes) -> None:
    aino = comes(PHONE)
    aino.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/3")
    _tab_to(aino, name="scale_now")
    aino.page.keyboard.press("Space")
    for _ in range(4):
        aino.page.keyboard.press("ArrowRight")
    assert _focus(aino)["value"] == "4"
    _tab_to(aino, words=aino.words("Continue"))
    _send(aino)
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
    _tab_to(aino, words=aino.page.locator(".error-summary a").inner_text())
    aino.page.keyboard.press("Enter")
    assert _focus(aino)["name"] == "scale_now"


def test_a_time_is_chosen_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    aino = comes(PHONE)
    aino.open("/").press("Or book a time directly")
    leaves_a_number(aino, NUMBER, "Aino", site.house.unit)
    aino.write("code", aino.read_code()).press("Confirm")
    _tab_to(aino, name="slot")
    first = _focus(aino)["value"]
    aino.page.keyboard.press("Space")
    aino.page.keyboard.press("ArrowRight")
    chosen = _focus(aino)["value"]
    assert chosen != first
    _tab_to(aino, words=aino.words("Continue"))
    _send(aino)
    aino.is_at("/times/booked/")


def test_how_a_time_went_is_said_and_taken_back_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    has_a_call_booked(comes(PHONE))
    site.clock.pass_time(timedelta(days=1))
    nils = signs_in(comes(PHONE), site.house.nils).open("/appointments")
    for answer in ("Did not come", "Take it back", "Came"):
        _tab_to(nils, begins=nils.words(answer))
        _send(nils)
        nils.is_at("/appointments")
    assert nils.page.get_by_text(nils.words("Saved: the person came.")).is_visible()
