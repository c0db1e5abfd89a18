"""Which pages are shown, in which order, and where a person is among them."""

import pytest

from support.triage.rules.answers import Answer
from support.triage.rules.pages import items_on, pages_for, place_of
from support.triage.rules.review import review
from tests.rules.triage.examples import in_use, usual

ALL = "2 3 4a 4c 5 5b 6 7 8 9 10 11 12 13 14"


def keys(answers: dict[str, Answer], door: str | None = None) -> str:
    return " ".join(page.key for page in pages_for(in_use(), answers, door))


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, ALL),
        ({"death_thoughts": 0, "self_harm": "no"}, ALL),
        ({"death_thoughts": 1}, ALL.replace("4a", "4a 4b")),
        ({"death_thoughts": "withheld"}, ALL.replace("4a", "4a 4b")),
        ({"self_harm": "months3"}, ALL.replace("4a", "4a 4b")),
        ({"self_harm": "withheld"}, ALL.replace("4a", "4a 4b")),
        ({"strain": ("none",)}, ALL),
        ({"strain": ("change",)}, ALL.replace("10", "10 10b")),
        ({"strain": ()}, ALL),
        ({"wish": "with_supervisor"}, ALL),
        ({"hat": "my_team"}, "T1 T2 T3 14"),
        ({"hat": "my_team", "wish": "few_talks", "safe_to_text": "yes"}, "T1 T2 T3 14"),
        ({"hat": "my_team", "hope": 5}, ALL),
    ],
)
def test_pages_follow_the_answers(answers: dict[str, Answer], shown: str) -> None:
    assert keys(answers) == shown


def test_the_supervisor_is_asked_for_only_where_a_meeting_is_possible() -> None:
    possible = usual(wish="with_supervisor", strain=("change",), strain_weight=1)
    assert "13b" in keys(possible).split()
    assert "13b" in keys({**possible, "wish": "few_talks", "strain_weight": 2}).split()
    assert "13b" not in keys({**possible, "wish": "few_talks"}).split()
    assert "13b" not in keys({**possible, "strain": ("supervisor_part_of_it",)}).split()
    assert "13b" not in keys({**possible, "violence": "afraid"}).split()


def test_with_work_ability_off_the_supervisor_can_still_be_asked_for() -> None:
    answers = usual("work_ability", wish="with_supervisor", strain=("change",), strain_weight=1)
    reduced = in_use().without(["work_ability_score"])
    assert "13b" in [page.key for page in pages_for(reduced, answers)]


def neighbours(answers: dict[str, Answer], key: str) -> tuple[str | None, str | None]:
    place = place_of(in_use(), answers, key)
    before, after = place.before, place.after
    return before.key if before else None, after.key if after else None


def where(answers: dict[str, Answer], key: str) -> tuple[int, int]:
    place = place_of(in_use(), answers, key)
    return place.number, place.of


def test_one_page_follows_another_both_ways() -> None:
    answers = usual(death_thoughts=1)
    for before, after in (("2", "3"), ("4a", "4b"), ("4b", "4c"), ("13", "14")):
        assert neighbours(answers, before)[1] == after
        assert neighbours(answers, after)[0] == before
    assert neighbours(answers, "2")[0] is None
    assert neighbours(answers, "14")[1] is None


def test_a_page_that_is_hidden_by_now_still_leads_on_and_back() -> None:
    assert neighbours(usual(), "4b") == ("4a", "4c")
    assert where(usual(), "4b") == (3, 15)


def test_a_supervisor_may_go_on_through_the_first_door() -> None:
    answers: dict[str, Answer] = {"hat": "my_team"}
    assert neighbours(answers, "T3")[1] == "14"
    assert neighbours(answers, "2")[1] == "3"
    assert where(answers, "T2") == (2, 4)
    assert where(answers, "3") == (2, 15)


def test_an_item_of_a_page_may_wait_for_an_answer() -> None:
    protocol = in_use()
    page = protocol.page("5b")
    assert [item.id for item in items_on(protocol, page, usual())] == ["coping_now"]
    shown = items_on(protocol, page, usual(events=("loss",)))
    assert [item.id for item in shown] == ["event_recent", "coping_now"]


def test_the_review_shows_every_answer_but_the_private_ones() -> None:
    protocol = in_use()
    answers = usual("hope", events=("loss", "violence_or_threat"), event_recent="no")
    rows = {row.item.id: row for row in review(protocol, answers)}
    assert not [row for row in rows.values() if row.item.private]
    assert rows["events"].answer == ("loss",)
    assert (rows["hope"].answer, rows["hope"].page) == (None, "11")
    assert rows["work_ability"].answer == 8
    assert "safe_to_text" not in rows
    assert list(rows) == [row.item.id for row in review(protocol, answers)]


def test_the_review_tells_nothing_of_a_pick_that_is_private_altogether() -> None:
    rows = {row.item.id: row for row in review(in_use(), usual(events=("violence_or_threat",)))}
    assert rows["events"].answer is None
