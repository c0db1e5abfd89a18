"""A version moves by the moves of the table and no other, and a draft is changed as a value."""

from dataclasses import replace
from pathlib import Path

import pytest

from support.pathways import loading
from support.pathways.loading import load_versions, own_bodies, own_words
from support.pathways.reading import pathway_in
from support.pathways.rules.checks import faults_of
from support.pathways.rules.differences import Difference, differences
from support.pathways.rules.drafting import (
    counts_as,
    free_key,
    moved,
    new_draft,
    with_change,
    with_step,
    without_change,
    without_step,
)
from support.pathways.rules.minutes import provider_minutes
from support.pathways.rules.pathway import Change, Pathway
from support.pathways.rules.process_map import process_map
from support.pathways.rules.step import Attendee, PathwayStep
from support.pathways.rules.version_states import (
    ALLOWED,
    VersionState,
    check_may_approve,
    check_may_change,
    may_approve,
)
from support.pathways.writing import body_of
from support.vocabulary.errors import Conflict, NotAllowed
from support.vocabulary.strict_yaml import FileFaults

CATALOGUE = Path(loading.__file__).with_name("catalogue")
VERSIONS = {f"{one.code} {one.version}": one for one in load_versions(CATALOGUE)}
V1, V2 = VERSIONS["TRIPARTITE 1"], VERSIONS["TRIPARTITE 2"]
CHANGE = Change("x", "y", "z", ())


def keys(pathway: Pathway) -> str:
    return " ".join(step.key for step in pathway.steps)


def step_of(pathway: Pathway, key: str) -> PathwayStep:
    found = pathway.step(key)
    assert found is not None
    return found


def test_nothing_becomes_active_without_having_been_approved() -> None:
    assert {state for (state, _move), to in ALLOWED.items() if to is VersionState.ACTIVE} == {
        VersionState.APPROVED
    }
    assert {state for (state, _move), to in ALLOWED.items() if to is VersionState.APPROVED} == {
        VersionState.IN_REVIEW
    }
    assert VersionState.RETIRED not in {state for state, _move in ALLOWED}


@pytest.mark.parametrize("state", VersionState)
def test_only_a_draft_is_ever_changed(state: VersionState) -> None:
    if state is VersionState.DRAFT:
        check_may_change(state)
    else:
        with pytest.raises(Conflict):
            check_may_change(state)


@pytest.mark.parametrize(
    ("profession", "who", "may"),
    [
        ("physician", "p", True),
        ("psychologist", "p", True),
        ("nurse", "p", False),
        ("coach", "p", False),
        ("service_manager", "p", False),
        ("physician", "w", False),
        ("psychologist", "w", False),
    ],
)
def test_a_physician_or_a_psychologist_approves_what_she_has_not_written(
    profession: str, who: str, may: bool
) -> None:
    assert may_approve(profession, who, ("v", "w")) is may
    if not may:
        with pytest.raises(NotAllowed):
            check_may_approve(profession, who, ("v", "w"))


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_what_is_written_is_read_as_the_same_version(name: str) -> None:
    assert pathway_in(body_of(VERSIONS[name])) == VERSIONS[name]


def test_the_text_of_a_shipped_version_is_its_file() -> None:
    assert {key: pathway_in(body) for key, body in own_bodies().items()} == {
        (one.code, one.version): one for one in VERSIONS.values()
    }


@pytest.mark.parametrize(("body", "says"), [("[", "body"), ("code: X", "version: is missing")])
def test_a_text_that_is_no_version_is_refused(body: str, says: str) -> None:
    with pytest.raises(FileFaults, match=says):
        pathway_in(body)


def test_a_new_draft_is_like_its_parent_and_says_no_change_yet() -> None:
    draft = new_draft(V2, 3)
    assert (draft.version, draft.derived_from, draft.changes) == (3, 2, ())
    assert differences(V2, draft) == ()
    assert [(one.place, one.what[:11]) for one in faults_of(draft, own_words())] == [
        ("changes", "are missing")
    ]
    said = with_change(draft, CHANGE)
    assert faults_of(said, own_words()) == ()
    assert without_change(said, 0).changes == ()
    assert without_change(said, 1) == said


def test_a_step_is_added_last_with_the_next_number_and_can_be_moved() -> None:
    step = replace(step_of(V2, "4"), key=free_key(V2))
    longer = with_step(V2, step, instead_of=None, counts="held")
    assert keys(longer) == "1 2 3 4 5a 5b 6 7 8"
    assert longer.completion.held == ("1", "2", "3", "4", "5a", "6", "8")
    assert provider_minutes(longer) == 600
    up = moved(moved(longer, "8", -1), "8", -1)
    assert keys(up) == "1 2 3 4 5a 5b 8 6 7"
    assert up.completion.held == ("1", "2", "3", "4", "5a", "8", "6")
    assert keys(moved(up, "1", -1)) == keys(moved(up, "7", 1)) == keys(up)


def test_a_step_that_gets_another_number_counts_as_before() -> None:
    step = replace(step_of(V2, "5b"), key="5c")
    renamed = with_step(V2, step, instead_of="5b", counts="refusable")
    assert renamed.completion.held_or_refused == ("5c",)
    assert [counts_as(renamed, key) for key in ("1", "5c", "7")] == ["held", "refusable", "no"]
    stricter = with_step(V2, step_of(V2, "5b"), instead_of="5b", counts="held")
    assert (stricter.completion.held[-2:], stricter.completion.held_or_refused) == (("5b", "6"), ())


def test_a_step_that_is_taken_away_counts_for_nothing() -> None:
    shorter = without_step(V2, "5b")
    assert keys(shorter) == "1 2 3 4 5a 6 7"
    assert shorter.completion.held_or_refused == ()
    assert without_step(shorter, "5b") == shorter


def test_two_steps_never_have_one_number_and_what_is_gone_cannot_be_changed() -> None:
    with pytest.raises(Conflict):
        with_step(V2, replace(step_of(V2, "4"), key="3"), instead_of="4", counts="held")
    with pytest.raises(Conflict):
        with_step(V2, step_of(V2, "4"), instead_of=None, counts="held")
    with pytest.raises(Conflict):
        with_step(V2, step_of(V2, "4"), instead_of="9", counts="held")
    with pytest.raises(Conflict):
        moved(V2, "9", 1)


def told(found: tuple[Difference, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.how.value, getattr(one.after or one.before, "key", ""), one.fields) for one in found]


def test_version_two_differs_from_version_one_as_the_round_said() -> None:
    assert told(differences(V1, V2)) == [
        ("removed", "5", ()),
        ("changed", "1", ("must",)),
        ("added", "5a", ()),
        ("added", "5b", ()),
        ("changed", "6", ("must",)),
        ("changed", "", ("completion",)),
    ]


def test_only_the_step_that_was_moved_is_said_to_have_moved() -> None:
    assert told(differences(V2, moved(V2, "1", 1))) == [("moved", "1", ()), ("changed", "", ("completion",))]
    far = V2
    for _place in range(6):
        far = moved(far, "1", 1)
    assert [one for one in told(differences(V2, far)) if one[0] == "moved"] == [("moved", "1", ())]


def test_the_map_says_who_takes_part_and_on_which_day() -> None:
    found = process_map(V2)
    assert found.lanes == (Attendee.EMPLOYEE, Attendee.SUPERVISOR, Attendee.PRACTITIONER)
    assert found.others == (Attendee.SUPPORT_PERSON,)
    assert [(one.step.key, one.day) for one in found.steps] == [
        *(("1", 0), ("2", 14), ("3", 28), ("4", 42), ("5a", 56), ("5b", 61), ("6", 75), ("7", 165))
    ]


def test_what_only_some_people_come_to_moves_nothing_that_follows() -> None:
    days = {one.step.key: one.day for one in process_map(VERSIONS["BRIEF 1"]).steps}
    assert days == {"1": 0, "2": 10, "3": 24, "4": 38, "5": 38, "6": 66, "7": 144}


def test_days_from_the_start_are_counted_from_the_start() -> None:
    assert [one.day for one in process_map(VERSIONS["SELFCARE 1"]).steps] == [0, 7, 21, 42]
    assert [one.day for one in process_map(VERSIONS["CRISIS 1"]).steps] == [0, 0, 0, 1, 6]
