"""The catalogue: which step is offered behind each path."""

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
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version: 1", "version: first", "version: is not a whole number"),
        ("serves: [one]\n", "", "serves: is missing"),
        ("sv: b, ", "", "name.sv: is missing"),
        ("kind: one_to_one", "kind: horoscope", "first_step.kind: is the unknown kind"),
        ("minutes: 60", "minutes: 0", "first_step.minutes: is not a number above 0"),
        ("minutes: 60", "minutes: 600", "first_step.minutes: is over 240"),
        ("[coach]", "[astrologer]", "unknown word 'astrologer'"),
        ("[coach]", "coach", "first_step.professions: is not a list"),
        ("nurse_call: {kind: nurse_call", "nurse_call: {kind: physician", "nurse_call: is not a nurse call"),
        ("code: ONE", "code: ONE\ncode: TWO", "'code' twice"),
        ("code: ONE", "code: ONE\ncolour: red", "colour: is not known here"),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert set(load_catalogue(tmp_path)) == {"one"}
    file.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(FileFaults, match=says):
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
