"""Which page tells of danger now, of what kind, and what a person may do instead of going on."""

import pytest

from support.triage.rules.answers import Answer
from support.triage.rules.danger import danger_on, kind_of_danger, topics_of
from support.triage.rules.decision import decide, is_served_from_anywhere
from support.triage.rules.pages import newly_asked, place_of
from support.triage.rules.visit import Visit
from support.vocabulary.pathway import Urgency
from tests.rules.triage.examples import in_use, usual

Told = dict[str, Answer]
CALM_4A: Told = {"death_thoughts": 0, "self_harm": "no"}
N_ROWS: list[tuple[str, str, Told, str, tuple[str, ...]]] = [
    ("N1", "4b", {"plan": "yes"}, "oneself", ()),
    ("N2", "4b", {"keep_safe": "no"}, "oneself", ()),
    ("N3", "4a", {"self_harm": "today"}, "oneself", ("poison",)),
    ("N4", "4c", {"harm_others": "yes"}, "others", ()),
    ("N5", "4c", {"violence": "now"}, "violence", ("violence",)),
    ("N6", "T2", {"team_urgency": "danger_now"}, "team", ()),
]


def told(page: str, changes: Told, before: Visit | None = None) -> tuple[str, ...]:
    earlier = before or Visit()
    return danger_on(in_use(), in_use().page(page), earlier, earlier.after_page(changes, page))


def test_the_examples_name_every_row_of_danger() -> None:
    rows = [row.id for row in in_use().rows if row.urgency is Urgency.NOW]
    assert [row for row, *_ in N_ROWS] == rows


@pytest.mark.parametrize(("row", "page", "answer", "kind", "topics"), N_ROWS)
def test_each_row_alone_brings_help_of_its_kind(
    row: str, page: str, answer: Told, kind: str, topics: tuple[str, ...]
) -> None:
    assert told(page, answer) == (row,)
    assert kind_of_danger(in_use(), in_use().page(page), (row,), ["violence"]) == kind
    assert topics_of(in_use(), (row,)) == topics


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        ("4a", CALM_4A),
        ("4a", {"death_thoughts": 3}),
        ("4a", {"self_harm": "months3"}),
        ("4a", {"self_harm": "withheld"}),
        ("4b", {"plan": "unsure", "keep_safe": "unsure"}),
        ("4c", {"harm_others": "unsure", "violence": "afraid", "unusual": "yes"}),
        ("T2", {"team_urgency": "today"}),
    ],
)
def test_what_can_wait_until_a_call_brings_no_help_card(page: str, answer: Told) -> None:
    assert told(page, answer) == ()


def test_a_danger_beside_an_open_item_counts_at_once() -> None:
    assert told("4a", {"self_harm": "today"}) == ("N3",)
    assert told("4c", {"violence": "now"}) == ("N5",)


def test_two_dangers_on_one_page_are_both_told_and_violence_leads() -> None:
    rows = told("4c", {"harm_others": "yes", "violence": "now"})
    assert rows == ("N4", "N5")
    assert kind_of_danger(in_use(), in_use().page("4c"), rows, ["violence"]) == "violence"


@pytest.mark.parametrize(
    ("page", "answer", "rows"),
    [
        ("4c", {"harm_others": "no", "violence": "no", "unusual": "no"}, ()),
        ("4c", {"violence": "now"}, ("N5",)),
        ("5", {"events": ("loss",)}, ()),
    ],
)
def test_after_a_danger_the_next_page_brings_help_only_for_what_it_tells_itself(
    page: str, answer: Told, rows: tuple[str, ...]
) -> None:
    in_danger = Visit().after_page({"death_thoughts": 2, "self_harm": "today"}, "4a")
    assert told(page, answer, in_danger) == rows


def test_the_same_danger_told_again_on_its_page_brings_help_again() -> None:
    in_danger = Visit().after_page({"self_harm": "today"}, "4a")
    assert told("4a", {"self_harm": "today"}, in_danger) == ("N3",)


@pytest.mark.parametrize("changed", ["no", "months3", "withheld", None])
def test_a_danger_that_is_taken_back_brings_no_second_card(changed: Answer | None) -> None:
    in_danger = Visit().after_page({"self_harm": "today"}, "4a")
    after = in_danger.after_page({"self_harm": changed}, "4a")
    assert danger_on(in_use(), in_use().page("4a"), in_danger, after) == ()
    # Yet the need stays as urgent as it was told.
    assert decide(in_use(), after.answers, after.given).urgency is Urgency.NOW


def test_an_answer_changed_into_danger_brings_help() -> None:
    calm = Visit().after_page({"self_harm": "no"}, "4a")
    assert told("4a", {"self_harm": "today"}, calm) == ("N3",)


@pytest.mark.parametrize(
    ("page", "may"),
    [("2", False), ("3", False), ("4a", False), ("4c", True), ("5", True), ("13", True), ("4b", False)],
)
def test_a_number_may_be_left_from_the_page_after_the_first_about_safety(page: str, may: bool) -> None:
    assert place_of(in_use(), usual(), page).may_stop is may


def test_where_no_page_is_about_safety_nothing_is_offered_instead() -> None:
    answers: Told = {"hat": "my_team"}
    assert not any(place_of(in_use(), answers, page).may_stop for page in ("T1", "T2", "T3"))


@pytest.mark.parametrize(
    ("page", "answers", "is_new"),
    [
        ("4a", {}, False),
        ("4b", {"death_thoughts": 1}, True),
        ("4b", {"death_thoughts": 1, "plan": "no"}, False),
        ("10b", {"strain": ("change",)}, True),
        ("10b", {"strain": ("change",), "strain_weight": 1}, False),
    ],
)
def test_a_page_is_newly_asked_while_a_condition_shows_it_without_any_answer(
    page: str, answers: Told, is_new: bool
) -> None:
    assert newly_asked(in_use().page(page), answers) is is_new


@pytest.mark.parametrize(
    ("answers", "is_served"),
    [
        (usual(), False),
        (usual(violence="past"), False),
        (usual(death_thoughts=2, plan="no", keep_safe="yes"), True),
        (usual(violence="now"), True),
    ],
)
def test_a_person_of_an_unknown_workplace_is_served_when_a_call_is_needed_today(
    answers: Told, is_served: bool
) -> None:
    decision = decide(in_use(), answers)
    assert is_served_from_anywhere(decision) is is_served


def test_a_person_of_an_unknown_workplace_is_served_when_nobody_knows_how_urgent_it_is() -> None:
    assert is_served_from_anywhere(None)
