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
    rebooked_from: str | None = None
    """The appointment that was moved here."""

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


class JustTaken(Exception):
    """Somebody else was faster; `nearest` holds the three times closest to the one that is gone."""

    def __init__(self, nearest_slots: list[Slot], offer: Offer) -> None:
        super().__init__()
        self.nearest = nearest_slots
        self.offer = offer
