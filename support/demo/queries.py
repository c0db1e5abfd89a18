"""What the demo tells its visitors: who can sign in and how, and whose own page can be looked at."""

from dataclasses import dataclass

from sqlalchemy import select

from support.booking.queries import appointment_of
from support.demo.cases import all_stories
from support.demo.models import DemoLogin
from support.people.code_actions import PHONE
from support.people.models import Employee, Employer, Practitioner
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.phone import in_groups


@dataclass(frozen=True)
class StaffLogin:
    """How one invented nurse signs in."""

    name: str
    profession: str
    email: str
    password: str
    totp_secret: str


@dataclass(frozen=True)
class PersonToTry:
    """An invented employee with her placeholder number as it is written."""

    name: str
    phone: str
    has_time: bool


def has_employers(work: Work) -> bool:
    """Whether anything has been put into this database."""
    return work.session.execute(select(Employer.id).limit(1)).scalar() is not None


def staff_logins(work: Work) -> list[StaffLogin]:
    """Every demo login, by name; each opening is recorded."""
    ask = select(DemoLogin, Practitioner).join(Practitioner, Practitioner.id == DemoLogin.practitioner_id)
    logins = []
    for login, practitioner in work.session.execute(ask.order_by(Practitioner.name)):
        opened = work.open_all(
            login, ("email", "password", "totp_secret"), subject=login.id, purpose=Purpose.DEMO_PAGE
        )
        words = {column: text or "" for column, text in opened.items()}
        logins.append(StaffLogin(practitioner.name, practitioner.profession, **words))
    return logins


def people_to_try(work: Work) -> list[PersonToTry]:
    """The employees whose numbers are told, as long as they have not deleted their data."""
    people = []
    for story in all_stories():
        known = (Employee.phone_lookup == work.lookup(PHONE, story.phone), Employee.number_confirmed)
        employee_id = work.session.execute(select(Employee.id).where(*known)).scalar()
        if story.to_try and employee_id is not None:
            has_time = appointment_of(work, employee_id) is not None
            people.append(PersonToTry(story.name, in_groups(story.phone), has_time))
    return people
