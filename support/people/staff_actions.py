"""How members of staff get in: invitation, password, then a time-based code."""

import base64
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import select

from support.people.facts import KnownBrowser
from support.people.models import Account, Practitioner, Serves
from support.people.queries import employers_by_code, team_by_name
from support.people.rules import (
    INVITATION_LIVES,
    SIGN_IN_CODES,
    SIGN_INS_PER_ACCOUNT,
    SIGN_INS_PER_ACCOUNT_AND_ADDRESS,
    SIGN_INS_PER_ADDRESS,
    SIGN_INS_PER_KNOWN_BROWSER,
    acceptable_steps,
    browser_is_known,
)
from support.people.sessions import sign_in_account
from support.platform.audit import NOBODY, Purpose
from support.platform.crypto import slow_hash, slow_hash_matches, token_hash
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotFound

EMAIL = "email"


@dataclass(frozen=True)
class Invited:
    """Who may take an account into use."""

    name: str
    totp_secret: str


# Compared with when the address is unknown, so that both answers take the same time.
_NOBODY = slow_hash("nobody has this password")


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
        role=role,
        email_lookup=work.lookup(EMAIL, email.strip().lower()),
        totp_step=0,
        invitation_hash=token_hash(token),
        invitation_ends_at=work.now + INVITATION_LIVES,
    )
    work.session.add(account)
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


def invited_account(work: Work, token: str, *, to_change: bool = False) -> Account:
    """The account that this invitation opens.

    Raises NotFound when the invitation is unknown, used or too old, and while the account is closed.
    """
    ask = select(Account).where(Account.invitation_hash == token_hash(token))
    account = work.session.execute(ask.with_for_update() if to_change else ask).scalar()
    if account is None or account.invitation_ends_at is None or account.invitation_ends_at <= work.now:
        raise NotFound
    if _is_closed(work, account):
        raise NotFound
    return account


def offered_totp_secret(work: Work, token: str) -> str:
    """The secret that the invitation page shows: the same at every look, so that looking changes nothing.

    It needs a key of the installation beside the token: a used link in an old letter is no second factor.
    """
    return base64.b32encode(work.lookup("totp", token)[:20]).decode()


def accept_invitation(work: Work, token: str, *, stored_password: str, code: str) -> bool:
    """Activate the account; False when the code was not accepted.

    Raises NotFound when the invitation is unknown, used or too old.
    """
    account = invited_account(work, token, to_change=True)
    secret = offered_totp_secret(work, token)
    step = _accepted_step(secret, code, account.totp_step, work.now)
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

    Raises NotFound when it is unknown, used or too old.
    """
    account = invited_account(work, token)
    name = work.session.get_one(Practitioner, account.practitioner_id).name
    return Invited(name, offered_totp_secret(work, token))


def stored_password_of(
    work: Work, email: str, address: str, browser: KnownBrowser | None = None
) -> tuple[str | None, str]:
    """The account and the hash to compare with, after counting the try; a stranger gets one of nobody.

    Her own browser has a counter of its own: whoever fails in her name elsewhere does not lock her out.
    """
    known = work.lookup(EMAIL, email.strip().lower())
    ask = select(Account, Practitioner.left_at).join(Practitioner, Practitioner.id == Account.practitioner_id)
    # One statement for known and unknown addresses: their number must not tell the two apart.
    found = work.session.execute(ask.where(Account.email_lookup == known)).one_or_none()
    account, left_at = found or (None, None)
    counted = [
        # Narrowest first, and a refused try counts no further: one address cannot use up what is everybody's.
        ("sign-in-from", address, SIGN_INS_PER_ADDRESS),
        ("sign-in-here", f"{known.hex()} {address}", SIGN_INS_PER_ACCOUNT_AND_ADDRESS),
        ("sign-in", known.hex(), SIGN_INS_PER_ACCOUNT),
    ]
    if account is not None and browser is not None and _knows(work, browser, account):
        counted = [("sign-in-known", browser.id, SIGN_INS_PER_KNOWN_BROWSER)]
    allowed = all(count_try(work, purpose, value, limit=n, window=w) for purpose, value, (n, w) in counted)
    work.log("account:try", "account", account.id if account else NOBODY, None if allowed else "too many")
    if not allowed or account is None or account.password_hash is None or account.locked_at or left_at:
        return None, _NOBODY
    return account.id, account.password_hash


def hash_password(password: str) -> str:
    """Slow on purpose, so it stands outside every work."""
    return slow_hash(password)


def password_matches(stored: str, password: str) -> bool:
    """Slow on purpose, so it stands outside every work."""
    return slow_hash_matches(stored, password)


def sign_in_with_code(
    work: Work, account_id: str, code: str, *, password_given_at: datetime, instead_of: str | None = None
) -> str | None:
    """Take the second step; returns the secret of the session, or None when the code was not accepted.

    `instead_of` is the secret of the session that this browser had until now; it ends.

    A password that was given before the account was taken into use anew is no first step any more.
    """
    allowed = all(count_try(work, "sign-in-code", account_id, limit=n, window=w) for n, w in SIGN_IN_CODES)
    # Whoever locks the account waits for this, and then ends the session that begins here.
    account = work.session.get(Account, account_id, with_for_update=True)
    if account is None or not allowed or _is_closed(work, account):
        return None
    if account.activated_at is None or password_given_at < account.activated_at:
        return None
    secret = work.open(account, "totp_secret", subject=account.id, purpose=Purpose.SIGN_IN)
    step = _accepted_step(secret, code, account.totp_step, work.now) if secret else None
    if step is None:
        work.log("account:refuse", "account", account.id)
        return None
    account.totp_step = step
    work.log("account:sign-in", "account", account.id)
    return sign_in_account(work, account.id, account.role, instead_of=instead_of)


def known_from_now_on(work: Work, account_id: str) -> KnownBrowser:
    """What the browser keeps in which this account has just signed in."""
    return KnownBrowser(work.new_id(), _owner(work, account_id), work.now)


def _knows(work: Work, browser: KnownBrowser, account: Account) -> bool:
    is_hers = browser.owner == _owner(work, account.id)
    return is_hers and browser_is_known(browser.since, account.activated_at, work.now)


def _owner(work: Work, account_id: str) -> str:
    return work.lookup("known-browser", account_id).hex()


def _is_closed(work: Work, account: Account) -> bool:
    has_left = work.session.get_one(Practitioner, account.practitioner_id).left_at is not None
    return has_left or account.locked_at is not None


def _accepted_step(secret: str, code: str, last_step: int, now: datetime) -> int | None:
    totp = pyotp.TOTP(secret)
    steps = acceptable_steps(last_step, now)
    return next((step for step in steps if pyotp.utils.strings_equal(code, totp.generate_otp(step))), None)
