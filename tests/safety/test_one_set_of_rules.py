"""SR-6, SR-9, SR-21: what is no answer about the person never decides anything."""

import inspect
import shutil
from pathlib import Path

import pytest

from support.triage.loading import ProtocolFault, load_protocol
from support.triage.rules.decision import decide
from support.vocabulary.language import LANGUAGES
from tests.builders import World, a_sent_case
from tests.rules.triage.examples import IN_USE


@pytest.mark.requirement("SR-9", "SR-21")
def test_deciding_is_told_neither_language_nor_employer_nor_hour() -> None:
    assert set(inspect.signature(decide).parameters) == {"protocol", "answers", "given", "asked"}


@pytest.mark.requirement("SR-21")
def test_the_same_answers_are_the_same_case_in_every_language(world: World) -> None:
    found = set()
    for number, language in enumerate(LANGUAGES):
        contact = {"phone": f"+358 00 000 {number:03d}"}
        sent = a_sent_case(world, book=False, contact=contact, p9={"substance": ["harm"]})
        (case,) = world.rows("support_case", id=sent.case_id)
        found.add((language, case["urgency"], case["path"], case["flags"]))
    assert len({(urgency, path, flags) for _, urgency, path, flags in found}) == 1


@pytest.mark.requirement("SR-21")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_without_one_of_its_sentences_does_not_load(tmp_path: Path, language: str) -> None:
    copy = tmp_path / IN_USE.name
    shutil.copytree(IN_USE, copy)
    lines = (copy / "texts.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.strip().startswith(f"{language}:"))
    (copy / "texts.yaml").write_text("".join(lines[:first] + lines[first + 1 :]), encoding="utf-8")
    with pytest.raises(ProtocolFault, match=f"{language} is missing"):
        load_protocol(copy)
