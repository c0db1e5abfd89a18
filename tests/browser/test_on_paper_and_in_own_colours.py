"""What is asked can be read on paper; own colours keep the first button, the arrow and the icons."""

import pytest

from tests.browser.conftest import Comes
from tests.browser.media import as_usual, in_own_colours, on_paper
from tests.browser.walks import at_the_times

pytestmark = pytest.mark.browser


def test_a_question_prints_with_its_answers(comes: Comes) -> None:
    person = comes()
    person.open("/").press("Start with the questions").follow("Begin")
    for key in ("2", "3", "4a"):
        person.answer_until(f"/questions/{key}")
        assert on_paper(person.page) == []
        assert person.page.locator("h1, legend h2").first.is_visible()
        assert person.page.locator(".option:visible, .scale__grid label:visible").count() > 3
        person.keep_picture(f"question-{key}-paper")
        as_usual(person.page)


def test_a_code_prints_with_what_to_do(comes: Comes) -> None:
    person = comes()
    person.open("/sign-in").write("phone", "040 123 4567").press("Send a code").is_at("/sign-in/code")
    assert on_paper(person.page) == []
    assert person.page.locator("h1").is_visible()
    assert person.page.locator("#code-hint").is_visible()
    person.keep_picture("code-paper")


def test_free_times_print_as_the_way_to_choose_one(comes: Comes) -> None:
    person = comes()
    at_the_times(person, "+358 00 000 033")
    assert on_paper(person.page) == []
    assert person.page.locator(".on-paper").first.is_visible()
    assert not person.page.locator(".slot").first.is_visible()
    person.keep_picture("times-paper")
    as_usual(person.page)
    assert not person.page.locator(".on-paper").first.is_visible()


def test_own_colours_keep_the_first_button_the_arrow_and_the_icons(comes: Comes) -> None:
    person = comes()
    person.open("/").press("Start with the questions").follow("Begin")
    assert in_own_colours(person.page) == []
    person.keep_picture("question-own-colours")
    person.answer_until("/result").open("/contact")
    assert in_own_colours(person.page) == []
    person.keep_picture("contact-own-colours")
