"""One nurse and the people who want her times: the product on one side, the plain calendar on the other.

The rules of `booking_rules`, `hours_rules` and `list_rules` do the same on both; whatever they did, after
each step both must say the same.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import delete, func, select

from support.booking.facts import Booked, ChosenTime, JustTaken
from support.booking.hours_actions import change_hours
from support.booking.models import Availability, BookingCell, BookingTerms, TimeOff
from support.booking.queries import free_times, search_for, step_of
from support.booking.rules.changes import Change
from support.booking.rules.hours import Pattern, Terms
from support.booking.rules.outside import Choice
from support.booking.waiting_models import FreedTime
from support.cases.facts import CaseFacts
from support.cases.models import Case
from support.cases.opening_actions import Need, open_case
from support.cases.queries import open_case_of
from support.messaging.models import OutboundMessage
from support.platform.audit import AuditEntry
from support.platform.database import Base
from support.platform.rate_limit import RateCount
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import at, local_date
from support.vocabulary.errors import Conflict, NotFound, TooLate, TooMany
from support.vocabulary.ids import RandomIds
from support.vocabulary.pathway import BRIEF_SUPPORT, Urgency
from tests.actions.any_way.plain_calendar import KINDS, PlainCalendar, Time
from tests.actions.any_way.plain_list import PlainList
from tests.actions.any_way.strategies import URGENT, WINDOW
from tests.booking_history import TABLES as BOOKING_TABLES
from tests.booking_history import Rows, faults
from tests.builders import World
from tests.conftest import NOW
from tests.waiting_history import TABLES as LIST_TABLES
from tests.waiting_history import faults_of_list

TABLES = {*BOOKING_TABLES, *LIST_TABLES}
MY_SUPPORT = "https://kynnys.example/my"
REFUSALS: dict[type[Exception], str] = {
    JustTaken: "not free",
    TooLate: "too late",
    Conflict: "conflict",
    NotFound: "not hers",
    TooMany: "too often",
}


class IdsInOrder(RandomIds):
    """Ids that grow: of two rows of one moment the one that was made first comes first, in every run."""

    def __init__(self) -> None:
        self._numbers = count()

    def new_id(self) -> str:
        """22 digits."""
        return f"{next(self._numbers):022}"


class Walk(RuleBasedStateMachine):
    """One nurse, three people of whom one is in a hurry, and what must be so whatever they do."""

    def __init__(self, world: World, people: list[str], happened: Counter[str]) -> None:
        super().__init__()
        self.happened = happened
        self.world, self.people, self.nurse = world, people, world.house.nils.id
        self.begin_work = world.begin_work
        world.clock.set(NOW)
        self.calendar = PlainCalendar(self.nurse, Terms(60, WINDOW), NOW)
        self.list = PlainList(self.calendar, URGENT)
        self.moved: dict[int, tuple[str, Time]] = {}
        self.listed: Counter[int] = Counter()
        self.version = 0
        self.recorded_before = self._start_anew()
        self.change(self.calendar.terms)

    @property
    def now(self) -> datetime:
        """The time of both."""
        return self.world.clock.now()

    @property
    def has(self) -> dict[int, Time]:
        """Who has which time, as the plain calendar has it."""
        return self.calendar.has

    # What must always be so.

    @invariant()
    def the_rows_are_whole(self) -> None:
        """Of calendar and list; nothing else is booked, held and offered than on the other side."""
        rows = self._rows()
        assert faults(rows, self.now) == []
        assert faults_of_list(rows, self.now) == []
        self._compare_times(rows)
        self._compare_list(rows)

    def _compare_times(self, rows: Rows) -> None:
        live = {
            (row["employee_id"], row["starts_at"], row["minutes"])
            for row in rows["appointment"]
            if row["state"] == "confirmed" and row["starts_at"] > self.now - timedelta(hours=2)
        }
        assert live == {
            (self.people[who], time.starts_at, KINDS[time.kind]) for who, time in self.has.items()
        }
        held = {
            (row["held_by"], row["starts_at"], row["held_until"])
            for row in rows["booking_cell"]
            if row["held_by"] and row["held_until"] > self.now
        }
        assert held == {
            (holder, cell, one.until)
            for holder, one in self.calendar.held().items()
            for cell in one.time.cells
        }

    def _compare_list(self, rows: Rows) -> None:
        waiting = {row["case_id"]: row["since"] for row in rows["waiting"]}
        assert waiting == {self.cases[who].id: wish.since for who, wish in self.list.waiting.items()}
        offered = {
            (row["case_id"], row["starts_at"], row["minutes"]): (row["state"], row["made_at"])
            for row in rows["proposal"]
        }
        assert offered == {
            (self.cases[one.who].id, one.time.starts_at, KINDS[one.time.kind]): (one.state, one.made_at)
            for one in self.list.proposals
        }

    @invariant()
    def what_is_offered_is_what_the_model_says(self) -> None:
        """To one in a hurry and to one who is not, where they have no time."""
        for who in {0, URGENT} - self.has.keys():
            kind = self.kind_for(who, "one_to_one")
            with self.begin_work.to_read(Actor(Role.EMPLOYEE, self.people[who])) as look:
                step = step_of(self.cases[who], wants_talk=kind == "nurse_call")
                search = replace(search_for(look, self.cases[who], step), only_of=self.nurse)
                offered = free_times(look, search).slots
            starts, free = {slot.starts_at for slot in offered}, set(self.free_for(who, kind))
            assert starts == free, f"is offered and not free: {starts - free}; free: {free - starts}"

    # How it is asked and read.

    def kind_for(self, who: int, kind: str) -> str:
        """Who is in a hurry is called first."""
        return "nurse_call" if who == URGENT else kind

    def free_for(self, who: int, kind: str, without: Time | None = None) -> list[datetime]:
        """When a person could have a time of this kind now, instead of this one."""
        mine = {self.people[who]}
        return self.calendar.free(kind, holders=mine, without=without, urgent=who == URGENT)

    def pick(self, pick: int | timedelta, free: list[datetime]) -> ChosenTime:
        """The time that is wanted."""
        if isinstance(pick, int) and free:
            return ChosenTime(self.nurse, free[pick % len(free)], "phone")
        since_midnight = timedelta(hours=34) if isinstance(pick, int) else pick
        wanted = at(local_date(self.now), datetime.min.time()) + since_midnight
        return ChosenTime(self.nurse, wanted, "phone")

    def told(self, name: str, who: int, act: Callable[[Work], Booked | None]) -> tuple[str, str]:
        """What comes of an act of a person, and the appointment."""
        came, there = "done", ""
        try:
            with self.begin_work(Actor(Role.EMPLOYEE, self.people[who])) as work:
                booked = act(work)
                there = booked.id if booked else ""
        except tuple(REFUSALS) as refusal:
            came = next(word for kind, word in REFUSALS.items() if isinstance(refusal, kind))
        self.happened[f"{name}: {came}"] += 1
        return came, there

    def change(self, change: Change) -> None:
        """The nurse changes her hours; whatever is left outside stays as it is."""
        keep = {time.id: Choice.KEEP for time in self.has.values()}
        with self.begin_work(self.world.house.nils.actor) as work:
            change_hours(work, self.nurse, change, version=self.version, choices=keep)
        self.version += 1
        days = change.window_days if isinstance(change, Terms) else self.calendar.terms.window_days
        self.list.note(self.now, self.now + timedelta(days=days))

    def _rows(self) -> Rows:
        """The rows of this way; the record cannot be emptied before it."""
        asked = {name: select(Base.metadata.tables[name]) for name in TABLES}
        asked["audit_entry"] = asked["audit_entry"].where(AuditEntry.id > self.recorded_before)
        with self.begin_work.to_read(Actor.operator()) as look:
            return {
                name: [dict(row._mapping) for row in look.session.execute(ask)] for name, ask in asked.items()
            }

    def _start_anew(self) -> int:
        """An empty calendar and a new case for each; the number of the last record before."""
        emptied = (
            Case,
            OutboundMessage,
            BookingCell,
            TimeOff,
            BookingTerms,
            Availability,
            FreedTime,
            RateCount,
        )
        with self.begin_work(Actor.operator()) as work:
            for table in emptied:
                work.session.execute(delete(table))
            for one in self.calendar.weeks:
                work.session.add(_row(work.new_id(), self.nurse, one))
            for number, employee_id in enumerate(self.people):
                urgency = Urgency.NEXT_DAY if number == URGENT else Urgency.ROUTINE
                open_case(
                    work,
                    employee_id=employee_id,
                    employer_id=self.world.house.hiljasalo,
                    key_id=work.new_key(),
                    need=Need(urgency, BRIEF_SUPPORT, safety=False, flags=()),
                )
        with self.begin_work.to_read(Actor.operator()) as look:
            self.cases = [self._case_of(look, one) for one in self.people]
            return look.session.execute(select(func.max(AuditEntry.id))).scalar() or 0

    def _case_of(self, look: Work, employee_id: str) -> CaseFacts:
        case = open_case_of(look, employee_id)
        assert case
        return case


def _row(row_id: str, nurse: str, pattern: Pattern) -> Availability:
    return Availability(
        id=row_id,
        practitioner_id=nurse,
        weekday=pattern.weekday,
        from_minute=pattern.from_minute,
        to_minute=pattern.to_minute,
        kinds=tuple(sorted(pattern.kinds)),
        channels=tuple(sorted(pattern.channels)),
        valid_from=pattern.valid_from,
        valid_to=pattern.valid_to,
    )
