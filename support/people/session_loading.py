"""Who a signed-in browser is: found at every request, kept alive by activity."""

from datetime import datetime, timedelta

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
from support.platform.work import Work
from support.platform.writers import DatabaseBusy
from support.vocabulary.actor import Actor, Role
from support.web.access import SignedIn

# Writing at every request would make every page wait for the disk.
_NOTE_AGAIN_AFTER = timedelta(minutes=1)
# Asked at every request of a signed-in browser, so put together once.
_WHO = (
    select(SignIn, Account, Practitioner)
    .outerjoin(Account, Account.id == SignIn.account_id)
    .outerjoin(Practitioner, Practitioner.id == Account.practitioner_id)
    .where(SignIn.token_hash == bindparam("token"))
)


def load(begin_work: BeginWork, token: str) -> SignedIn | None:
    """Who holds this secret, or None when the session is over. Asking is no activity by itself."""
    with begin_work.to_read(Actor.visitor()) as look:
        row = look.session.execute(_WHO, {"token": token_hash(token)}).first()
        if row is None or not _is_live(row.SignIn, look.now):
            return None
        signed_in = _signed_in(look, token, row.SignIn, row.Account, row.Practitioner)
        if signed_in:
            is_stale = look.now - row.SignIn.seen_at > _NOTE_AGAIN_AFTER
            signed_in.idle_if_used = idle_end(row.SignIn.role, look.now) if is_stale else None
            signed_in.idle_at = idle_end(row.SignIn.role, row.SignIn.seen_at)
            signed_in.ends_at = row.SignIn.ends_at
    return signed_in


def sign_in_browser(token: str, employee_id: str) -> None:
    """Let this browser hold an employee's session; whatever it remembered before is gone."""
    session.clear()
    login_user(_employee(token, employee_id))


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


def _signed_in(
    look: Work, token: str, row: SignIn, account: Account | None, practitioner: Practitioner | None
) -> SignedIn | None:
    if row.employee_id:
        return _employee(token, row.employee_id)
    if account is None or practitioner is None or account.locked_at or practitioner.left_at:
        return None
    served = select(Serves.employer_id).where(Serves.practitioner_id == practitioner.id)
    employers = frozenset(look.session.execute(served).scalars())
    held = roles_of(look, account.id)
    if row.role not in held:
        return None
    actor = Actor(row.role, practitioner.id, employers)
    return SignedIn(token, actor, practitioner.name, practitioner.profession, held - {row.role})


def _is_live(row: SignIn, now: datetime) -> bool:
    return is_live(row.role, row.seen_at, row.ends_at, now)


def _employee(token: str, employee_id: str) -> SignedIn:
    return SignedIn(token, Actor(Role.EMPLOYEE, employee_id), "", Role.EMPLOYEE.value)
