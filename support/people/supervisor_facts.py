"""The few values of a supervisor that other slices may see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NamedHow(StrEnum):
    """Who named her."""

    BY_HERSELF = "by_herself"
    """The employee, on her own page."""
    WITH_A_NURSE = "with_a_nurse"


@dataclass(frozen=True)
class SupervisorLinkFacts:
    """Whose supervisor somebody is; `supervisor_id` is the person who signs in."""

    id: str
    employee_id: str
    supervisor_id: str
    began_at: datetime
    ended_at: datetime | None
    told_at: datetime | None
    """When she was last sent a way in."""


@dataclass(frozen=True)
class NamedSupervisor:
    """A supervisor as the employee named her; opening it was recorded."""

    link_id: str
    name: str
    last_two: str
    """The end of her number: enough to see which one it is."""
