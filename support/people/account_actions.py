"""Accounts of the staff as an operator keeps them; whatever takes a right away ends all sessions at once."""

from sqlalchemy import delete, select

from support.people.known_browser_actions import forget_browsers_of
from support.people.models import Account, HeldRole, Practitioner
from support.people.rules import INVITATION_LIVES, ROLES_OF_ACCOUNTS
from support.people.session_queries import roles_of
from support.people.sessions import end_sessions_of_account
from support.people.staff_actions import email_lookup
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
    forget_browsers_of(work, account.id)
    work.log("account:reinvite", "account", account.id)
    return token


def give_role(work: Work, email: str, role: Role) -> None:
    """From now on the owner of the account may put this role on too, in sessions that go on as well.

    Raises ValueError when nobody has the address, for a role that no account can have, and when she has it.
    """
    if role not in ROLES_OF_ACCOUNTS:
        raise ValueError(f"no account can have the role {role.value}")
    account = _account_of(work, email)
    if role in roles_of(work, account.id):
        raise ValueError(f"the account has the role {role.value} already")
    work.session.add(HeldRole(account_id=account.id, role=role))
    work.log("account:give-role", "account", account.id, role.value)


def take_role(work: Work, email: str, role: Role) -> None:
    """The role is gone at once, and with it every session of the account.

    Raises ValueError when nobody has the address, when she has no such role, and for her only one.
    """
    account = _account_of(work, email)
    held = roles_of(work, account.id)
    if role not in held:
        raise ValueError(f"the account does not have the role {role.value}")
    if held == {role}:
        raise ValueError("it is the only role of the account: lock the account instead")
    gone = (HeldRole.account_id == account.id, HeldRole.role == role)
    work.session.execute(delete(HeldRole).where(*gone))
    end_sessions_of_account(work, account.id)
    work.log("account:take-role", "account", account.id, role.value)


def leave(work: Work, email: str) -> None:
    """The owner of the account no longer works here.

    Raises ValueError when nobody has the address.
    """
    account = _account_of(work, email)
    practitioner = work.session.get_one(Practitioner, account.practitioner_id)
    practitioner.left_at = practitioner.left_at or work.now
    account.invitation_hash = account.invitation_ends_at = None
    end_sessions_of_account(work, account.id)
    forget_browsers_of(work, account.id)
    work.log("account:leave", "account", account.id)


def _account_of(work: Work, email: str) -> Account:
    ask = select(Account).where(Account.email_lookup == email_lookup(work, email)).with_for_update()
    account = work.session.execute(ask).scalar()
    if account is None:
        raise ValueError("nobody has this address")
    return account
