"""Browsers in which members of the staff have signed in: remembered, asked for, forgotten (decision 0012)."""

from sqlalchemy import delete, select

from support.people.facts import OwnBrowser
from support.people.models import Account, KnownBrowser
from support.people.rules import KNOWN_BROWSER_LIVES, browser_is_known
from support.platform.crypto import token_hash
from support.platform.work import Work


def remember_account(work: Work, account_id: str, before: str | None) -> str:
    """Know this browser as hers from now on; returns its new id. `before` is the id that it had."""
    if before:
        _forget(work, before)
    browser = work.ids.token()
    work.session.add(KnownBrowser(id_hash=token_hash(browser), account_id=account_id, since=work.now))
    return browser


def is_known(work: Work, account: Account, browser: str) -> bool:
    """Whether this account has signed in lately in the browser with this id."""
    row = work.session.get(KnownBrowser, token_hash(browser))
    is_hers = row is not None and row.account_id == account.id
    return is_hers and row is not None and browser_is_known(row.since, account.activated_at, work.now)


def own_browsers(look: Work, account_id: str, this: str | None) -> list[OwnBrowser]:
    """The browsers that are known as hers, the one used last first."""
    ask = select(KnownBrowser).where(
        KnownBrowser.account_id == account_id, KnownBrowser.since > look.now - KNOWN_BROWSER_LIVES
    )
    rows = look.session.execute(ask.order_by(KnownBrowser.since.desc())).scalars()
    return [OwnBrowser(row.since, bool(this) and row.id_hash == token_hash(this or "")) for row in rows]


def forget_other_browsers(work: Work, account_id: str, this: str | None) -> None:
    """Know none of hers any more but this one: in the others she is a stranger until she signs in again."""
    others = KnownBrowser.id_hash != token_hash(this or "")
    work.session.execute(delete(KnownBrowser).where(KnownBrowser.account_id == account_id, others))
    work.log("browser:forget", "account", account_id, "all others")


def forget_browsers_of(work: Work, account_id: str) -> None:
    """Know none of hers any more."""
    work.session.execute(delete(KnownBrowser).where(KnownBrowser.account_id == account_id))


def forget_old_browsers(work: Work) -> None:
    """Remove the rows of browsers that are known no longer."""
    work.session.execute(delete(KnownBrowser).where(KnownBrowser.since <= work.now - KNOWN_BROWSER_LIVES))


def _forget(work: Work, browser: str) -> None:
    work.session.execute(delete(KnownBrowser).where(KnownBrowser.id_hash == token_hash(browser)))
