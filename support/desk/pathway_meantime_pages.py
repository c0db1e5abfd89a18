"""Page data of the form for a step that somebody else has changed while this reader was typing."""

from collections.abc import Mapping
from dataclasses import replace

from support.booking.appointment_pages import CHANNELS, PROFESSIONS
from support.desk.pathway_error_pages import IN_THE_MEANTIME, Meantime, label_of
from support.desk.pathway_step_form import AT_ONCE, TypedStep
from support.desk.pathway_step_pages import (
    COUNTS_IN_WORDS,
    STRAIGHT_ON,
    USES_IN_WORDS,
    StepPage,
    as_it_stands,
    step_page,
)
from support.desk.pathway_words import ATTENDEES, NEEDS, SINCE, STEP_KINDS
from support.pathways.loading import own_outcomes, own_themes
from support.pathways.version_queries import version_of
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.language import Language, in_language
from support.web.pages import sentence
from support.web.views import Labelled

_GONE = mark(
    "Somebody has taken this step away in the meantime. What you typed is below. Saving now adds it as a new "
    "step."
)
_NOTHING = mark("nothing")
_YES, _NO = mark("Yes"), mark("No")


def step_page_in_the_meantime(
    work: Work, code: str, version: int, step_key: str | None, language: Language, typed: TypedStep
) -> StepPage:
    """The form with everything that was typed, beside what stands there now; nothing of either is lost.

    Raises Conflict for a version that is no draft any more.
    """
    pathway = version_of(work, code, version)
    is_gone = step_key is not None and pathway.step(step_key) is None
    page = step_page(work, code, version, None if is_gone else step_key, language, typed)
    if step_key is None or is_gone:
        text = _GONE if is_gone else IN_THE_MEANTIME
        return replace(page, meantime=Meantime(sentence(text), []))
    now = as_it_stands(pathway, step_key)
    return replace(page, meantime=Meantime(sentence(IN_THE_MEANTIME), _rows(typed, now, language)))


def _rows(typed: TypedStep, now: TypedStep, language: Language) -> list[Labelled]:
    """Each field that stands otherwise than it was typed, with what stands there."""
    single = [
        Labelled(_label(name, language), _in_words(name, value))
        for name, value in now.fields.items()
        if value != typed.fields[name].strip()
    ]
    names = {one: theme.name(language) for one, theme in own_themes().items()}
    lists = (
        ("professions", typed.professions, now.professions, PROFESSIONS),
        ("channels", typed.channels, now.channels, CHANNELS),
        ("themes", typed.themes, now.themes, names),
    )
    several = [
        Labelled(label_of(name), ", ".join(_said(known, one) for one in there) or sentence(_NOTHING))
        for name, ticked, there, known in lists
        if set(ticked) != set(there)
    ]
    return single + several


def _label(name: str, language: Language) -> str:
    what, _, which = name.partition("_")
    if what == "need":
        return sentence(next(label for one, label in ATTENDEES.items() if one == which))
    if what == "use":
        return in_language(own_outcomes()[which], language)
    return label_of(name)


def _in_words(name: str, value: str) -> str:
    if name == "is_optional":
        return sentence(_YES if value else _NO)
    words: Mapping[str, str] = {
        "kind": {one.value: said for one, said in STEP_KINDS.items()},
        "counts": COUNTS_IN_WORDS,
        "since": {AT_ONCE: STRAIGHT_ON, **{one.value: said for one, said in SINCE.items()}},
        "need": {one.value: said for one, said in NEEDS.items()},
        "use": USES_IN_WORDS,
    }.get(name.partition("_")[0], {})
    return _said(words, value) or sentence(_NOTHING)


def _said(words: Mapping[str, str], value: str) -> str:
    return sentence(words[value]) if value in words else value
