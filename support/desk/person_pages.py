"""Page data of a person's number, as the nurse who has taken her case changes it while they talk."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.cases.queries import case_to_read, queue_length
from support.cases.rules.access import may_change
from support.desk.person_form import WORD
from support.desk.staff_pages import StaffView, staff_view
from support.desk.words import name_or_code
from support.people.number_form import PHONE, SAFE, TypedNumber
from support.people.number_queries import has_lost_number
from support.people.queries import contact_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError

_LABELS = {
    PHONE: mark("The new mobile number"),
    SAFE: mark("May text messages go to it?"),
    WORD: mark("Recognition word"),
}
_SAFE = {"yes": mark("Yes, only she reads them"), "no": mark("No, it is not safe")}
_DONE = {
    "changed": mark("The new number is in use. Nothing goes to the old one any more."),
    "lost": mark("Nothing goes to that number any more, and the person is signed out everywhere."),
}


@dataclass(frozen=True)
class NumberTried:
    """What was typed of the number, and the messages at the fields; what was said is typed anew each time."""

    number: TypedNumber = field(default_factory=lambda: TypedNumber("", "", ""))
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PersonNumberPage:
    """Changing the number of the person of a case; `editing` where the nurse has taken the case."""

    staff: StaffView
    case_id: str
    case_url: str
    name: str
    editing: bool
    last_two: str
    is_lost: bool
    done: str
    typed: str
    safe: list[ChoiceView]
    errors: list[FieldError]
    error: Mapping[str, str]


@dataclass(frozen=True)
class PersonCodePage:
    """The code that the person has on the screen of her new phone."""

    staff: StaffView
    case_id: str
    number_url: str
    phone: str
    last_two: str
    error: str


def person_number_page(
    work: Work, case_id: str, language: Language, tried: NumberTried, *, done: str = ""
) -> PersonNumberPage:
    """The page; opening the name and the number is recorded, and the person sees it.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    contact = contact_of(
        work, case.employee_id, subject=case_id, purpose=Purpose.CASE_PAGE, language=language
    )
    return PersonNumberPage(
        staff=staff_view(work, queue_length(work), "queue"),
        case_id=case_id,
        case_url=url_for("desk.case", case_id=case_id),
        name=name_or_code(contact.name, case.short_code),
        editing=may_change(work.actor, case),
        last_two=contact.phone[-2:],
        is_lost=has_lost_number(work, case.employee_id),
        done=sentence(_DONE[done]) if done in _DONE else "",
        typed=tried.number.typed,
        safe=[
            ChoiceView(value, sentence(label), "", value == tried.number.safe, apart=False)
            for value, label in _SAFE.items()
        ],
        errors=[
            FieldError(key, sentence(said), sentence(_LABELS[key])) for key, said in tried.faults.items()
        ],
        error={key: sentence(said) for key, said in tried.faults.items()},
    )


def person_code_page(work: Work, case_id: str, phone: str, fault: str) -> PersonCodePage:
    """The page; raises NotFound outside need-to-know."""
    case_to_read(work, case_id)
    return PersonCodePage(
        staff=staff_view(work, queue_length(work), "queue"),
        case_id=case_id,
        number_url=url_for("desk.person_number", case_id=case_id),
        phone=phone,
        last_two=phone[-2:],
        error=sentence(fault) if fault else "",
    )
