"""What the demo tells its visitors: who can sign in, whose own page can be looked at, what would be sent."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.booking.queries import appointment_of
from support.cases.queries import latest_case_of
from support.demo.cases import all_stories
from support.demo.models import DemoLogin
from support.demo.supervisors import told_supervisors
from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.rules import State
from support.messaging.templates import render
from support.people.code_actions import PHONE
from support.people.models import Employee, Employer, Practitioner
from support.people.supervisor_queries import link_by_invitation
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.pathway import Path
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
    """An invented employee with her placeholder number as it is written.

    `is_told_first` where her page shows much; `path` is what was suggested to her.
    """

    name: str
    phone: str
    has_time: bool
    path: Path
    is_told_first: bool


@dataclass(frozen=True)
class SupervisorToTry:
    """An invented supervisor with her placeholder number and the link that she was sent last."""

    name: str
    phone: str
    link: str


@dataclass(frozen=True)
class SentText:
    """A message as its receiver would read it; `name` where it is one of the invented people."""

    name: str
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
    """The employees who can sign in with their number, as long as they have not deleted their data."""
    people = []
    for story in all_stories():
        known = (
            Employee.phone_lookup == work.lookup(PHONE, story.phone),
            Employee.number_confirmed,
            Employee.hat == Role.EMPLOYEE,
        )
        employee_id = work.session.execute(select(Employee.id).where(*known)).scalar()
        case = latest_case_of(work, employee_id) if employee_id is not None else None
        if case is not None:
            has_time = appointment_of(work, case.employee_id) is not None
            phone, path = in_groups(story.phone), case.suggested_path
            people.append(PersonToTry(story.name, phone, has_time, path, story.to_try))
    return people


def supervisors_to_try(work: Work) -> list[SupervisorToTry]:
    """The supervisors whose page can be looked at, as long as their last link leads somewhere."""
    people = []
    for told in told_supervisors().values():
        link = _last_link(work, told.phone) if told.to_try else ""
        if link and link_by_invitation(work, link.rpartition("/")[2]) is not None:
            people.append(SupervisorToTry(told.name, in_groups(told.phone), link))
    return people


def _last_link(work: Work, phone: str) -> str:
    to_her = OutboundMessage.recipient_lookup == work.lookup(RECIPIENT, phone)
    newest = select(OutboundMessage).where(to_her, OutboundMessage.template.startswith("sup_"))
    message = work.session.execute(newest.order_by(OutboundMessage.queued_at.desc()).limit(1)).scalar()
    if message is None:
        return ""
    fields = work.open(message, "fields", subject=message.id, purpose=Purpose.DEMO_PAGE)
    return str(json.loads(fields or "{}").get("link", ""))


def latest_texts(work: Work, limit: int = 50) -> list[SentText]:
    """The newest messages, opened; each opening is recorded."""
    to_leave = select(OutboundMessage).where(OutboundMessage.state != State.SUPPRESSED)
    newest = to_leave.order_by(OutboundMessage.queued_at.desc()).limit(limit)
    names = {story.phone: story.name for story in all_stories()}
    names |= {supervisor.phone: supervisor.name for supervisor in told_supervisors().values()}
    texts = []
    for message in work.session.execute(newest).scalars():
        opened = work.open_all(
            message, ("recipient", "fields"), subject=message.id, purpose=Purpose.DEMO_PAGE
        )
        text = render(message.template, message.language, json.loads(opened["fields"] or "{}"))
        to = opened["recipient"] or ""
        texts.append(SentText(names.get(to, ""), to, text, message.state, message.queued_at))
    return texts
