"""Plain values to sentences, and which sentences a protocol needs."""

import re
from collections.abc import Iterator
from itertools import chain

from support.triage.rules.faults import Faults, Node
from support.triage.rules.items import Item, Kind
from support.triage.rules.protocol import Protocol, Texts
from support.vocabulary.language import LANGUAGES
from support.vocabulary.pathway import Urgency

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

CALL_TIME = "call_time"
"""The placeholder for the clock time of the nurse's call; others name an item."""


def parse_texts(node: Node) -> Texts:
    """Every sentence by its dotted key; notes sentences that lack a language."""
    found: dict[str, dict[str, str]] = {}
    for key, below in _leaves(node):
        fields = below.fields(" ".join(LANGUAGES))
        found[key] = {language: sentence.text() for language, sentence in fields.items()}
        if len({_placeholders(sentence) for sentence in found[key].values()}) > 1:
            below.wrong("the languages have different placeholders")
    return found


def _leaves(node: Node) -> Iterator[tuple[str, Node]]:
    for key, below in node.entries():
        if isinstance(below.value, dict) and set(LANGUAGES) & set(below.value):
            yield key, below
        else:
            yield from ((f"{key}.{deeper}", leaf) for deeper, leaf in _leaves(below))


def _placeholders(sentence: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(sentence))


def check_texts(protocol: Protocol, faults: Faults) -> None:
    """Note every sentence that is missing, has no use, or names an unknown placeholder."""
    needed = set(required_texts(protocol))
    for key in sorted(needed - set(protocol.texts)):
        faults.note(key, "the text is missing")
    for key in sorted(set(protocol.texts) - needed - set(_optional_texts(protocol))):
        faults.note(key, "no part of the protocol uses this text")
    known = {CALL_TIME} | {item.id for item in protocol.items.values() if not item.private}
    for key, sentences in protocol.texts.items():
        named = frozenset(chain.from_iterable(map(_placeholders, sentences.values())))
        # A choice is an answer: it reads the same at every hour and whatever was answered before.
        is_of_item = key.startswith("items.") and (".values." in key or ".value_hints." in key)
        is_choice = is_of_item or key.startswith("answers.")
        for name in sorted(named if is_choice else named - known):
            faults.note(key, f"unknown placeholder {{{name}}}")


def required_texts(protocol: Protocol) -> Iterator[str]:
    """The keys of every sentence that the screens of this protocol need."""
    for item in protocol.items.values():
        yield from _item_texts(item)
    yield from (f"pages.{page.key}.name" for page in protocol.pages)
    yield from (f"instruments.{each}.{part}" for each in protocol.instruments for part in ("name", "source"))
    rows = [row.id for row in protocol.rows] + [row.id for row in protocol.paths]
    yield from (f"rows.{row}.{part}" for row in rows for part in ("reason", "staff"))
    paths = dict.fromkeys(row.path for row in protocol.paths)
    yield from (f"paths.{path}.{part}" for path in paths for part in ("title", "body", "staff"))
    yield from (f"urgencies.{urgency}.staff" for urgency in Urgency)
    yield from (f"flags.{flag.id}.staff" for flag in protocol.flags)
    yield from _picture_texts(protocol)
    yield from ("answers.withheld", "answers.skipped")


def _item_texts(item: Item) -> Iterator[str]:
    yield from (f"items.{item.id}.{part}" for part in ("ask", "short"))
    if item.kind is Kind.SCALE:
        yield from (f"items.{item.id}.ends.{end}" for end in ("low", "high"))
    else:
        yield from (f"items.{item.id}.values.{value}" for value in item.values)


def _picture_texts(protocol: Protocol) -> Iterator[str]:
    for side, entries in protocol.picture.sides().items():
        yield from (f"picture.levels.{side}.{level}" for level in (1, 2, 3, 4))
        for entry in entries:
            keys = [f"values.{entry.key}.{value}" for value in entry.values] if entry.picks else [entry.key]
            yield from (f"picture.{key}.{part}" for key in keys for part in ("title", "text"))


def _optional_texts(protocol: Protocol) -> Iterator[str]:
    for item in protocol.items.values():
        yield f"items.{item.id}.hint"
        yield from (f"items.{item.id}.value_hints.{value}" for value in item.values)
    yield from (f"pages.{page.key}.intro" for page in protocol.pages)
