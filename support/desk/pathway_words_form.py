"""What was typed about a draft as a whole: its name, what everybody is told, and how many talks there are."""

import re
from collections.abc import Mapping
from dataclasses import replace

from support.pathways.facts import AsRead
from support.pathways.rules.pathway import LONGEST_DECISION, Change, Pathway, Sessions
from support.vocabulary.errors import mark
from support.vocabulary.language import LANGUAGES
from support.vocabulary.plain_text import one_line

LONGEST_NAME, LONGEST_TEXT, LONGEST_REASON = 60, 800, 400
MOST_CHANGES = 30
WHOLE_FIELDS = (
    *(f"name_{one}" for one in LANGUAGES),
    *(f"told_{one}" for one in LANGUAGES),
    *("sessions_least", "sessions_usual", "sessions_most"),
)
CHANGE_FIELDS = ("what", "why", "decision", "indicators")

_REVISION = re.compile(r"[0-9]{1,6}")
_NUMBER = re.compile(r"[1-9][0-9]?")
_INDICATOR = re.compile(r"I[0-9]{1,2}")


class WordFaults(Exception):
    """What was typed does not do; `at` says for the fields at fault what is wrong, as marked sentences."""

    def __init__(self, at: Mapping[str, str]) -> None:
        super().__init__()
        self.at = at


def read_revision(form: Mapping[str, str]) -> int:
    """How far the draft had been changed when its form was shown; -1 for anything else."""
    found = _REVISION.fullmatch(form.get("revision", ""))
    return int(found[0]) if found else -1


def read_as_read(form: Mapping[str, str]) -> AsRead:
    """Which text stood on the page from which somebody decides; one that never was for anything else."""
    return AsRead(form.get("row", ""), read_revision(form))


def as_typed(pathway: Pathway) -> dict[str, str]:
    """What stands in a draft, as if it had been typed."""
    sessions = pathway.sessions
    return {
        **{f"name_{one}": pathway.names[one] for one in LANGUAGES},
        **{f"told_{one}": pathway.confidentiality[one] for one in LANGUAGES},
        **{f"sessions_{name}": str(getattr(sessions, name, "")) for name in ("least", "usual", "most")},
    }


def read_whole(typed: Mapping[str, str], pathway: Pathway) -> Pathway:
    """The pathway with what was typed; raises WordFaults."""
    at: dict[str, str] = {}
    names = {one.value: _words(typed, f"name_{one}", LONGEST_NAME, at) for one in LANGUAGES}
    told = {one.value: _words(typed, f"told_{one}", LONGEST_TEXT, at) for one in LANGUAGES}
    sessions = _sessions(typed, at)
    if at:
        raise WordFaults(at)
    return replace(pathway, names=names, confidentiality=told, sessions=sessions)


def read_change(typed: Mapping[str, str], pathway: Pathway) -> Change:
    """The change that was told; raises WordFaults."""
    at: dict[str, str] = {}
    what = _words(typed, "what", LONGEST_REASON, at)
    why = _words(typed, "why", LONGEST_REASON, at)
    decision = _words(typed, "decision", LONGEST_DECISION, at)
    indicators = tuple(dict.fromkeys(typed["indicators"].replace(",", " ").split()))
    if not all(_INDICATOR.fullmatch(one) for one in indicators):
        at["indicators"] = mark("Write the names of indicators, such as I15.")
    if len(pathway.changes) >= MOST_CHANGES:
        at["what"] = mark("There are as many changes as a version can tell. Take one away first.")
    if at:
        raise WordFaults(at)
    return Change(what, why, decision, indicators)


def _words(typed: Mapping[str, str], name: str, most: int, at: dict[str, str]) -> str:
    text = one_line(typed[name], most + 1)
    if not 0 < len(text) <= most:
        at[name] = {
            LONGEST_NAME: mark("Write it in at most 60 signs."),
            LONGEST_DECISION: mark("Write it in at most 120 signs."),
            LONGEST_REASON: mark("Write it in at most 400 signs."),
            LONGEST_TEXT: mark("Write it in at most 800 signs."),
        }[most]
    return text


def _sessions(typed: Mapping[str, str], at: dict[str, str]) -> Sessions | None:
    texts = [typed[f"sessions_{name}"].strip() for name in ("least", "usual", "most")]
    if not any(texts):
        return None
    numbers = [int(text) for text in texts if _NUMBER.fullmatch(text)]
    if len(numbers) != len(texts) or numbers != sorted(numbers):
        at["sessions_least"] = mark("Write three numbers, none greater than the next, or none at all.")
        return None
    return Sessions(*numbers)
