"""A protocol with faults does not load, and every fault is told with its file and place."""

import shutil
from pathlib import Path

import pytest

from support.triage.loading import ProtocolFault, load_all, load_protocol, protocol_named
from tests.rules.triage.examples import IN_USE, SMALL, in_use

STRUCTURE, TEXTS, VECTORS = "protocol.yaml", "texts.yaml", "vectors.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "kevyt-0.1.0"
    shutil.copytree(SMALL / "kevyt-0.1.0", copy)
    return copy


def plant(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> str:
    with pytest.raises(ProtocolFault) as caught:
        load_protocol(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (STRUCTURE, "when: {item: halytys, is: [soi]}", "when: {item: halyt, is: [soi]}",
         "protocol.yaml: rows.1.when.item: 'halyt' is not known"),
        (STRUCTURE, "is: [soi]}}", "is: [pauhaa]}}", "rows.1.when.is.1: 'pauhaa' is no value of halytys"),
        (STRUCTURE, "[hiljaa, soi]", "[no, yes]", "items.halytys.values.1: False is no value"),
        (STRUCTURE, "id: R2", "id: R1", "rows.2: R1 stands twice"),
        (STRUCTURE, "key: b", "key: a", "pages.2: a stands twice"),
        (STRUCTURE, "  kuulo_2: {kind", "  kuulo_1: {kind", "'kuulo_1' twice"),
        (STRUCTURE, "door: melu, items: [kuulo_1", "door: halli, items: [kuulo_1",
         "pages.b: unreachable: 'halli' is no door"),
        (STRUCTURE, "items: [halytys], decline: withhold", "items: [halytys], decline: withhold, "
         "shown_when: {item: kuulo_1, at_least: 1}", "pages.a: unreachable: kuulo_1 is asked only later"),
        (STRUCTURE, "items: [vapaasti]", "items: [kuulo_1]", "items.vapaasti: no page asks this item"),
        (STRUCTURE, "items: [vapaasti]", "items: [kuulo_1, vapaasti]", "kuulo_1 is asked twice"),
        (STRUCTURE, "urgency: next_day", "urgency: soon", "rows.2.urgency: 'soon' is not known"),
        (STRUCTURE, "at_least: 30", "at_least: 50", "no score of kuulo is at_least 50"),
        (STRUCTURE, "{item: halytys, missing: true}", "{item: halytys, missing: false}",
         "rows.2.when.any.2.missing: only true can stand here"),
        (STRUCTURE, "safety: true, when", "safty: true, when", "rows.1.safty: unknown field"),
        (STRUCTURE, "paths:", "pathways:", "pathways: unknown field"),
        (STRUCTURE, "{id: S3, path: keskustelu, when: always}", "{id: S3, path: keskustelu}",
         "paths.3: when is missing"),
        (STRUCTURE, "code: kevyt", "code: raskas", "the folder has another name"),
        (STRUCTURE, "kind: text, limit: 20", "kind: text", "items.vapaasti: limit is missing"),
        (STRUCTURE, "{item: kuulo_1, at_least: 2}", "{item: halytys, is: [soi]}",
         "picture.weighs.lahteet: shows a private answer: halytys"),
        (STRUCTURE, "flags:\n  - {id: laite, when: {item: lahteet, is: [laitteet]}}",
         "flags:\n  - {id: laite, when: {item: vapaasti, answered: true}}",
         "own words are read by people and by no rule"),
        (STRUCTURE, "is: [laitteet]}}", "is: [withheld]}}", "flags.laite: lahteet can never be withheld"),
        (STRUCTURE, "is: [laitteet]}}", "is: [laitteet]}, when: []}", "'when' twice"),
        (STRUCTURE, "items:\n", "items:\n\t", "protocol.yaml"),
        (TEXTS, "sv: text soi, ", "", "texts.yaml: items.halytys.values.soi: sv is missing"),
        (TEXTS, "soi: {fi: teksti soi, sv: text soi, en: words soi}", "x: {fi: a, sv: b, en: c}",
         "texts.yaml: items.halytys.values.soi: the text is missing"),
        (TEXTS, "soi: {fi: teksti soi,", "muu: {fi: a, sv: b, en: c}\n      soi: {fi: teksti soi,",
         "items.halytys.values.muu: no part of the protocol uses this text"),
        (TEXTS, "fi: teksti soi,", "fi: 'teksti {kello}',", "the languages have different placeholders"),
        (TEXTS, "{fi: teksti soi, sv: text soi, en: words soi}",
         "{fi: '{kello}', sv: '{kello}', en: '{kello}'}", "unknown placeholder {kello}"),
        (TEXTS, "{fi: teksti soi, sv: text soi, en: words soi}",
         "{fi: '{call_time}', sv: '{call_time}', en: '{call_time}'}", "unknown placeholder {call_time}"),
        (VECTORS, "halytys: soi", "halytys: pauhaa", "unknown value of halytys: 'pauhaa'"),
        (VECTORS, "{halytys: soi}", "{hal: soi}", "unknown item: 'hal'"),
        (VECTORS, "path: tulpat", "path: korvat", "vectors.3.path: 'korvat' is not known"),
        (VECTORS, "id: soi", "id: rauhallinen", "vectors.2: rauhallinen stands twice"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_told_with_its_place(
    folder: Path, file: str, old: str, new: str, fault: str
) -> None:
    plant(folder, file, old, new)
    assert fault in faults_of(folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (STRUCTURE, "at_least: 30", "at_least: 20"),
        (STRUCTURE, "urgency: next_day", "urgency: same_day"),
        (TEXTS, "fi: teksti soi,", "fi: teksti soi nyt,"),
        (VECTORS, "{halytys: soi}", "{halytys: hiljaa}"),
    ],
)
@pytest.mark.requirement("SR-11")
def test_what_was_signed_cannot_be_changed_without_a_new_version(
    folder: Path, file: str, old: str, new: str
) -> None:
    plant(folder, file, old, new)
    assert "a change needs a new version" in faults_of(folder)


@pytest.mark.parametrize("missing", ["physician: Lauri Esimerkki, ", ", psychologist: Maija Esimerkki"])
@pytest.mark.requirement("SR-11")
def test_one_profession_alone_signs_nothing(folder: Path, missing: str) -> None:
    plant(folder, STRUCTURE, missing, "")
    assert "has not signed" in faults_of(folder)


def test_taking_a_signed_version_into_use_changes_nothing_that_was_signed(folder: Path) -> None:
    before = load_protocol(folder)
    plant(folder, STRUCTURE, "active: true", "active: false")
    assert load_protocol(folder).content == before.content


def test_all_faults_are_told_at_once(folder: Path) -> None:
    plant(folder, STRUCTURE, "urgency: next_day", "urgency: soon")
    plant(folder, STRUCTURE, "safety: true, when", "safty: true, when")
    plant(folder, TEXTS, "sv: text soi, ", "")
    told = faults_of(folder)
    assert "soon" in told
    assert "safty" in told
    assert "sv is missing" in told


@pytest.mark.parametrize("file", [STRUCTURE, TEXTS, VECTORS])
def test_a_file_that_is_not_there_is_a_fault(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert f"kevyt-0.1.0/{file}" in faults_of(folder)


@pytest.mark.parametrize("content", ["", "- a", "null", "text", "a: [", "\x00", "!!python/name:os.system x"])
@pytest.mark.parametrize("file", [STRUCTURE, TEXTS, VECTORS])
def test_rubbish_in_a_file_is_a_fault_and_no_crash(folder: Path, file: str, content: str) -> None:
    (folder / file).write_text(content, encoding="utf-8")
    assert file in faults_of(folder)


def test_exactly_one_protocol_is_active(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "kevyt-0.1.0", tmp_path / "kevyt-0.1.0")
    shutil.copytree(IN_USE, tmp_path / "voimavarat-1.0.0")
    with pytest.raises(ProtocolFault, match="exactly one protocol is active, not 2"):
        load_all(tmp_path)


def test_an_old_decision_finds_its_own_protocol() -> None:
    assert protocol_named("voimavarat 1.0.0") is in_use()
    assert protocol_named("voimavarat 0.9.0") is None


def test_texts_are_found_by_key_and_language() -> None:
    protocol = in_use()
    assert protocol.text("items.wish.values.own_pace", "fi")
    assert protocol.optional_text("items.wish.no_such_hint", "fi") is None
    with pytest.raises(KeyError):
        protocol.text("items.wish.no_such_text", "fi")
