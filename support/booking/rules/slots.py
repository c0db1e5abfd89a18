"""Free times: working hours by the wall clock, less what is taken, within each practitioner's terms."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice
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


def free_slots(
    hours: Iterable[Hours],
    taken: Taken,
    wanted: Wanted,
    limit: int | None = None,
    *,
    around: datetime | None = None,
    not_at: datetime | None = None,
) -> list[Slot]:
    """The free times by start, at most `limit`; times the clock leaps over are left out.

    Each start once, with the first of `hours` who can be booked then. With `around`, only the three starts
    closest to that moment; never the one `not_at`.
    """
    starts = {each.practitioner_id: starts_of(each, taken, wanted) for each in hours}
    remaining = cells.union(mask for masks in starts.values() for mask in masks.values())
    if not_at is not None:
        remaining &= ~cells.moved(1, cells.cell_at(not_at) - taken.base)
    if around is not None:
        remaining = _closest(remaining, cells.cell_at(around) - taken.base)
    return [
        _first_at(bit, starts_at, starts, wanted.minutes)
        for bit, starts_at in islice(cells.instants(remaining, taken.base), limit)
    ]


def slot_at(hours: Hours, taken: Taken, wanted: Wanted, starts_at: datetime) -> Slot | None:
    """The free time of one practitioner that starts then; None when there is none."""
    place = cells.cell_at(starts_at) - taken.base
    if place < 0 or cells.EPOCH + cells.CELL * (place + taken.base) != starts_at:
        return None
    starts = starts_of(hours, taken, wanted)
    channels = frozenset(channel for channel, mask in starts.items() if mask >> place & 1)
    return Slot(starts_at, hours.practitioner_id, wanted.minutes, channels) if channels else None


def _first_at(bit: int, starts_at: datetime, starts: Mapping[str, Mapping[str, int]], minutes: int) -> Slot:
    for one, masks in starts.items():
        channels = frozenset(channel for channel, mask in masks.items() if mask & bit)
        if channels:
            return Slot(starts_at, one, minutes, channels)
    raise LookupError("nobody is free then")


def _closest(starts: int, wanted: int) -> int:
    """Of these starts the three that are closest to the wanted place; of two as close the earlier one."""
    near: list[int] = []
    later = starts >> max(wanted, 0) << max(wanted, 0)
    earlier = starts ^ later
    for _ in range(_NEAREST):
        if earlier:
            near.append(earlier.bit_length() - 1)
            earlier ^= 1 << near[-1]
        if later:
            near.append((later & -later).bit_length() - 1)
            later &= later - 1
    near.sort(key=lambda place: (abs(place - wanted), place))
    return cells.bits(near[:_NEAREST])


def starts_of(hours: Hours, taken: Taken, wanted: Wanted) -> dict[str, int]:
    """When this practitioner can be booked: for each way of meeting the starts, as bits from `taken.base`."""
    length = cells.how_many(wanted.minutes)
    terms = hours.terms
    gone = taken.starts_taken(hours.practitioner_id, length, cells.how_many(terms.buffer_minutes))
    gone |= cells.span(0, cells.cell_from(taken.now + terms.notice) - taken.base)
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
