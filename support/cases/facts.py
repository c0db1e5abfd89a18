"""The few values of a case that rules and other slices may see."""

from dataclasses import dataclass
from datetime import datetime

from support.cases.rules.states import State
from support.vocabulary.pathway import Urgency


@dataclass(frozen=True)
class CaseFacts:
    """A case without its content: whose it is, how urgent, who holds it."""

    id: str
    short_code: str
    employee_id: str
    employer_id: str | None
    state: State
    urgency: Urgency
    path: str
    decision: str
    safety: bool
    flags: tuple[str, ...]
    opened_at: datetime
    due_at: datetime | None
    claimed_by: str | None
    claimed_at: datetime | None
    """When a nurse last took the case; stays when she gives it back."""
    closed_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether help is still going on."""
        return self.closed_at is None

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether the person may still take everything back: nobody has begun to help."""
        return self.is_open and self.claimed_at is None
