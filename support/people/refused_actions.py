"""Refused steps of sign-ins: counted by the day, told to whose address it was, forgotten after a month."""

from sqlalchemy import delete, func, select

from support.people.facts import Refused, Step
from support.people.models import Account, RefusedTry
from support.people.rules import REFUSED_KEPT, REFUSED_SHOWN
from support.people.staff_actions import email_lookup
from support.platform.database import insert_into
from support.platform.work import Work
from support.vocabulary.calendar import local_date


def note_refused_password(work: Work, email: str) -> None:
    """Count it under the address as it was typed: an unknown one takes just as long as a known one."""
    _note(work, email_lookup(work, email), Step.PASSWORD)


def note_refused_code(work: Work, account: Account) -> None:
    """Count it: whoever tries a code has given the password."""
    _note(work, account.email_lookup, Step.CODE)


def code_refused_since_last_sign_in(work: Work, account: Account) -> bool:
    """Whether a code was refused after the account was signed in to, or taken into use, the last time."""
    since = account.signed_in_at or account.activated_at
    last = select(func.max(RefusedTry.last_at)).where(
        RefusedTry.email_lookup == account.email_lookup, RefusedTry.step == Step.CODE
    )
    last_at = work.session.execute(last).scalar()
    return last_at is not None and (since is None or last_at > since)


def refused_lately(look: Work, account_id: str) -> list[Refused]:
    """What was refused under her address, the last first."""
    account = look.session.get_one(Account, account_id)
    ask = (
        select(RefusedTry)
        .where(RefusedTry.email_lookup == account.email_lookup, RefusedTry.last_at > look.now - REFUSED_KEPT)
        .order_by(RefusedTry.last_at.desc())
        .limit(REFUSED_SHOWN)
    )
    return [Refused(row.step, row.count, row.last_at) for row in look.session.execute(ask).scalars()]


def forget_old_refused(work: Work) -> None:
    """Remove what was refused a month ago."""
    work.session.execute(delete(RefusedTry).where(RefusedTry.last_at <= work.now - REFUSED_KEPT))


def _note(work: Work, of: bytes, step: Step) -> None:
    first = insert_into(work.connection, RefusedTry).values(
        email_lookup=of, step=step, day=local_date(work.now), count=1, last_at=work.now
    )
    one_more = {"count": RefusedTry.count + 1, "last_at": work.now}
    work.session.execute(
        first.on_conflict_do_update(index_elements=["email_lookup", "step", "day"], set_=one_more)
    )
