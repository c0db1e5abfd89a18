"""Signed-in browsers: begun and ended."""

from sqlalchemy import delete

from support.people.models import SignIn
from support.people.rules import ABSOLUTE, IDLE
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.vocabulary.actor import Role


def sign_in_employee(work: Work, employee_id: str) -> str:
    """Begin an employee's session; returns the secret for her browser."""
    return _begin(work, Role.EMPLOYEE, employee_id=employee_id)


def sign_in_account(work: Work, account_id: str, role: Role) -> str:
    """Begin a practitioner's session; returns the secret for the browser."""
    return _begin(work, role, account_id=account_id)


def end_session(work: Work, token: str) -> None:
    """End this session at once."""
    work.session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))


def forget_ended(work: Work) -> None:
    """Remove sessions that are over or idle."""
    idle = work.now - IDLE
    work.session.execute(delete(SignIn).where((SignIn.ends_at <= work.now) | (SignIn.seen_at <= idle)))


def _begin(work: Work, role: Role, *, employee_id: str | None = None, account_id: str | None = None) -> str:
    token = work.ids.token()
    work.session.add(
        SignIn(
            token_hash=token_hash(token),
            account_id=account_id,
            employee_id=employee_id,
            begun_at=work.now,
            seen_at=work.now,
            ends_at=work.now + ABSOLUTE[role],
        )
    )
    return token
