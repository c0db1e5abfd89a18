"""Free times: working patterns by the wall clock, less the quarter-hours already taken.

Inside, a quarter-hour is a whole number counted from 1970, so that a search over fifty calendars and
four weeks stays a matter of milliseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from support.vocabulary import calendar

CELL_MINUTES = 15
CELL = timedelta(minutes=CELL_MINUTES)

_DAY = timedelta(days=1)
_NEAREST = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True)
class Pattern:
    """One stretch of a practitioner's week; minutes after midnight by the wall clock, Monday is 0.

    `valid_to` is the last day, None for no end. Raises ValueError for a stretch that no day can hold.
    """

    practitioner_id: str
    weekday: int
    from_minute: int
    to_minute: int
    kinds: frozenset[str]
    channels: frozenset[str]
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError("A week has the days 0 to 6.")
        if not 0 <= self.from_minute < self.to_minute <= _MINUTES_OF_DAY:
            raise ValueError("A stretch ends after it begins, within one day.")
        if self.from_minute % CELL_MINUTES or self.to_minute % CELL_MINUTES:
            raise ValueError("A stretch begins and ends on a quarter-hour.")

    def covers(self, day: date) -> bool:
        """Whether the practitioner works this stretch on the day; never on a free day."""
        in_force = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return in_force and day.weekday() == self.weekday and not calendar.is_free_day(day)


class Slot(NamedTuple):
    """One time that can be booked; `starts_at` in UTC."""

    starts_at: datetime
    practitioner_id: str
    minutes: int
    channels: frozenset[str]


class Day(NamedTuple):
    """A local date and the times on it, perhaps none."""

    date: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: the kind of step, its length, and any one of the channels (empty: any at all).

    `step` minutes lie between two starts, `notice` minutes at least between now and a start; local dates
    from today on, `days` of them.
    """

    kind: str
    minutes: int
    channels: frozenset[str] = frozenset()
    step: int = 30
    notice: int = 60
    days: int = 28

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.step <= 0 or self.step % CELL_MINUTES:
            raise ValueError("A length is positive, and starts lie whole quarter-hours apart.")


def free_slots(
    patterns: Iterable[Pattern],
    busy: AbstractSet[tuple[str, datetime]],
    wanted: Wanted,
    now: datetime,
    limit: int | None = None,
) -> list[Slot]:
    """The free times by start and practitioner, at most `limit`; times the clock leaps over are left out.

    `busy` holds (practitioner, start of a taken quarter-hour in UTC), as `cells_of` gives them.
    """
    fitting = [pattern for pattern in patterns if _fits(pattern, wanted)]
    taken = _taken(busy)
    earliest = now + timedelta(minutes=wanted.notice)
    today = calendar.local_date(now)
    found: list[Slot] = []
    for day in (today + _DAY * n for n in range(wanted.days)):
        at_work = [pattern for pattern in fitting if pattern.covers(day)]
        found += (slot for slot in _slots_of_day(at_work, day, wanted, taken) if slot.starts_at >= earliest)
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def cells_of(starts_at: datetime, minutes: int) -> tuple[datetime, ...]:
    """The starts in UTC of the quarter-hours that a time takes up; a begun one counts whole.

    Raises ValueError for a start that is not on a quarter-hour.
    """
    if (starts_at - _EPOCH) % CELL:
        raise ValueError("A time starts on a quarter-hour.")
    start = starts_at.astimezone(UTC)
    return tuple(start + CELL * n for n in range(-(-minutes // CELL_MINUTES)))


def nearest(slots: Iterable[Slot], wanted: datetime) -> list[Slot]:
    """The three times closest to the wanted one, each start once, in order of time."""
    closest = sorted(distinct_starts(slots), key=lambda slot: (abs(slot.starts_at - wanted), slot))
    return sorted(closest[:_NEAREST], key=lambda slot: slot.starts_at)


def distinct_starts(slots: Iterable[Slot]) -> list[Slot]:
    """The first slot of each start, in the order given, for a person who may see anybody."""
    firsts: dict[datetime, Slot] = {}
    for slot in slots:
        firsts.setdefault(slot.starts_at, slot)
    return list(firsts.values())


def by_day(slots: Sequence[Slot]) -> list[Day]:
    """The times under their local dates; a working day between them that has none stands there empty."""
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(calendar.local_date(slot.starts_at), []).append(slot)
    if not days:
        return []
    first, last = min(days), max(days)
    shown = (first + _DAY * n for n in range((last - first).days + 1))
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


def _fits(pattern: Pattern, wanted: Wanted) -> bool:
    in_channels = not wanted.channels or bool(pattern.channels & wanted.channels)
    return wanted.kind in pattern.kinds and in_channels


def _taken(busy: AbstractSet[tuple[str, datetime]]) -> dict[str, set[int]]:
    cells: dict[str, set[int]] = {}
    for practitioner_id, start in busy:
        cells.setdefault(practitioner_id, set()).add(_cell(start))
    return cells


def _slots_of_day(
    patterns: Iterable[Pattern], day: date, wanted: Wanted, taken: Mapping[str, set[int]]
) -> list[Slot]:
    length = -(-wanted.minutes // CELL_MINUTES)
    found: dict[tuple[int, str], frozenset[str]] = {}
    for pattern in patterns:
        channels = pattern.channels & wanted.channels or pattern.channels
        taken_here = taken.get(pattern.practitioner_id, set())
        for cell in _grid(pattern.from_minute, pattern.to_minute, day, wanted.minutes, wanted.step):
            if taken_here.isdisjoint(range(cell, cell + length)):
                key = (cell, pattern.practitioner_id)
                found[key] = found[key] | channels if key in found else channels
    return [
        Slot(_EPOCH + CELL * cell, practitioner_id, wanted.minutes, found[cell, practitioner_id])
        for cell, practitioner_id in sorted(found)
    ]


@lru_cache(maxsize=4096)
def _grid(from_minute: int, to_minute: int, day: date, minutes: int, step: int) -> tuple[int, ...]:
    """The cells at which a time of this length may start, every `step` minutes by the wall clock."""
    begins, ends = _instant(day, from_minute), _instant(day, to_minute)
    starts = range(from_minute, to_minute - minutes + 1, step)
    if ends - begins == timedelta(minutes=to_minute - from_minute):
        return tuple(_cell(begins) + (start - from_minute) // CELL_MINUTES for start in starts)
    # The clock changes within the stretch: each start is looked up on the wall by itself.
    instants = (_instant(day, start) for start in starts if calendar.exists(day, _wall(start)))
    return tuple(_cell(each) for each in instants if each + timedelta(minutes=minutes) <= ends)


def _cell(instant: datetime) -> int:
    return int(instant.timestamp()) // (CELL_MINUTES * 60)


def _instant(day: date, minute: int) -> datetime:
    if minute == _MINUTES_OF_DAY:
        return calendar.at(day + _DAY, time())
    return calendar.at(day, _wall(minute))


def _wall(minute: int) -> time:
    return time(*divmod(minute, 60))
