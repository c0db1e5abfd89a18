"""Booked times that lie outside the hours of their practitioner, after she has changed them."""

from datetime import datetime
from enum import StrEnum

from support.booking.rules import cells
from support.booking.rules.hours import Hours
from support.vocabulary.calendar import local_date


class Choice(StrEnum):
    """What becomes of such a time: it stays as it is, or a nurse calls the person. Nothing cancels it."""

    KEEP = "keep"
    CALL = "call"


def is_outside(hours: Hours, starts_at: datetime, minutes: int) -> bool:
    """Whether any quarter-hour of the time lies where the practitioner does not work."""
    day = local_date(starts_at)
    base = cells.first_cell(day)
    start = cells.cell_at(starts_at) - base
    needed = cells.span(start, start + cells.how_many(minutes))
    return bool(needed & ~hours.worked(day, base))
