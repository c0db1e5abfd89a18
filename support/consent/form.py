"""Reading what is let known, to whom, and how long; on the employee's own page and on that of a nurse."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from support.consent.actions import Giving, SomebodyElse
from support.consent.loading import present_wording
from support.consent.rules.fact_code import FactCode, read_fact
from support.consent.rules.release import MONTHS, USUAL_MONTHS
from support.people.supervisor_rules import LONGEST_NAME
from support.vocabulary.errors import Invalid, mark
from support.vocabulary.language import Language, known_language
from support.vocabulary.phone import MobileNumber, mobile_number
from support.vocabulary.plain_text import one_line

NAME, PHONE, FACT, UNTIL, SHOWN = "supervisor_name", "supervisor_phone", "fact", "months", "shown_to"
_LONGEST_TYPED = 40


@dataclass(frozen=True)
class Naming:
    """A supervisor as typed; `phone` is canonical, or empty where it is none."""

    name: str
    typed_phone: str
    phone: str

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by field."""
        found = {}
        if not self.name:
            found[NAME] = mark("Write the name of your supervisor.")
        if not self.phone:
            found[PHONE] = mark("Write a mobile number, for example 040 123 4567.")
        return found


def read_naming(form: MultiDict[str, str], *, allow_demo: bool) -> Naming:
    """Whom she names."""
    typed = form.get(PHONE, "")[:_LONGEST_TYPED]
    number = mobile_number(typed, allow_demo=allow_demo)
    phone = number.e164 if isinstance(number, MobileNumber) else ""
    return Naming(one_line(form.get(NAME, ""), LONGEST_NAME), one_line(typed, _LONGEST_TYPED), phone)


def what_is_shown(link_id: str, language: Language) -> str:
    """What a form carries of whom it names and in which words it asks."""
    return f"{link_id}.{present_wording().version}.{language.value}"


def read_giving(form: MultiDict[str, str], facts: frozenset[FactCode], months: int = USUAL_MONTHS) -> Giving:
    """What she gives, to the one who stood on the page and in the words of the page.

    Raises SomebodyElse where the form does not say whom it showed.
    """
    link_id, _, words = form.get(SHOWN, "").partition(".")
    version, _, code = words.partition(".")
    language = known_language(code)
    known = {str(number): number for number in range(1, present_wording().version + 1)}
    if not link_id or version not in known or language is None:
        raise SomebodyElse
    return Giving(facts, known[version], language, months, link_id=link_id)


def read_facts(form: MultiDict[str, str]) -> frozenset[FactCode]:
    """What is ticked; raises Invalid for anything that is not in the list."""
    return frozenset(read_fact(word) for word in form.getlist(FACT))


def read_months(form: MultiDict[str, str]) -> int:
    """How long it is to hold; raises Invalid for anything that is not on the page."""
    found = {str(months): months for months in MONTHS}.get(form.get(UNTIL, ""))
    if found is None:
        raise Invalid(mark("Choose from the list."))
    return found
