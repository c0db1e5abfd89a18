"""Every sentence of the program exists in Finnish and in Swedish, whole and in our tone."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
LANGUAGES = ("fi", "sv")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "sentence": None,
    "mark": None,
}
# Stems, so that every form of a word is found (domain model F.1, item 4).
WORDS_TO_AVOID = {
    "fi": re.compile(
        r"potila|\boire|häiriö|\briski|pistey|epäonnistu|virheelli|esimie|ongelmatapau|työkyvyttö", re.I
    ),
    "sv": re.compile(r"patient|symptom|störning|misslyck|ogiltig|riskperson", re.I),
    "en": re.compile(r"symptom|disorder|\binvalid|\bfailed|compliance", re.I),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%(?!\()[a-z%]|\{\w*\}")
_HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)

# A sentence, or the two forms of a plural.
Sentence = str | tuple[str, ...]


@cache
def sentences_of_the_program() -> frozenset[Sentence]:
    """Every sentence that code or a template marks for translation."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # carries no types
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, (), None)
    return frozenset(message for _, _, message, _, _ in found)


def catalogue_of(language: str) -> Catalog:
    """The catalogue that is kept for a language."""
    path = ROOT / "support" / "translations" / language / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(path.read_bytes()), locale=language)


def faults(used: frozenset[Sentence], catalogue: Catalog, language: str) -> list[str]:
    """What is wrong with a catalogue, one line each: the fault and the sentence."""
    kept = {message.id: message for message in catalogue if message.id}
    lines = [f"has no text: {one}" for one in used - kept.keys()]
    lines += [f"is no longer used: {one}" for one in kept.keys() - used]
    lines += [f"is no longer used: {one}" for one in catalogue.obsolete]
    lines += [
        f"{fault}: {message.id}" for message in kept.values() for fault in _faults_of(message, language)
    ]
    return sorted(lines)


def _faults_of(message: Message, language: str) -> Iterator[str]:
    if message.fuzzy:
        yield "is fuzzy"
    texts = _forms(message.string or "")
    if len(texts) != len(_forms(message.id)) or not all(text.strip() for text in texts):
        yield "is empty"
        return
    for text, meant in zip(texts, _forms(message.id), strict=True):
        if sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(meant)):
            yield "has other placeholders"
        yield from _faults_of_tone(text, language)


def _faults_of_tone(text: str, language: str) -> Iterator[str]:
    if "!" in text:
        yield "has an exclamation mark"
    if "  " in text or text != text.strip():
        yield "has a space too many"
    if avoided := WORDS_TO_AVOID[language].search(text):
        yield f"says “{avoided.group()}”"


def _forms(words: str | Iterable[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_its_text_and_no_text_is_left_over(language: str) -> None:
    assert faults(sentences_of_the_program(), catalogue_of(language), language) == []


def test_the_english_sentences_keep_to_the_tone() -> None:
    wrong = [
        f"{fault}: {text}"
        for sentence in sentences_of_the_program()
        for text in _forms(sentence)
        for fault in _faults_of_tone(text, "en")
    ]
    assert wrong == []


def test_code_and_templates_are_both_read() -> None:
    found = sentences_of_the_program()
    assert {"three working days", "Help now"} <= found
    assert any(isinstance(sentence, tuple) for sentence in found)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Goodbye"\nmsgstr "Näkemiin"', "is no longer used: Goodbye"),
        ('#~ msgid "Goodbye"\n#~ msgstr "Näkemiin"', "is no longer used: Goodbye"),
        ("", "has no text: Hello %(name)s"),
        ('#, fuzzy\nmsgid "Hello %(name)s"\nmsgstr "Hei %(name)s"', "is fuzzy: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr ""', "is empty: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr "Hei"', "has other placeholders: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr "Hei %(nimi)s"', "has other placeholders: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr "Hei %(name)d"', "has other placeholders: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr "Hei %(name)s!"', "has an exclamation mark: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr "Hei  %(name)s"', "has a space too many: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr "Potilas %(name)s"', "says “Potila”: Hello %(name)s"),
        ('msgid "Hello %(name)s"\nmsgstr "Hei %(name)s"', None),
    ],
)
def test_the_guard_sees_a_planted_fault(entry: str, fault: str | None) -> None:
    catalogue = read_po(BytesIO(f"{_HEADER}{entry}\n".encode()), locale="fi")
    found = faults(frozenset({"Hello %(name)s"}), catalogue, "fi")
    assert fault in found if fault else found == []


@pytest.mark.parametrize(
    ("one", "many", "found"),
    [
        ("%(num)s aika", "%(num)s aikaa", []),
        ("%(num)s aika", "", ["is empty: ('%(num)s time', '%(num)s times')"]),
        ("%(num)s aika", "aikaa", ["has other placeholders: ('%(num)s time', '%(num)s times')"]),
    ],
)
def test_the_guard_reads_both_forms_of_a_plural(one: str, many: str, found: list[str]) -> None:
    entry = f'msgid "%(num)s time"\nmsgid_plural "%(num)s times"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n'
    catalogue = read_po(BytesIO(f"{_HEADER}{entry}".encode()), locale="fi")
    assert faults(frozenset({("%(num)s time", "%(num)s times")}), catalogue, "fi") == found
