"""Page data of her own number: another one, or a phone that is lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.people.number_form import PHONE, SAFE, TypedNumber
from support.people.number_queries import has_lost_number
from support.people.queries import contact_of
from support.people.sessions import is_fresh, may_see_word
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import FieldError

_LABELS = {PHONE: mark("Your new mobile number"), SAFE: mark("May we send text messages to this number?")}
_SAFE = {"yes": mark("Yes, only I read them"), "no": mark("No, it is not safe")}


@dataclass(frozen=True)
class NumberPage:
    """Changing her number."""

    may_change: bool
    last_two: str
    is_lost: bool
    typed: str
    safe: list[ChoiceView]
    word: str
    our_phone: str
    back_url: str
    lost_url: str
    errors: list[FieldError]
    error: Mapping[str, str]


@dataclass(frozen=True)
class NumberCodePage:
    """The code that came to the new number."""

    phone: str
    last_two: str
    error: str
    locked: bool
    our_phone: str
    number_url: str


def number_page(
    work: Work,
    language: Language,
    token: str,
    typed: TypedNumber | None = None,
    faults: Mapping[str, str] | None = None,
) -> NumberPage:
    """The page; opening her own number is recorded. `token` is the secret of her browser."""
    employee_id, faults = work.actor.id or "", faults or {}
    contact = contact_of(work, employee_id, subject=employee_id, purpose=Purpose.OWN_PAGE, language=language)
    return NumberPage(
        may_change=is_fresh(work, token),
        last_two=contact.phone[-2:],
        is_lost=has_lost_number(work, employee_id),
        typed=typed.typed if typed else "",
        safe=safe_choices(typed.safe if typed else ""),
        word=contact.reference_word if may_see_word(work, token, employee_id) else "",
        our_phone=provider_phone(),
        back_url=url_for("my_support.home"),
        lost_url=url_for("my_support.lose_phone") if contact.phone else "",
        errors=[FieldError(key, sentence(said), sentence(_LABELS[key])) for key, said in faults.items()],
        error={key: sentence(said) for key, said in faults.items()},
    )


def safe_choices(chosen: str) -> list[ChoiceView]:
    """Whether messages may go there; nothing is chosen beforehand."""
    return [
        ChoiceView(value, sentence(label), "", value == chosen, apart=False) for value, label in _SAFE.items()
    ]
