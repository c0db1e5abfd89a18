"""Booking, holding, moving, giving back, time that passes, hours that change, in any order: after each step
the rows are whole, and what is offered and what can be had is what a plain model of the calendar says.

Whatever else comes to take or give times gets a rule of its own in `Calendar`.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, func, select

from support.booking.actions import book, cancel
from support.booking.cell_actions import end_hold, forget_holds_run_out, pass_hold
from support.booking.cell_queries import hold_of
from support.booking.facts import Booked, ChosenTime, JustTaken
from support.booking.holding_actions import hold_time
from support.booking.hours_actions import change_hours
from support.booking.models import Availability, BookingCell, BookingTerms
from support.booking.models import TimeOff as TimeOffRow
from support.booking.moving_actions import move
from support.booking.queries import free_times, search_for, step_of
from support.booking.rules.changes import Change, Dropped, Extra, NewWeek
from support.booking.rules.hours import Hours, Pattern, Terms, TimeOff
from support.booking.rules.outside import Choice
from support.booking.rules.slots import Wanted
from support.cases.models import Case
from support.cases.opening_actions import Need, open_case
from support.cases.queries import open_case_of
from support.messaging.models import OutboundMessage
from support.platform.audit import AuditEntry
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import at, is_free_day, local_date
from support.vocabulary.errors import Conflict, TooLate
from support.vocabulary.language import Language
from support.vocabulary.pathway import BRIEF_SUPPORT, Urgency
from tests.booking_history import Rows, faults, rows_of
from tests.builders import World
from tests.conftest import NOW
from tests.people_of_the_tests import an_employee_with_a_case
from tests.rules.booking.plain_count import counted

LONG = os.environ.get("LONG") == "1"
EXAMPLES, STEPS = (200, 60) if LONG else (12, 50)
MY_SUPPORT = "https://kynnys.example/my"
KINDS = {"one_to_one": 60, "nurse_call": 30}
PHONE = frozenset({"phone"})
PEOPLE, URGENT = 3, 2
HAPPENS = (
    "book: done",
    "book: not free",
    "book: conflict",
    "move: done",
    "move: not free",
    "give back: done",
    "hold: done",
    "hold: not free",
)
REFUSALS = {JustTaken: "not free", TooLate: "too late", Conflict: "conflict"}
VISITS = ("v" * 22, "w" * 22)
WINDOW = 9
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Time:
    """A time with the nurse, as the model has it."""

    starts_at: datetime
    kind: str
    id: str = ""

    @property
    def cells(self) -> set[datetime]:
        """Its quarter-hours."""
        return {self.starts_at + QUARTER * n for n in range(KINDS[self.kind] // 15)}


@dataclass(frozen=True)
class Hold:
    """What somebody holds, and until when."""

    time: Time
    until: datetime


def _week(start: int = 9, end: int = 15) -> tuple[Pattern, ...]:
    kinds = frozenset(KINDS)
    return tuple(Pattern(day, start * 60, end * 60, kinds, PHONE, date(2026, 1, 1)) for day in range(5))


WHO = st.integers(0, PEOPLE - 1)
KIND = st.sampled_from(sorted(KINDS))
# Which time is wanted: the so-many-th of those that are free, or any moment of the days to come.
PICK = st.integers(0, 60) | st.tuples(st.integers(0, WINDOW), st.integers(8 * 4, 16 * 4)).map(
    lambda drawn: timedelta(days=drawn[0], minutes=15 * drawn[1])
)

CHANGES: st.SearchStrategy[tuple[str, tuple[Any, ...]]] = st.one_of(
    st.tuples(
        st.just("change_terms"),
        st.tuples(
            st.sampled_from((0, 60, 24 * 60)),
            st.sampled_from((None, None, 1, 3)),
            st.sampled_from((0, 15, 30)),
            st.integers(1, WINDOW),
        ),
    ),
    st.tuples(st.just("take_days_off"), st.tuples(st.integers(0, WINDOW), st.integers(0, 2))),
    st.tuples(st.just("work_on_days_off"), st.just(())),
    st.tuples(
        st.just("plan_a_week"),
        st.tuples(st.sampled_from((8, 9, 11)), st.sampled_from((14, 16)), st.integers(0, WINDOW)),
    ),
    st.tuples(st.just("add_an_evening"), st.tuples(st.integers(0, WINDOW))),
)


class Calendar(RuleBasedStateMachine):
    """One nurse, three people of whom one is in a hurry, two visits, and what each of them may do."""

    def __init__(self, world: World, people: list[str], happened: Counter[str]) -> None:
        super().__init__()
        self.happened = happened
        self.world, self.people, self.nurse = world, people, world.house.nils.id
        self.begin_work = world.begin_work
        world.clock.set(NOW)
        self.has: dict[int, Time] = {}
        self.over: list[Time] = []
        self.moved: dict[int, tuple[str, Time]] = {}
        self.holds: dict[str, Hold] = {}
        self.weeks: tuple[Pattern, ...] = _week()
        self.extras: tuple[Pattern, ...] = ()
        self.off: tuple[TimeOff, ...] = ()
        self.terms = Terms(60, WINDOW)
        self.version = 0
        self.recorded_before = self._start_anew()
        self.change(self.terms)

    # What the model says.

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def free(self, kind: str, who: int | None, holder: str, without: Time | None = None) -> list[datetime]:
        """When somebody could have a time of this kind now."""
        booked = [time for time in self.all_booked() if time != without]
        held = [one.time for holds, one in self.holds.items() if holds != holder and self.now < one.until]
        busy = {(self.nurse, cell) for time in [*booked, *held] for cell in time.cells}
        hours = Hours(self.nurse, self.weeks + self.extras, self.off, self.terms, keeps_reserve=True)
        cap = self.terms.daily_cap
        days = [local_date(time.starts_at) for time in [*booked, *held]]
        full = {(self.nurse, day) for day in days if cap is not None and days.count(day) >= cap}
        wanted = Wanted(kind, KINDS[kind], PHONE, days=60, is_urgent=who == URGENT)
        return [slot.starts_at for slot in counted(hours, busy, full, wanted, self.now)]

    def all_booked(self) -> list[Time]:
        """Every time that was not given back, those that are over among them."""
        return [*self.has.values(), *self.over]

    def pick(self, pick: int | timedelta, free: list[datetime]) -> ChosenTime:
        """The time that is wanted."""
        if isinstance(pick, int) and free:
            return ChosenTime(self.nurse, free[pick % len(free)], "phone")
        since_midnight = timedelta(hours=34) if isinstance(pick, int) else pick
        wanted = at(local_date(self.now), datetime.min.time()) + since_midnight
        return ChosenTime(self.nurse, wanted, "phone")

    def kind_for(self, who: int, kind: str) -> str:
        """Who is in a hurry is called first."""
        return "nurse_call" if who == URGENT else kind

    # What people do.

    @rule(who=WHO, kind=KIND, number=st.integers(0, 60))
    def book_what_is_free(self, who: int, kind: str, number: int) -> None:
        self.book(who, kind, number)

    @rule(who=WHO, kind=KIND, pick=PICK)
    def book(self, who: int, kind: str, pick: int | timedelta) -> None:
        kind = self.kind_for(who, kind)
        free = self.free(kind, who, self.people[who])
        chosen = self.pick(pick, free)
        has = self.has.get(who)
        came, there = self.told(
            "book",
            who,
            lambda work: book(work, chosen, wants_talk=kind == "nurse_call", my_support_url=MY_SUPPORT),
        )
        if has is not None:
            assert came == ("done" if chosen.starts_at == has.starts_at else "conflict")
        elif chosen.starts_at in free:
            assert came == "done"
            self.has[who] = Time(chosen.starts_at, kind, there)
            self.moved.pop(who, None)
            self.taken(self.has[who], self.people[who])
        else:
            assert came == "not free"

    @precondition(lambda self: self.has)
    @rule(who=WHO, pick=PICK)
    def move(self, who: int, pick: int | timedelta) -> None:
        who = sorted(self.has)[who % len(self.has)]
        has = self.has[who]
        free = [one for one in self.free(has.kind, who, self.people[who], has) if one != has.starts_at]
        chosen = self.pick(pick, free)
        came, there = self.told(
            "move", who, lambda work: move(work, has.id, chosen, my_support_url=MY_SUPPORT)
        )
        if self.now >= has.starts_at:
            assert came == "too late"
        elif chosen.starts_at in free:
            assert came == "done"
            self.has[who] = Time(chosen.starts_at, has.kind, there)
            self.moved[who] = (has.id, self.has[who])
            self.taken(self.has[who], self.people[who])
        else:
            assert came == "not free"

    @precondition(lambda self: self.moved)
    @rule(who=WHO)
    def move_once_more(self, who: int) -> None:
        """The form comes a second time."""
        who = sorted(self.moved)[who % len(self.moved)]
        before, there = self.moved[who]
        chosen = ChosenTime(self.nurse, there.starts_at, "phone")
        came, again = self.told(
            "move again", who, lambda work: move(work, before, chosen, my_support_url=MY_SUPPORT)
        )
        assert (came, again) == ("done", there.id)

    @precondition(lambda self: self.has)
    @rule(who=WHO)
    def give_back(self, who: int) -> None:
        who = sorted(self.has)[who % len(self.has)]
        has = self.has[who]
        came, _ = self.told("give back", who, lambda work: cancel(work, has.id))
        assert came == ("done" if self.now < has.starts_at else "too late")
        if came == "done":
            del self.has[who]
            self.moved.pop(who, None)
            assert self.told("give back again", who, lambda work: cancel(work, has.id))[0] == "done"

    @rule(visit=st.sampled_from(VISITS), kind=KIND, pick=PICK)
    def hold(self, visit: str, kind: str, pick: int | timedelta) -> None:
        free = self.free(kind, None, visit)
        chosen = self.pick(pick, free)
        with self.begin_work(Actor(Role.EMPLOYEE, self.people[0])) as work:
            case = open_case_of(work, self.people[0])
            assert case
            step = step_of(case, wants_talk=kind == "nurse_call")
        with self.begin_work(Actor.visitor()) as work:
            hold_time(
                work,
                visit,
                step,
                chosen,
                employer_id=self.world.house.hiljasalo,
                language=Language.FI,
                is_urgent=False,
            )
            held = hold_of(work, visit)
        assert (held is not None) == (chosen.starts_at in free)
        self.happened[f"hold: {'done' if held else 'not free'}"] += 1
        self.holds.pop(visit, None)
        if held is not None:
            time = Time(chosen.starts_at, kind)
            self.taken(time, visit)
            self.holds[visit] = Hold(time, self.now + timedelta(minutes=10))

    @precondition(lambda self: self.holds)
    @rule(visit=st.sampled_from(VISITS), who=WHO)
    def send_answers(self, visit: str, who: int) -> None:
        """What the visit holds is the person's from now on."""
        with self.begin_work(Actor.visitor()) as work:
            pass_hold(work, visit, self.people[who])
        self.holds.pop(self.people[who], None)
        if visit in self.holds:
            self.holds[self.people[who]] = self.holds.pop(visit)

    @precondition(lambda self: self.holds)
    @rule(visit=st.sampled_from(VISITS))
    def delete_answers(self, visit: str) -> None:
        with self.begin_work(Actor.visitor()) as work:
            end_hold(work, visit)
        self.holds.pop(visit, None)

    @rule(span=st.sampled_from([timedelta(minutes=n) for n in (1, 9, 10, 11, 45, 180, 24 * 60)]))
    def let_time_pass(self, span: timedelta) -> None:
        self.world.clock.pass_time(span)
        for who, time in list(self.has.items()):
            if time.starts_at <= self.now - timedelta(hours=2):
                self.over.append(self.has.pop(who))
                self.moved.pop(who, None)

    @rule()
    def sweep(self) -> None:
        with self.begin_work(Actor.job("forget")) as work:
            forget_holds_run_out(work)
        self.holds = {holder: one for holder, one in self.holds.items() if self.now < one.until}

    # What happens to the hours; nothing of it touches a time that is booked.

    @rule(change=CHANGES)
    def change_hours(self, change: tuple[str, tuple[Any, ...]]) -> None:
        name, drawn = change
        getattr(self, f"_{name}")(*drawn)

    def _change_terms(self, notice: int, cap: int | None, buffer: int, window: int) -> None:
        terms = Terms(notice, window, cap, buffer)
        self.change(terms)
        self.terms = terms

    def _take_days_off(self, first: int, length: int) -> None:
        day = local_date(self.now) + timedelta(days=first)
        off = TimeOff(day, day + timedelta(days=length))
        self.change(off)
        self.off += (off,)

    def _work_on_days_off(self) -> None:
        """The days off that were taken last are taken back."""
        if not self.off:
            return
        rows = self.world.rows("time_off", practitioner_id=self.nurse)
        off = self.off[-1]
        one = next(row for row in rows if (row["first_day"], row["last_day"]) == (off.first, off.last))
        self.change(Dropped(one["id"]))
        self.off = self.off[:-1]

    def _plan_a_week(self, start: int, end: int, day: int) -> None:
        first = local_date(self.now) + timedelta(days=day)
        week = tuple(replace(one, valid_from=first) for one in _week(start, end))
        self.change(NewWeek(first, week))
        last = first - timedelta(days=1)
        before = [one for one in self.weeks if one.valid_from <= last]
        ended = [replace(one, valid_to=min(one.valid_to or last, last)) for one in before]
        self.weeks = (*ended, *week)

    def _add_an_evening(self, day: int) -> None:
        when = local_date(self.now) + timedelta(days=day)
        if is_free_day(when):
            return
        evening = Pattern(when.weekday(), 17 * 60, 18 * 60 + 30, frozenset(KINDS), PHONE, when, when)
        self.change(Extra(evening))
        self.extras += (evening,)

    # What must always be so.

    @invariant()
    def the_rows_are_whole(self) -> None:
        rows = self.rows()
        assert faults(rows, self.now) == []
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
            for holder, one in self.holds.items()
            if self.now < one.until
            for cell in one.time.cells
        }

    @invariant()
    def what_is_offered_is_what_the_model_says(self) -> None:
        for who in {0, URGENT} - self.has.keys():
            kind = self.kind_for(who, "one_to_one")
            person = Actor(Role.EMPLOYEE, self.people[who])
            with self.begin_work.to_read(person) as look:
                case = open_case_of(look, self.people[who])
                assert case
                step = step_of(case, wants_talk=kind == "nurse_call")
                search = replace(search_for(look, case, step), only_of=self.nurse)
                offered = free_times(look, search).slots
            starts, free = {slot.starts_at for slot in offered}, set(self.free(kind, who, self.people[who]))
            assert starts == free, f"is offered and not free: {starts - free}; free: {free - starts}"

    # How it is asked and read.

    def told(self, name: str, who: int, act: Callable[[Work], Booked]) -> tuple[str, str]:
        """What comes of an act of a person, and the appointment."""
        came, there = "done", ""
        try:
            with self.begin_work(Actor(Role.EMPLOYEE, self.people[who])) as work:
                there = act(work).id
        except (JustTaken, TooLate, Conflict) as refusal:
            came = REFUSALS[type(refusal)]
        self.happened[f"{name}: {came}"] += 1
        return came, there

    def taken(self, time: Time, holder: str) -> None:
        """Whoever takes a time holds nothing else any more; nobody else has any of it."""
        self.holds.pop(holder, None)
        others = [one for one in self.all_booked() if one is not time]
        assert not any(time.cells & one.cells for one in others)

    def change(self, change: Change) -> None:
        """The nurse changes her hours; whatever is left outside stays as it is."""
        keep = {time.id: Choice.KEEP for time in self.has.values()}
        with self.begin_work(self.world.house.nils.actor) as work:
            change_hours(work, self.nurse, change, version=self.version, choices=keep)
        self.version += 1

    def rows(self) -> Rows:
        """The rows of this way; the record cannot be emptied before it."""
        rows = dict(rows_of(self.begin_work))
        rows["audit_entry"] = [row for row in rows["audit_entry"] if row["id"] > self.recorded_before]
        return rows

    def _start_anew(self) -> int:
        """An empty calendar and a new case for each; the number of the last record before."""
        with self.begin_work(Actor.operator()) as work:
            for table in (Case, OutboundMessage, BookingCell, TimeOffRow, BookingTerms, Availability):
                work.session.execute(delete(table))
            for one in self.weeks:
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
            return work.session.execute(select(func.max(AuditEntry.id))).scalar() or 0


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


def test_whatever_happens_in_whatever_order_the_rows_are_whole(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    happened: Counter[str] = Counter()
    with world.begin_work(Actor.visitor()) as work:
        people = [an_employee_with_a_case(work, world.house, number) for number in range(PEOPLE)]

    class OfThisWorld(Calendar):
        def __init__(self) -> None:
            super().__init__(world, people, happened)

    run_state_machine_as_test(
        OfThisWorld,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # A shorter way to a fault is looked for in the long run only: that takes minutes.
            phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
            print_blob=True,
        ),
    )
    with capsys.disabled():
        counts = ", ".join(f"{count} {what}" for what, count in sorted(happened.items()))
        print(f"\n{EXAMPLES} ways of {STEPS} steps: {counts}")
    assert set(HAPPENS) <= set(happened), "everything happened that may happen"
