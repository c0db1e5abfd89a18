"""Page data of the forms on the case page, with what was typed when one did not go through."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.cases.facts import CaseFacts
from support.desk.words import CLOSE_REASONS, URGENCIES, path_in_words
from support.triage.loading import active_protocol
from support.triage.question_pages import ChoiceView
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Path, Urgency
from support.web.pages import sentence
from support.web.views import Option


@dataclass(frozen=True)
class ChangeForm:
    """Deciding otherwise."""

    url: str
    urgencies: list[Option]
    paths: list[Option]
    reason: str


@dataclass(frozen=True)
class CallForm:
    """Logging a call."""

    url: str
    outcomes: list[ChoiceView]
    note: str


@dataclass(frozen=True)
class NoteForm:
    """Writing a note that only practitioners see."""

    url: str
    text: str


@dataclass(frozen=True)
class CloseForm:
    """Ending the case."""

    url: str
    reasons: list[ChoiceView]


@dataclass(frozen=True)
class Tried:
    """What was typed into a form of the case page that did not go through, and why."""

    error: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


def known_paths() -> list[Path]:
    """The paths that a nurse may choose: those of the present protocol, whichever the person answered."""
    return list(dict.fromkeys(row.path for row in active_protocol().paths))


def change_form(case: CaseFacts, language: Language, tried: Tried) -> ChangeForm:
    """Deciding otherwise: the present decision chosen, or what was typed.

    A path that can no longer be chosen is not offered: then nothing is chosen beforehand.
    """
    urgency = tried.typed.get("urgency", case.urgency)
    path = tried.typed.get("path", case.path)
    return ChangeForm(
        url=url_for("desk.override", case_id=case.id),
        urgencies=[Option(one.value, sentence(URGENCIES[one]), one.value == urgency) for one in Urgency],
        paths=_paths(path, language),
        reason=tried.typed.get("reason", ""),
    )


def call_form(case: CaseFacts, tried: Tried) -> CallForm:
    """Logging a call."""
    outcomes = (("reached", mark("I reached the person")), ("no_answer", mark("No answer")))
    picked = tried.typed.get("outcome", "")
    return CallForm(
        url=url_for("desk.call", case_id=case.id),
        outcomes=[
            ChoiceView(value, sentence(label), "", value == picked, apart=False) for value, label in outcomes
        ],
        note=tried.typed.get("note", ""),
    )


def note_form(case: CaseFacts, tried: Tried) -> NoteForm:
    """Writing a note."""
    return NoteForm(url_for("desk.note", case_id=case.id), tried.typed.get("text", ""))


def close_form(case: CaseFacts) -> CloseForm:
    """Ending the case; nothing is chosen beforehand."""
    reasons = [
        ChoiceView(one.value, sentence(label), "", checked=False, apart=False)
        for one, label in CLOSE_REASONS.items()
    ]
    return CloseForm(url_for("desk.close", case_id=case.id), reasons)


def _paths(chosen: str, language: Language) -> list[Option]:
    paths = known_paths()
    options = [Option(one, path_in_words(one, active_protocol(), language), one == chosen) for one in paths]
    if chosen in paths:
        return options
    return [Option("", sentence(mark("Choose one from the list.")), chosen=True), *options]
