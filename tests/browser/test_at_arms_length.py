"""What a phone of 390 points must not break or press together, and what a keyboard reaches there."""

import pytest

from tests.browser.broken_words import broken_words
from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.visitor import PHONE, Visitor
from tests.browser.walks import leaves_a_number

pytestmark = pytest.mark.browser

BOXES = """(places) => places.map(place => {
  const box = document.querySelector(place).getBoundingClientRect();
  return {left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})"""
# Each group of signs that is not written on exactly one line.
BROKEN_GROUPS = """() => [...document.querySelectorAll('.resume-code > *')].filter(group => {
  const range = document.createRange();
  range.selectNodeContents(group);
  return new Set([...range.getClientRects()].map(box => box.top)).size !== 1;
}).length"""


def _at_the_times(comes: Comes, site: Site, language: str) -> Visitor:
    aino = comes(PHONE, language, scripts=False)
    aino.open("/").press("Or book a time directly")
    leaves_a_number(aino, "+358 00 000 001", "Aino", site.house.unit)
    return aino.write("code", aino.read_code()).press("Confirm").is_at("/times")


def test_the_keyboard_opens_a_day_and_takes_a_time_there_without_a_script(comes: Comes, site: Site) -> None:
    aino = _at_the_times(comes, site, "fi")
    slots = aino.page.locator('input[name="slot"]')
    assert [slots.nth(place).is_visible() for place in range(5)] == [True, True, True, False, False]
    aino.page.locator("details.day > summary").nth(1).focus()
    aino.page.keyboard.press("Enter")
    aino.page.keyboard.press("Tab")
    aino.page.keyboard.press("Space")
    chosen = aino.page.locator("details.day").nth(1).locator("input:checked")
    assert chosen.count() == 1
    assert chosen.is_visible()
    aino.press("Continue").is_at("/times/booked/")
    assert aino.words("The time is booked.") in aino.text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_date_and_the_practitioner_stand_side_by_side_and_neither_is_pressed(
    comes: Comes, site: Site, language: str
) -> None:
    aino = _at_the_times(comes, site, language)
    aino.page.locator('input[name="slot"]').first.check()
    aino.press("Continue").is_at("/times/booked/")
    for address in (aino.path, "/my"):
        aino.open(address)
        day, date, time, box, text = aino.page.evaluate(
            BOXES,
            [
                *(f".datebox > :nth-child({row})" for row in (1, 2, 3)),
                ".next > .datebox",
                ".next > :last-child",
            ],
        )
        assert text["left"] >= box["right"], address
        assert text["top"] == box["top"], address
        assert text["right"] - text["left"] > 170, address
        assert date["top"] - day["bottom"] >= 3, address
        assert time["top"] - date["bottom"] >= 3, address
        assert broken_words(aino.page, "booked") == [], address


@pytest.mark.parametrize("large_text", [False, True], ids=["usual text", "large text"])
def test_no_group_of_the_code_breaks(comes: Comes, large_text: bool) -> None:
    aino = comes(PHONE, scripts=False, large_text=large_text)
    aino.open("/").press("Start with the questions").follow("Begin")
    aino.open("/questions/stop").press("Show a code")
    assert [len(group) for group in aino.page.inner_text(".resume-code").split("-")] == [5, 5, 5, 5]
    # The ones that hyphens alone would not part: signs with a digit in front.
    for signs in ("ABCDE-2FGHJ-3KMNP-4QRST", "WWWWW-9WWWW-9WWWW-9WWWW"):
        aino.page.evaluate(
            """(signs) => document.querySelectorAll('.resume-code > *').forEach((group, place) => {
                 group.textContent = group.textContent.replace(/[^-]+/, signs.split('-')[place]);
               })""",
            signs,
        )
        assert aino.page.locator(".resume-code > *").count() == 4
        assert aino.page.evaluate(BROKEN_GROUPS) == 0
        card, code = aino.page.evaluate(BOXES, [".card--lit", ".resume-code > :last-child"])
        assert code["right"] <= card["right"]
