"""On a page that is answered the word beside the button says what it does: it takes the answer back."""

import re

import pytest

from support.triage.loading import active_protocol
from tests.builders import World, at_page, at_result

SKIP = r'<button[^>]*name="skip"[^>]*>(?:<[^>]*>)*([^<]+)'


def test_an_answer_that_is_changed_from_the_review_is_taken_back_by_a_button_that_says_so(
    world: World,
) -> None:
    browser = at_result(world)
    browser.get("/review")
    assert "4 / 10" in browser.text()
    browser.get("/questions/3?review=1")
    assert re.findall(SKIP, browser.html()) == ["Clear this answer"]
    browser.post(scale_now=["4"], skip="1")
    assert browser.url.startswith("/review")
    assert "4 / 10" not in browser.text()
    browser.get("/questions/3?review=1")
    assert re.findall(SKIP, browser.html()) == ["Skip"]


def test_on_a_page_of_several_questions_the_button_speaks_of_all_of_them(world: World) -> None:
    browser = at_result(world)
    browser.get("/questions/6?review=1")
    assert re.findall(SKIP, browser.html()) == ["Clear these answers"]


def test_leaving_by_the_way_back_changes_nothing(world: World) -> None:
    browser = at_result(world)
    browser.get("/questions/3?review=1")
    assert 'href="/review"' in browser.html()
    browser.get("/review")
    assert "4 / 10" in browser.text()


@pytest.mark.parametrize("given", [{}, {"who5_1": ["3"]}])
def test_a_page_that_is_open_or_half_answered_is_skipped(world: World, given: dict[str, list[str]]) -> None:
    browser = at_page(world, "6")
    if given:
        browser.post(None, **given, skip="1")
        browser.get("/questions/6")
    assert re.findall(SKIP, browser.html()) == ["Skip"]


def test_the_word_on_the_button_tells_nothing_of_an_answer_that_is_not_shown_again(world: World) -> None:
    browser = at_page(world, "5")
    private = next(iter(sorted(active_protocol().items["events"].private_values)))
    browser.post(events=[private])
    browser.get("/questions/5?review=1")
    assert re.findall(SKIP, browser.html()) == ["Skip"]
