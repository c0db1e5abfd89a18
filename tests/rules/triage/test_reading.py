"""What is posted becomes answers, or a sentence at the field; nothing raises."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.triage.rules import reading
from support.triage.rules.answers import Answer
from support.triage.rules.reading import Reading, read_page
from tests.rules.triage.examples import in_use, usual

Fields = dict[str, list[str]]


def read(page: str, fields: Fields, answers: dict[str, Answer] | None = None, **how: bool) -> Reading:
    protocol = in_use()
    return read_page(protocol, protocol.page(page), answers or {}, fields, **how)


def who5(*values: str) -> Fields:
    return {f"who5_{number}": [value] for number, value in enumerate(values, start=1)}


@pytest.mark.parametrize(
    ("page", "fields", "changes"),
    [
        ("2", {"strengths": ["sleep", "people", "sleep"]}, {"strengths": ("sleep", "people")}),
        ("3", {"scale_now": ["0"]}, {"scale_now": 0}),
        ("3", {"scale_now": ["10"], "unknown": ["1"]}, {"scale_now": 10}),
        ("4a", {"death_thoughts": ["0"], "self_harm": ["withheld"]},
         {"death_thoughts": 0, "self_harm": "withheld"}),
        ("5", {"events": ["nothing"]}, {"events": ("nothing",)}),
        ("6", who5("5", "4", "3", "2", "0"),
         {"who5_1": 5, "who5_2": 4, "who5_3": 3, "who5_4": 2, "who5_5": 0}),
        ("9", {"substance": ["withheld"]}, {"substance": "withheld"}),
        ("13", {"wish": ["own_pace"]}, {"wish": "own_pace", "own_words": None}),
        ("13", {"wish": ["own_pace"], "own_words": ["  a\r\nb\x00\u202ec\t"]},
         {"wish": "own_pace", "own_words": "a\nbc"}),
        ("13", {"wish": ["own_pace"], "own_words": ["ä" * 500]},
         {"wish": "own_pace", "own_words": "ä" * 500}),
    ],
)  # fmt: skip
def test_a_page_filled_in_is_understood(page: str, fields: Fields, changes: dict[str, Any]) -> None:
    assert read(page, fields) == Reading(changes, {})


@pytest.mark.parametrize(
    ("page", "fields", "errors"),
    [
        ("3", {}, {"scale_now": reading.EMPTY_MAY_SKIP}),
        ("3", {"scale_now": [""]}, {"scale_now": reading.EMPTY_MAY_SKIP}),
        ("3", {"scale_now": ["11"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": ["-1"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": ["٣"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": [" 3"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": ["3.0"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": ["3", "4"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": ["3\x00"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": ["withheld"]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("3", {"scale_now": ["9" * 100_000]}, {"scale_now": reading.NOT_A_CHOICE}),
        ("5", {"events": ["loss", "flood"]}, {"events": reading.NOT_A_CHOICE}),
        ("5", {"events": ["loss", "nothing"]}, {"events": reading.NOT_TOGETHER}),
        ("9", {}, {"substance": reading.EMPTY_MAY_WITHHOLD}),
        ("6", who5("5", "4", "3", "2"), {"who5_5": reading.EMPTY_MAY_SKIP}),
        ("4a", {}, {"death_thoughts": reading.EMPTY_MAY_WITHHOLD, "self_harm": reading.EMPTY_MAY_WITHHOLD}),
        ("13", {"wish": ["own_pace"], "own_words": ["ä" * 501]}, {"own_words": reading.TOO_LONG}),
        ("13", {"wish": ["own_pace"], "own_words": ["a" * 1_000_000]}, {"own_words": reading.TOO_LONG}),
        ("13", {"wish": ["own_pace"], "own_words": ["a", "b"]}, {"own_words": reading.NOT_TEXT}),
    ],
)
def test_what_cannot_be_understood_is_said_at_the_field(
    page: str, fields: Fields, errors: dict[str, str]
) -> None:
    assert read(page, fields).errors == errors


def test_an_error_beside_a_safety_answer_does_not_hold_the_answer_back() -> None:
    found = read("4b", {"plan": ["yes"]}, {"death_thoughts": 1})
    assert found.changes == {"plan": "yes"}
    assert list(found.errors) == ["keep_safe"]


def test_a_safety_item_is_asked_once_more_and_then_counts_as_missing() -> None:
    found = read("4a", {"self_harm": ["no"]}, asked_before=True)
    assert found == Reading({"death_thoughts": None, "self_harm": "no"}, {})


def test_asking_once_is_for_safety_pages_only() -> None:
    assert read("9", {}, asked_before=True).errors == {"substance": reading.EMPTY_MAY_WITHHOLD}
    assert read("3", {}, asked_before=True).errors == {"scale_now": reading.EMPTY_MAY_SKIP}


def test_a_safety_page_cannot_be_skipped() -> None:
    assert list(read("4a", {}, skipped=True).errors) == ["death_thoughts", "self_harm"]


def test_skipping_keeps_what_was_filled_in_and_leaves_the_rest_open() -> None:
    found = read("6", who5("5", "4", "3", "2"), skipped=True)
    assert found == Reading({"who5_1": 5, "who5_2": 4, "who5_3": 3, "who5_4": 2, "who5_5": None}, {})


def test_skipping_a_page_that_is_full_takes_it_back() -> None:
    assert read("3", {"scale_now": ["4"]}, {"scale_now": 4}, skipped=True).changes == {"scale_now": None}


def test_a_private_answer_that_is_not_shown_again_stays_in_force() -> None:
    assert read("4a", {}, {"death_thoughts": 1, "self_harm": "no"}) == Reading({}, {})
    earlier: dict[str, Answer] = {"events": ("loss", "violence_or_threat")}
    assert read("5", {"events": ["money"]}, earlier).changes == {"events": ("money", "violence_or_threat")}
    assert read("5", {"events": ["nothing"]}, earlier).changes["events"] == ("nothing",)


def test_an_answer_is_dropped_when_its_page_is_no_longer_shown() -> None:
    hidden = ("strain_weight", "involve_supervisor")
    answers = usual(*hidden, death_thoughts=1, plan="no", keep_safe="yes")
    found = read("4a", {"death_thoughts": ["0"], "self_harm": ["no"]}, answers)
    assert found.changes == {"death_thoughts": 0, "self_harm": "no", "plan": None, "keep_safe": None}


def test_what_hangs_on_a_dropped_answer_is_dropped_as_well() -> None:
    answers = usual(strain=("change",), strain_weight=3, involve_supervisor="yes")
    found = read("10", {"strain": ["none"]}, answers)
    assert found.changes == {"strain": ("none",), "strain_weight": None, "involve_supervisor": None}


_NASTY = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", "0", "no", "withheld", "nothing", "loss", "\x00", "\u202e1", "\ud800", "9" * 400]),
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(data=st.data())
def test_no_posted_rubbish_raises(data: st.DataObject) -> None:
    protocol = in_use()
    page = data.draw(st.sampled_from(protocol.pages))
    names = st.sampled_from([*page.items, "rubbish"])
    fields = data.draw(st.dictionaries(names, st.lists(_NASTY, max_size=3), max_size=4))
    answers = usual(events=("loss",), strain=("change",), death_thoughts=1)
    found = read_page(protocol, page, answers, fields, skipped=data.draw(st.booleans()))
    assert set(found.errors) <= set(page.items)
    for item, answer in found.changes.items():
        known = (*protocol.items[item].values, "withheld")
        is_text = not protocol.items[item].values
        assert answer is None or is_text or answer in known or isinstance(answer, tuple)
