"""How members of staff sign in: a password, then the code of their authenticator. Tries are counted first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from support.people.known_browser_actions import is_known
from support.people.models import Account, Practitioner
from support.people.refused_actions import code_refused_since_last_sign_in, note_refused_code
from support.people.rules import (
    SIGN_IN_CODES,
    SIGN_INS_PER_ACCOUNT,
    SIGN_INS_PER_ACCOUNT_AND_ADDRESS,
    SIGN_INS_PER_ADDRESS,
    SIGN_INS_PER_KNOWN_BROWSER,
    first_role,
)
from support.people.session_queries import roles_of
from support.people.sessions import account_of, end_session, sign_in_account, sign_in_began_at
from support.people.staff_actions import accepted_step, email_lookup, is_closed
from support.platform.audit import NOBODY, Purpose
from support.platform.crypto import slow_hash, slow_hash_matches
from support.platform.rate_limit import count_try, has_room
from support.platform.work import Work
from support.vocabulary.language import Language

_CODES = "sign-in-code"
_PROOFS = "proof-code"
# Compared with when the address is unknown, so that both answers take the same time.
_NOBODY = slow_hash("nobody has this password")

_Counter = tuple[str, str, tuple[int, timedelta]]


@dataclass(frozen=True)
class PasswordTry:
    """One counted try: whose account it may open, or nobody's, and the hash to compare with."""

    account_id: str | None
    stored: str

    def opens(self, password: str) -> bool:
        """Whether it was the right password; slow on purpose, so it stands outside every work."""
        return slow_hash_matches(self.stored, password) and self.account_id is not None


@dataclass(frozen=True)
class Begun:
    """A session that has begun: its secret, whether its owner should hear something, and her own language."""

    token: str
    is_warned: bool
    language: Language | None


@dataclass(frozen=True)
class _Found:
    account: Account | None
    is_closed: bool
    counters: list[_Counter]


def may_try_password(look: Work, email: str, address: str, browser: str | None = None) -> bool:
    """Whether a password would be compared at all; asked first, so that refusing costs next to nothing."""
    counters = _found(look, email, address, browser).counters
    return all(has_room(look, purpose, value, limit=n, window=w) for purpose, value, (n, w) in counters)


def count_password_try(
    work: Work, email: str, address: str, browser: str | None = None
) -> PasswordTry | None:
    """Count the try; a stranger gets the hash of nobody, and None says that there have been too many."""
    found = _found(work, email, address, browser)
    account, counters = found.account, found.counters
    allowed = all(count_try(work, purpose, value, limit=n, window=w) for purpose, value, (n, w) in counters)
    work.log("account:try", "account", account.id if account else NOBODY, None if allowed else "too many")
    if not allowed:
        return None
    if account is None or account.password_hash is None or found.is_closed:
        return PasswordTry(None, _NOBODY)
    return PasswordTry(account.id, account.password_hash)


def may_try_code(look: Work, account_id: str) -> bool:
    """Whether a code of the authenticator would be looked at."""
    account = look.session.get(Account, account_id)
    counted = _counted_as(account) if account else account_id
    return all(has_room(look, _CODES, counted, limit=n, window=w) for n, w in SIGN_IN_CODES)


def sign_in_with_code(
    work: Work, account_id: str, code: str, *, password_given_at: datetime, instead_of: str | None = None
) -> Begun | None:
    """Take the second step; returns the session that begins, or None when the code was not accepted.

    `instead_of` is the secret of the session that this browser had until now; it ends.

    A password that was given before the account was taken into use anew is no first step any more.
    """
    account = _account_for_code(work, account_id)
    if account is None or account.activated_at is None or password_given_at < account.activated_at:
        return None
    role = first_role(roles_of(work, account.id))
    if role is None or not _code_opens(work, account, code):
        return None
    is_warned = code_refused_since_last_sign_in(work, account)
    account.signed_in_at = work.now
    work.log("account:sign-in", "account", account.id, role.value)
    token = sign_in_account(work, account.id, role, instead_of=instead_of, is_warned=is_warned)
    return Begun(token, is_warned, account.language)


def prove_again(work: Work, token: str, code: str) -> bool:
    """Whether whoever is signed in has the authenticator in her hand now (ASVS 7.5); the code is used up.

    Each sign-in has tries of its own, which a change of role does not renew, and the session that has used
    them up ends: a thief of a session neither guesses on nor uses up what its owner needs to sign in.
    """
    account = work.session.get(Account, account_of(work, token), with_for_update=True)
    if account is None or is_closed(work, account):
        return False
    counted = f"{account.id} {sign_in_began_at(work, token)}"
    if not all(count_try(work, _PROOFS, counted, limit=n, window=w) for n, w in SIGN_IN_CODES):
        end_session(work, token)
        work.log("session:end", "account", account.id, "too many codes")
        return False
    return _code_opens(work, account, code)


def _account_for_code(work: Work, account_id: str) -> Account | None:
    """The account after counting the try; None when there have been too many, and while it is closed."""
    # Whoever locks the account waits for this, and then ends the session that begins here.
    account = work.session.get(Account, account_id, with_for_update=True)
    if account is None:
        return None
    counted = _counted_as(account)
    allowed = all(count_try(work, _CODES, counted, limit=n, window=w) for n, w in SIGN_IN_CODES)
    return account if allowed and not is_closed(work, account) else None


def _counted_as(account: Account) -> str:
    # Whoever was shut out by somebody else's tries begins afresh with a new invitation.
    return f"{account.id} {account.activated_at}"


def _code_opens(work: Work, account: Account, code: str) -> bool:
    secret = work.open(account, "totp_secret", subject=account.id, purpose=Purpose.SIGN_IN)
    step = accepted_step(secret, code, account.totp_step, work.now) if secret else None
    if step is None:
        note_refused_code(work, account)
        work.log("account:refuse", "account", account.id)
        return False
    account.totp_step = step
    return True


def _found(work: Work, email: str, address: str, browser: str | None) -> _Found:
    """Her own browser has a counter of its own: whoever fails in her name elsewhere does not lock her out."""
    known = email_lookup(work, email)
    ask = select(Account, Practitioner.left_at).join(Practitioner, Practitioner.id == Account.practitioner_id)
    # One statement for known and unknown addresses: their number must not tell the two apart.
    account, left_at = work.session.execute(ask.where(Account.email_lookup == known)).one_or_none() or (
        None,
        None,
    )
    is_closed = account is not None and (account.locked_at is not None or left_at is not None)
    if account is not None and browser is not None and is_known(work, account, browser):
        return _Found(account, is_closed, [("sign-in-known", browser, SIGN_INS_PER_KNOWN_BROWSER)])
    counters = [
        # Narrowest first, and a refused try counts no further: one address cannot use up what is everybody's.
        ("sign-in-from", address, SIGN_INS_PER_ADDRESS),
        ("sign-in-here", f"{known.hex()} {address}", SIGN_INS_PER_ACCOUNT_AND_ADDRESS),
        ("sign-in", known.hex(), SIGN_INS_PER_ACCOUNT),
    ]
    return _Found(account, is_closed, counters)
