"""Text messages: three languages side by side, and the checks that no message may escape.

Source: domain model F.4. The alphabet is the default one of GSM 03.38.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from support.vocabulary.language import LANGUAGES, in_language
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

ONE_PART = 160
CODE = "code"
CODES = frozenset({CODE, "code_call"})
"""One-time codes: nobody needs them later, and nobody is told where one did not arrive."""
LAST_WORD = "stop"
"""Goes to a number although it wants no more messages: it says that nothing more comes."""

_FILE = Path(__file__).with_name("templates.yaml")
_SINGLE = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("\f^{}\\[~]|€")
_ALPHABET = _SINGLE | _DOUBLE
# Chance can put any letters into these, and nobody reads them as words.
_WITHOUT_WORDS = frozenset({"link", "tel", "code", "lines", "sos"})


class UnsafeText(ValueError):
    """A message that must not be sent; the text itself is not repeated here, for errors reach the log."""


@dataclass(frozen=True)
class Template:
    """One message by its name; `at_once` ones do not wait for the end of the quiet hours, and those that
    `must_arrive` are sent once more when they never came to the provider."""

    name: str
    use: str
    at_once: bool
    must_arrive: bool
    texts: Mapping[str, str]
    fields: frozenset[str]


@dataclass(frozen=True)
class Templates:
    """All messages, the beginnings of revealing words, and the most characters of each field by language."""

    by_name: Mapping[str, Template]
    revealing: tuple[str, ...]
    longest: Mapping[str, Mapping[str, int]]

    def render(self, name: str, language: str, values: Mapping[str, str]) -> str:
        """The text as it goes out.

        Raises UnsafeText for an unknown template, a missing or unknown value, a sign outside the alphabet,
        more than one part, or a revealing word.
        """
        template = self.template(name)
        if values.keys() != template.fields:
            raise UnsafeText(f"{name}: the values do not fit the template")
        text = in_language(template.texts, language)
        readable = {key: "" if key in _WITHOUT_WORDS else value for key, value in values.items()}
        faults = [
            *_form_faults(text.format_map(values), values.values()),
            *_word_faults(text.format_map(readable), self.revealing),
        ]
        if faults:
            raise UnsafeText(f"{name}: {', '.join(faults)}")
        return text.format_map(values)

    def template(self, name: str) -> Template:
        """The template of this name; raises UnsafeText when there is none."""
        if name not in self.by_name:
            raise UnsafeText(f"{name}: there is no such template")
        return self.by_name[name]


def render(template: str, language: str, values: Mapping[str, str]) -> str:
    """The text of one of the service's own templates as it goes out; raises UnsafeText, a ValueError."""
    return own_templates().render(template, language, values)


def goes_at_once(template: str) -> bool:
    """Whether this message may go out in the quiet hours; raises UnsafeText when there is no such one."""
    return own_templates().template(template).at_once


def goes_to_supervisor(template: str) -> bool:
    """Whether this is one of the messages to a supervisor; raises UnsafeText when there is no such one."""
    return own_templates().template(template).use.startswith("supervisor:")


def must_arrive(template: str) -> bool:
    """Whether going without it would do harm; raises UnsafeText when there is no such one."""
    return own_templates().template(template).must_arrive


def fields_of(template: str) -> frozenset[str]:
    """The values that a message needs; raises UnsafeText when there is no such one."""
    return own_templates().template(template).fields


def length(text: str) -> int:
    """How many characters the text takes up in a message; a few signs count double."""
    return len(text) + sum(sign in _DOUBLE for sign in text)


@lru_cache(maxsize=1)
def own_templates() -> Templates:
    """The templates of the service, read once; raises FileFaults with everything wrong in the file."""
    return load_templates(_FILE)


def load_templates(path: Path) -> Templates:
    """Read a file of templates and check every text at its longest; raises FileFaults."""
    faults: list[str] = []
    file = Entry(read_yaml(path), path.name, faults)
    longest = _read_longest(file.entry("longest"))
    words = file.entry("revealing")
    revealing = tuple(sorted({word for language in LANGUAGES for word in words.words(language)}))
    words.finish()
    templates = [_read_template(entry) for entry in file.entries("templates")]
    file.finish()
    found = Templates({each.name: each for each in templates}, revealing, longest)
    if len(found.by_name) != len(templates):
        file.fault("has a name twice", "templates")
    for each in templates:
        faults += _faults_at_the_longest(each, found)
    if faults:
        raise FileFaults(faults)
    return found


def _read_longest(entry: Entry) -> dict[str, dict[str, int]]:
    longest: dict[str, dict[str, int]] = {}
    for field in ("when", "where", "link", "tel", "code", "lines", "sos"):
        inner = entry.entry(field)
        longest[field] = {language.value: inner.number(language) for language in LANGUAGES}
        inner.finish()
    entry.finish()
    return longest


def _read_template(entry: Entry) -> Template:
    name, use = entry.text("name"), entry.text("use")
    at_once, arrives = (entry.has(name) and entry.value(name) is True for name in ("at_once", "must_arrive"))
    texts = {language.value: entry.text(language) for language in LANGUAGES}
    entry.finish()
    fields = {language: _fields_of(text) for language, text in texts.items()}
    first = next(iter(fields.values()))
    if any(each != first for each in fields.values()):
        entry.fault("the languages have different fields")
    return Template(name, use, at_once, arrives, texts, frozenset().union(*fields.values()))


def _fields_of(text: str) -> frozenset[str]:
    return frozenset(field for _, field, _, _ in Formatter().parse(text) if field is not None)


def _faults_at_the_longest(template: Template, templates: Templates) -> list[str]:
    unknown = template.fields - templates.longest.keys()
    if unknown:
        return [f"{template.name}: unknown fields {sorted(unknown)}"]
    faults = []
    for language, text in template.texts.items():
        values = {field: "0" * templates.longest[field][language] for field in template.fields}
        full = text.format_map(values)
        for fault in (*_form_faults(full, ()), *_word_faults(full, templates.revealing)):
            faults.append(f"{template.name}.{language}: {fault}")
    return faults


def _form_faults(text: str, values: Iterable[str]) -> list[str]:
    faults = []
    if not _ALPHABET.issuperset(text):
        faults.append("a sign outside the alphabet of text messages")
    if length(text) > ONE_PART:
        faults.append("longer than one part")
    if any(not value.strip() or "\n" in value or "\r" in value for value in values):
        faults.append("an empty value or one of several lines")
    return faults


def _word_faults(text: str, revealing: tuple[str, ...]) -> list[str]:
    found = _any_of(revealing).search(text.casefold())
    return [f"a revealing word ({found.group()})"] if found else []


@lru_cache(maxsize=8)
def _any_of(revealing: tuple[str, ...]) -> re.Pattern[str]:
    # A long beginning also counts inside a compound; a short one would be found in harmless words.
    parts = (re.escape(word) if len(word) > 5 else rf"\b{re.escape(word)}" for word in revealing)
    return re.compile("|".join(parts))
