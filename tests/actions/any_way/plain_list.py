"""What a waiting list should be, in plain Python: who waits, what has become free, who is offered it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from support.vocabulary.calendar import HELSINKI, is_free_day
from tests.actions.any_way.plain_calendar import QUARTER, PlainCalendar, Time

LIVES = timedelta(hours=2)
FROM, UNTIL = time(8), time(18)


@dataclass
class Wish:
    """Since when somebody waits, and for what."""

    since: datetime
    channel: str
    kind: str


@dataclass
class Freed:
    """A stretch that has become free, and when it is to be offered."""

    starts_at: datetime
    ends_at: datetime
    due_at: datetime


@dataclass
class Proposal:
    """What was offered to one who waits."""

    who: int
    time: Time
    made_at: datetime
    id: str
    state: str = "open"

    @property
    def until(self) -> datetime:
        """The end of the offer."""
        return self.made_at + LIVES


def may_propose(now: datetime) -> bool:
    """Whether two hours from now on lie between eight and eight, on no holiday."""
    wall = now.astimezone(HELSINKI)
    return FROM <= wall.time() <= UNTIL and not is_free_day(wall.date())


def next_morning(now: datetime) -> datetime:
    """The next moment at which a time may be offered."""
    moment = now.astimezone(HELSINKI).replace(minute=0, second=0, microsecond=0)
    while moment <= now or not may_propose(moment):
        moment += timedelta(hours=1)
    return moment


class PlainList:
    """The list beside a calendar; of two people the one in `urgent` comes first."""

    def __init__(self, calendar: PlainCalendar, urgent: int) -> None:
        self.calendar, self.urgent = calendar, urgent
        self.waiting: dict[int, Wish] = {}
        self.stretches: list[Freed] = []
        self.proposals: list[Proposal] = []
        calendar.freed = self.note_cells

    @property
    def now(self) -> datetime:
        """The time of the calendar."""
        return self.calendar.now

    def open(self) -> list[Proposal]:
        """What was offered and has not ended, though its two hours may be over."""
        return [one for one in self.proposals if one.state == "open"]

    # What people do.

    def ask(self, who: int, channel: str, kind: str) -> None:
        """She waits; who asks again keeps her place."""
        since = self.waiting[who].since if who in self.waiting else self.now
        self.waiting[who] = Wish(since, channel, kind)

    def leave(self, who: int) -> None:
        """She waits no more, and nothing is offered to her."""
        for one in [one for one in self.open() if one.who == who]:
            self.end(one, "withdrawn")
        self.waiting.pop(who, None)

    def take(self, one: Proposal, time: Time, own: str) -> None:
        """She has the offered time, instead of what she had and of what she holds under her `own` name."""
        one.state = "taken"
        self.waiting.pop(one.who, None)
        self._wake()
        if one.who in self.calendar.has:
            self.calendar.give_back(one.who)
        self.calendar.book(one.who, time, {own, one.id})

    def end(self, one: Proposal, state: str) -> None:
        """An offer ends, and its time is free."""
        one.state = state
        self.calendar.let_go(one.id)
        self._wake()

    # What becomes free.

    def note_cells(self, cells: set[datetime]) -> None:
        """Quarter-hours that were taken are not any more: each unbroken row of them is a stretch."""
        for start in sorted(cells):
            if start - QUARTER not in cells:
                end = start
                while end in cells:
                    end += QUARTER
                self.note(start, end)

    def note(self, starts_at: datetime, ends_at: datetime) -> None:
        """A stretch has become free; nobody cares while nobody waits."""
        if self.waiting and ends_at > self.now:
            self.stretches.append(Freed(starts_at, ends_at, self.now))

    def _wake(self) -> None:
        for stretch in self.stretches:
            stretch.due_at = min(stretch.due_at, self.now)

    # What the timed job does.

    def work_off(self, ids: Mapping[tuple[int, datetime], str]) -> list[Proposal]:
        """End what was let pass, and offer what is due; `ids` names the offers, by person and start."""
        for one in sorted(self.open(), key=lambda one: one.until):
            if one.until <= self.now:
                self.end(one, "passed")
        made = []
        while stretch := self._first_due():
            if not may_propose(self.now):
                self._put_off_due(next_morning(self.now))
            elif found := self._next(stretch, with_one=False):
                who, time = found
                made.append(Proposal(who, time, self.now, ids.get((who, time.starts_at), "")))
                self.proposals.append(made[-1])
                self.calendar.hold(made[-1].id, time, made[-1].until)
            elif self._next(stretch, with_one=True):
                stretch.due_at = min(one.until for one in self.open())
            else:
                self.stretches.remove(stretch)
        return made

    def _put_off_due(self, until: datetime) -> None:
        for stretch in self.stretches:
            if stretch.due_at <= self.now:
                stretch.due_at = until

    def _first_due(self) -> Freed | None:
        due = [one for one in self.stretches if one.due_at <= self.now]
        return min(due, key=lambda one: (one.due_at, one.starts_at), default=None)

    def _next(self, stretch: Freed, *, with_one: bool) -> tuple[int, Time] | None:
        """Who comes first of those who have another offer, or have none, and which time it is."""
        busy = {one.who for one in self.open()}
        asked = [who for who in self.in_order() if (who in busy) == with_one]
        return next(((who, time) for who in asked for time in self._fitting(who, stretch)), None)

    def in_order(self) -> Sequence[int]:
        """The urgent one, then who waits longest; of two in one moment whose case is the older one."""
        return sorted(self.waiting, key=lambda who: (who != self.urgent, self.waiting[who].since, who))

    def _fitting(self, who: int, stretch: Freed) -> Iterator[Time]:
        """What of the stretch may be offered to her: before hers, in time, and never a second time."""
        wish, has = self.waiting[who], self.calendar.has.get(who)
        kind = has.kind if has else wish.kind
        known = {one.time.starts_at for one in self.proposals if one.who == who}
        soonest = self.now + LIVES + timedelta(minutes=self.calendar.terms.notice_minutes)
        if wish.channel == "video":
            return
        for start in self.calendar.free(kind, without=has, urgent=who == self.urgent):
            time = Time(start, kind)
            earlier = has is None or time.ends_at <= has.starts_at
            if earlier and start >= soonest and start not in known and _is_of(time, stretch):
                yield time


def _is_of(time: Time, stretch: Freed) -> bool:
    """Within the stretch, or over it where that is too short."""
    if time.ends_at - time.starts_at <= stretch.ends_at - stretch.starts_at:
        return stretch.starts_at <= time.starts_at and time.ends_at <= stretch.ends_at
    return time.starts_at < stretch.ends_at and stretch.starts_at < time.ends_at
