"""What other slices may see of the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from support.booking.rules.appointment import LIVE, State
from support.booking.rules.slots import Slot
from support.pathways.rules.pathway import Step
from support.people.facts import Colleague


@dataclass(frozen=True)
class Booked:
    """An appointment as other slices may see it."""

    id: str
    case_id: str
    employee_id: str
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
    practitioners: Mapping[str, Colleague]
    slots: list[Slot]


@dataclass(frozen=True)
class ChosenTime:
    """The time that a person has pointed at."""

    practitioner_id: str
    starts_at: datetime
    channel: str
    kept_as: str = ""
    """The offer under which it was kept for her; the share for urgent first contacts was asked then."""


class JustTaken(Exception):
    """Somebody else was faster, and nothing has been changed; `wanted` is the start that is gone."""

    def __init__(self, wanted: datetime) -> None:
        super().__init__()
        self.wanted = wanted
