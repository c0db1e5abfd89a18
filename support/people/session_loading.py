"""Who a signed-in browser is: found at every request, kept alive by activity."""

from datetime import datetime, timedelta

from flask import session
from flask_login import login_user
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from support.people.models import Account, Practitioner, Serves, SignIn
from support.people.rules import idle_end, is_live
from support.platform.begin_work import BeginWork
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.platform.writers import DatabaseBusy
from support.vocabulary.actor import Actor, Role
from support.web.access import SignedIn

# Writing at every request would make every page wait for the disk.
_NOTE_AGAIN_AFTER = timedelta(minutes=1)


def load(begin_work: BeginWork, token: str, *, is_poll: bool) -> SignedIn | None:
    """Who holds this secret, or None when the session is over. A poll does not count as activity."""
    with begin_work.to_read(Actor.visitor()) as look:
        row = look.session.execute(
            select(SignIn, Account, Practitioner)
            .outerjoin(Account, Account.id == SignIn.account_id)
            .outerjoin(Practitioner, Practitioner.id == Account.practitioner_id)
            .where(SignIn.token_hash == token_hash(token))
        ).first()
        if row is None or not is_live(row.SignIn.seen_at, row.SignIn.ends_at, look.now):
            return None
        signed_in = _signed_in(look, token, row.SignIn, row.Account, row.Practitioner)
        seen_at, stale = row.SignIn.seen_at, look.now - row.SignIn.seen_at > _NOTE_AGAIN_AFTER
    if signed_in:
        if stale and not is_poll:
            seen_at = _note_activity(begin_work, signed_in) or seen_at
        signed_in.idle_at, signed_in.ends_at = idle_end(seen_at), row.SignIn.ends_at
    return signed_in


def sign_in_browser(token: str, employee_id: str) -> None:
    """Let this browser hold an employee's session; whatever it remembered before is gone."""
    session.clear()
    login_user(_employee(token, employee_id))


def _note_activity(begin_work: BeginWork, signed_in: SignedIn) -> datetime | None:
    """Note that the person is there; returns when, or None when the database was too busy."""
    try:
        with begin_work(signed_in.actor) as work:
            mine = SignIn.token_hash == token_hash(signed_in.token)
            work.session.execute(update(SignIn).where(mine).values(seen_at=work.now))
            return work.now
    except (OperationalError, DatabaseBusy):
        # The sign-in is valid all the same; the next request notes the activity.
        return None


def _signed_in(
    look: Work, token: str, row: SignIn, account: Account | None, practitioner: Practitioner | None
) -> SignedIn | None:
    if row.employee_id:
        return _employee(token, row.employee_id)
    if account is None or practitioner is None or account.locked_at or practitioner.left_at:
        return None
    served = select(Serves.employer_id).where(Serves.practitioner_id == practitioner.id)
    employers = frozenset(look.session.execute(served).scalars())
    actor = Actor(account.role, practitioner.id, employers)
    return SignedIn(token, actor, practitioner.name, practitioner.profession)


def _employee(token: str, employee_id: str) -> SignedIn:
    return SignedIn(token, Actor(Role.EMPLOYEE, employee_id), "", Role.EMPLOYEE.value)
