"""The sessions of one person, as she may see them."""

from sqlalchemy import ColumnElement, select

from support.people.facts import OwnSession
from support.people.models import HeldRole, SignIn
from support.people.rules import is_live
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.vocabulary.actor import Role


def own_sessions(work: Work, token: str) -> list[OwnSession]:
    """Every live session of whoever holds this secret: this one first, then the one used last."""
    own = work.session.get(SignIn, token_hash(token))
    if own is None:
        return []
    rows = work.session.execute(select(SignIn).where(of_same_person(own))).scalars()
    live = [row for row in rows if is_live(row.role, row.seen_at, row.ends_at, work.now)]
    found = [
        OwnSession(session_ref(work, row), row.begun_at, row.seen_at, row.token_hash == own.token_hash)
        for row in live
    ]
    return sorted(found, key=lambda one: (one.is_this, one.seen_at), reverse=True)


def roles_of(work: Work, account_id: str) -> frozenset[Role]:
    """The roles that this account may wear."""
    held = select(HeldRole.role).where(HeldRole.account_id == account_id)
    return frozenset(work.session.execute(held).scalars())


def of_same_person(own: SignIn) -> ColumnElement[bool]:
    """The sessions of whose this one is."""
    if own.account_id is not None:
        return SignIn.account_id == own.account_id
    return SignIn.employee_id == own.employee_id


def session_ref(work: Work, row: SignIn) -> str:
    """The name of a session on a page: a keyed hash of what is stored, so that neither can be worked out."""
    return work.lookup("session", row.token_hash).hex()[:32]
