"""From the first tap to a booked time and back, and the nurse at the other end."""

import pytest

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.walks import leaves_a_number, signs_in
from tests.browser_of_the_tests import PHONE as NUMBER

pytestmark = pytest.mark.browser


def _fits(visitor: Visitor) -> Visitor:
    """Nothing has to be scrolled sideways, once the letters are the service's own."""
    if visitor.scripts:
        visitor.page.evaluate("() => document.fonts.ready.then(() => true)")
        assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, visitor.path
    return visitor


def _books_a_time(visitor: Visitor, unit: str) -> Visitor:
    visitor.open("/").press("Start with the questions").follow("Begin")
    _fits(visitor.answer_until("/result"))
    visitor.page.locator('input[name="slot"]').first.check()
    visitor.press("Take this time")
    _fits(visitor.is_at("/review"))
    visitor.press("Send and book a time")
    leaves_a_number(visitor, NUMBER, "Aino", unit)
    _fits(visitor.is_at("/code"))
    visitor.write("code", visitor.read_code()).press("Confirm")
    _fits(visitor.is_at("/times"))
    visitor.press("Continue")
    return _fits(visitor.is_at("/times/booked/"))


@pytest.mark.parametrize(
    ("size", "how"),
    [
        pytest.param(PHONE, {}, id="phone"),
        pytest.param(DESK, {}, id="desk"),
        pytest.param(PHONE, {"scripts": False}, id="phone without scripts"),
        pytest.param(DESK, {"scripts": False}, id="desk without scripts"),
        pytest.param(PHONE, {"large_text": True}, id="phone with text twice as large"),
    ],
)
def test_an_employee_books_a_nurse_confirms_and_the_employee_cancels(
    comes: Comes, site: Site, size: tuple[int, int], how: dict[str, bool]
) -> None:
    aino = _books_a_time(comes(size, **how), site.house.unit)
    assert aino.words("The time is booked.") in aino.text
    assert "Aikasi on varattu" in aino.newest_message()

    at_desk = size == PHONE and not how.get("large_text")
    nils = signs_in(comes(DESK if at_desk else PHONE, **how), site.house.nils)
    nils.page.get_by_role("link", name="Aino").click()
    _fits(nils).press("Take this")
    assert "Haluaisin nukkua." in nils.text
    _fits(nils).press("Confirm the suggestion")
    assert nils.words("Confirm the suggestion") not in nils.text

    _fits(aino.follow("Open my support"))
    assert "Aino" in aino.text
    assert "Nils Nurmi" in aino.text
    aino.follow("Cancel the time").press("Cancel the time")
    aino.is_at("/my")
    assert aino.words("You have no time booked.") in aino.text

    nils.page.reload()
    nils.choose("outcome", "reached").write("note", "Sovittiin uusi aika puhelimessa.")
    nils.press("Save the call")
    assert "Sovittiin uusi aika puhelimessa." in nils.text
    nils.page.get_by_text(nils.words("Choose a reason"), exact=True).click()
    nils.page.locator('input[name="close_reason"]').first.check()
    nils.press("Close the case")
    nils.is_at("/queue")
    assert nils.words("No open cases now") in nils.text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_who_tells_of_danger_gets_help_at_once_and_a_call(comes: Comes, language: str) -> None:
    person = comes(PHONE, language)
    person.open("/").press("Start with the questions").follow("Begin")
    assert person.page.get_attribute("html", "lang") == language
    person.answer_until("/questions/4a")
    person.answer({"death_thoughts": ["2"], "self_harm": ["no"]})
    if person.path == "/questions/4b":
        person.answer({"plan": ["yes"], "keep_safe": ["no"]})
    assert person.words("Thank you for telling us. You do not have to manage this alone.") in person.text
    assert person.page.locator('a[href="tel:112"]').first.is_visible()
    person.follow("Leave your number")
    person.write("first_name", "Siv").write("phone", NUMBER)
    person.press("Ask for a call")
    person.is_at("/call-promised")


def test_a_nurse_who_comes_second_learns_who_has_the_case(comes: Comes, site: Site) -> None:
    _books_a_time(comes(PHONE), site.house.unit)
    nils = signs_in(comes(DESK), site.house.nils)
    nina = signs_in(comes(DESK), site.house.nina)
    nils.press("Take")
    nils.is_at("/cases/")
    nina.press("Take")
    assert nina.status == 409
    before, after = nina.words("%(name)s took case %(code)s just before you.").split("%(code)s")
    assert before % {"name": "Nils Nurmi"} in nina.text
    assert after in nina.text
    assert nina.words("%(name)s just took this") % {"name": "Nils Nurmi"} in nina.text


def test_a_supervisor_comes_through_a_door_of_her_own(comes: Comes, site: Site) -> None:
    supervisor = comes(PHONE)
    supervisor.open("/").press("I am a supervisor").follow("Begin")
    supervisor.answer_until("/result")
    supervisor.page.locator('input[name="slot"]').first.check()
    supervisor.press("Take this time").press("Send and book a time")
    leaves_a_number(supervisor, NUMBER, "Kaisa", site.house.unit)
    supervisor.write("code", supervisor.read_code()).press("Confirm").press("Continue")
    supervisor.is_at("/times/booked/")
