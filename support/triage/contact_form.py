"""What was typed on the contact page and on the page for a call, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from support.people.facts import EmployerChoice
from support.triage.rules.visit import Reach, Visit
from support.vocabulary.errors import mark
from support.vocabulary.phone import MobileNumber, NumberFault, mobile_number
from support.vocabulary.plain_text import one_line

NAME_LENGTH = 60
NOT_LISTED, UNKNOWN = "not_listed", "unknown"
NO_NUMBER = mark("Write your mobile number.")
NO_WORKPLACE = mark("Choose your workplace, or one of the last two options.")
COUNTRY_NOT_ALLOWED = mark("We cannot text numbers of this country. Go on without a number and call us.")
_PHONE_FAULTS = {
    NumberFault.NOT_A_NUMBER: mark("Write a mobile number, for example 040 123 4567."),
    NumberFault.NOT_MOBILE: mark("We can only text a mobile number. Write one, or go on without a number."),
    NumberFault.COUNTRY_NOT_ALLOWED: COUNTRY_NOT_ALLOWED,
}


@dataclass(frozen=True)
class Typed:
    """The fields as they were typed, for showing them again, and as they were understood."""

    first_name: str
    phone: str
    safe_to_text: str
    workplace: str
    under_18: bool
    reach: Reach
    errors: Mapping[str, str]
    """English message id by field."""
    is_served: bool

    @classmethod
    def empty(cls) -> "Typed":
        """Nothing typed yet."""
        return cls("", "", "", "", False, Reach(), {}, True)

    @classmethod
    def of(cls, visit: Visit) -> "Typed":
        """What stands in the fields when the page is opened: what was left there before."""
        reach = visit.reach
        workplace = reach.unit_id or visit.employer_id
        safe = visit.answers.get("safe_to_text", "")
        under_18 = visit.answers.get("under_18") == "yes"
        return cls(reach.first_name, reach.phone, str(safe), workplace, under_18, reach, {}, True)

    def with_error(self, name: str, message: str) -> "Typed":
        """The same with one more error."""
        return replace(self, errors={**self.errors, name: message})


def read_contact(form: Mapping[str, str], employers: list[EmployerChoice], *, allow_demo: bool) -> Typed:
    """The contact page; never raises, whatever was posted."""
    errors: dict[str, str] = {}
    number = _number(form, errors, allow_demo=allow_demo, needed=form.get("without_number") != "1")
    name = _name(form, errors)
    workplace = form.get("workplace", "")[:40]
    chosen = workplace_chosen(employers, workplace)
    if chosen is None:
        errors["workplace"] = NO_WORKPLACE
    employer_id, unit_id = chosen or ("", "")
    safe = form.get("safe_to_text", "") if form.get("safe_to_text") in ("yes", "no") else ""
    reach = Reach(name, number, safe == "yes" and bool(number), employer_id, unit_id)
    return Typed(
        first_name=name,
        phone=form.get("phone", "")[:40],
        safe_to_text=safe,
        workplace=workplace,
        under_18=form.get("under_18") == "yes",
        reach=reach,
        errors=errors,
        is_served=bool(employer_id),
    )


def with_reach(visit: Visit, typed: Typed) -> Visit:
    """The visit with how the person may be reached, and what she answered beside it.

    Her own word for her workplace takes the place of the link's: somebody else may have come by it.
    """
    changes = {"safe_to_text": typed.safe_to_text or None, "under_18": "yes" if typed.under_18 else None}
    return replace(visit.after_page(changes), reach=typed.reach, employer_id=typed.reach.employer_id)


def read_call_me(form: Mapping[str, str], known: Reach, *, allow_demo: bool) -> Typed:
    """The page for a call: a number and nothing else that must be there."""
    errors: dict[str, str] = {}
    number = _number(form, errors, allow_demo=allow_demo, needed=True)
    name = _name(form, errors)
    reach = Reach(name or known.first_name, number, False, known.employer_id, known.unit_id)
    return Typed(name, form.get("phone", "")[:40], "", "", False, reach, errors, True)


def _number(form: Mapping[str, str], errors: dict[str, str], *, allow_demo: bool, needed: bool) -> str:
    if not needed:
        return ""
    typed = form.get("phone", "")
    if not typed.strip():
        errors["phone"] = NO_NUMBER
        return ""
    number = mobile_number(typed, allow_demo=allow_demo)
    if isinstance(number, MobileNumber):
        return number.e164
    errors["phone"] = _PHONE_FAULTS[number]
    return ""


def _name(form: Mapping[str, str], errors: dict[str, str]) -> str:
    name = one_line(form.get("first_name", ""), NAME_LENGTH + 1)
    if len(name) > NAME_LENGTH:
        errors["first_name"] = mark("Use at most 60 characters.")
    return name[:NAME_LENGTH]


def workplace_chosen(employers: list[EmployerChoice], value: str) -> tuple[str, str] | None:
    """Employer and unit of a choice; ("", "") for the last two; None for what is not in the list."""
    if value in (NOT_LISTED, UNKNOWN):
        return "", ""
    for employer in employers:
        if value == employer.id:
            return employer.id, ""
        if value in dict(employer.units):
            return employer.id, value
    return None
