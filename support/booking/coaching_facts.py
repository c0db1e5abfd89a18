"""What other slices may see of a talk with a supervisor alone."""

from dataclasses import dataclass
from datetime import datetime

from support.booking.rules.coaching import Reason, State


@dataclass(frozen=True)
class CoachingFacts:
    """A talk with a supervisor: no case and no employee, so that no page of hers can tell of one."""

    id: str
    practitioner_id: str | None
    minutes: int
    state: State
    open_until: datetime
    channel: str
    starts_at: datetime | None
    reason: Reason | None

    @property
    def is_booked(self) -> bool:
        """Whether a time of it stands."""
        return self.state is State.BOOKED and self.starts_at is not None
