"""Who a signed-in browser is: found at every request, kept alive by activity."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import session
from flask_login import login_user
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from support.people.models import Account, Practitioner, Serves, SignIn
from support.people.rules import idle_end, is_live
from support.people.session_queries import roles_of
from support.platform.begin_work import BeginWork
from support.platform.crypto import token_hash
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.platform.writers import DatabaseBusy
from support.vocabulary.actor import Actor, Role
from support.web.access import SignedIn

# Writing at every request would make every page wait for the disk.
_NOTE_AGAIN_AFTER = timedelta(minutes=1)
# Asked at every request of a signed-in browser, so put together once.
_SESSION = HotStatement(
    select(SignIn.employee_id, SignIn.account_id, SignIn.role, SignIn.seen_at, SignIn.ends_at).where(
        SignIn.token_hash == bindparam("token")
    )
)
_STAFF = (
    select(Account, Practitioner)
    .join(Practitioner, Practitioner.id == Account.practitioner_id)
    .where(Account.id == bindparam("account"))
)


class _Row(NamedTuple):
    """A session: an employee's, or in one role that of an account."""

    employee_id: str | None
    account_id: str
    role: Role
    seen_at: datetime
    ends_at: datetime


def load(begin_work: BeginWork, token: str) -> SignedIn | None:
    """Who holds this secret, or None when the session is over. Asking is no activity by itself."""
    found = begin_work.first(_SESSION, {"token": token_hash(token)})
    row, now = _Row(*found) if found else None, begin_work.clock.now()
    if row is None or not is_live(row.role, row.seen_at, row.ends_at, now):
        return None
    if row.employee_id:
        signed_in: SignedIn | None = _employee(token, row.employee_id, row.role)
    else:
        with begin_work.to_read(Actor.visitor()) as look:
            signed_in = _staff(look, token, row.account_id, row.role)
    if signed_in:
        is_stale = now - row.seen_at > _NOTE_AGAIN_AFTER
        signed_in.idle_if_used = idle_end(row.role, now) if is_stale else None
        signed_in.idle_at = idle_end(row.role, row.seen_at)
        signed_in.ends_at = row.ends_at
    return signed_in


def sign_in_browser(token: str, employee_id: str, hat: Role = Role.EMPLOYEE) -> None:
    """Let this browser hold the session of an employee or a supervisor; what it remembered before is gone."""
    session.clear()
    login_user(_employee(token, employee_id, hat))


def note_activity(begin_work: BeginWork, signed_in: SignedIn) -> None:
    """Note that the person is there, when that was not noted in the last minute."""
    if signed_in.idle_if_used is None:
        return
    try:
        with begin_work(signed_in.actor) as work:
            mine = SignIn.token_hash == token_hash(signed_in.token)
            work.session.execute(update(SignIn).where(mine).values(seen_at=work.now))
    except (OperationalError, PoolTimeout, DatabaseBusy):
        # The sign-in is valid all the same; the next request notes the activity.
        return
    signed_in.idle_at, signed_in.idle_if_used = signed_in.idle_if_used, None


def _staff(look: Work, token: str, account_id: str, role: Role) -> SignedIn | None:
    row = look.session.execute(_STAFF, {"account": account_id}).first()
    if row is None:
        return None
    account, practitioner = row
    if account.locked_at or practitioner.left_at:
        return None
    served = select(Serves.employer_id).where(Serves.practitioner_id == practitioner.id)
    employers = frozenset(look.session.execute(served).scalars())
    held = roles_of(look, account.id)
    if role not in held:
        return None
    actor = Actor(role, practitioner.id, employers)
    return SignedIn(token, actor, practitioner.name, practitioner.profession, held - {role})


def _employee(token: str, employee_id: str, hat: Role) -> SignedIn:
    return SignedIn(token, Actor(hat, employee_id), "", hat.value)
