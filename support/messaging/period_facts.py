"""A number and the time in which it was one person's."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class NumberPeriod:
    """A number, from the moment in which she had confirmed it; `until` is None where it is hers still.

    What went there before and after is of whoever had it then. What was said to the number because it ended
    was said for her sake all the same: `said_at_end` is its business key.
    """

    phone: str = field(repr=False)
    since: datetime
    until: datetime | None = None
    said_at_end: str = ""
