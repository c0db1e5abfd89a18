"""Page data of the demo page."""

from dataclasses import dataclass

import pyotp
from flask import url_for

from support.booking.appointment_pages import PROFESSIONS
from support.demo.queries import latest_texts, people_to_try, staff_logins
from support.messaging.rules import State
from support.people.rules import TOTP_SECONDS
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.phone import in_groups
from support.web.pages import sentence

_SHOWN = 30
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
    role: str
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
class MessageView:
    """A text message as its receiver would read it."""

    to: str
    when: str
    at: str
    text: str
    state: str


@dataclass(frozen=True)
class DemoPage:
    """What would have been sent, and how the demo people sign in."""

    logins: list[LoginView]
    people: list[PersonView]
    messages: list[MessageView]
    refresh_url: str


def demo_page(work: Work, language: Language) -> DemoPage:
    """The demo page; everything that is opened for it is recorded."""
    return DemoPage(
        logins=_logins(work),
        people=[
            PersonView(
                person.name,
                person.phone,
                sentence(mark("Time booked")) if person.has_time else sentence(mark("No time booked")),
            )
            for person in people_to_try(work)
        ],
        messages=[
            MessageView(
                to=in_groups(message.to),
                when=when_from_now(message.queued_at, work.now, language),
                at=message.queued_at.isoformat(),
                text=message.text,
                state=sentence(STATES[message.state]),
            )
            for message in latest_texts(work, _SHOWN)
        ],
        refresh_url=url_for("demo.messages"),
    )


def _logins(work: Work) -> list[LoginView]:
    step, used = divmod(int(work.now.timestamp()), TOTP_SECONDS)
    left = sentence(mark("%(seconds)s s left")) % {"seconds": TOTP_SECONDS - used}
    views = []
    for login in staff_logins(work):
        code = pyotp.TOTP(login.totp_secret).generate_otp(step)
        views.append(
            LoginView(
                name=login.name,
                role=sentence(PROFESSIONS[login.profession]),
                email=login.email,
                password=login.password,
                code=f"{code[:3]} {code[3:]}",
                left=left,
            )
        )
    return views
