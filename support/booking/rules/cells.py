"""Quarter-hours as whole numbers counted from 1970, and sets of them as the bits of one integer.

So a search over fifty calendars and four weeks shifts a few integers instead of comparing datetimes.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, reduce
from operator import or_

from support.vocabulary import calendar

CELL_MINUTES = 15
CELL = timedelta(minutes=CELL_MINUTES)
MINUTES_OF_DAY = 24 * 60

_DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def how_many(minutes: int) -> int:
    """How many quarter-hours so many minutes take up; a begun one counts whole."""
    return -(-minutes // CELL_MINUTES)


def cell_at(instant: datetime) -> int:
    """The number of the quarter-hour in which the instant lies."""
    return int(instant.timestamp()) // (CELL_MINUTES * 60)


def cell_from(instant: datetime) -> int:
    """The number of the first quarter-hour that begins at the instant or after it."""
    return -((EPOCH - instant) // CELL)


def instant_on(day: date, minute: int) -> datetime:
    """The instant of a minute after midnight by the wall clock; 1440 is the next midnight."""
    if minute == MINUTES_OF_DAY:
        return calendar.at(day + _DAY, time())
    return calendar.at(day, _wall(minute))


@lru_cache(maxsize=512)
def first_cell(day: date) -> int:
    """The number of the quarter-hour in which the day begins by the wall clock."""
    return cell_at(instant_on(day, 0))


def span(first: int, after: int) -> int:
    """The bits from `first` up to but without `after`; none when nothing lies between."""
    return ((1 << max(after, first)) - 1) ^ ((1 << first) - 1)


def moved(mask: int, by: int) -> int:
    """The bits so many places later; what would come to lie before the first place is gone."""
    return mask << by if by >= 0 else mask >> -by


def bits(cells: Iterable[int]) -> int:
    """One integer with these bits."""
    found = 0
    for cell in cells:
        found |= 1 << cell
    return found


def union(masks: Iterable[int]) -> int:
    """Everything that is in any of them."""
    return reduce(or_, masks, 0)


def instants(mask: int, base: int) -> Iterator[tuple[int, datetime]]:
    """Each bit by itself with the instant in UTC that it stands for, earliest first."""
    while mask:
        bit = mask & -mask
        mask ^= bit
        yield bit, EPOCH + CELL * (base + bit.bit_length() - 1)


@lru_cache(maxsize=4096)
def starts_within(from_minute: int, to_minute: int, day: date, minutes: int, step: int) -> tuple[int, ...]:
    """The quarter-hours at which a time of this length may start, every `step` minutes by the wall clock.

    What the clock leaps over is left out, what it shows twice comes once.
    """
    begins, ends = instant_on(day, from_minute), instant_on(day, to_minute)
    starts = range(from_minute, to_minute - minutes + 1, step)
    # An end that the clock leaps over is put off by as much as the leap takes away: the length hides it.
    are_shown = all(
        calendar.exists(day, _wall(minute % MINUTES_OF_DAY)) for minute in (from_minute, to_minute)
    )
    if are_shown and ends - begins == timedelta(minutes=to_minute - from_minute):
        return tuple(cell_at(begins) + (start - from_minute) // CELL_MINUTES for start in starts)
    # The clock changes within the stretch: each start is looked up on the wall by itself.
    instants = (instant_on(day, start) for start in starts if calendar.exists(day, _wall(start)))
    return tuple(cell_at(each) for each in instants if each + timedelta(minutes=minutes) <= ends)


def _wall(minute: int) -> time:
    return time(*divmod(minute, 60))
