"""An answer that tells of danger now is answered with help in the very next response."""

import re
from typing import Any

import pytest

from support.triage.loading import active_protocol
from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World, a_sent_case, at_page, at_result
from tests.pages.forms import send

Earlier = dict[str, Any]
DEEPER: Earlier = {"p4a": {"death_thoughts": ["1"], "self_harm": ["no"]}}
# Row, page, item, value, door, what leads to the page.
DANGERS: list[tuple[str, str, str, str, str, Earlier]] = [
    ("N1", "4b", "plan", "yes", "/questions/start", DEEPER),
    ("N2", "4b", "keep_safe", "no", "/questions/start", DEEPER),
    ("N3", "4a", "self_harm", "today", "/questions/start", {}),
    ("N4", "4c", "harm_others", "yes", "/questions/start", {}),
    ("N5", "4c", "violence", "now", "/questions/start", {}),
    ("N6", "T2", "team_urgency", "danger_now", "/questions/start-team", {}),
]
POISON, VIOLENCE = "tel:0800147111", "tel:080005005"


def test_every_row_of_danger_is_among_these() -> None:
    rows = {row.id for row in active_protocol().rows if row.urgency.value == "now"}
    assert rows == {row for row, *_ in DANGERS}


@pytest.mark.parametrize(("row", "key", "item", "value", "door", "earlier"), DANGERS)
@pytest.mark.parametrize("beside", ["answered", "still empty", "no answer at all"])
@pytest.mark.requirement("SR-2")
def test_help_comes_in_the_very_next_response(
    row: str,
    key: str,
    item: str,
    value: str,
    door: str,
    earlier: Earlier,
    beside: str,
    world: World,
) -> None:
    browser = at_page(world, key, door, **earlier)
    others = {name: values for name, values in ANSWERS[key].items() if name != item}
    if beside == "still empty":
        others = {}
    elif beside == "no answer at all":
        others = {name: ["no such answer"] for name in others}
    pairs = [(name, one.encode()) for name, values in others.items() for one in values]
    answer = send(browser, f"/questions/{key}", [*pairs, (item, value.encode())])
    assert answer.status_code == 200, row
    page = answer.get_data(as_text=True)
    numbers = re.findall(r'href="(tel:[^"]+)"', page)
    assert numbers[0] == "tel:112"
    assert len(numbers) >= 2
    assert "Nobody has seen your answers yet" in page
    assert 'href="/call-me"' in page
    assert 'href="/questions/stop"' in page
    # The line for just this stands right after the emergency number.
    assert (numbers[1] == POISON) is (row == "N3")
    if row == "N5":
        assert numbers[1] == VIOLENCE
    assert 'href="/poistu"' in page


@pytest.mark.parametrize(("row", "key", "item", "value", "door", "earlier"), DANGERS)
@pytest.mark.requirement("SR-2")
def test_where_several_lines_speak_the_language_each_danger_has_its_own(
    row: str, key: str, item: str, value: str, door: str, earlier: Earlier, world: World
) -> None:
    browser = at_page(world, key, door, **earlier)
    browser.headers = {"Accept-Language": "fi"}
    page = send(browser, f"/questions/{key}", [(item, value.encode())]).get_data(as_text=True)
    numbers = re.findall(r'href="(tel:[^"]+)"', page)
    assert "Kukaan ei ole vielä nähnyt vastauksiasi" in page
    assert (numbers[1] == POISON) is (row == "N3")
    assert (numbers[1] == VIOLENCE) is (row == "N5")


@pytest.mark.parametrize(("row", "key", "item", "value", "door", "earlier"), DANGERS)
def test_what_was_told_counts_at_once(
    row: str,
    key: str,
    item: str,
    value: str,
    door: str,
    earlier: Earlier,
    world: World,
) -> None:
    browser = at_page(world, key, door, **earlier)
    send(browser, f"/questions/{key}", [(item, value.encode())])
    browser.get("/call-me")
    browser.post(phone="+358 00 000 001")
    (case,) = world.rows("support_case")
    assert case["urgency"] == "now", row
    assert len(world.rows("alert", case_id=case["id"])) == 1


def test_the_printed_card_tells_nothing_of_what_was_answered(world: World) -> None:
    printed = set()
    for _, key, item, value, door, earlier in DANGERS:
        browser = at_page(world, key, door, **earlier)
        page = send(browser, f"/questions/{key}", [(item, value.encode())]).get_data(as_text=True)
        main = page.partition("<main")[2].partition("</main>")[0]
        main = re.sub(r'<(p|section|details) class="[^"]*\bscreen-only\b.*?</\1>', "", main, flags=re.S)
        assert "tel:" not in main
        printed.add(" ".join(re.sub(r"<[^>]+>", " ", main).split()))
    (words,) = printed
    assert "112" in words


def test_the_way_on_from_the_card_asks_what_is_still_open(world: World) -> None:
    browser = at_page(world, "4a")
    page = send(browser, "/questions/4a", [("self_harm", b"today")]).get_data(as_text=True)
    onward = _way_on(page)
    browser.get(onward)
    assert browser.page is not None
    assert browser.page.status_code == 200
    assert browser.url.startswith("/questions/")


@pytest.mark.requirement("SR-2")
def test_help_now_stands_on_the_result_before_the_suggestion(world: World) -> None:
    browser = at_result(world, p4c={"harm_others": ["no"], "violence": ["now"], "unusual": ["no"]})
    page = browser.html()
    assert page.index("tel:112") < page.index('id="suggestion-title"')
    assert VIOLENCE in page


def test_our_own_call_stands_right_after_the_first_numbers_with_its_moment(world: World) -> None:
    browser = at_result(world, p4a={"death_thoughts": ["1"], "self_harm": ["today"]})
    page = browser.html()
    before, _, after = page.partition('id="call-title"')
    numbers = re.findall(r'class="line-card[^"]*" href="tel:([+\d]+)"', before)
    assert numbers[0] == "112"
    assert len(numbers) < len(re.findall(r'class="line-card', page))
    offer = after.partition("</section>")[0]
    assert 'href="/call-me"' in offer
    assert "10:00 today" in offer
    assert "More numbers" in after.partition('id="carry-title"')[0]
    assert page.count("We call you by") == 1


def test_the_card_stands_again_when_the_same_danger_is_told_again(world: World) -> None:
    browser = at_page(world, "4c")
    pairs = [("harm_others", b"no"), ("violence", b"now"), ("unusual", b"no")]
    for _ in range(2):
        answer = send(browser, "/questions/4c", pairs)
        assert "tel:112" in answer.get_data(as_text=True)


@pytest.mark.requirement("SR-8")
def test_a_danger_taken_back_still_counts(world: World) -> None:
    browser = at_page(world, "4c")
    send(browser, "/questions/4c", [("harm_others", b"no"), ("violence", b"now"), ("unusual", b"no")])
    send(browser, "/questions/4c", [("harm_others", b"no"), ("violence", b"no"), ("unusual", b"no")])
    browser.get("/call-me")
    browser.post(phone="+358 00 000 001")
    (case,) = world.rows("support_case")
    assert case["urgency"] == "now"


def test_an_answer_without_danger_leads_on_without_a_card(world: World) -> None:
    answer = send(at_page(world, "4c"), "/questions/4c", _pairs_of("4c"))
    assert answer.status_code == 302


@pytest.mark.requirement("SR-3")
def test_danger_reaches_the_nurse_even_when_the_questions_are_left_in_the_middle(world: World) -> None:
    sent = a_sent_case(world, book=False, p4a={"death_thoughts": ["3"], "self_harm": ["today"]})
    (case,) = world.rows("support_case", id=sent.case_id)
    assert (case["urgency"], case["path"], case["has_safety_row"]) == ("now", "crisis", True)
    nils: Browser = world.nurse(world.house.nils)
    assert "Aino" in nils.text()


def _pairs_of(key: str) -> list[tuple[str, bytes]]:
    return [(name, one.encode()) for name, values in ANSWERS[key].items() for one in values]


def _way_on(page: str) -> str:
    found = re.search(r'href="(/[^"]*)"[^>]*>\s*Go on with the questions', page)
    assert found
    return found.group(1)
