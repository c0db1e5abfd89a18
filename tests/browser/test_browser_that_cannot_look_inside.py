"""A browser that does not know :has() still shows what is chosen and where the focus is."""

import re

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.visitor import PHONE, Visitor
from tests.browser.walks import leaves_a_number, signs_in
from tests.browser_of_the_tests import ANSWERS
from tests.browser_of_the_tests import PHONE as NUMBER

pytestmark = pytest.mark.browser

_NOT_KNOWN = re.compile(r"@supports not selector\(:has\(\*\)\)")
_RULE = re.compile(r"[^{}@/;]*:has\([^{}]*\{[^{}]*\}")
# Chosen controls that cannot be seen: none, too small, without colour, or behind something.
UNSEEN = """() => [...document.querySelectorAll('input:checked')].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return box.width < 12 || box.height < 12 || style.opacity === '0' || !one.checkVisibility();
}).map(one => `${one.name} ${one.value}`)"""
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && document.activeElement.getBoundingClientRect().width >= 12;
}"""


def without_has(sheet: str) -> str:
    """What such a browser makes of a style sheet."""
    return _RULE.sub("", _NOT_KNOWN.sub("@supports (display: block)", sheet))


def _served(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=without_has(answer.text()))


def _old(comes: Comes) -> Visitor:
    visitor = comes(PHONE)
    visitor.context.route("**/*.css", _served)
    return visitor


def _chosen_is_seen(visitor: Visitor) -> None:
    assert visitor.page.locator("input:checked").count() > 0
    assert visitor.page.evaluate(UNSEEN) == [], visitor.path


def _focus_has_a_ring(visitor: Visitor, name: str) -> None:
    visitor.page.locator(f'input[name="{name}"]').first.focus()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Shift+Tab")
    assert visitor.page.evaluate(RING), f"{name} on {visitor.path}"


def test_an_employee_comes_to_a_time_and_sees_what_she_has_chosen(comes: Comes, site: Site) -> None:
    aino = _old(comes)
    aino.open("/").press("Start with the questions").follow("Begin")
    seen = 0
    while aino.path.startswith("/questions/"):
        answers = ANSWERS[aino.path.rpartition("/")[2]]
        for item, values in answers.items():
            if aino.page.locator(f'input[name="{item}"]').count():
                _focus_has_a_ring(aino, item)
                aino.choose(item, values[0])
                _chosen_is_seen(aino)
                seen += 1
        aino.answer(answers)
    assert seen > 15
    aino.is_at("/result").page.locator('input[name="slot"]').first.check()
    _chosen_is_seen(aino)
    _focus_has_a_ring(aino, "slot")
    aino.press("Take this time").press("Send and book a time")
    leaves_a_number(aino, NUMBER, "Aino", site.house.unit)
    aino.write("code", aino.read_code()).press("Confirm").is_at("/times")
    aino.page.locator('input[name="slot"]').nth(1).check()
    _chosen_is_seen(aino)
    aino.press("Continue").is_at("/times/booked/")


def test_a_nurse_sees_what_she_has_chosen(comes: Comes, site: Site) -> None:
    aino = comes(PHONE)
    aino.open("/").press("Or book a time directly")
    leaves_a_number(aino, NUMBER, "Aino", site.house.unit)
    aino.write("code", aino.read_code()).press("Confirm").press("Continue")
    nils = _old(comes)
    signs_in(nils, site.house.nils).press("Take")
    nils.choose("outcome", "reached")
    _chosen_is_seen(nils)
    _focus_has_a_ring(nils, "outcome")


def test_the_rules_are_really_taken_away() -> None:
    sheet = ".a:has(b), .c { color: red; }\n@supports not selector(:has(*)) {\n  .a b { color: blue; }\n}\n"
    assert " ".join(without_has(sheet).split()) == "@supports (display: block) { .a b { color: blue; } }"
