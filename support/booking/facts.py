"""What other slices may see of the calendar."""

from dataclasses import dataclass
from datetime import datetime

from support.booking.rules.appointment import LIVE, State
from support.booking.rules.slots import Slot
from support.pathways.rules.pathway import Step


@dataclass(frozen=True)
class Booked:
    """An appointment as other slices may see it."""

    id: str
    case_id: str
    practitioner_id: str
    kind: str
    channel: str
    starts_at: datetime
    minutes: int
    state: State

    @property
    def is_live(self) -> bool:
        """Whether the time stands: not cancelled or moved, and nobody has said yet how it went."""
        return self.state in LIVE


@dataclass(frozen=True)
class Offer:
    """The free times of one step: who may serve it, and when they can."""

    step: Step
    practitioners: dict[str, str]
    slots: list[Slot]
