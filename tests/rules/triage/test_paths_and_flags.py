"""Which path is suggested, which others may be chosen, and which marks stand beside."""

from typing import Any

import pytest

from support.triage.rules.decision import decide
from tests.rules.triage.examples import in_use, usual

W = "withheld"
MEETING: dict[str, Any] = {
    "wish": "with_supervisor",
    "involve_supervisor": "yes",
    "strain": ("arrangements",),
    "strain_weight": 3,
}
OWN_PACE: dict[str, Any] = {
    "wish": "own_pace",
    "who5_1": 4,
    "who5_2": 4,
    "who5_3": 4,
    "phq4_2": 0,
    "phq4_3": 0,
    "work_ability": 9,
}


@pytest.mark.parametrize(
    ("changes", "skipped", "path"),
    [
        ({"hat": "my_team"}, "", "supervisor_support"),
        ({"at_work": "away_30plus"}, "", "physician"),
        ({"at_work": "away_10_29"}, "", "brief_support"),
        ({"wish": "physician"}, "", "physician"),
        ({"work_ability": 3, "duration": "over_half_year"}, "", "physician"),
        ({"work_ability": 4, "duration": "over_half_year"}, "", "brief_support"),
        ({"work_ability": 3, "duration": "months"}, "", "brief_support"),
        (MEETING, "", "tripartite"),
        ({**MEETING, "involve_supervisor": "maybe_later"}, "", "tripartite"),
        ({**MEETING, "involve_supervisor": "no"}, "", "brief_support"),
        (MEETING, "involve_supervisor", "brief_support"),
        ({**MEETING, "wish": "few_talks"}, "", "tripartite"),
        ({**MEETING, "wish": "few_talks", "strain_weight": 2}, "", "tripartite"),
        ({**MEETING, "wish": "few_talks", "strain_weight": 1}, "", "brief_support"),
        ({**MEETING, "wish": "few_talks", "involve_supervisor": "maybe_later"}, "", "brief_support"),
        ({**MEETING, "work_ability": 4}, "", "tripartite"),
        ({**MEETING, "work_ability": 3}, "", "brief_support"),
        ({**MEETING, "strain": ("conflict", "supervisor_part_of_it")}, "", "brief_support"),
        ({**MEETING, "strain": ("harassment_or_violence",)}, "", "brief_support"),
        ({**MEETING, "events": ("violence_or_threat",), "event_recent": "no"}, "", "brief_support"),
        (MEETING, "events", "tripartite"),
        ({**MEETING, "violence": "past"}, "", "tripartite"),
        (MEETING, "violence", "brief_support"),
        (MEETING, "strain", "brief_support"),
        (OWN_PACE, "", "self_care"),
        ({**OWN_PACE, "who5_2": 2, "who5_3": 1}, "", "self_care"),
        ({**OWN_PACE, "who5_1": 3, "who5_2": 2, "who5_3": 1}, "", "brief_support"),
        ({**OWN_PACE, "phq4_2": 1}, "", "self_care"),
        ({**OWN_PACE, "phq4_2": 2}, "", "brief_support"),
        ({**OWN_PACE, "work_ability": 8}, "", "self_care"),
        ({**OWN_PACE, "work_ability": 7}, "", "brief_support"),
        ({**OWN_PACE, "osss_1": 1}, "", "self_care"),
        ({**OWN_PACE, "osss_1": 1, "osss_2": 3}, "", "brief_support"),
        ({**OWN_PACE, "hope": 4}, "", "self_care"),
        ({**OWN_PACE, "hope": 3}, "", "brief_support"),
        ({**OWN_PACE, "substance": "worry"}, "", "brief_support"),
        (OWN_PACE, "substance", "brief_support"),
        (OWN_PACE, "coping_now", "brief_support"),
        ({**OWN_PACE, "strain": ("change",), "strain_weight": 2}, "", "self_care"),
        ({**OWN_PACE, "strain": ("change",), "strain_weight": 3}, "", "brief_support"),
        ({**OWN_PACE, "strain": ("supervisor_part_of_it",), "strain_weight": 0}, "", "brief_support"),
        (OWN_PACE, "strain", "brief_support"),
        (OWN_PACE, "osss_3", "brief_support"),
        ({**OWN_PACE, "earlier_help": "did_not_help"}, "", "brief_support"),
        ({**OWN_PACE, "hope": 1}, "", "brief_support"),
    ],
)
def test_the_first_path_that_fits_is_suggested(changes: dict[str, Any], skipped: str, path: str) -> None:
    assert decide(in_use(), usual(*skipped.split(), **changes)).path == path


@pytest.mark.parametrize(
    ("changes", "path", "others"),
    [
        ({}, "brief_support", ()),
        (OWN_PACE, "self_care", ("brief_support",)),
        ({**MEETING, "at_work": "away_30plus"}, "physician", ("tripartite", "brief_support")),
        ({**MEETING, "unusual": "yes"}, "urgent_call", ("tripartite", "brief_support")),
        ({"harm_others": "yes", "wish": "physician"}, "crisis", ("physician", "brief_support")),
    ],
)
def test_later_paths_may_be_chosen_and_a_talk_is_always_among_them(
    changes: dict[str, Any], path: str, others: tuple[str, ...]
) -> None:
    decision = decide(in_use(), usual(**changes))
    assert (decision.path, decision.alternatives) == (path, others)


@pytest.mark.parametrize(
    ("changes", "skipped", "flags"),
    [
        ({}, "", ()),
        ({"safe_to_text": "no"}, "", ("safe_contact",)),
        ({"violence": "afraid"}, "", ("safe_contact",)),
        ({"violence": "now"}, "", ("safe_contact",)),
        ({"violence": "past"}, "", ()),
        ({"violence": "afraid", "safe_to_text": "yes"}, "", ()),
        ({"violence": W}, "", ("safe_contact", "incomplete")),
        ({"strain": ("harassment_or_violence",)}, "", ("violence_at_work",)),
        ({"strain": ("supervisor_part_of_it",)}, "", ("supervisor_in_strain",)),
        ({}, "unusual", ("incomplete",)),
        ({"substance": W}, "", ("incomplete",)),
        ({}, "substance", ("incomplete",)),
        ({"death_thoughts": 1, "plan": "no"}, "", ("incomplete",)),
        ({"death_thoughts": 1, "plan": "no", "keep_safe": "yes"}, "", ()),
        ({}, "osss_1 osss_2", ()),
        ({}, "osss_1 osss_2 osss_3", ("incomplete",)),
        ({}, "work_ability", ("incomplete",)),
        ({f"who5_{n}": 4 for n in range(1, 6)} | {"work_ability": 3}, "", ("answers_differ",)),
        ({f"who5_{n}": 4 for n in range(1, 6)} | {"who5_1": 2, "work_ability": 3}, "", ()),
        ({f"who5_{n}": 4 for n in range(1, 6)} | {"work_ability": 4}, "", ()),
        ({f"who5_{n}": 4 for n in range(1, 6)} | {"phq4_1": 3, "phq4_2": 3, "phq4_3": 3}, "",
         ("answers_differ",)),
        ({"under_18": "yes"}, "", ("under_18",)),
        ({"under_18": "no"}, "", ()),
    ],
)  # fmt: skip
def test_flags_mark_what_the_nurse_should_see(
    changes: dict[str, Any], skipped: str, flags: tuple[str, ...]
) -> None:
    assert decide(in_use(), usual(*skipped.split(), **changes)).flags == flags


@pytest.mark.parametrize("off", [("who5",), ("phq4",), ("osss3",), ("work_ability_score",)])
def test_nobody_is_left_to_self_care_while_an_instrument_is_off(off: tuple[str, ...]) -> None:
    assert decide(in_use().without(off), usual(**OWN_PACE)).path == "brief_support"


def test_an_instrument_that_is_off_takes_its_rows_away_and_the_rest_stays() -> None:
    skipped = usual("who5_1", "phq4_1", "work_ability")
    whole, without_who5 = in_use(), in_use().without(["who5"])
    assert decide(whole, skipped).matched == ("X8", "X9")
    assert decide(without_who5, skipped).matched == ("X8", "X9")
    assert decide(without_who5, usual("who5_1")).matched == ()
    assert decide(whole.without(["who5", "phq4"]), skipped).matched == ("X8",)
    assert decide(whole.without(["work_ability_score"]), skipped).matched == ("X9",)
    assert (
        decide(whole.without(["work_ability_score"]), usual("work_ability", **MEETING)).path == "tripartite"
    )
    assert "6" not in [page.key for page in without_who5.pages]


def test_instruments_without_a_letter_are_named() -> None:
    assert in_use().uncleared() == ("who5", "work_ability_score")
