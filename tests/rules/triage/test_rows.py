"""Every urgency row: hit as alone as it can be, at its edge, and just outside."""

from typing import Any

import pytest

from support.triage.rules.decision import decide
from tests.rules.triage.examples import in_use, usual

W = "withheld"
ASKED = {"plan": "no", "keep_safe": "yes"}
SOME_DAYS = {"death_thoughts": 1, **ASKED}
WHO5 = tuple(f"who5_{number}" for number in range(1, 6))
PHQ4 = tuple(f"phq4_{number}" for number in range(1, 5))


def scale(items: tuple[str, ...], *values: int) -> dict[str, int]:
    return dict(zip(items, values, strict=True))


# What is changed, what is skipped, which rows match, and how soon somebody looks.
ROWS: list[tuple[dict[str, Any], str, str, str]] = [
    ({}, "", "", "routine"),
    ({"plan": "yes", "keep_safe": "yes"}, "", "N1", "now"),
    ({"plan": "no", "keep_safe": "no"}, "", "N2", "now"),
    ({"self_harm": "today", **ASKED}, "", "N3", "now"),
    ({"harm_others": "yes"}, "", "N4", "now"),
    ({"violence": "now"}, "", "N5", "now"),
    ({"team_urgency": "danger_now"}, "", "N6", "now"),
    ({"death_thoughts": 2, **ASKED}, "", "D1", "same_day"),
    ({"death_thoughts": 3, **ASKED}, "", "D1", "same_day"),
    ({"self_harm": "months3", **ASKED}, "", "D2", "same_day"),
    ({"plan": "unsure", "keep_safe": "yes"}, "", "D3", "same_day"),
    ({"plan": "no", "keep_safe": "unsure"}, "", "D3", "same_day"),
    ({"death_thoughts": 1, "keep_safe": "yes"}, "", "D4 X1", "same_day"),
    ({"death_thoughts": 1, "plan": "no"}, "", "D4 X1", "same_day"),
    ({**SOME_DAYS, "plan": W}, "", "D4 X1", "same_day"),
    ({**SOME_DAYS, "keep_safe": W}, "", "D4 X1", "same_day"),
    (SOME_DAYS, "self_harm", "D4 X1 X2", "same_day"),
    ({"death_thoughts": W}, "", "D4 X2", "same_day"),
    ({"self_harm": W}, "", "D4 X2", "same_day"),
    ({"unusual": "yes"}, "", "D5", "same_day"),
    ({"harm_others": "unsure"}, "", "D6", "same_day"),
    ({"violence": "afraid"}, "", "D7", "same_day"),
    ({"violence": W}, "", "D7 X3", "same_day"),
    ({"events": ("loss", "violence_or_threat"), "event_recent": "yes"}, "", "D7", "same_day"),
    ({"events": ("violence_or_threat",), "event_recent": "no"}, "", "", "routine"),
    ({"events": ("violence_or_threat",)}, "", "", "routine"),
    ({"events": ("loss",), "event_recent": "yes"}, "", "", "routine"),
    ({"coping_now": "cannot"}, "", "D8", "same_day"),
    ({"events": ("loss",), "event_recent": "yes", "coping_now": "hardly"}, "", "D8 X10", "same_day"),
    ({"wish": "talk_today"}, "", "D9", "same_day"),
    ({"wish": "not_sure"}, "", "", "routine"),
    ({**SOME_DAYS, "hope": 2}, "", "D10 X1", "same_day"),
    ({**SOME_DAYS, "hope": 3}, "", "X1", "next_day"),
    ({**SOME_DAYS, "substance": "harm"}, "", "D10 X1 X5", "same_day"),
    ({**SOME_DAYS, "substance": "worry"}, "", "X1", "next_day"),
    ({**SOME_DAYS, "substance": W}, "", "X1 X5", "next_day"),
    (SOME_DAYS, "hope", "X1", "next_day"),
    ({"team_urgency": "today"}, "", "D11", "same_day"),
    ({"team_urgency": "this_week"}, "", "", "routine"),
    ({}, "death_thoughts", "X2", "next_day"),
    ({}, "self_harm", "X2", "next_day"),
    ({}, "unusual", "X2", "next_day"),
    ({"unusual": W}, "", "X2", "next_day"),
    ({}, "harm_others", "X3", "next_day"),
    ({}, "violence", "X3", "next_day"),
    ({"harm_others": W}, "", "X3", "next_day"),
    ({"violence": "past"}, "", "X4", "next_day"),
    ({"substance": "harm"}, "", "X5", "next_day"),
    ({"substance": W}, "", "X5", "next_day"),
    ({"substance": "worry"}, "", "", "routine"),
    ({}, "substance", "", "routine"),
    (scale(PHQ4, 3, 3, 2, 1), "", "X6", "next_day"),
    (scale(PHQ4, 3, 2, 2, 1), "", "", "routine"),
    (scale(PHQ4, 3, 3, 3, 0), "phq4_4", "X6", "next_day"),
    (scale(PHQ4, 3, 3, 2, 3), "phq4_4", "", "routine"),
    (scale(PHQ4, 0, 0, 3, 3), "", "X6", "next_day"),
    (scale(PHQ4, 0, 0, 3, 3), "phq4_1 phq4_2", "X6", "next_day"),
    (scale(PHQ4, 0, 0, 3, 2), "", "", "routine"),
    (scale(WHO5, 2, 2, 1, 1, 1), "", "X7", "next_day"),
    (scale(WHO5, 2, 2, 2, 1, 1), "", "", "routine"),
    (scale(WHO5, 1, 1, 0, 0, 3), "who5_5", "X7", "next_day"),
    (scale(WHO5, 1, 1, 1, 0, 0), "who5_5", "", "routine"),
    ({"work_ability": 3}, "", "X8", "next_day"),
    ({"work_ability": 4}, "", "", "routine"),
    ({}, "work_ability", "X8", "next_day"),
    ({}, "who5_1 phq4_1", "X9", "next_day"),
    ({}, "who5_1", "", "routine"),
    ({}, "phq4_1", "", "routine"),
    ({"coping_now": "hardly"}, "", "X10", "next_day"),
    ({"events": ("loss",), "event_recent": "yes"}, "coping_now", "X10", "next_day"),
    ({}, "coping_now", "", "routine"),
    ({"hope": 1}, "", "X11", "next_day"),
    ({"hope": 2}, "", "", "routine"),
]


@pytest.mark.parametrize(("changes", "skipped", "rows", "urgency"), ROWS)
def test_rows_match_at_their_edge_and_not_outside(
    changes: dict[str, Any], skipped: str, rows: str, urgency: str
) -> None:
    decision = decide(in_use(), usual(*skipped.split(), **changes))
    assert (" ".join(decision.matched), decision.urgency) == (rows, urgency)


def test_every_row_of_the_protocol_is_tried_here() -> None:
    tried = {row for _, _, rows, _ in ROWS for row in rows.split()}
    assert tried == {row.id for row in in_use().rows}


@pytest.mark.requirement("SR-9")
def test_a_good_score_cancels_no_safety_row() -> None:
    best = {**scale(WHO5, 5, 5, 5, 5, 5), **scale(PHQ4, 0, 0, 0, 0), "work_ability": 10, "hope": 10}
    assert decide(in_use(), usual(unusual="yes", **best)).urgency == "same_day"


@pytest.mark.requirement("SR-7")
def test_scores_need_every_item_and_stand_beside_the_decision() -> None:
    scores = decide(in_use(), usual("phq4_2")).scores
    assert scores == {"who5": 60, "phq4": None, "osss3": 11, "work_ability_score": 8}
