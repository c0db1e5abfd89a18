"""Accounts of the demo's staff: invited and taken into use like any other, with random passwords."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pyotp

from support.demo.models import DemoLogin
from support.demo.organisation_actions import Member
from support.demo.story_clock import at_moment
from support.people.duty_actions import set_number
from support.people.models import Practitioner
from support.people.rules import TOTP_SECONDS
from support.people.staff_actions import accept_invitation, hash_password, invite, offered_totp_secret
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

# Short words without umlauts, easy to type on any keyboard.
_WORDS = Path(__file__).with_name("password_words.txt").read_text(encoding="utf-8").split()
_WORDS_IN_PASSWORD = 5
_ACCEPTED_AFTER = timedelta(hours=1)


def make_logins(begin_work: BeginWork, members: Iterable[Member]) -> None:
    """Invite them, take their accounts into use an hour later, and keep what the demo page tells."""
    tokens = {member: _invite(begin_work, member) for member in members}
    later = at_moment(begin_work, begin_work.clock.now() + _ACCEPTED_AFTER)
    for member, token in tokens.items():
        _accept(later, member, token)


def _invite(begin_work: BeginWork, member: Member) -> str:
    with begin_work(Actor.operator()) as work:
        practitioner = work.session.get_one(Practitioner, member.id)
        employers = sorted(member.employers)
        return invite(
            work, practitioner=practitioner, email=member.email, role=member.role, employers=employers
        )


def _accept(begin_work: BeginWork, member: Member, token: str) -> None:
    password = readable_password()
    stored = hash_password(password)
    with begin_work(Actor.visitor()) as work:
        secret = offered_totp_secret(work, token)
        code = pyotp.TOTP(secret).generate_otp(int(work.now.timestamp()) // TOTP_SECONDS)
        if not accept_invitation(work, token, stored_password=stored, code=code):
            raise RuntimeError("the demo account was not accepted")
        login = DemoLogin(id=work.new_id(), key_id=work.new_key(), practitioner_id=member.id)
        work.seal(login, "email", member.email)
        work.seal(login, "password", password)
        work.seal(login, "totp_secret", secret)
        work.session.add(login)
        set_number(work, member.email, member.alerts_to or None)


def readable_password() -> str:
    """Five random words of 64, such as "lumi-orava-kello-saari-puro": 30 bits, at least 24 characters."""
    return "-".join(secrets.choice(_WORDS) for _ in range(_WORDS_IN_PASSWORD))
