"""Page data of the demo page."""

from dataclasses import dataclass

import pyotp
from flask import url_for

from support.booking.appointment_pages import PROFESSIONS
from support.demo.queries import (
    PersonToTry,
    StaffLogin,
    latest_texts,
    people_to_try,
    staff_logins,
    supervisors_to_try,
)
from support.desk.words import path_in_words
from support.messaging.rules import State
from support.people.rules import TOTP_SECONDS
from support.platform.work import Work
from support.triage.loading import active_protocol
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.phone import in_groups
from support.web.pages import sentence

_SHOWN, _AT_ONCE = 30, 6
_WAITING = mark("Waiting to leave")
_GONE = mark("Would have been sent")
_NOT_GONE = mark("Would not have reached the number")
STATES = {
    State.QUEUED: _WAITING,
    State.ATTEMPT_WRITTEN: _WAITING,
    State.ACCEPTED: _GONE,
    State.SENT: _GONE,
    State.DELIVERED: _GONE,
    State.UNKNOWN: _NOT_GONE,
    State.UNDELIVERED: _NOT_GONE,
    State.FAILED: _NOT_GONE,
    State.UNRESOLVED: _NOT_GONE,
    State.EXPIRED: mark("Out of date"),
    State.CANCELLED: mark("Taken back before it left"),
}


@dataclass(frozen=True)
class LoginView:
    """How one of the staff signs in at this moment; `left` is how long the code is still good."""

    name: str
    email: str
    password: str
    code: str
    left: str


@dataclass(frozen=True)
class PersonView:
    """An employee to try."""

    name: str
    phone: str
    about: str


@dataclass(frozen=True)
class LoginGroup:
    """Those of the staff who work as the same."""

    role: str
    logins: list[LoginView]


@dataclass(frozen=True)
class PeopleGroup:
    """Employees to whom the same was suggested; the first group stands open."""

    title: str
    people: list[PersonView]
    is_open: bool


@dataclass(frozen=True)
class SupervisorView:
    """A supervisor to try, with the address in her last message."""

    name: str
    phone: str
    url: str


@dataclass(frozen=True)
class MessageView:
    """A text message as its receiver would read it; `name` is empty where nobody is told of."""

    name: str
    to: str
    when: str
    at: str
    text: str
    state: str


@dataclass(frozen=True)
class DemoPage:
    """What would have been sent, and how the demo people sign in."""

    staff: list[LoginGroup]
    people: list[PeopleGroup]
    supervisors: list[SupervisorView]
    messages: list[MessageView]
    older: list[MessageView]
    refresh_url: str


def demo_page(work: Work, language: Language) -> DemoPage:
    """The demo page; everything that is opened for it is recorded."""
    messages = _messages(work, language)
    return DemoPage(
        staff=_staff(work),
        people=_people(work, language),
        supervisors=[SupervisorView(one.name, one.phone, one.link) for one in supervisors_to_try(work)],
        messages=messages[:_AT_ONCE],
        older=messages[_AT_ONCE:],
        refresh_url=url_for("demo.messages"),
    )


def _messages(work: Work, language: Language) -> list[MessageView]:
    return [
        MessageView(
            name=message.name,
            to=in_groups(message.to),
            when=when_from_now(message.queued_at, work.now, language),
            at=message.queued_at.isoformat(),
            text=message.text,
            state=sentence(STATES[message.state]),
        )
        for message in latest_texts(work, _SHOWN)
    ]


def _people(work: Work, language: Language) -> list[PeopleGroup]:
    """Those whose page shows much come first, and again among all the others."""
    everybody = people_to_try(work)
    protocol = active_protocol()
    by_path: dict[str, list[PersonView]] = {}
    for person in everybody:
        title = path_in_words(person.path, protocol, language.value)
        by_path.setdefault(title, []).append(_person(person))
    first = [_person(person) for person in everybody if person.is_told_first]
    groups = [PeopleGroup(sentence(mark("Begin with these")), first, is_open=True)] if first else []
    return [*groups, *(PeopleGroup(title, people, is_open=False) for title, people in by_path.items())]


def _person(person: PersonToTry) -> PersonView:
    about = mark("Time booked") if person.has_time else mark("No time booked")
    return PersonView(person.name, person.phone, sentence(about))


def _staff(work: Work) -> list[LoginGroup]:
    step, used = divmod(int(work.now.timestamp()), TOTP_SECONDS)
    left = sentence(mark("%(seconds)s s left")) % {"seconds": TOTP_SECONDS - used}
    logins = staff_logins(work)
    groups = []
    for profession, title in PROFESSIONS.items():
        views = [_login(login, step, left) for login in logins if login.profession == profession]
        if views:
            groups.append(LoginGroup(sentence(title), views))
    return groups


def _login(login: StaffLogin, step: int, left: str) -> LoginView:
    code = pyotp.TOTP(login.totp_secret).generate_otp(step)
    return LoginView(
        name=login.name,
        email=login.email,
        password=login.password,
        code=f"{code[:3]} {code[3:]}",
        left=left,
    )
