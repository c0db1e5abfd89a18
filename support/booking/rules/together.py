"""Times when several given people are all free."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import and_

from support.booking.rules import cells
from support.booking.rules.hours import Hours, days_from
from support.booking.rules.slots import Taken, Wanted, starts_of


def times_together(
    hours: Collection[Hours], others: Collection[str], taken: Taken, wanted: Wanted, limit: int | None = None
) -> list[datetime]:
    """The starts in UTC at which every practitioner can be booked in one common way and the others have
    nothing else; every `wanted.step` minutes by the wall clock, in order, at most `limit`.

    `others` are people without working hours: the employee, her supervisor. Raises ValueError without a
    practitioner, since nobody's hours would bound the search.
    """
    if not hours:
        raise ValueError("Somebody's working hours are searched.")
    # Every calendar may begin on a quarter-hour of its own, so the common grid comes last.
    starts = [starts_of(each, taken, replace(wanted, step=cells.CELL_MINUTES)) for each in hours]
    ways = frozenset.intersection(*(frozenset(each) for each in starts))
    free = cells.union(reduce(and_, (each[way] for each in starts)) for way in ways) & _grid(taken, wanted)
    for person in others:
        free &= ~taken.starts_taken(person, cells.how_many(wanted.minutes))
    return [starts_at for _bit, starts_at in islice(cells.instants(free, taken.base), limit)]


def _grid(taken: Taken, wanted: Wanted) -> int:
    """Every `step` minutes after midnight, in the whole window."""
    return cells.bits(
        cell - taken.base
        for day in days_from(taken.today, wanted.days)
        for cell in cells.starts_within(0, cells.MINUTES_OF_DAY, day, cells.CELL_MINUTES, wanted.step)
    )
