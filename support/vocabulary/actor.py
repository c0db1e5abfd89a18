"""Who is acting: a person in one role, a timed job, or the operator."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """As what somebody acts."""

    VISITOR = "visitor"
    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    NURSE = "nurse"
    ADMIN = "admin"
    JOB = "job"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Actor:
    """One who acts; `id` is the employee's or practitioner's id, or the name of the job."""

    role: Role
    id: str | None = None
    employers: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def visitor(cls) -> "Actor":
        """Somebody who has not signed in."""
        return cls(Role.VISITOR)

    @classmethod
    def job(cls, name: str) -> "Actor":
        """A timed job, known by its name."""
        return cls(Role.JOB, name)

    @classmethod
    def operator(cls) -> "Actor":
        """Whoever runs commands on the server."""
        return cls(Role.OPERATOR, "command line")

    @property
    def is_staff(self) -> bool:
        """Works at the provider."""
        return self.role in (Role.NURSE, Role.ADMIN)
