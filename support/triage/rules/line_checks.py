"""Whether somebody has checked the help lines lately: a wrong number is worse than none (hazard H3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from support.triage.rules.lines import Line, in_force

CHECKED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Unchecked:
    """A line in force that was not checked in time; `days` since then, None when nobody ever did."""

    line: Line
    days: int | None


def unchecked(lines: Iterable[Line], today: date) -> list[Unchecked]:
    """The lines in force today that nobody has checked for 30 days, the longest ago first."""
    found = [
        Unchecked(line, None if line.checked_on is None else (today - line.checked_on).days)
        for line in in_force(lines, today)
        if line.checked_on is None or today - line.checked_on > CHECKED_WITHIN
    ]
    return sorted(found, key=lambda one: (one.days is not None, -(one.days or 0)))
