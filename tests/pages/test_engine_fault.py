"""When the program cannot read the answers, a person gets numbers to call, and a human calls her."""

import re
from typing import Any, NoReturn

import pytest

from support.triage import deciding
from support.triage.rules import danger
from tests.builders import World, at_page, at_result, contact_fields


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[pytest.MonkeyPatch]:
    """Breaks the engine when it is asked to."""
    return [monkeypatch]


def _break(patches: list[pytest.MonkeyPatch]) -> None:
    def decide(*_: Any) -> NoReturn:
        raise ArithmeticError("the protocol cannot be computed")

    patches[0].setattr(deciding, "decide", decide)
    patches[0].setattr(danger, "rows_of", decide)


@pytest.mark.requirement("SR-19")
def test_the_result_shows_numbers_and_a_call(world: World, broken: list[pytest.MonkeyPatch]) -> None:
    browser = at_result(world)
    _break(broken)
    answer = browser.get("/result")
    assert answer.status_code == 200
    assert re.search(r'href="tel:112"', browser.html())
    assert 'href="/call-me"' in browser.html()


@pytest.mark.requirement("SR-19")
def test_her_answers_reach_a_nurse_the_same_day(world: World, broken: list[pytest.MonkeyPatch]) -> None:
    browser = at_result(world)
    _break(broken)
    browser.get("/contact")
    browser.post(**contact_fields(world))
    browser.post(code=world.code())
    (case,) = world.rows("support_case")
    assert (case["urgency"], case["path"]) == ("same_day", "urgent_call")
    assert case["flags"] == ("could_not_be_read",)
    assert len(world.rows("alert")) == 1
    nils = world.nurse(world.house.nils)
    assert nils.get(f"/cases/{case['id']}").status_code == 200
    assert "Haluaisin nukkua." in nils.text()


@pytest.mark.requirement("SR-19")
def test_a_page_of_questions_leads_to_help_and_keeps_what_was_told(
    world: World, broken: list[pytest.MonkeyPatch]
) -> None:
    browser = at_page(world, "4c")
    _break(broken)
    answer = browser.post(harm_others="no", violence="now", unusual="no")
    assert answer.status_code < 500
    assert 'href="tel:112"' in browser.html()
    assert 'href="/call-me"' in browser.html()
    browser.get("/call-me")
    browser.post(phone="+358 00 000 001")
    (case,) = world.rows("support_case")
    assert case["urgency"] in ("now", "same_day")
