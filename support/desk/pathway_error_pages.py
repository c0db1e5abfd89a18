"""What is wrong in a form of a draft, each with the words of its field and a way to it."""

from collections.abc import Mapping

from support.vocabulary.errors import mark
from support.web.pages import sentence
from support.web.views import FieldError

LANGUAGE_NAMES = {"fi": mark("In Finnish"), "sv": mark("In Swedish"), "en": mark("In English")}
_LABELS = {
    "attendees": mark("Who is there"),
    "channels": mark("How to meet"),
    "counts": mark("When the pathway is complete, this step"),
    "decision": mark("Decision behind it"),
    "indicators": mark("Followed by"),
    "kind": mark("Kind"),
    "least": mark("Days, at least"),
    "minutes": mark("Minutes"),
    "professions": mark("Who may hold it"),
    "remark": mark("What should be otherwise"),
    "sessions_least": mark("Number of conversations"),
    "since": mark("Days are counted"),
    "step_key": mark("Number"),
    "what": mark("What is different"),
    "why": mark("Why"),
}
# A fault of several fields together leads to the first of them.
_FIRST = {"attendees": "need_employee"}


def errors_of(faults: Mapping[str, str]) -> list[FieldError]:
    """The faults, sentences by the name of the field, for the summary at the top."""
    return [FieldError(_FIRST.get(name, name), said, _about(name)) for name, said in faults.items()]


def _about(name: str) -> str:
    label = _LABELS.get(name) or LANGUAGE_NAMES.get(name[-2:], "")
    return f"{sentence(label)}:" if label else ""
