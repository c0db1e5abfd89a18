"""Time that passes, and hours that change; nothing of it touches a time that is booked."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis.stateful import rule

from support.booking.rules.changes import Dropped, Extra, NewWeek
from support.booking.rules.hours import Pattern, Terms, TimeOff
from support.vocabulary.calendar import is_free_day, local_date
from tests.actions.any_way.plain_calendar import KINDS, PHONE, week
from tests.actions.any_way.strategies import CHANGES, SPAN
from tests.actions.any_way.walk import Walk


class HoursRules(Walk):
    """What the clock and the nurse may do."""

    @rule(span=SPAN)
    def let_time_pass(self, span: timedelta) -> None:
        """It is later."""
        self.go_to(self.now + span)

    def go_to(self, now: datetime) -> None:
        """It is a later moment."""
        self.world.clock.set(now)
        for who in self.calendar.go_to(now):
            self.moved.pop(who, None)

    @rule(change=CHANGES)
    def change_hours(self, change: tuple[str, tuple[Any, ...]]) -> None:
        """The nurse changes something."""
        name, drawn = change
        getattr(self, f"_{name}")(*drawn)

    def _day(self, ahead: int) -> date:
        return local_date(self.now) + timedelta(days=ahead)

    def _change_terms(self, notice: int, cap: int | None, buffer: int, window: int) -> None:
        terms = Terms(notice, window, cap, buffer)
        self.change(terms)
        self.calendar.terms = terms

    def _take_days_off(self, first: int, length: int) -> None:
        off = TimeOff(self._day(first), self._day(first + length))
        self.change(off)
        self.calendar.off += (off,)

    def _work_on_days_off(self) -> None:
        """The days off that were taken last are taken back."""
        if not self.calendar.off:
            return
        rows = self.world.rows("time_off", practitioner_id=self.nurse)
        off = self.calendar.off[-1]
        one = next(row for row in rows if (row["first_day"], row["last_day"]) == (off.first, off.last))
        self.change(Dropped(one["id"]))
        self.calendar.off = self.calendar.off[:-1]

    def _plan_a_week(self, start: int, end: int, day: int) -> None:
        first = self._day(day)
        planned = tuple(replace(one, valid_from=first) for one in week(start, end))
        self.change(NewWeek(first, planned))
        last = first - timedelta(days=1)
        before = [one for one in self.calendar.weeks if one.valid_from <= last]
        ended = [replace(one, valid_to=min(one.valid_to or last, last)) for one in before]
        self.calendar.weeks = (*ended, *planned)

    def _add_an_evening(self, day: int) -> None:
        when = self._day(day)
        if is_free_day(when):
            return
        evening = Pattern(when.weekday(), 17 * 60, 18 * 60 + 30, frozenset(KINDS), PHONE, when, when)
        self.change(Extra(evening))
        self.calendar.extras += (evening,)
