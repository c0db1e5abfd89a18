"""The time that a person has pointed at, found again among those that are free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from support.booking.rules.slots import Slot


@dataclass(frozen=True)
class Choice:
    """The time that a person has pointed at."""

    practitioner_id: str
    starts_at: datetime
    channel: str


def slot_chosen(slots: Iterable[Slot], choice: Choice) -> Slot | None:
    """The free time that is meant; None when it is not free, or not in that way of meeting."""
    for slot in slots:
        wanted = (slot.practitioner_id, slot.starts_at) == (choice.practitioner_id, choice.starts_at)
        if wanted and choice.channel in slot.channels:
            return slot
    return None
