"""Order of the nurse queue: urgency, what concerns safety, then how much of the target is used.

Source: triage specification, section 5; domain model C.2.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from support.cases.rules.targets import share_used
from support.vocabulary.pathway import Urgency

Place = tuple[int, bool, float, datetime]


class Queued(Protocol):
    """The few values of a case that decide its place.

    `safety` says that a row about safety matched, not only a wish or a score; `awaited_by` is what
    was promised.
    """

    @property
    def urgency(self) -> Urgency: ...

    @property
    def safety(self) -> bool: ...

    @property
    def opened_at(self) -> datetime: ...

    @property
    def awaited_by(self) -> datetime | None: ...


AnyQueued = TypeVar("AnyQueued", bound=Queued)


def place(case: Queued, now: datetime) -> Place:
    """Where the case stands; smaller is nearer the top, and of two alike the older is nearer."""
    used = share_used(case.opened_at, case.awaited_by, now)
    return (case.urgency.rank, not case.safety, -used, case.opened_at)


def in_queue_order(cases: Iterable[AnyQueued], now: datetime) -> list[AnyQueued]:
    """The cases as the nurse sees them, topmost first."""
    return sorted(cases, key=lambda case: place(case, now))
