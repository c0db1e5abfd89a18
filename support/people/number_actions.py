"""A person's number: it is lost, or she has another one. What was sent to the old one leads to nothing."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from support.messaging.actions import forget_messages_to, queue_sms
from support.messaging.following_actions import follow_to, hold_back_texts_to
from support.messaging.inbound_actions import forget_replies_from
from support.people.code_actions import PHONE, employee_of_number, forget_codes_of
from support.people.events import NumberEnded
from support.people.models import Employee, SignIn
from support.people.number_models import FormerNumber, WhyEnded
from support.people.number_queries import (
    ended_numbers,
    has_ever_lost_number,
    key_of_end,
    number_now,
    numbers_of,
)
from support.people.number_rules import PROOFS_A_DAY
from support.platform.audit import Purpose
from support.platform.crypto import token_hash
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.errors import Invalid, TooMany, mark

_TOLD_LIVES = timedelta(days=1)
TAKEN = mark("This number cannot be taken into use here. Call us, and we see to it together.")


@dataclass(frozen=True)
class NewNumber:
    """Another number, canonical. One to which messages may go has been confirmed by a code sent there."""

    phone: str
    is_safe: bool


def lose_number(work: Work, employee_id: str, *, but: str | None = None) -> bool:
    """Her phone is lost: its number leads to nothing and gets nothing, and she is signed out everywhere.

    `but` is the secret of the browser in which she says so. False when there is no number to lose.
    """
    employee = _held(work, employee_id)
    _end_sessions(work, employee_id, but=but)
    if employee.phone is None:
        return False
    _retire(work, employee, WhyEnded.LOST)
    employee.phone, employee.phone_lookup = None, None
    employee.number_confirmed, employee.number_since = False, None
    work.session.flush()
    work.log("number:lost", "employee", employee_id)
    return True


def change_number(work: Work, employee_id: str, new: NewNumber, *, our_phone: str) -> None:
    """From now on she has this number. What waits follows her there; who holds the old phone is told once.

    Raises Invalid where it is hers already, or somebody else has confirmed it.
    """
    employee = _held(work, employee_id)
    lookup = work.lookup(PHONE, new.phone)
    same = employee.phone_lookup == lookup
    if same and employee.number_confirmed == new.is_safe == employee.safe_to_text:
        raise Invalid(mark("This is the number that we have already."))
    other = employee_of_number(work, lookup)
    if new.is_safe and other is not None and other.id != employee_id:
        raise Invalid(TAKEN)
    if employee.phone is not None and not (same and new.is_safe):
        # Whoever holds the very phone that is not safe is told nothing.
        _retire(work, employee, WhyEnded.CHANGED, our_phone="" if same else our_phone)
    if new.is_safe and has_ever_lost_number(work, employee_id):
        # Whoever held the lost phone may have read the word there; she reads the new one on her own page.
        employee.reference_word = work.ids.short_code()
    _take(work, employee, new, lookup)
    _follow(work, employee, new)
    _end_sessions(work, employee_id)
    work.log("number:change", "employee", employee_id, "confirmed" if new.is_safe else "not confirmed")


def hold_number(work: Work, employee_id: str) -> None:
    """Hold her number against others; what is asked after this has waited for whoever changed it before."""
    _held(work, employee_id)


def count_proof(work: Work, employee_id: str) -> None:
    """Count one more try to prove who calls; raises TooMany when there have been too many today."""
    limit, window = PROOFS_A_DAY
    if not count_try(work, "number-proof", employee_id, limit=limit, window=window):
        raise TooMany


def forget_numbers(work: Work, employee_id: str) -> None:
    """Delete the numbers before, and what went to and came from each that was hers while it was."""
    for period in numbers_of(work, employee_id, purpose=Purpose.FORGET):
        forget_messages_to(work, period)
        forget_replies_from(work, period)
        if period.until is None:
            forget_codes_of(work, period.phone)
    work.session.execute(delete(FormerNumber).where(FormerNumber.employee_id == employee_id))
    work.session.flush()


def _held(work: Work, employee_id: str) -> Employee:
    """Her row, held against others, so that two changes at once are one after the other."""
    return work.session.get_one(Employee, employee_id, with_for_update=True)


def _note_lost_before(work: Work, employee_id: str) -> None:
    """The number that she confirmed last may have been that of the same phone."""
    hers = select(FormerNumber).where(FormerNumber.employee_id == employee_id)
    last = work.session.execute(hers.order_by(FormerNumber.ended_at.desc()).limit(1)).scalar()
    if last is not None:
        last.why = WhyEnded.LOST


def _retire(work: Work, employee: Employee, why: WhyEnded, *, our_phone: str = "") -> None:
    """The number of now is hers no more.

    One that she never confirmed leaves no trace: she may have typed anybody's.
    """
    work.record(NumberEnded(employee.id))
    period = number_now(work, employee.id, purpose=Purpose.CONFIRMATION)
    if period is None:
        if why is WhyEnded.LOST:
            _note_lost_before(work, employee.id)
        return
    former = FormerNumber(
        id=work.new_id(),
        key_id=employee.key_id,
        employee_id=employee.id,
        began_at=period.since,
        ended_at=work.now,
        why=why,
    )
    work.seal(former, "phone", period.phone)
    work.session.add(former)
    hold_back_texts_to(work, period)
    forget_codes_of(work, period.phone)
    if our_phone and employee.safe_to_text:
        queue_sms(
            work,
            template="number_off",
            phone=period.phone,
            language=employee.language,
            values={"tel": our_phone},
            business_key=key_of_end(former.id),
            lives=_TOLD_LIVES,
        )


def _take(work: Work, employee: Employee, new: NewNumber, lookup: bytes) -> None:
    was_hers = employee.number_confirmed and employee.phone_lookup == lookup
    since = employee.number_since if was_hers else work.now
    try:
        with work.attempt():
            work.seal(employee, "phone", new.phone)
            employee.phone_lookup, employee.number_confirmed = lookup, new.is_safe
            employee.number_since = since if new.is_safe else None
            employee.safe_to_text = new.is_safe
            work.session.flush()
    except IntegrityError:
        # Somebody else has confirmed it at this very moment.
        raise Invalid(TAKEN) from None


def _follow(work: Work, employee: Employee, new: NewNumber) -> None:
    if not new.is_safe:
        return
    for period in ended_numbers(work, employee.id, purpose=Purpose.CONFIRMATION):
        follow_to(work, period, new.phone)


def _end_sessions(work: Work, employee_id: str, *, but: str | None = None) -> None:
    hers = SignIn.employee_id == employee_id
    work.session.execute(delete(SignIn).where(hers, SignIn.token_hash != token_hash(but or "")))
