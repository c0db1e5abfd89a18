"""The few values of a case that rules and other slices may see."""

from dataclasses import dataclass
from datetime import datetime

from support.cases.rules.override import DecisionState
from support.cases.rules.states import State
from support.cases.rules.targets import is_kept
from support.vocabulary.pathway import Path, Urgency


@dataclass(frozen=True)
class CaseFacts:
    """A case without its content: whose it is, how urgent, who holds it."""

    id: str
    key_id: str
    """The data key of its texts."""
    short_code: str
    employee_id: str
    employer_id: str | None
    state: State
    urgency: Urgency
    path: Path
    suggested_urgency: Urgency
    suggested_path: Path
    """What the program suggested, as it was before any nurse decided."""
    decision: DecisionState
    safety: bool
    flags: tuple[str, ...]
    opened_at: datetime
    due_at: datetime | None
    """What was promised: by when a nurse calls, or a first time is offered."""
    first_offer_at: datetime | None
    first_contact_at: datetime | None
    call_asked_at: datetime | None
    """When the person asked for a call that has not come yet."""
    claimed_by: str | None
    claimed_at: datetime | None
    """When a nurse last took the case; stays when she gives it back."""
    closed_at: datetime | None
    version: int

    @property
    def awaited_by(self) -> datetime | None:
        """By when somebody still has to act; None once the promise has been kept or nothing was promised."""
        kept = is_kept(self.urgency, self.first_offer_at, self.first_contact_at, self.call_asked_at)
        return None if kept else self.due_at

    @property
    def waits_for_offer(self) -> bool:
        """Whether a first time is still to be offered; who is to be called today has an alert of her own."""
        calls_today = self.urgency.needs_call_today
        return self.first_offer_at is None and self.awaited_by is not None and not calls_today

    @property
    def is_open(self) -> bool:
        """Whether help is still going on."""
        return self.closed_at is None

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether the person may still take everything back: nobody has begun to help."""
        return self.is_open and self.claimed_at is None and self.first_contact_at is None
