"""What a calendar should be, in plain Python: who has which time, what is held, and what is free."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from support.booking.rules.hours import Hours, Pattern, Terms, TimeOff
from support.booking.rules.slots import Wanted
from support.vocabulary.calendar import local_date
from tests.rules.booking.plain_count import counted

KINDS = {"one_to_one": 60, "nurse_call": 30}
PHONE = frozenset({"phone"})
QUARTER = timedelta(minutes=15)
HOLD_LIVES = timedelta(minutes=10)
# So long after its start a time still is hers.
STANDS_FOR = timedelta(hours=2)


@dataclass(frozen=True)
class Time:
    """A time with the nurse."""

    starts_at: datetime
    kind: str
    id: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=KINDS[self.kind])

    @property
    def cells(self) -> set[datetime]:
        """Its quarter-hours."""
        return {self.starts_at + QUARTER * n for n in range(KINDS[self.kind] // 15)}


@dataclass
class Hold:
    """What is held, and until when; `cells` is what nobody has taken since it ran out."""

    time: Time
    until: datetime
    cells: set[datetime]


def week(start: int = 9, end: int = 15) -> tuple[Pattern, ...]:
    """The same hours from Monday to Friday."""
    kinds = frozenset(KINDS)
    return tuple(Pattern(day, start * 60, end * 60, kinds, PHONE, date(2026, 1, 1)) for day in range(5))


# The same is asked many times at one moment, and counted slowly.
@lru_cache(maxsize=256)
def _starts(
    hours: Hours,
    busy: frozenset[tuple[str, datetime]],
    full: frozenset[tuple[str, date]],
    wanted: Wanted,
    now: datetime,
) -> tuple[datetime, ...]:
    return tuple(slot.starts_at for slot in counted(hours, busy, set(full), wanted, now))


class PlainCalendar:
    """The calendar of one nurse; `freed` is told which quarter-hours are given back.

    A hold stands under the name of its holder: a visit, a person, or what is offered to one who waits.
    """

    def __init__(self, nurse: str, terms: Terms, now: datetime) -> None:
        self.nurse, self.terms, self.now = nurse, terms, now
        self.has: dict[int, Time] = {}
        self.over: list[Time] = []
        self.holds: dict[str, Hold] = {}
        self.weeks: tuple[Pattern, ...] = week()
        self.extras: tuple[Pattern, ...] = ()
        self.off: tuple[TimeOff, ...] = ()
        self.freed: Callable[[set[datetime]], None] = lambda cells: None

    def free(
        self, kind: str, *, holders: Collection[str] = (), without: Time | None = None, urgent: bool = False
    ) -> list[datetime]:
        """When somebody could have a time of this kind who holds, and would give back, so much."""
        booked = [time for time in self.all_booked() if time != without]
        held = [one.time for holder, one in self.held().items() if holder not in holders]
        busy = frozenset((self.nurse, cell) for time in [*booked, *held] for cell in time.cells)
        hours = Hours(self.nurse, self.weeks + self.extras, self.off, self.terms, keeps_reserve=True)
        cap = self.terms.daily_cap
        days = [local_date(time.starts_at) for time in [*booked, *held]]
        full = frozenset((self.nurse, day) for day in days if cap is not None and days.count(day) >= cap)
        wanted = Wanted(kind, KINDS[kind], PHONE, days=60, is_urgent=urgent)
        return list(_starts(hours, busy, full, wanted, self.now))

    def all_booked(self) -> list[Time]:
        """Every time that was not given back, those that are over among them."""
        return [*self.has.values(), *self.over]

    def held(self) -> dict[str, Hold]:
        """What is held now."""
        return {holder: one for holder, one in self.holds.items() if self.now < one.until}

    def book(self, who: int, time: Time, holders: Collection[str]) -> None:
        """Somebody has this time from now on, and holds nothing any more."""
        self.has[who] = time
        self._take(time, holders)

    def give_back(self, who: int) -> None:
        """Her time is anybody's."""
        self.freed(self.has.pop(who).cells)

    def hold(self, holder: str, time: Time, until: datetime) -> None:
        """A time is held instead of what was held before."""
        self._take(time, {holder})
        self.holds[holder] = Hold(time, until, time.cells)

    def let_go(self, holder: str) -> None:
        """Nothing is held under this name."""
        if holder in self.holds:
            self.freed(self.holds.pop(holder).cells)

    def pass_on(self, holder: str, to: str) -> None:
        """What one held the other holds, instead of anything before."""
        self.let_go(to)
        if holder in self.holds:
            self.holds[to] = self.holds.pop(holder)

    def sweep(self) -> None:
        """The traces of what has run out go away."""
        gone = self.holds.keys() - self.held().keys()
        self.freed({cell for holder in gone for cell in self.holds.pop(holder).cells})

    def go_to(self, now: datetime) -> list[int]:
        """It is later; whose times are over by now."""
        self.now = now
        ended = [who for who, time in self.has.items() if time.starts_at <= now - STANDS_FOR]
        self.over += [self.has.pop(who) for who in ended]
        return ended

    def _take(self, time: Time, holders: Collection[str]) -> None:
        """What is kept under these names is part of the time or free; nobody else has any of it."""
        mine = [self.holds.pop(holder).cells for holder in holders if holder in self.holds]
        self.freed(set().union(*mine) - time.cells)
        for one in self.holds.values():
            assert one.until <= self.now or not one.cells & time.cells
            one.cells -= time.cells
        others = [one for one in self.all_booked() if one is not time]
        assert not any(time.cells & one.cells for one in others)
