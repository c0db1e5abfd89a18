"""Page data of what the person of a case says is wrong, as its nurse answers it."""

from dataclasses import dataclass, field

from flask import url_for

from support.cases.correction_queries import ReadCorrection, corrections_of_case, open_corrections
from support.cases.queries import case_to_read, queue_length
from support.cases.rules.access import may_change
from support.cases.rules.correction import ANSWERS, About, State
from support.desk.correction_form import WORDS, TypedAnswer
from support.desk.staff_pages import StaffView, staff_view
from support.desk.words import name_or_code
from support.people.queries import name_of, practitioner_names
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import date_with_year, when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError

_ABOUTS = {
    About.CONTACT: mark("Name, number or workplace"),
    About.ANSWERS: mark("The answers"),
    About.TIMES: mark("Times and meetings"),
    About.DECISION: mark("What was decided, and why"),
    About.AGREED: mark("What was agreed"),
    About.OTHER: mark("Something else"),
}
_STATES = {
    State.OPEN: mark("Answer by %(day)s"),
    State.CORRECTED: mark("Corrected; what stood there before is kept"),
    State.NOTED: mark("The words of the person were added to the records"),
    State.REFUSED: mark("Not changed"),
}
_WAITING = mark("What the person says is wrong, waiting for an answer: %(count)s")


@dataclass(frozen=True)
class CorrectionTried:
    """An answer that did not go through, and why."""

    answer: TypedAnswer = field(default_factory=TypedAnswer)
    fault: str = ""


@dataclass(frozen=True)
class ToAnswerView:
    """One thing that the person says; `can_answer` where this nurse may answer it now."""

    id: str
    about: str
    asked: str
    words: str
    state: str
    answer: str
    answered: str
    can_answer: bool
    choices: list[ChoiceView]
    typed: str


@dataclass(frozen=True)
class DeskCorrectionsPage:
    """Everything that the person of a case has said is wrong."""

    staff: StaffView
    case_id: str
    case_url: str
    name: str
    must_take: bool
    said: list[ToAnswerView]
    errors: list[FieldError]


def desk_corrections_page(
    work: Work, case_id: str, language: Language, tried: CorrectionTried
) -> DeskCorrectionsPage:
    """The page; opening what she wrote is recorded, and she sees it.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    name = name_of(work, case.employee_id, subject=case_id, purpose=Purpose.CASE_PAGE)
    may_answer = may_change(work.actor, case) or not case.is_open
    names = practitioner_names(work)
    fault = FieldError(f"{WORDS}-{tried.answer.id}", sentence(tried.fault), sentence(mark("The answer")))
    return DeskCorrectionsPage(
        staff=staff_view(work, queue_length(work), "queue"),
        case_id=case_id,
        case_url=url_for("desk.case", case_id=case_id),
        name=name_or_code(name, case.short_code),
        must_take=not may_answer,
        said=[
            _to_answer(one, names, language, tried, may_answer=may_answer)
            for one in corrections_of_case(work, case_id)
        ],
        errors=[fault] if tried.fault else [],
    )


def waiting_corrections(work: Work, case_id: str) -> str:
    """That something waits for an answer, for the page of the case; nothing where nothing does."""
    waiting = open_corrections(work, case_id)
    return sentence(_WAITING) % {"count": waiting} if waiting else ""


def _to_answer(
    one: ReadCorrection,
    names: dict[str, tuple[str, str]],
    language: Language,
    tried: CorrectionTried,
    *,
    may_answer: bool,
) -> ToAnswerView:
    is_this = tried.answer.id == one.id
    name = names.get(one.answered_by or "", ("", ""))[0]
    at = when(one.answered_at, language) if one.answered_at else ""
    return ToAnswerView(
        id=one.id,
        about=sentence(_ABOUTS[one.about]),
        asked=when(one.asked_at, language),
        words=one.words,
        state=sentence(_STATES[one.state]) % {"day": date_with_year(local_date(one.due_at), language)},
        answer=one.answer,
        answered=" · ".join(part for part in (name, at) if part),
        can_answer=may_answer and one.state is State.OPEN,
        choices=[
            ChoiceView(
                state.value,
                sentence(_STATES[state]),
                "",
                is_this and tried.answer.state is state,
                apart=False,
            )
            for state in ANSWERS
        ],
        typed=tried.answer.words if is_this else "",
    )
