"""The page on which somebody says whether she may be counted when a pilot is evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.cases.facts import CaseFacts
from support.pathways.evaluation_loading import (
    EvaluationWording,
    evaluation_wording_of,
    present_evaluation_wording,
)
from support.pathways.evaluation_queries import answer_of, own_answer
from support.pathways.rules.evaluation import State
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.errors import mark
from support.vocabulary.language import Language, in_language
from support.web.pages import sentence
from support.web.views import FieldError

ANSWERS = {"yes": mark("Yes, I may be counted"), "no": mark("No, leave me out")}
_STANDS = {
    State.GRANTED: mark("You have said that you may be counted."),
    State.DECLINED: mark("You have said that you are left out. You can still say yes."),
    State.WITHDRAWN: mark("You have taken it back. You are not counted any more."),
}


@dataclass(frozen=True)
class EvaluationPage:
    """The question in the words in which she answered, or in those of today; nothing is ticked."""

    version: int
    asked: str
    told: list[str]
    stands: str
    may_take_back: bool
    choices: list[ChoiceView]
    errors: list[FieldError]
    back_url: str


@dataclass(frozen=True)
class EvaluationCard:
    """What of it stands on her own page."""

    word: str
    is_asked: bool
    url: str


def evaluation_page(work: Work, language: Language, error: str = "") -> EvaluationPage:
    """The question to the employee who acts; raises NotFound for who takes part in no cohort."""
    held = own_answer(work)
    is_counted = held.state is State.GRANTED
    wording = evaluation_wording_of(held.wording_version) if is_counted else present_evaluation_wording()
    return EvaluationPage(
        version=wording.version,
        asked=in_language(wording.asked, language),
        told=_told(wording, language),
        stands=sentence(_STANDS[held.state]) if held.state in _STANDS else "",
        may_take_back=is_counted,
        choices=[
            ChoiceView(value, sentence(words), "", checked=False, apart=False)
            for value, words in ANSWERS.items()
            if held.state is State.NOT_ASKED or value == "yes"
        ],
        errors=[FieldError("counted", error)] if error else [],
        back_url=url_for("my_support.home"),
    )


def evaluation_card(work: Work, case: CaseFacts | None, language: Language) -> EvaluationCard | None:
    """What stands on her own page; None for who takes part in no cohort."""
    held = answer_of(work, [case.id]) if case else None
    if held is None:
        return None
    asked: Mapping[str, str] = present_evaluation_wording().asked
    is_asked = held.state is State.NOT_ASKED
    word = in_language(asked, language) if is_asked else sentence(_STANDS[held.state])
    return EvaluationCard(word, is_asked, url_for("my_support.evaluation"))


def _told(wording: EvaluationWording, language: Language) -> list[str]:
    return [in_language(one, language) for one in (wording.what, wording.who, wording.free)]
