"""SR-12, SR-14: no verdict on a person in any language, and her own words are read by people alone."""

import re

import pytest

from support.triage.rules.conditions import About, atoms_of
from support.triage.rules.decision import decide
from support.triage.rules.items import Kind
from support.vocabulary.language import LANGUAGES
from tests.builders import World, at_result
from tests.rules.triage.examples import in_use, usual

# What would sound like a finding or an all-clear, in the texts that an employee reads.
FORBIDDEN = {
    "fi": r"matala riski|pieni riski|olet kunnossa|ei hätää|kaikki hyvin|sinulla on masennus",
    "sv": r"låg risk|liten risk|du mår bra\b|ingen fara|allt är bra|du har depression",
    "en": r"low risk|you are fine|no need to worry|all is well|you have depression|nothing to worry",
}


@pytest.mark.requirement("SR-12")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_protocol_is_a_finding_or_an_all_clear(language: str) -> None:
    said = [
        (key, words[language])
        for key, words in in_use().texts.items()
        if re.search(FORBIDDEN[language], words[language], flags=re.IGNORECASE)
    ]
    assert said == []


@pytest.mark.requirement("SR-12")
@pytest.mark.parametrize(
    "answers", [{}, {"p9": {"substance": ["harm"]}}, {"p13": {"wish": ["own_pace"]}}], ids=str
)
def test_no_score_and_no_instrument_stands_on_a_result(
    world: World, answers: dict[str, dict[str, list[str]]]
) -> None:
    page = at_result(world, **answers).text()
    assert not re.search(r"WHO-?5|PHQ|OSSS|score|points", page)
    assert "not a diagnosis" in page


@pytest.mark.requirement("SR-14")
def test_own_words_say_beside_the_field_that_they_are_not_read_at_once() -> None:
    (item,) = [one for one in in_use().items.values() if one.kind is Kind.TEXT]
    for language, words in (("fi", "ei lueta heti"), ("sv", "läses inte genast"), ("en", "not read at once")):
        assert words in in_use().text(f"items.{item.id}.hint", language)


@pytest.mark.requirement("SR-14")
def test_no_rule_reads_own_words() -> None:
    texts = {one.id for one in in_use().items.values() if one.kind is Kind.TEXT}
    protocol = in_use()
    conditions = [row.when for row in protocol.rows] + [flag.when for flag in protocol.flags]
    conditions += [row.when for row in protocol.paths if row.when is not None]
    named = {atom.name for each in conditions for atom in atoms_of(each) if atom.about is About.ITEM}
    assert not named & texts
    for words in ("I want to die", "Kaikki hyvin", "x" * 500):
        assert decide(in_use(), usual(own_words=words)) == decide(in_use(), usual())
