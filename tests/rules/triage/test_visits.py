"""What was given and taken back, short check-ins, and the supervisor's door."""

from typing import Any

import pytest

from support.triage.rules.answers import with_changes, with_given
from support.triage.rules.decision import decide
from tests.rules.triage.examples import in_use, usual

W = "withheld"


@pytest.mark.parametrize(
    ("given", "urgency", "matched"),
    [
        ({"plan": ("yes", "no")}, "now", ("N1",)),
        ({"violence": ("afraid", "no")}, "same_day", ("D7",)),
        ({"violence": (W, "no")}, "same_day", ("D7", "X3")),
        ({"wish": ("talk_today", "few_talks")}, "same_day", ("D9",)),
        ({"death_thoughts": (1, 0), "plan": ("no",), "keep_safe": ("yes",)}, "next_day", ("X1",)),
        ({"hope": (1, 6)}, "next_day", ("X11",)),
        ({"phq4_3": (3, 0), "phq4_4": (3, 0)}, "next_day", ("X6",)),
        ({f"who5_{n}": (0, 3) for n in range(1, 6)}, "next_day", ("X7",)),
        ({"events": (("violence_or_threat",), ("nothing",)), "event_recent": ("yes",)}, "same_day", ("D7",)),
        ({"violence": ("no", "no")}, "routine", ()),
    ],
)
@pytest.mark.requirement("SR-8")
def test_an_answer_changed_afterwards_lowers_nothing(
    given: dict[str, Any], urgency: str, matched: tuple[str, ...]
) -> None:
    decision = decide(in_use(), usual(), given)
    assert (decision.urgency, decision.matched) == (urgency, matched)


@pytest.mark.requirement("SR-7", "SR-8")
def test_an_answer_skipped_afterwards_lowers_nothing() -> None:
    assert decide(in_use(), usual("plan"), {"plan": ("yes",)}).urgency == "now"


def test_the_path_follows_the_urgency_of_everything_given() -> None:
    assert decide(in_use(), usual(), {"harm_others": ("yes", "no")}).path == "crisis"


def test_what_was_given_stays_when_answers_are_taken_back() -> None:
    given = with_given(with_given({}, {"plan": "yes", "hope": 3}), {"plan": None, "hope": 4})
    assert given == {"plan": ("yes",), "hope": (3, 4)}
    assert with_changes({"plan": "yes", "hope": 3}, {"plan": None, "hope": 4}) == {"hope": 4}


def test_the_same_answer_twice_is_given_once() -> None:
    assert with_given({"hope": (3,)}, {"hope": 3}) == {"hope": (3,)}


@pytest.mark.parametrize(
    ("answers", "urgency", "path"),
    [
        ({"hat": "my_team"}, "routine", "supervisor_support"),
        ({"hat": "my_team", "team_urgency": "today"}, "same_day", "urgent_call"),
        ({"hat": "my_team", "team_urgency": "this_week", "wish": "talk_today"}, "same_day", "urgent_call"),
        ({"hat": "my_team", "safe_to_text": "yes"}, "routine", "supervisor_support"),
        ({"hat": "my_team", "hope": 6}, "next_day", "supervisor_support"),
        ({"hat": "my_team", "death_thoughts": W}, "same_day", "urgent_call"),
        ({"hat": "self"}, "next_day", "brief_support"),
    ],
)
def test_the_supervisors_door_asks_only_for_its_own(answers: dict[str, Any], urgency: str, path: str) -> None:
    decision = decide(in_use(), answers)
    assert (decision.urgency, decision.path) == (urgency, path)


def test_an_own_answer_taken_back_still_opens_the_first_door() -> None:
    assert decide(in_use(), {"hat": "my_team"}, {"hope": (6,)}).urgency == "next_day"


@pytest.mark.requirement("SR-17")
def test_items_that_a_check_in_does_not_ask_are_not_missing() -> None:
    asked = ["coping_now", "keep_safe"]
    assert decide(in_use(), {"coping_now": "ok"}, asked=asked).matched == ()
    assert decide(in_use(), {"coping_now": "hardly", "keep_safe": "no"}, asked=asked).urgency == "now"


def test_a_decision_is_written_with_exactly_the_agreed_fields() -> None:
    assert decide(in_use(), usual(wish="talk_today")).as_json() == {
        "urgency": "same_day",
        "path": "urgent_call",
        "alternatives": ["brief_support"],
        "matched": ["D9"],
        "scores": {"who5": 60, "phq4": 3, "osss3": 11, "work_ability_score": 8},
        "flags": [],
        "protocol": "voimavarat 1.0.0",
    }
