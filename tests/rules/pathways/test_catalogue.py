"""The shipped versions are those of the domain model D.1 to D.8."""

from pathlib import Path

import pytest

from support.pathways import loading
from support.pathways.loading import load_versions, own_outcomes, own_themes
from support.pathways.rules.minutes import minutes_of, optional_minutes, provider_minutes
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.step import Attendee, Need, Since, StepKind
from support.vocabulary.language import LANGUAGES

CATALOGUE = Path(loading.__file__).with_name("catalogue")
VERSIONS = {f"{one.code} {one.version}": one for one in load_versions(CATALOGUE)}
ALL = sorted(VERSIONS)


def kinds(pathway: Pathway) -> str:
    return " ".join(step.kind for step in pathway.steps)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BRIEF 1", "one_to_one one_to_one one_to_one one_to_one one_to_one checkin checkin"),
        ("CRISIS 1", "help_page nurse_call decision nurse_call re_triage"),
        ("PHYSICIAN 1", "nurse_call physician workability_negotiation nurse_call"),
        ("SELFCARE 1", "self_care checkin checkin checkin"),
        ("SUPERVISOR 1", "nurse_call supervisor_coaching supervisor_coaching group_event checkin"),
        ("TRIPARTITE 1", "tripartite one_to_one one_to_one one_to_one one_to_one tripartite checkin"),
        (
            "TRIPARTITE 2",
            "tripartite one_to_one one_to_one one_to_one one_to_one supervisor_coaching tripartite checkin",
        ),
        ("URGENT 1", "nurse_call decision nurse_call"),
    ],
)
def test_the_steps_follow_each_other_as_the_domain_model_says(name: str, expected: str) -> None:
    assert kinds(VERSIONS[name]) == expected


def test_eight_versions_of_seven_pathways_are_shipped() -> None:
    assert len(VERSIONS) == 8
    assert len({one.code for one in VERSIONS.values()}) == 7


def test_both_versions_of_three_party_coaching_take_the_same_time_of_the_provider() -> None:
    first, second = VERSIONS["TRIPARTITE 1"], VERSIONS["TRIPARTITE 2"]
    assert provider_minutes(first) == provider_minutes(second) == 510
    assert [minutes_of(step) for step in first.steps] == [90, 90, 90, 90, 90, 60, 0]
    assert [minutes_of(step) for step in second.steps] == [90, 90, 90, 90, 45, 45, 60, 0]


def test_optional_talks_and_events_for_a_group_are_not_counted_among_the_minutes() -> None:
    assert (provider_minutes(VERSIONS["BRIEF 1"]), optional_minutes(VERSIONS["BRIEF 1"])) == (150, 90)
    assert (provider_minutes(VERSIONS["SUPERVISOR 1"]), optional_minutes(VERSIONS["SUPERVISOR 1"])) == (
        90,
        45,
    )
    assert provider_minutes(VERSIONS["SELFCARE 1"]) == 0


@pytest.mark.parametrize(("version", "last"), [(1, "5"), (2, "5a")])
def test_the_four_talks_cover_five_contents_and_the_last_one_two(version: int, last: str) -> None:
    talks = [one for one in VERSIONS[f"TRIPARTITE {version}"].steps if one.kind is StepKind.ONE_TO_ONE]
    assert [len(talk.themes) for talk in talks] == [1, 1, 1, 2]
    assert talks[-1].key == last
    assert talks[-1].themes == ("conditions_of_coping_at_work", "securing_actions")
    assert [(one.gap.least, one.gap.usual, one.gap.most) for one in talks if one.gap] == [(7, 14, 21)] * 4


def test_the_opening_discussion_does_not_count_without_its_three_outcomes() -> None:
    opening = VERSIONS["TRIPARTITE 1"].steps[0]
    assert opening.must == ("goals_agreed", "timetable_agreed", "confidentiality_acknowledged")
    assert opening.before == ("agenda_approved",)


def test_version_two_is_not_complete_without_the_supervisors_step_held_or_refused() -> None:
    second = VERSIONS["TRIPARTITE 2"]
    assert second.completion.held == ("1", "2", "3", "4", "5a", "6")
    assert second.completion.held_or_refused == ("5b",)
    step = second.step("5b")
    assert step is not None
    assert step.needs(Attendee.EMPLOYEE) is Need.NEVER
    assert step.is_skippable_with_reason
    assert second.step("9") is None


def test_version_two_says_which_decision_stands_behind_each_change() -> None:
    second = VERSIONS["TRIPARTITE 2"]
    assert second.derived_from == 1
    assert [bool(change.what and change.why and change.decision) for change in second.changes] == [True, True]
    assert second.changes[0].indicators == ("I15", "I17")


def test_the_start_meeting_of_a_group_is_no_step_of_a_person() -> None:
    for name in ("TRIPARTITE 1", "TRIPARTITE 2"):
        (start,) = VERSIONS[name].before_enrolment
        assert start.must == ("aims_of_work", "target_group", "schedule")
        assert start.needs(Attendee.HR) is Need.REQUIRED


def test_check_ins_of_self_care_are_counted_from_the_start_and_others_from_the_last_session() -> None:
    def days(name: str) -> list[tuple[int, Since]]:
        steps = VERSIONS[name].steps
        return [(one.gap.usual, one.gap.since) for one in steps if one.kind is StepKind.CHECKIN and one.gap]

    assert days("SELFCARE 1") == [(7, Since.START), (21, Since.START), (42, Since.START)]
    assert days("BRIEF 1") == [(42, Since.LAST_SESSION), (120, Since.LAST_SESSION)]


@pytest.mark.parametrize("name", ALL)
def test_everything_a_person_reads_stands_in_three_languages(name: str) -> None:
    pathway = VERSIONS[name]
    for step in (*pathway.steps, *pathway.before_enrolment):
        assert len({step.title(language) for language in LANGUAGES}) == 3
    assert len({pathway.confidentiality[language] for language in LANGUAGES}) == 3


@pytest.mark.parametrize("code", sorted(own_themes()))
def test_a_theme_has_a_name_and_a_worksheet_in_three_languages(code: str) -> None:
    theme = own_themes()[code]
    assert len({theme.name(language) for language in LANGUAGES}) == 3
    for language in LANGUAGES:
        assert 2 <= len(theme.worksheet(language)) <= 3
        assert all(question.endswith("?") for question in theme.worksheet(language))


def test_every_theme_and_every_outcome_is_used_by_a_version() -> None:
    steps = [step for one in VERSIONS.values() for step in (*one.steps, *one.before_enrolment)]
    assert {theme for step in steps for theme in step.themes} == own_themes().keys()
    named = {word for step in steps for word in (*step.before, *step.must, *step.outputs)}
    assert named == own_outcomes().keys()
