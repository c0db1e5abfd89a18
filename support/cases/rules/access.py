"""Need-to-know: who may open, claim or change this case (gate two; architecture: Permissions)."""

from typing import Protocol

from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict, NotForReader, mark


class Guarded(Protocol):
    """The few values of a case that decide who may know of it.

    `employer_id` is None when the person named no employer or one that is not listed.
    """

    @property
    def employee_id(self) -> str | None: ...

    @property
    def employer_id(self) -> str | None: ...

    @property
    def claimed_by(self) -> str | None: ...

    @property
    def is_open(self) -> bool: ...


class Named(Guarded, Protocol):
    """The same with the id under which a refusal is recorded."""

    @property
    def id(self) -> str: ...


def may_open(actor: Actor, case: Guarded) -> bool:
    """Whether a nurse may read the case: one of an employer she serves.

    A case without a known employer is open to every nurse, since no contact may be left unseen.
    """
    serves = case.employer_id is None or case.employer_id in actor.employers
    return actor.role is Role.NURSE and actor.id is not None and serves


def may_open_own(actor: Actor, case: Guarded) -> bool:
    """Whether the case is the employee's own."""
    return actor.role is Role.EMPLOYEE and actor.id is not None and actor.id == case.employee_id


def may_claim(actor: Actor, case: Guarded) -> bool:
    """Whether the nurse may take the case: an open one that she may know of and that nobody holds."""
    return may_open(actor, case) and case.is_open and case.claimed_by is None


def may_change(actor: Actor, case: Guarded) -> bool:
    """Whether the nurse may change the case or give it back: the one who holds it, until it ends."""
    return may_open(actor, case) and case.is_open and case.claimed_by == actor.id


def check_change(actor: Actor, case: Named) -> None:
    """Raises what `why_not` says for a nurse who may not change the case."""
    if not may_change(actor, case):
        raise why_not(actor, case)


def why_not(actor: Actor, case: Named) -> NotForReader | Conflict:
    """What to tell a reader who may not change the case as it is, or not take it."""
    if not may_open(actor, case):
        return NotForReader("support_case", case.id)
    if not case.is_open:
        return Conflict(mark("This case has been closed, so it can no longer be changed."))
    return Conflict(mark("Take the case first; then you can change it."))
