"""Signed-in browsers: begun and ended."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from support.people.models import Account, Employee, SignIn
from support.people.number_queries import has_lost_number
from support.people.rules import IDLE, ROLE_CHANGES, signed_in_lately, whole_end
from support.people.session_queries import of_same_person, roles_of, session_ref
from support.platform.crypto import token_hash
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotFound, TooMany


def sign_in_employee(
    work: Work, employee_id: str, *, hat: Role = Role.EMPLOYEE, instead_of: str | None = None
) -> str:
    """Begin the session of an employee, or of a supervisor; returns the secret for her browser.

    `instead_of` is the secret of the session that this browser had until now; it ends (ASVS 7.2.4).
    """
    if instead_of:
        end_session(work, instead_of)
    work.log(f"{hat.value}:sign-in", "employee", employee_id)
    return _begin(work, hat, work.now, employee_id=employee_id)


def sign_in_account(
    work: Work, account_id: str, role: Role, *, instead_of: str | None = None, is_warned: bool = False
) -> str:
    """Begin a practitioner's session; returns the secret for the browser. `instead_of` as above.

    `is_warned`: codes were refused before it, and its owner is told as long as the session lasts.
    """
    if instead_of:
        end_session(work, instead_of)
    return _begin(work, role, work.now, account_id=account_id, is_warned=is_warned)


def wear_role(work: Work, token: str, role: Role) -> str:
    """Go on in another role of the same account; returns the new secret, the old one opens nothing any more.

    The limits are those of the role, counted from the sign-in: changing roles makes no session longer.
    Raises NotFound when the account does not hold the role, and for an employee, and TooMany when there have
    been too many changes since this sign-in: each is recorded, and nobody may delete a record.
    """
    own = _own(work, token)
    # Whoever takes the role away at this moment waits for this, and then ends the session that begins here.
    account = work.session.get(Account, own.account_id, with_for_update=True) if own.account_id else None
    if account is None or role not in roles_of(work, account.id):
        raise NotFound
    limit, window = ROLE_CHANGES
    sign_in = f"{account.id} {own.begun_at.isoformat()}"
    if not count_try(work, "role-changes", sign_in, limit=limit, window=window):
        raise TooMany
    mine = delete(SignIn).where(SignIn.token_hash == own.token_hash).returning(SignIn.token_hash)
    if work.session.execute(mine).scalar() is None:
        # It was ended while this waited: what is over is not gone on with under another name.
        raise NotFound
    work.log("session:role", "account", account.id, f"{own.role.value} to {role.value}")
    return _begin(work, role, own.begun_at, account_id=account.id, is_warned=own.is_warned)


def end_session(work: Work, token: str) -> None:
    """End this session at once."""
    work.session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))


def end_other_session(work: Work, token: str, ref: str) -> None:
    """End one of her sessions in another browser.

    Raises NotFound when none of hers has this name; her own browser signs out instead.
    """
    own = _own(work, token)
    found = _other(work, own, ref)
    # A second tap finds nothing to delete, and that is no conflict.
    work.session.execute(delete(SignIn).where(SignIn.token_hash == found.token_hash))
    _log_end(work, own, "one other")


def check_other_session(look: Work, token: str, ref: str) -> None:
    """Raises NotFound when no other session of hers has this name."""
    _other(look, _own(look, token), ref)


def account_of(look: Work, token: str) -> str:
    """Whose of the staff this session is. Raises NotFound when it is over or nobody's of the staff."""
    account_id = _own(look, token).account_id
    if account_id is None:
        raise NotFound
    return account_id


def sign_in_began_at(look: Work, token: str) -> datetime:
    """When its owner signed in; the same after a change of role. Raises NotFound when it is over."""
    return _own(look, token).begun_at


def is_fresh(look: Work, token: str) -> bool:
    """Whether its owner has shown so lately who she is that she need not do so again for what weighs more."""
    return signed_in_lately(_own(look, token).begun_at, look.now)


def check_stands(look: Work, token: str) -> None:
    """Raises NotFound where this browser has been signed out."""
    _own(look, token)


def can_sign_in(look: Work, employee_id: str) -> bool:
    """Whether there is a number of hers by which she can sign in anew."""
    return look.session.get_one(Employee, employee_id).number_confirmed


def may_see_word(look: Work, token: str, employee_id: str) -> bool:
    """Whether her recognition word may stand on a page of this browser: whoever says it is taken for her.

    Not where the browser may be in other hands by now, and never once her phone is lost.
    """
    return is_fresh(look, token) and not has_lost_number(look, employee_id)


def is_warned(look: Work, token: str) -> bool:
    """Whether codes were refused between the sign-in before this one and this one."""
    return _own(look, token).is_warned


def end_other_sessions(work: Work, token: str) -> None:
    """End her sessions in all other browsers."""
    own = _own(work, token)
    work.session.execute(delete(SignIn).where(*_others(own)))
    _log_end(work, own, "all others")


def end_sessions_of_account(work: Work, account_id: str) -> None:
    """End every session of this account at once, in every browser."""
    work.session.execute(delete(SignIn).where(SignIn.account_id == account_id))


def forget_ended(work: Work) -> None:
    """Remove sessions that are over or idle."""
    idle = work.now - max(IDLE.values())
    work.session.execute(delete(SignIn).where((SignIn.ends_at <= work.now) | (SignIn.seen_at <= idle)))


def _begin(
    work: Work,
    role: Role,
    begun_at: datetime,
    *,
    employee_id: str | None = None,
    account_id: str | None = None,
    is_warned: bool = False,
) -> str:
    token = work.ids.token()
    work.session.add(
        SignIn(
            token_hash=token_hash(token),
            account_id=account_id,
            employee_id=employee_id,
            role=role,
            begun_at=begun_at,
            seen_at=work.now,
            ends_at=whole_end(role, begun_at),
            is_warned=is_warned,
        )
    )
    return token


def _own(work: Work, token: str) -> SignIn:
    own = work.session.get(SignIn, token_hash(token))
    if own is None:
        raise NotFound
    return own


def _other(look: Work, own: SignIn, ref: str) -> SignIn:
    others = look.session.execute(select(SignIn).where(*_others(own))).scalars()
    found = next((row for row in others if session_ref(look, row) == ref), None)
    if found is None:
        raise NotFound
    return found


def _others(own: SignIn) -> tuple[ColumnElement[bool], ...]:
    return of_same_person(own), SignIn.token_hash != own.token_hash


def _log_end(work: Work, own: SignIn, which: str) -> None:
    kind, subject = ("account", own.account_id) if own.account_id else ("employee", own.employee_id)
    work.log("session:end", kind, subject or "", which)
