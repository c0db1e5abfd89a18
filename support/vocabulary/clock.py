"""The only module that may ask the machine what time it is."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where a moment comes from."""

    def now(self) -> datetime:
        """The present moment, in UTC and aware of it."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)
