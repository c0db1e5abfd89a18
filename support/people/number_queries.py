"""Looking at the numbers that are and were somebody's."""

from sqlalchemy import select

from support.messaging.period_facts import NumberPeriod
from support.people.models import Employee
from support.people.number_models import FormerNumber, WhyEnded
from support.platform.audit import Purpose
from support.platform.work import Work


def numbers_of(work: Work, employee_id: str, *, purpose: Purpose) -> list[NumberPeriod]:
    """Each number that she had confirmed, opened: the one of now, then those before."""
    now = number_now(work, employee_id, purpose=purpose)
    return [*([now] if now else []), *ended_numbers(work, employee_id, purpose=purpose)]


def number_now(work: Work, employee_id: str, *, purpose: Purpose) -> NumberPeriod | None:
    """The number that she has confirmed, opened; None where there is none or anybody may have typed it."""
    employee = work.session.get_one(Employee, employee_id)
    if not employee.number_confirmed or employee.number_since is None:
        return None
    phone = work.open(employee, "phone", subject=employee_id, purpose=purpose)
    return NumberPeriod(phone, employee.number_since) if phone else None


def ended_numbers(work: Work, employee_id: str, *, purpose: Purpose) -> list[NumberPeriod]:
    """Each number that was hers, opened; the first first."""
    hers = select(FormerNumber).where(FormerNumber.employee_id == employee_id)
    rows = work.session.execute(hers.order_by(FormerNumber.ended_at, FormerNumber.id)).scalars().all()
    return [
        NumberPeriod(
            work.open(row, "phone", subject=employee_id, purpose=purpose) or "",
            row.began_at,
            row.ended_at,
            said_at_end=key_of_end(row.id),
        )
        for row in rows
    ]


def has_lost_number(look: Work, employee_id: str) -> bool:
    """Whether the number that ended last was that of a lost phone, and no other has come since."""
    employee = look.session.get_one(Employee, employee_id)
    ended = select(FormerNumber.why).where(FormerNumber.employee_id == employee_id)
    last = look.session.execute(ended.order_by(FormerNumber.ended_at.desc()).limit(1)).scalar()
    return employee.phone is None and last is WhyEnded.LOST


def has_ever_lost_number(look: Work, employee_id: str) -> bool:
    """Whether a phone of hers was ever lost: whoever found it reads there what it was sent."""
    lost = (FormerNumber.employee_id == employee_id, FormerNumber.why == WhyEnded.LOST)
    return look.session.execute(select(FormerNumber.id).where(*lost).limit(1)).first() is not None


def key_of_end(former_id: str) -> str:
    """The business key of what is said to a number when it ends."""
    return f"number-off:{former_id}"
