"""Page data of what she says is wrong in what is kept of her, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.cases.correction_queries import ReadCorrection, own_corrections
from support.cases.queries import latest_case_of
from support.cases.rules.correction import About, State
from support.people.queries import contact_of, practitioner_names
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import date_with_year, when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import FieldError

ABOUT, WORDS, LANGUAGE = "about", "wrong", "language"
ABOUTS = {
    About.CONTACT: mark("My name, number or workplace"),
    About.ANSWERS: mark("My answers"),
    About.TIMES: mark("My times and meetings"),
    About.DECISION: mark("What was decided for me, and why"),
    About.AGREED: mark("What was agreed"),
    About.OTHER: mark("Something else"),
}
STATES = {
    State.OPEN: mark("We answer by %(day)s."),
    State.CORRECTED: mark("It has been corrected. What stood there before is kept beside it."),
    State.NOTED: mark("Your words have been added to your records."),
    State.REFUSED: mark("It has not been changed, and this is why."),
}
_LABELS = {
    ABOUT: mark("What is it about?"),
    WORDS: mark("What is wrong or missing?"),
    LANGUAGE: mark("Language of your messages"),
}
_LANGUAGES = {Language.FI: mark("Finnish"), Language.SV: mark("Swedish"), Language.EN: mark("English")}
_DONE = {
    "sent": mark("Thank you. Somebody reads this and answers here."),
    "saved": mark("It is saved."),
}


@dataclass(frozen=True)
class CorrectionView:
    """One thing she has said."""

    about: str
    asked: str
    words: str
    state: str
    answer: str
    answered: str
    is_refused: bool


@dataclass(frozen=True)
class CorrectionsPage:
    """Saying what is wrong; `can_ask` where something of hers is kept in a case."""

    name: str
    languages: list[ChoiceView]
    can_ask: bool
    abouts: list[ChoiceView]
    typed: str
    said: list[CorrectionView]
    done: str
    back_url: str
    our_phone: str
    errors: list[FieldError]
    error: Mapping[str, str]


def corrections_page(
    work: Work,
    language: Language,
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    *,
    done: str = "",
) -> CorrectionsPage:
    """The page; what she wrote is opened for her, and that is recorded."""
    typed, faults = typed or {}, faults or {}
    names, employee_id = practitioner_names(work), work.actor.id or ""
    contact = contact_of(work, employee_id, subject=employee_id, purpose=Purpose.OWN_PAGE, language=language)
    return CorrectionsPage(
        name=contact.name,
        languages=[
            ChoiceView(one.value, sentence(label), "", contact.language is one, apart=False)
            for one, label in _LANGUAGES.items()
        ],
        can_ask=latest_case_of(work, employee_id) is not None,
        abouts=[
            ChoiceView(one.value, sentence(label), "", typed.get(ABOUT) == one, apart=False)
            for one, label in ABOUTS.items()
        ],
        typed=typed.get(WORDS, ""),
        said=[correction_view(one, names, language) for one in own_corrections(work)],
        done=sentence(_DONE[done]) if done in _DONE else "",
        back_url=url_for("my_support.information"),
        our_phone=provider_phone(),
        errors=[FieldError(key, sentence(said), sentence(_LABELS[key])) for key, said in faults.items()],
        error={key: sentence(said) for key, said in faults.items()},
    )


def correction_view(
    one: ReadCorrection, names: Mapping[str, tuple[str, str]], language: Language
) -> CorrectionView:
    """One of them in words."""
    name = names.get(one.answered_by or "", ("", ""))[0]
    answered = when(one.answered_at, language) if one.answered_at else ""
    return CorrectionView(
        about=sentence(ABOUTS[one.about]),
        asked=when(one.asked_at, language),
        words=one.words,
        state=sentence(STATES[one.state]) % {"day": date_with_year(local_date(one.due_at), language)},
        answer=one.answer,
        answered=" · ".join(part for part in (name, answered) if part),
        is_refused=one.state is State.REFUSED,
    )
