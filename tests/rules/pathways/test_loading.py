"""The catalogue: which step is offered behind each path."""

import re
from pathlib import Path

import pytest

from support.pathways.loading import load_catalogue, own_catalogue
from support.triage.loading import active_protocol
from support.vocabulary import pathway
from support.vocabulary.language import LANGUAGES
from support.vocabulary.strict_yaml import FileFaults

CATALOGUE = own_catalogue()


@pytest.mark.parametrize(
    ("path", "code", "kind", "minutes", "professions"),
    [
        ("crisis", "CRISIS", "nurse_call", 30, {"nurse"}),
        ("urgent_call", "URGENT", "nurse_call", 30, {"nurse"}),
        ("brief_support", "BRIEF", "one_to_one", 60, {"psychologist", "coach", "nurse"}),
        ("tripartite", "TRIPARTITE", "nurse_call", 30, {"nurse"}),
        ("supervisor_support", "SUPERVISOR", "nurse_call", 30, {"nurse", "coach"}),
        ("physician", "PHYSICIAN", "nurse_call", 20, {"nurse"}),
    ],
)
def test_the_first_step_of_each_path_is_offered(
    path: str, code: str, kind: str, minutes: int, professions: set[str]
) -> None:
    found = CATALOGUE[pathway.Path(path)]
    assert found.code == code
    assert found.first_step is not None
    assert (found.first_step.kind, found.first_step.minutes) == (kind, minutes)
    assert found.first_step.professions == professions


def test_every_path_that_the_questions_lead_to_is_in_the_catalogue() -> None:
    named = {row.path for row in active_protocol().paths} | {pathway.CRISIS, pathway.URGENT_CALL}
    assert named <= CATALOGUE.keys()


def test_self_care_books_nothing_but_offers_a_talk() -> None:
    self_care = CATALOGUE[pathway.Path("self_care")]
    assert self_care.first_step is None
    assert self_care.nurse_call.kind == "nurse_call"


def test_seven_paths_are_served() -> None:
    assert len(CATALOGUE) == 7


@pytest.mark.parametrize("path", sorted(CATALOGUE))
def test_a_nurse_call_stands_behind_every_path(path: pathway.Path) -> None:
    call = CATALOGUE[path].nurse_call
    assert call.kind == "nurse_call"
    assert call.minutes in (20, 30)
    assert call.professions == {"nurse"}


@pytest.mark.parametrize("path", sorted(CATALOGUE))
def test_every_pathway_has_a_name_in_three_languages(path: pathway.Path) -> None:
    names = [CATALOGUE[path].name(language) for language in LANGUAGES]
    assert all(names)
    assert len(set(names)) == 3


def test_three_party_coaching_says_why_it_begins_with_a_call() -> None:
    assert "consent" in (CATALOGUE[pathway.Path("tripartite")].note or "")


FILE = """
code: ONE
version: 1
serves: [one]
name: {fi: a, sv: b, en: c}
first_step: {kind: one_to_one, minutes: 60, professions: [coach], channels: [phone], who: [employee]}
nurse_call: {kind: nurse_call, minutes: 20, professions: [nurse], channels: [phone], who: [employee, nurse]}
steps:
  - key: "1"
    kind: one_to_one
    title: {fi: a, sv: b, en: c}
    attendees: {employee: required, practitioner: required}
    minutes: 45
    professions: [coach]
    channels: [video]
    gap: {least: 1, usual: 2, most: 3, since: start}
    themes: [what_carries]
  - key: "2"
    kind: supervisor_coaching
    title: {fi: a, sv: b, en: d}
    attendees: {employee: never, supervisor: required, practitioner: required}
    minutes: 46
    professions: [coach]
    channels: [video]
    skippable_with_reason: true
  - key: "3"
    kind: tripartite
    title: {fi: a, sv: b, en: e}
    attendees: {employee: required, supervisor: required, practitioner: required, support_person: optional}
    minutes: 47
    professions: [coach]
    channels: [video]
    must: [goals_agreed]
  - {key: "4", kind: checkin, title: {fi: a, sv: b, en: f}, attendees: {employee: required}}
sessions: {least: 1, usual: 1, most: 1}
completion: {held: ["1"], held_or_refused: ["2"]}
confidentiality: {fi: a, sv: b, en: g}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version: 1", "version: first", "version: is not a whole number"),
        ("serves: [one]\n", "", "serves: is missing"),
        ("{fi: a, sv: b, en: c}", "{fi: a, en: c}", "name.sv: is missing"),
        ("kind: one_to_one", "kind: horoscope", "first_step.kind: is the unknown kind"),
        ("minutes: 60", "minutes: 0", "first_step.minutes: is not a number above 0"),
        ("minutes: 60", "minutes: 600", "first_step.minutes: is over 240"),
        ("[coach]", "[astrologer]", "first_step.professions: has the unknown word 'astrologer'"),
        ("[coach]", "coach", "first_step.professions: is not a list"),
        ("nurse_call: {kind: nurse_call", "nurse_call: {kind: physician", "nurse_call: is not a nurse call"),
        ("code: ONE", "code: ONE\ncode: TWO", "'code' twice"),
        ("code: ONE", "code: ONE\ncolour: red", "colour: is not known here"),
        ("kind: checkin", "kind: horoscope", "steps[3].kind: is the unknown kind 'horoscope'"),
        ("kind: checkin", "kind: cohort_start", "steps[3].kind: cohort_start does not belong here"),
        ("sv: b, en: e", "en: e", "steps[2].title.sv: is missing"),
        ('key: "2"', 'key: "1"', "steps[1].key: '1' stands twice"),
        (
            "employee: never",
            "employee: required",
            "steps[1].attendees: the employee is never at the coaching",
        ),
        (
            "employee: never",
            "employee: sometimes",
            "steps[1].attendees.employee: has the unknown word 'sometimes'",
        ),
        ("employee: never", "cat: never", "steps[1].attendees.cat: is not known here"),
        (
            "{employee: required, supervisor: required, practitioner: required, support",
            "{employee: optional, supervisor: required, practitioner: required, support",
            "steps[2].attendees: tripartite needs the employee",
        ),
        (
            "supervisor: required, practitioner: required, support",
            "practitioner: required, support",
            "steps[2].attendees: tripartite needs the supervisor",
        ),
        (
            "supervisor: required, practitioner: required, support",
            "supervisor: required, nurse: required, support",
            "steps[2].attendees: tripartite needs the practitioner",
        ),
        (
            "{employee: required, practitioner: required}",
            "{employee: required, supervisor: optional, practitioner: required}",
            "steps[0].attendees: a talk of two has no supervisor in it",
        ),
        (
            "{employee: required, practitioner: required}",
            "{employee: required}",
            "steps[0].attendees: nobody of the provider holds it",
        ),
        (
            "attendees: {employee: required}}",
            "attendees: {employee: optional}}",
            "steps[3].attendees: nobody has",
        ),
        ("least: 1, usual: 2", "least: 3, usual: 2", "steps[0].gap: 3, 2, 3 are not in order"),
        ("most: 3, since", "most: 1, since", "steps[0].gap: 1, 2, 1 are not in order"),
        ("least: 1, usual: 2", "least: -1, usual: 2", "steps[0].gap.least: is not a number from 0"),
        ("since: start", "since: easter", "steps[0].gap.since: has the unknown word 'easter'"),
        ("since: start", "since: start, until: now", "steps[0].gap.until: is not known here"),
        ("[what_carries]", "[what_sinks]", "steps[0].themes: has the unknown word 'what_sinks'"),
        ("[goals_agreed]", "[goals_scored]", "steps[2].must: has the unknown word 'goals_scored'"),
        ("minutes: 46", "minutes: 300", "steps[1].minutes: is over 240"),
        ("    minutes: 46\n", "", "steps[1].minutes: supervisor_coaching cannot be booked without"),
        (
            "kind: checkin,",
            "kind: checkin, minutes: 5,",
            "steps[3].minutes: nothing is booked for a check-in",
        ),
        ("skippable_with_reason: true", "skippable_with_reason: perhaps", "is not a true or false"),
        ("    skippable_with_reason: true\n", "", "held_or_refused: '2' cannot be refused with a reason"),
        ("usual: 1, most: 1", "usual: 2, most: 1", "sessions: 1, 2, 1 are not in order"),
        ("usual: 1, most: 1", "usual: 1, most: 3", "sessions.most: is 3, but there are 1 talks"),
        ('held: ["1"], ', "", "completion.held: names no step"),
        ('held: ["1"]', 'held: ["9"]', "completion.held: there is no step '9'"),
        ('held: ["1"]', 'held: ["1", "2"]', "completion: '2' stands in both lists"),
        ('key: "1"', 'key: "1"\n    optional: true', "completion.held: '1' is optional"),
        ("confidentiality: {fi: a, sv: b, en: g}\n", "", "confidentiality: is not a mapping"),
        ("version: 1", "version: 2", "derived_from: is missing"),
        ("version: 1", "version: 2\nderived_from: 2", "derived_from: is not an earlier version"),
        ("version: 1", "version: 2\nderived_from: 1", "changes: are missing"),
        (
            "version: 1",
            "version: 2\nderived_from: 1\nchanges: [{what: a, why: b}]",
            "changes[0].decision: is missing",
        ),
        ("version: 1", "version: 1\nchanges: [{what: a, decision: b}]", "changes[0].why: is missing"),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert set(load_catalogue(tmp_path)) == {"one"}
    assert old in FILE
    file.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(FileFaults, match=re.escape(says)):
        load_catalogue(tmp_path)


def test_two_pathways_never_serve_one_path(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(FILE.replace("ONE", "TWO"), encoding="utf-8")
    with pytest.raises(FileFaults, match="one is served by ONE too"):
        load_catalogue(tmp_path)


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(FileFaults, match="has no pathway"):
        load_catalogue(tmp_path)


def test_the_faults_of_all_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(FILE.replace("version: 1", "version: 0"), encoding="utf-8")
    (tmp_path / "two.yaml").write_text("code: [", encoding="utf-8")
    with pytest.raises(FileFaults) as found:
        load_catalogue(tmp_path)
    assert len(found.value.faults) == 2


def test_a_version_stands_in_one_file_only(tmp_path: Path) -> None:
    for name in ("one", "again"):
        (tmp_path / f"{name}.yaml").write_text(FILE, encoding="utf-8")
    with pytest.raises(FileFaults, match=r"one.yaml.version: ONE has a version 1 already"):
        load_catalogue(tmp_path)


def test_what_is_offered_comes_from_the_newest_version(tmp_path: Path) -> None:
    later = "version: 2\nderived_from: 1\nchanges: [{what: a, why: b, decision: c}]"
    (tmp_path / "a.yaml").write_text(FILE.replace("version: 1", later), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(FILE, encoding="utf-8")
    assert load_catalogue(tmp_path)[pathway.Path("one")].version == 2
