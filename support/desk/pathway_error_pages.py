"""What is wrong in a form of a draft, each with the words of its field and a way to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.vocabulary.errors import mark
from support.web.pages import sentence
from support.web.views import FieldError, Labelled

LANGUAGE_NAMES = {"fi": mark("In Finnish"), "sv": mark("In Swedish"), "en": mark("In English")}
_LABELS = {
    "attendees": mark("Who is there"),
    "channels": mark("How to meet"),
    "counts": mark("When the pathway is complete, this step"),
    "decision": mark("Decision behind it"),
    "indicators": mark("Followed by"),
    "kind": mark("Kind"),
    "least": mark("Days, at least"),
    "is_optional": mark("Not everybody has this step"),
    "minutes": mark("Minutes"),
    "most": mark("Days, at most"),
    "professions": mark("Who may hold it"),
    "remark": mark("What should be otherwise"),
    "sessions_least": mark("Number of conversations"),
    "since": mark("Days are counted"),
    "step_key": mark("Number"),
    "themes": mark("Themes"),
    "usual": mark("Days, as a rule"),
    "what": mark("What is different"),
    "why": mark("Why"),
}
IN_THE_MEANTIME = mark(
    "Somebody has changed this version in the meantime. What you typed is below, and nothing of it is saved "
    "yet. Saving now puts it in place of what stands there."
)
# A fault of several fields together leads to the first of them.
_FIRST = {"attendees": "need_employee"}


@dataclass(frozen=True)
class Meantime:
    """What somebody else has made of a draft while this reader was typing, field by field."""

    text: str
    rows: list[Labelled]


def label_of(name: str) -> str:
    """What a field is called; empty where it has no label of its own."""
    label = _LABELS.get(name) or LANGUAGE_NAMES.get(name[-2:], "")
    return sentence(label) if label else ""


def errors_of(faults: Mapping[str, str]) -> list[FieldError]:
    """The faults, sentences by the name of the field, for the summary at the top."""
    return [FieldError(_FIRST.get(name, name), said, _about(name)) for name, said in faults.items()]


def _about(name: str) -> str:
    label = label_of(name)
    return f"{label}:" if label else ""
