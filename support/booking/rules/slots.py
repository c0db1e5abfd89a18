"""Free times: working hours by the wall clock, less what is taken, within each practitioner's terms."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from support.booking.rules import cells, reserve
from support.booking.rules.hours import Hours, days_from
from support.vocabulary import calendar

_NEAREST = 3


class Cells(NamedTuple):
    """Quarter-hours that are taken for a person, as bits counted from the number `first`."""

    person_id: str
    first: int
    mask: int


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

    `step` minutes lie between two starts; `days` local dates from today on, fewer where the terms say so.
    An urgent first contact may take what is reserved.
    """

    kind: str
    minutes: int
    channels: frozenset[str] = frozenset()
    step: int = 30
    days: int = 28
    is_urgent: bool = False

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.step <= 0 or self.step % cells.CELL_MINUTES:
            raise ValueError("A length is positive, and starts lie whole quarter-hours apart.")


class Taken:
    """What is taken from today on, as bits counted from `base`, and by whom.

    `full` holds (practitioner, day) of days that already have as many times as the practitioner takes.
    `also_of` is a person who must be free as well, whoever is booked: the employee herself.
    """

    def __init__(
        self,
        busy: Iterable[Cells],
        now: datetime,
        full: Collection[tuple[str, date]] = (),
        *,
        also_of: str | None = None,
    ) -> None:
        self.now = now
        self.today = calendar.local_date(now)
        # A day early: the room after a time of last night may reach into today.
        self.base = cells.first_cell(self.today - timedelta(days=1))
        self.full = full
        self.reserved_days = reserve.reserved_days(now)
        self._bits: dict[str, int] = {}
        for person, first, mask in busy:
            moved = cells.moved(mask, first - self.base)
            self._bits[person] = self._bits.get(person, 0) | moved
        self._everybody = self._bits.get(also_of or "", 0)

    def of(self, person: str) -> int:
        """The quarter-hours that are taken for this person."""
        return self._bits.get(person, 0)

    def starts_taken(self, person: str, length: int, buffer: int = 0) -> int:
        """The starts at which a time of so many quarter-hours would touch something taken.

        So many quarter-hours as `buffer` says stay free between two times of this person.
        """
        own, other = self.of(person), self._everybody
        found = 0
        for n in range(length):
            found |= (own | other) >> n
        for n in range(1, buffer + 1):
            found |= own << n | own >> (length - 1 + n)
        return found


def free_slots(hours: Iterable[Hours], taken: Taken, wanted: Wanted, limit: int | None = None) -> list[Slot]:
    """The free times by start and practitioner, at most `limit`; times the clock leaps over are left out."""
    starts = {each.practitioner_id: starts_of(each, taken, wanted) for each in hours}
    who = sorted(starts)
    remaining = cells.union(mask for one in who for mask in starts[one].values())
    found: list[Slot] = []
    for bit, starts_at in cells.instants(remaining, taken.base):
        for one in who:
            channels = frozenset(channel for channel, mask in starts[one].items() if mask & bit)
            if channels:
                found.append(Slot(starts_at, one, wanted.minutes, channels))
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def starts_of(hours: Hours, taken: Taken, wanted: Wanted) -> dict[str, int]:
    """When this practitioner can be booked: for each way of meeting the starts, as bits from `taken.base`."""
    length = cells.how_many(wanted.minutes)
    terms = hours.terms
    gone = taken.starts_taken(hours.practitioner_id, length, cells.how_many(terms.buffer_minutes))
    gone |= cells.span(0, cells.cell_from(taken.now + timedelta(minutes=terms.notice_minutes)) - taken.base)
    for practitioner_id, day in taken.full:
        if practitioner_id == hours.practitioner_id:
            gone |= _whole(day, taken.base)
    if hours.keeps_reserve and not wanted.is_urgent:
        gone |= _reserved(hours, taken, length)
    return {
        channel: mask & ~gone
        for channel, mask in _open_starts(hours, taken.today, taken.base, wanted).items()
    }


def cells_of(starts_at: datetime, minutes: int) -> tuple[datetime, ...]:
    """The starts in UTC of the quarter-hours that a time takes up; a begun one counts whole.

    Raises ValueError for a start that is not on a quarter-hour.
    """
    if (starts_at - cells.EPOCH) % cells.CELL:
        raise ValueError("A time starts on a quarter-hour.")
    start = starts_at.astimezone(UTC)
    return tuple(start + cells.CELL * n for n in range(cells.how_many(minutes)))


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


# One entry a calendar, a day and a kind of step: hours change seldom, and are searched at every look.
@lru_cache(maxsize=1024)
def _open_starts(hours: Hours, today: date, base: int, wanted: Wanted) -> Mapping[str, int]:
    """The starts that the hours alone allow, for each way of meeting."""
    found: dict[str, int] = {}
    for day in days_from(today, min(wanted.days, hours.terms.window_days)):
        for pattern in hours.on(day):
            if wanted.kind not in pattern.kinds:
                continue
            starts = cells.starts_within(
                pattern.from_minute, pattern.to_minute, day, wanted.minutes, wanted.step
            )
            mask = cells.bits(cell - base for cell in starts)
            for channel in pattern.channels & wanted.channels if wanted.channels else pattern.channels:
                found[channel] = found.get(channel, 0) | mask
    return found


def _reserved(hours: Hours, taken: Taken, length: int) -> int:
    """The days of which nothing is left but what is kept for urgent first contacts."""
    kept = 0
    for day in taken.reserved_days:
        worked = _worked(hours, day, taken.base)
        free = worked & ~taken.of(hours.practitioner_id)
        if not reserve.may_take(length, free.bit_count(), worked.bit_count()):
            kept |= _whole(day, taken.base)
    return kept


@lru_cache(maxsize=1024)
def _worked(hours: Hours, day: date, base: int) -> int:
    return hours.worked(day, base)


def _whole(day: date, base: int) -> int:
    """All quarter-hours of a local date."""
    first, after = (cells.first_cell(one) - base for one in days_from(day, 2))
    return cells.span(max(first, 0), max(after, 0))
