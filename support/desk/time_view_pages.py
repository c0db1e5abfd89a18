"""One time in the list of a practitioner, or beside a case."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TimeView:
    """One time of hers; what cannot be done with it now has no address."""

    when: str
    name: str
    how: str
    said: str
    ok: bool
    case_url: str
    came_url: str
    missed_url: str
    take_back_url: str
    cancel_url: str
