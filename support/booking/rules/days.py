"""Free times under their days, as a page shows them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from support.booking.rules.hours import days_from
from support.booking.rules.slots import Slot
from support.vocabulary import calendar


class Day(NamedTuple):
    """A local date and the times on it, perhaps none."""

    date: date
    slots: tuple[Slot, ...]


def by_day(slots: Sequence[Slot]) -> list[Day]:
    """The times under their local dates; a working day between them that has none stands there empty."""
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(calendar.local_date(slot.starts_at), []).append(slot)
    if not days:
        return []
    first, last = min(days), max(days)
    shown = days_from(first, (last - first).days + 1)
    return [
        Day(day, tuple(days.get(day, ()))) for day in shown if day in days or calendar.is_working_day(day)
    ]


def nearest_and_more(slots: Sequence[Slot], number: int) -> tuple[list[Day], list[Day]]:
    """The first so many times and the others, each under their days; a day with both stands in both.

    Times in order. An empty working day stands once: above what it comes before.
    """
    first = set(slots[:number])
    days = by_day(slots)
    last = max((calendar.local_date(slot.starts_at) for slot in first), default=None)
    nearest = [
        Day(day.date, tuple(slot for slot in day.slots if slot in first))
        for day in days
        if last and day.date <= last
    ]
    more = [Day(day.date, tuple(slot for slot in day.slots if slot not in first)) for day in days]
    return nearest, [day for day in more if day.slots or last is None or day.date > last]
