"""When a sign-in begins, lasts and ends, and what a code and a password must be."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from support.people.password_rules import is_easy_to_guess
from support.vocabulary.actor import Role
from support.vocabulary.errors import mark

# Idle and absolute limits by role: reliability-security.md 2.1 row 42.
IDLE = {
    Role.EMPLOYEE: timedelta(minutes=15),
    Role.SUPERVISOR: timedelta(minutes=15),
    Role.NURSE: timedelta(minutes=15),
    Role.ADMIN: timedelta(minutes=15),
}
ABSOLUTE = {
    Role.EMPLOYEE: timedelta(hours=2),
    Role.SUPERVISOR: timedelta(hours=2),
    Role.NURSE: timedelta(hours=10),
    Role.ADMIN: timedelta(hours=10),
}

FRESH = timedelta(minutes=10)

CODE_DIGITS = 6
CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
CODE_AGAIN_AFTER = timedelta(seconds=30)
INVITATION_LIVES = timedelta(hours=24)
FIRST_STEP_LIVES = timedelta(minutes=5)
KNOWN_BROWSER_LIVES = timedelta(days=90)

# (how many, in what time): SMS pumping and guessing, reliability-security.md 2.3. A whole workplace may stand
# behind one address, so its limits are wide; a number and an account are one person.
CODES_PER_NUMBER = ((3, timedelta(hours=1)), (5, timedelta(days=1)))
# Once more for whoever has confirmed the number in this browser before; nobody else can use these up.
CODES_WHERE_KNOWN = ((3, timedelta(hours=1)), (5, timedelta(days=1)))
# Behind the link of a supervisor's message: nobody who knows her number alone can use these up.
CODES_PER_LINK = ((6, timedelta(hours=1)), (10, timedelta(days=1)))
CODES_PER_LINK_AND_BROWSER = ((3, timedelta(hours=1)), (5, timedelta(days=1)))
CODES_PER_ADDRESS = (60, timedelta(hours=1))
CALLS_PER_NUMBER = (5, timedelta(days=1))
CALLS_PER_ADDRESS = ((20, timedelta(hours=1)), (60, timedelta(days=1)))
SIGN_INS_PER_ACCOUNT_AND_ADDRESS = (10, timedelta(minutes=15))
SIGN_INS_PER_ACCOUNT = (60, timedelta(minutes=15))
SIGN_INS_PER_ADDRESS = (60, timedelta(minutes=15))
SIGN_INS_PER_KNOWN_BROWSER = (10, timedelta(minutes=15))
SIGN_IN_CODES = ((10, timedelta(minutes=15)), (60, timedelta(days=1)))

ROLE_CHANGES = (20, timedelta(hours=1))

PASSWORD_LENGTH = 15
PASSWORD_LIMIT = 200
TOTP_SECONDS = 30

REFUSED_KEPT = timedelta(days=30)
REFUSED_SHOWN = 10


class CodeState(StrEnum):
    """What came of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    TOO_MANY_TRIES = "too_many_tries"


# The roles of an account, in the order in which a sign-in takes them up: first what people wait for.
ROLES_OF_ACCOUNTS = (Role.NURSE, Role.ADMIN)


def first_role(held: Collection[Role]) -> Role | None:
    """The role with which a sign-in begins; None for an account that may do nothing."""
    return next((role for role in ROLES_OF_ACCOUNTS if role in held), None)


def is_live(role: Role, seen_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether a sign-in in this role is neither idle nor over."""
    return now < ends_at and now < idle_end(role, seen_at)


def idle_end(role: Role, seen_at: datetime) -> datetime:
    """When a sign-in in this role ends by itself, if nothing more is asked for."""
    return seen_at + IDLE[role]


def whole_end(role: Role, begun_at: datetime) -> datetime:
    """When it ends whatever is asked for; counted from the sign-in, not from a change of role."""
    return begun_at + ABSOLUTE[role]


def signed_in_lately(begun_at: datetime, now: datetime) -> bool:
    """Whether a sign-in is fresh enough for another number, or for everything that is kept as one file."""
    return now - begun_at < FRESH


def may_try_code(tries: int, ends_at: datetime, used_at: datetime | None, now: datetime) -> CodeState | None:
    """Why this code may not be tried any more, or None when it may."""
    if used_at is not None or now >= ends_at:
        return CodeState.EXPIRED
    return CodeState.TOO_MANY_TRIES if tries >= CODE_TRIES else None


def password_fault(password: str, name: str, provider: str, *, stolen: bool) -> str | None:
    """What is wrong with a new password, or None (ASVS 6.2: length, no composition rules).

    `stolen`: it is one of those that are known to have been stolen.
    """
    if len(password) < PASSWORD_LENGTH:
        return mark("Use at least 15 characters. A sentence that only you know is good.")
    if len(password) > PASSWORD_LIMIT:
        return mark("Use at most 200 characters.")
    if is_easy_to_guess(password, name, provider):
        return mark("This is too easy to guess. Choose something that others cannot know.")
    if stolen:
        return mark("This password has been stolen somewhere before. Choose one that you use nowhere else.")
    return None


def first_step_holds(taken_at: datetime, now: datetime) -> bool:
    """Whether the password was given so short a time ago that the code may follow."""
    return now - taken_at < FIRST_STEP_LIVES


def browser_is_known(since: datetime, activated_at: datetime | None, now: datetime) -> bool:
    """Whether its last sign-in is recent, and of the account as it was last taken into use."""
    return activated_at is not None and activated_at <= since and now - since < KNOWN_BROWSER_LIVES


def number_is_known(since: datetime, now: datetime) -> bool:
    """Whether the number was confirmed in this browser so lately that it still counts as known there."""
    return now - since < KNOWN_BROWSER_LIVES


def acceptable_steps(last_step: int, now: datetime) -> tuple[int, ...]:
    """The time steps whose code opens the door, most likely first: one of drift either way, none used before.

    A step is thirty seconds, counted from 1970 (RFC 6238).
    """
    present = int(now.timestamp()) // TOTP_SECONDS
    return tuple(step for step in (present, present - 1, present + 1) if step > last_step)
