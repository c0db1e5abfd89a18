"""What a nurse must not overlook in a case: who has it, what to heed before a call, what was answered."""

import re
from html import unescape

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case

NO_ANSWERS = "No answers: a time or a call was asked for directly."
NO_MESSAGES = "No text messages to this person."


def _opened(browser: Browser, case_id: str) -> str:
    assert browser.get(f"/cases/{case_id}").status_code == 200
    return browser.text()


def test_the_head_of_a_case_says_who_has_it(world: World) -> None:
    sent = a_sent_case(world, book=False)
    nils, nina = world.nurse(world.house.nils), world.nurse(world.house.nina)
    assert "Handled by" not in _opened(nils, sent.case_id)
    nils.post(f"/cases/{sent.case_id}/claim")
    for nurse, said in ((nils, "Handled by you"), (nina, "Handled by Nils Nurmi")):
        text = _opened(nurse, sent.case_id)
        assert re.findall(r"Handled by (?:you|\w+ \w+)", text) == [said]
        assert text.index(said) < text.index("Carries and weighs")
    nils.post(f"/cases/{sent.case_id}/release")
    assert "Handled by" not in _opened(nils, sent.case_id)


def test_the_word_of_a_person_without_messages_stands_where_the_nurse_calls(world: World) -> None:
    sent = a_sent_case(world, book=False, contact={"safe_to_text": "no"})
    nils = world.nurse(world.house.nils)
    (word,) = re.findall(r"Recognition word (\S+) ", _opened(nils, sent.case_id))
    for address, after in (
        (f"/cases/{sent.case_id}", "Carries and weighs"),
        (f"/queue?peek={sent.case_id}", "Carries"),
    ):
        nils.get(address)
        called = nils.text().partition(" Call ")[2]
        assert called.index(f"{NO_MESSAGES} Recognition word: {word}") < called.index(after), address


def test_where_messages_may_go_nothing_is_to_be_heeded_before_a_call(world: World) -> None:
    sent = a_sent_case(world, book=False)
    nils = world.nurse(world.house.nils)
    for address in (f"/cases/{sent.case_id}", f"/queue?peek={sent.case_id}"):
        nils.get(address)
        assert NO_MESSAGES not in nils.text()


def test_a_case_without_answers_says_so_in_one_sentence(world: World) -> None:
    browser = world.browser()
    browser.get("/call-me")
    browser.post(first_name="Aino", phone=PHONE, safe_to_text="yes")
    (case,) = world.rows("support_case")
    text = _opened(world.nurse(world.house.nils), case["id"])
    assert text.count(NO_ANSWERS) == 1
    for words in ("Why", "Scales", "not complete", "Not answered", "All answers"):
        assert words not in text, words


def test_a_case_with_answers_says_why_and_never_that_there_are_none(world: World) -> None:
    sent = a_sent_case(world, book=False)
    text = _opened(world.nurse(world.house.nils), sent.case_id)
    assert NO_ANSWERS not in text
    assert " Why " in text and " Scales " in text


def test_a_score_stands_beside_the_highest_that_the_protocol_allows(world: World) -> None:
    sent = a_sent_case(world, book=False)
    nils = world.nurse(world.house.nils)
    _opened(nils, sent.case_id)
    (scales,) = re.findall(r'<dl class="kv kv--numbers">(.*?)</dl>', nils.html(), re.DOTALL)
    shown = [unescape(one) for one in re.findall(r"<dd>(.*?)</dd>", scales)]
    assert shown == ["60 / 100", "4 / 12", "11 / 14", "7 / 10"]
