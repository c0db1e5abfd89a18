"""How members of staff come to an account: invited, then with a password and an authenticator."""

import base64
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import select

from support.people.models import Account, HeldRole, Practitioner, Serves
from support.people.queries import employers_by_code, team_by_name
from support.people.rules import INVITATION_LIVES, acceptable_steps
from support.platform.crypto import slow_hash, token_hash
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotFound


@dataclass(frozen=True)
class Invited:
    """Who may take an account into use."""

    name: str
    totp_secret: str


def email_lookup(work: Work, email: str) -> bytes:
    """The keyed hash under which an address is kept and found."""
    return work.lookup("email", email.strip().lower())


def invite(work: Work, *, practitioner: Practitioner, email: str, role: Role, employers: list[str]) -> str:
    """Make an account that waits for its owner; returns the secret of the invitation's address."""
    token = work.ids.token()
    work.session.add(practitioner)
    work.session.flush()
    work.session.add_all(Serves(practitioner_id=practitioner.id, employer_id=one) for one in employers)
    account = Account(
        id=work.new_id(),
        key_id=work.new_key(),
        practitioner_id=practitioner.id,
        email_lookup=email_lookup(work, email),
        totp_step=0,
        invitation_hash=token_hash(token),
        invitation_ends_at=work.now + INVITATION_LIVES,
    )
    work.session.add(account)
    work.session.flush()
    work.session.add(HeldRole(account_id=account.id, role=role))
    work.log("account:invite", "account", account.id)
    return token


def invite_nurse(
    work: Work, *, name: str, email: str, team: str, employers: list[str], languages: list[str]
) -> str:
    """Invite a nurse of a team for the employers with these codes; returns the secret of the address.

    Raises ValueError naming the team or the codes that nobody has.
    """
    found = team_by_name(work, team)
    if found is None:
        raise ValueError(f"there is no team called {team}")
    practitioner = Practitioner(
        id=work.new_id(), team_id=found.id, name=name, profession="nurse", languages=tuple(languages)
    )
    served = employers_by_code(work, employers)
    return invite(work, practitioner=practitioner, email=email, role=Role.NURSE, employers=served)


class InvitationOver(NotFound):
    """An invitation that is unknown, used or too old, or whose account is closed; which is not told."""


def invited_account(work: Work, token: str, *, to_change: bool = False) -> Account:
    """The account that this invitation opens.

    Raises InvitationOver when it is unknown, used or too old, and while the account is closed.
    """
    ask = select(Account).where(Account.invitation_hash == token_hash(token))
    account = work.session.execute(ask.with_for_update() if to_change else ask).scalar()
    if account is None or account.invitation_ends_at is None or account.invitation_ends_at <= work.now:
        raise InvitationOver
    if is_closed(work, account):
        raise InvitationOver
    return account


def offered_totp_secret(work: Work, token: str) -> str:
    """The secret that the invitation page shows: the same at every look, so that looking changes nothing.

    It needs a key of the installation beside the token: a used link in an old letter is no second factor.
    """
    return base64.b32encode(work.lookup("totp", token)[:20]).decode()


def accept_invitation(work: Work, token: str, *, stored_password: str, code: str) -> bool:
    """Activate the account; False when the code was not accepted.

    Raises InvitationOver when the invitation is unknown, used or too old.
    """
    account = invited_account(work, token, to_change=True)
    secret = offered_totp_secret(work, token)
    step = accepted_step(secret, code, account.totp_step, work.now)
    if step is None:
        return False
    account.password_hash = stored_password
    account.totp_step = step
    account.activated_at = work.now
    account.invitation_hash = account.invitation_ends_at = None
    work.seal(account, "totp_secret", secret)
    work.log("account:activate", "account", account.id)
    return True


def invited_by(work: Work, token: str) -> Invited:
    """Whom the invitation is for, and the secret of her authenticator.

    Raises InvitationOver when it is unknown, used or too old.
    """
    account = invited_account(work, token)
    name = work.session.get_one(Practitioner, account.practitioner_id).name
    return Invited(name, offered_totp_secret(work, token))


def hash_password(password: str) -> str:
    """Slow on purpose, so it stands outside every work."""
    return slow_hash(password)


def is_closed(work: Work, account: Account) -> bool:
    """Whether the account is locked or its owner has left."""
    has_left = work.session.get_one(Practitioner, account.practitioner_id).left_at is not None
    return has_left or account.locked_at is not None


def accepted_step(secret: str, code: str, last_step: int, now: datetime) -> int | None:
    """The time step whose code this is, or None when it opens nothing now."""
    totp = pyotp.TOTP(secret)
    steps = acceptable_steps(last_step, now)
    return next((step for step in steps if pyotp.utils.strings_equal(code, totp.generate_otp(step))), None)
