"""Employees: registered when they leave contact data, erased when they ask for it."""

from dataclasses import dataclass

from sqlalchemy import delete

from support.messaging.actions import cancel_texts_to
from support.messaging.period_facts import NumberPeriod
from support.people.code_actions import PHONE, employee_of_number
from support.people.facts import Registered
from support.people.models import Employee, SignIn
from support.people.number_actions import forget_numbers
from support.people.supervisor_actions import forget_supervisors_of
from support.platform.work import Work
from support.vocabulary.language import Language


@dataclass(frozen=True)
class ContactData:
    """What a person left so that we can reach her; `phone` is canonical or empty."""

    name: str
    phone: str
    safe_to_text: bool
    employer_id: str | None
    unit_id: str | None
    language: Language


def register_employee(work: Work, contact: ContactData, *, number_confirmed: bool) -> Registered:
    """Keep the contact data; whoever has confirmed this number before stays the same person."""
    lookup = work.lookup(PHONE, contact.phone) if contact.phone else None
    known = employee_of_number(work, lookup) if number_confirmed and lookup else None
    employee = known or _new_employee(work, contact, lookup, number_confirmed=number_confirmed)
    if known and known.number_since and not contact.safe_to_text:
        cancel_texts_to(work, NumberPeriod(contact.phone, known.number_since))
    employee.language = contact.language
    employee.safe_to_text = contact.safe_to_text
    employee.employer_id = contact.employer_id or employee.employer_id
    employee.unit_id = contact.unit_id or employee.unit_id
    if contact.name:
        work.seal(employee, "name", contact.name)
    return Registered(employee.id, employee.employer_id, employee.reference_word)


def call_employee(work: Work, employee_id: str, name: str, language: Language) -> None:
    """She says what she is called and in which language we write to her."""
    employee = work.session.get_one(Employee, employee_id, with_for_update=True)
    work.seal(employee, "name", name or None)
    employee.language = language
    work.log("employee:correct", "employee", employee_id, "name and language")


def forget_employee(work: Work, employee_id: str) -> None:
    """Erase what names her and sign her out everywhere; the empty row keeps the record whole."""
    employee = work.session.get_one(Employee, employee_id)
    forget_numbers(work, employee_id)
    work.session.execute(delete(SignIn).where(SignIn.employee_id == employee_id))
    forget_supervisors_of(work, employee_id)
    employee.name = employee.phone = employee.phone_lookup = None
    employee.employer_id = employee.unit_id = None
    employee.reference_word = ""
    employee.number_confirmed, employee.number_since = False, None
    work.erase_keys((employee.key_id,))
    work.log("employee:forget", "employee", employee_id)


def _new_employee(
    work: Work, contact: ContactData, lookup: bytes | None, *, number_confirmed: bool
) -> Employee:
    employee = Employee(
        id=work.new_id(),
        key_id=work.new_key(),
        phone_lookup=lookup,
        number_confirmed=number_confirmed,
        number_since=work.now if number_confirmed else None,
        reference_word=work.ids.short_code(),
        language=contact.language,
        employer_id=contact.employer_id,
        unit_id=contact.unit_id,
        safe_to_text=contact.safe_to_text,
        created_at=work.now,
    )
    work.seal(employee, "phone", contact.phone or None)
    work.session.add(employee)
    work.session.flush()
    work.log("employee:register", "employee", employee.id)
    return employee
