"""What others may see of an alert."""

from dataclasses import dataclass
from datetime import datetime

from support.cases.rules.alerts import AlertKind, AlertState
from support.vocabulary.pathway import Urgency


@dataclass(frozen=True)
class AlertFacts:
    """An open alert with what its case is called; nothing of what the person has said."""

    id: str
    case_id: str
    short_code: str
    employee_id: str
    kind: AlertKind
    about: str
    urgency: Urgency
    state: AlertState
    raised_at: datetime
    due_at: datetime
    told_at: datetime | None
    next_at: datetime | None
    with_manager: bool
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    resolved_by: str | None

    @property
    def is_unseen(self) -> bool:
        """Whether nobody has acknowledged it."""
        return self.acknowledged_at is None
