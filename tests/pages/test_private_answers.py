"""What a person told about safety, violence and substances never stands on a screen of hers again."""

from typing import Any

import pytest

from support.triage.loading import active_protocol
from tests.browser_of_the_tests import ANSWERS
from tests.builders import World, a_sent_case, at_page, at_result
from tests.pages.forms import send

TOLD: dict[str, Any] = {
    "p4a": {"death_thoughts": ["3"], "self_harm": ["months3"]},
    "p4b": {"plan": ["unsure"], "keep_safe": ["unsure"]},
    "p4c": {"harm_others": ["unsure"], "violence": ["past"], "unusual": ["yes"]},
    "p5": {"events": ["violence_or_threat", "loss"]},
    "p9": {"substance": ["harm"]},
    "p10": {"strain": ["harassment_or_violence", "content"]},
}
# Whoever makes one of these open does so here as well, on purpose.
PRIVATE = {
    "death_thoughts",
    "self_harm",
    "plan",
    "keep_safe",
    "harm_others",
    "violence",
    "unusual",
    "substance",
}
PRIVATE_VALUES = {("events", "violence_or_threat"), ("strain", "harassment_or_violence")}
SAFETY_PAGES = [page.key for page in active_protocol().pages if page.safety or page.key == "9"]


def _revealing() -> list[str]:
    """Every text from which somebody looking over a shoulder could read what was told."""
    protocol = active_protocol()
    private = [item for item in protocol.items.values() if item.private]
    texts = [protocol.text(f"items.{item.id}.short", "en") for item in private]
    for item in private:
        texts += [protocol.text(f"items.{item.id}.values.{value}", "en") for value in item.values]
    for item in protocol.items.values():
        texts += [protocol.text(f"items.{item.id}.values.{value}", "en") for value in item.private_values]
    # "No" or "Yes" alone says nothing.
    return [text for text in texts if len(text) > 8]


def test_what_is_private_is_written_here() -> None:
    items = active_protocol().items.values()
    assert {item.id for item in items if item.private} == PRIVATE
    assert {(item.id, value) for item in items for value in item.private_values} == PRIVATE_VALUES


def test_no_private_answer_stands_on_the_result_or_the_review(world: World) -> None:
    browser = at_result(world, **TOLD)
    browser.get("/result")
    _says_nothing(browser.text())
    browser.get("/review")
    _says_nothing(browser.text())
    assert "some answers are not shown here again" in browser.text()


def test_no_private_answer_stands_in_my_support(world: World) -> None:
    sent = a_sent_case(world, **TOLD)
    for address in ("/my", f"/times/booked/{sent.appointment_id}", "/my/delete"):
        assert sent.browser.get(address).status_code == 200, address
        _says_nothing(sent.browser.text())


@pytest.mark.parametrize("key", SAFETY_PAGES)
def test_a_page_about_safety_is_empty_when_it_is_opened_again(key: str, world: World) -> None:
    browser = at_result(world, **TOLD)
    page = browser.get(f"/questions/{key}").get_data(as_text=True)
    assert browser.url == f"/questions/{key}"
    assert " checked" not in page


def test_a_picked_private_value_is_not_ticked_again_but_stays_given(world: World) -> None:
    browser = at_result(world, **TOLD)
    page = browser.get("/questions/5").get_data(as_text=True)
    assert " checked" in page.partition('value="loss"')[2].partition(">")[0]
    assert " checked" not in page.partition('value="violence_or_threat"')[2].partition(">")[0]
    sent = a_sent_case(world, p5={"events": ["violence_or_threat"]}, contact={"phone": "+358 00 000 002"})
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    assert active_protocol().text("items.events.values.violence_or_threat", "en") in nils.text()


def test_an_error_on_a_page_about_safety_shows_nothing_that_was_saved_before(world: World) -> None:
    browser = at_page(world, "4c")
    pairs = [(name, one.encode()) for name, values in TOLD["p4c"].items() for one in values]
    send(browser, "/questions/4c", pairs)
    page = send(browser, "/questions/4c", [("violence", b"no such answer")]).get_data(as_text=True)
    assert " checked" not in page


def test_the_nurse_sees_them_all(world: World) -> None:
    sent = a_sent_case(world, **TOLD)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    protocol = active_protocol()
    for item in ("death_thoughts", "self_harm", "plan", "violence", "substance"):
        value = {**ANSWERS["9"], **{k: v for page in TOLD.values() for k, v in page.items()}}[item][0]
        assert protocol.text(f"items.{item}.values.{value}", "en") in nils.text(), item


def _says_nothing(text: str) -> None:
    assert [one for one in _revealing() if one in text] == []
