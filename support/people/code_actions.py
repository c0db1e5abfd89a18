"""One-time codes: asked for, tried, used. The answer is the same for known and unknown numbers."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from support.messaging.actions import queue_sms
from support.messaging.templates import CODE
from support.people.facts import KnownEmployee, KnownNumber
from support.people.known_number_actions import is_known_here
from support.people.models import Employee, OneTimeCode
from support.people.rules import (
    CODE_AGAIN_AFTER,
    CODE_DIGITS,
    CODE_LIVES,
    CODE_TRIES,
    CODES_PER_ADDRESS,
    CODES_PER_LINK,
    CODES_PER_LINK_AND_BROWSER,
    CODES_PER_NUMBER,
    CODES_WHERE_KNOWN,
    CodeState,
    may_try_code,
)
from support.platform.audit import NOBODY
from support.platform.crypto import slow_hash, slow_hash_matches, token_hash
from support.platform.rate_limit import count_try, has_room
from support.platform.work import Work
from support.vocabulary.ids import IdMaker
from support.vocabulary.language import Language

PHONE = "phone"


@dataclass(frozen=True)
class NewCode:
    """A code and its slow hash, made before the work begins so that nobody waits for it."""

    digits: str
    stored: str


@dataclass(frozen=True)
class Try:
    """One counted try: the hash to compare with, or why it may not be tried."""

    refused: CodeState | None
    stored: str = ""

    def result(self, digits: str) -> CodeState:
        """What came of it; slow on purpose, so it stands outside every work."""
        if self.refused:
            return self.refused
        return CodeState.RIGHT if slow_hash_matches(self.stored, digits) else CodeState.WRONG


@dataclass(frozen=True)
class AtLink:
    """Asked behind the link of a supervisor's message: which one, and in which browser."""

    link_id: str
    browser: str


def may_ask_code(look: Work, address: str) -> bool:
    """Whether this address may ask for a code: asked before a code is made, since hashing it is slow."""
    limit, window = CODES_PER_ADDRESS
    return has_room(look, "code-address", address, limit=limit, window=window)


def make_code(ids: IdMaker) -> NewCode:
    """A fresh code."""
    digits = ids.digits(CODE_DIGITS)
    return NewCode(digits, slow_hash(digits))


def send_code(
    work: Work,
    phone: str,
    browser: str,
    code: NewCode,
    *,
    address: str,
    language: Language,
    known_only: bool,
    is_safe: bool = True,
    kept: KnownNumber | None,
    at_link: AtLink | None = None,
    template: str = CODE,
) -> bool:
    """Send a code to the number, bound to the asking browser.

    With `known_only` an unknown number gets no message; nor does a number that had many codes lately, or one
    that is not safe. Everything else is the same: nobody can ask whether somebody else's number is used here.
    Whoever is known there gets it in the language that is kept with her, else it is in `language`.
    Behind a supervisor's link they are counted by that. Where `kept` tells that the number was confirmed
    in this browser before, others cannot use its codes up.
    `template` says in which words it comes. False when there have been too many codes from this address.
    """
    limit, window = CODES_PER_ADDRESS
    if not count_try(work, "code-address", address, limit=limit, window=window):
        return False
    employee = employee_of_number(work, work.lookup(PHONE, phone))
    purpose = "code-sign-in" if known_only else "code-sending"
    if at_link is None:
        has_room = _all_count(work, purpose, phone, CODES_PER_NUMBER)
    else:
        has_room = _has_room_at_link(work, at_link)
    is_known = is_known_here(work, employee, kept)
    # Counted for a stranger too, under what nobody shares: the same work, whoever asks for whichever number.
    own = phone if is_known else browser
    has_own_room = _all_count(work, "code-known", own, CODES_WHERE_KNOWN)
    may_send = is_safe and (has_room or (is_known and has_own_room))
    browser_hash = token_hash(browser)
    work.session.execute(delete(OneTimeCode).where(OneTimeCode.browser_hash == browser_hash))
    work.session.add(
        OneTimeCode(
            browser_hash=browser_hash,
            # A code that is not sent confirms no number: guessing it leads nowhere either.
            phone_lookup=work.lookup(PHONE, phone if may_send else browser_hash),
            last_two=phone[-2:],
            code_hash=code.stored,
            tries=0,
            sent_at=work.now,
            ends_at=work.now + CODE_LIVES,
        )
    )
    queue_sms(
        work,
        template=template,
        phone=phone,
        language=employee.language if known_only and employee else language,
        values={"code": code.digits},
        business_key=f"code:{work.new_id()}",
        lives=CODE_LIVES,
        suppressed=not may_send or (known_only and employee is None),
    )
    return True


def _has_room_at_link(work: Work, at: AtLink) -> bool:
    """Count a code by the browser first: what is refused there takes nothing from the others."""
    per_browser = f"{at.link_id} {at.browser}"
    return _all_count(work, "code-link-browser", per_browser, CODES_PER_LINK_AND_BROWSER) and _all_count(
        work, "code-link", at.link_id, CODES_PER_LINK
    )


def _all_count(work: Work, purpose: str, value: str, limits: tuple[tuple[int, timedelta], ...]) -> bool:
    return all([count_try(work, purpose, value, limit=n, window=window) for n, window in limits])


def may_send_again(work: Work, browser: str) -> bool:
    """Whether half a minute has passed since the last code to this browser."""
    sent = select(OneTimeCode.sent_at).where(OneTimeCode.browser_hash == token_hash(browser))
    sent_at = work.session.execute(sent).scalar()
    return sent_at is None or work.now - sent_at >= CODE_AGAIN_AFTER


def last_two_digits(work: Work, browser: str) -> str | None:
    """The end of the number that a code was sent to, or None when this browser asked for none."""
    ask = select(OneTimeCode.last_two).where(OneTimeCode.browser_hash == token_hash(browser))
    return work.session.execute(ask).scalar()


def count_code_try(work: Work, browser: str) -> Try:
    """Count a try before it is compared, so that many at once are still five."""
    row = work.session.get(OneTimeCode, token_hash(browser), with_for_update=True)
    if row is None:
        return Try(CodeState.EXPIRED)
    refused = may_try_code(row.tries, row.ends_at, row.used_at, work.now)
    if refused:
        # Not recorded: as many as somebody likes to send would each leave a row that nobody may delete.
        return Try(refused)
    # Whose number it is must not be looked up here: known and unknown ones cause the same work.
    work.log("code:try", "one_time_code", NOBODY)
    row.tries += 1
    return Try(None, row.code_hash)


def use_code(work: Work, browser: str, stored: str, phone: str) -> bool:
    """Use the code up; False when it was used a moment ago, or was sent to another number than this."""
    return use_code_of(work, browser, stored, work.lookup(PHONE, phone))


def use_code_of(work: Work, browser: str, stored: str, phone_lookup: bytes) -> bool:
    """The same, for the number under this keyed hash."""
    return _used(work, browser, stored) == phone_lookup


def employee_of_code(work: Work, browser: str, stored: str) -> KnownEmployee | None:
    """Use the code up; returns whoever has confirmed its number, or None when it was used."""
    phone_lookup = _used(work, browser, stored)
    employee = employee_of_number(work, phone_lookup) if phone_lookup else None
    return KnownEmployee(employee.id, employee.language) if employee else None


def employee_of_number(work: Work, phone_lookup: bytes) -> Employee | None:
    """Who has confirmed this number."""
    ask = select(Employee).where(Employee.phone_lookup == phone_lookup, Employee.number_confirmed)
    return work.session.execute(ask).scalar()


def forget_codes_of(work: Work, phone: str) -> None:
    """Remove the codes that were sent to this number."""
    mine = OneTimeCode.phone_lookup == work.lookup(PHONE, phone)
    work.session.execute(delete(OneTimeCode).where(mine))


def forget_old_codes(work: Work) -> None:
    """Remove codes that can no longer be used."""
    work.session.execute(delete(OneTimeCode).where(OneTimeCode.ends_at <= work.now))


def _used(work: Work, browser: str, stored: str) -> bytes | None:
    used = (
        update(OneTimeCode)
        .where(
            OneTimeCode.browser_hash == token_hash(browser),
            OneTimeCode.code_hash == stored,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.ends_at > work.now,
            OneTimeCode.tries <= CODE_TRIES,
        )
        .values(used_at=work.now)
        .returning(OneTimeCode.phone_lookup)
    )
    return work.session.execute(used).scalar()
