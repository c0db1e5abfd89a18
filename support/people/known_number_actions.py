"""Browsers in which a number was confirmed with a code: what they keep of it, and whether it still fits."""

import secrets

from support.people.facts import KnownNumber
from support.people.models import Employee
from support.people.rules import number_is_known
from support.platform.work import Work


def know_number(work: Work, employee_id: str) -> KnownNumber:
    """What this browser may keep, now that a code was right in it (decision 0020)."""
    employee = work.session.get_one(Employee, employee_id)
    return KnownNumber(_mark(work, employee), work.now)


def is_known_here(look: Work, employee: Employee | None, kept: KnownNumber | None) -> bool:
    """Whether a browser that kept this has confirmed the number of this employee, as it is now."""
    if employee is None or kept is None or not number_is_known(kept.since, look.now):
        return False
    return secrets.compare_digest(kept.mark, _mark(look, employee))


def _mark(look: Work, employee: Employee) -> str:
    # Of the row and the number: who has taken everything back, or has another number, is known nowhere.
    number = (employee.phone_lookup or b"").hex()
    return look.lookup("known-number", f"{employee.id} {number}").hex()
