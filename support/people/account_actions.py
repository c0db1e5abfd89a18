"""Accounts of the staff as an operator keeps them; whatever takes a right away ends all sessions at once."""

from sqlalchemy import select

from support.people.models import Account, Practitioner
from support.people.rules import INVITATION_LIVES
from support.people.sessions import end_sessions_of_account
from support.people.staff_actions import EMAIL
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.vocabulary.actor import Role


def lock_account(work: Work, email: str) -> None:
    """No sign-in any more, and whoever is signed in no longer is.

    Raises ValueError when nobody has the address.
    """
    account = _account_of(work, email)
    account.locked_at = account.locked_at or work.now
    # Whoever reads her letters may hold the link: after unlocking she is invited anew.
    account.invitation_hash = account.invitation_ends_at = None
    end_sessions_of_account(work, account.id)
    work.log("account:lock", "account", account.id)


def unlock_account(work: Work, email: str) -> None:
    """Password and authenticator open the account again; no session comes back.

    Raises ValueError when nobody has the address.
    """
    account = _account_of(work, email)
    account.locked_at = None
    work.log("account:unlock", "account", account.id)


def reinvite(work: Work, email: str) -> str:
    """Let a person who lost her password or her authenticator begin anew with both; the old ones are dead.

    Returns the secret of the invitation's address. Raises ValueError when nobody has the address, and when
    the account is locked or its owner has left.
    """
    account = _account_of(work, email)
    if account.locked_at is not None:
        raise ValueError("the account is locked: unlock it first")
    if work.session.get_one(Practitioner, account.practitioner_id).left_at is not None:
        raise ValueError("the owner of the account has left")
    token = work.ids.token()
    account.password_hash = account.activated_at = None
    account.totp_secret, account.totp_step = None, 0
    account.invitation_hash = token_hash(token)
    account.invitation_ends_at = work.now + INVITATION_LIVES
    end_sessions_of_account(work, account.id)
    work.log("account:reinvite", "account", account.id)
    return token


def change_role(work: Work, email: str, role: Role) -> None:
    """From now on the account has this role; its owner signs in anew to use it.

    Raises ValueError when nobody has the address, and for a role that no account can have.
    """
    if role not in (Role.NURSE, Role.ADMIN):
        raise ValueError(f"no account has the role {role.value}")
    account = _account_of(work, email)
    before, account.role = account.role, role
    end_sessions_of_account(work, account.id)
    work.log("account:role", "account", account.id, f"{before.value} to {role.value}")


def leave(work: Work, email: str) -> None:
    """The owner of the account no longer works here.

    Raises ValueError when nobody has the address.
    """
    account = _account_of(work, email)
    practitioner = work.session.get_one(Practitioner, account.practitioner_id)
    practitioner.left_at = practitioner.left_at or work.now
    account.invitation_hash = account.invitation_ends_at = None
    end_sessions_of_account(work, account.id)
    work.log("account:leave", "account", account.id)


def _account_of(work: Work, email: str) -> Account:
    known = work.lookup(EMAIL, email.strip().lower())
    ask = select(Account).where(Account.email_lookup == known).with_for_update()
    account = work.session.execute(ask).scalar()
    if account is None:
        raise ValueError("nobody has this address")
    return account
