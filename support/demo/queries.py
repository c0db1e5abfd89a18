"""What the demo tells its visitors: who can sign in, whose own page can be looked at, what would be sent."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.booking.queries import appointment_of
from support.demo.cases import all_stories
from support.demo.models import DemoLogin
from support.messaging.models import OutboundMessage
from support.messaging.rules import State
from support.messaging.templates import render
from support.people.code_actions import PHONE
from support.people.models import Employee, Employer, Practitioner
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.phone import in_groups


@dataclass(frozen=True)
class StaffLogin:
    """How one of the invented staff signs in."""

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


@dataclass(frozen=True)
class SentText:
    """A message as its receiver would read it."""

    to: str
    text: str
    state: State
    queued_at: datetime


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


def latest_texts(work: Work, limit: int = 50) -> list[SentText]:
    """The newest messages, opened; each opening is recorded."""
    to_leave = select(OutboundMessage).where(OutboundMessage.state != State.SUPPRESSED)
    newest = to_leave.order_by(OutboundMessage.queued_at.desc()).limit(limit)
    texts = []
    for message in work.session.execute(newest).scalars():
        opened = work.open_all(
            message, ("recipient", "fields"), subject=message.id, purpose=Purpose.DEMO_PAGE
        )
        text = render(message.template, message.language, json.loads(opened["fields"] or "{}"))
        texts.append(SentText(opened["recipient"] or "", text, message.state, message.queued_at))
    return texts
