"""All that one supervisor may know now of one person, in one place for her page and the preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from support.booking.meeting_models import Meeting
from support.booking.meeting_queries import known_to_supervisor
from support.booking.models import Appointment
from support.booking.rules import appointment, three_party
from support.consent.queries import told_by_case, told_now
from support.consent.rules.disclosing import Thing, Told, facts_in
from support.consent.rules.fact_code import FactCode
from support.pathways.released_queries import (
    ReleasedAction,
    ReleasedArrangement,
    released_actions,
    released_arrangements,
    released_end,
)
from support.people.queries import name_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date


@dataclass(frozen=True)
class Whose:
    """Of whom something is read, by which supervisor of hers."""

    employee_id: str
    link_id: str


@dataclass(frozen=True)
class Absence:
    """When she is away from work for a session: no kind, no place, nobody whom she meets."""

    starts_at: datetime
    minutes: int
    told: Told


@dataclass(frozen=True)
class FollowUp:
    """On which day the three look together at how it went."""

    day: date
    told: Told


@dataclass(frozen=True)
class Released:
    """What one person lets her supervisor know at this moment; her words are opened."""

    name: str | None
    facts: tuple[Told, ...]
    actions: tuple[ReleasedAction, ...]
    arrangements: tuple[ReleasedArrangement, ...]
    absences: tuple[Absence, ...]
    follow_ups: tuple[FollowUp, ...]
    ends: tuple[Told, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """Everything that stands there, for the record of what was read."""
        of_actions = (each for action in self.actions for each in action.told)
        of_arrangements = (each for arrangement in self.arrangements for each in arrangement.told)
        absences = (one.told for one in self.absences)
        follow_ups = (one.told for one in self.follow_ups)
        return (*self.facts, *of_actions, *of_arrangements, *absences, *follow_ups, *self.ends)


def released_of(work: Work, whose: Whose, purpose: Purpose) -> Released | None:
    """Everything that the supervisor may know now of one person; None where that is nothing.

    All her cases are one entry: how often somebody has come to us is nothing that a supervisor may count.
    """
    by_case, link_id = told_by_case(work, whose.link_id), whose.link_id
    if not by_case:
        return None
    cases = list(by_case)
    return Released(
        name=name_of(work, whose.employee_id, subject=min(cases), purpose=purpose),
        facts=tuple(one for told in by_case.values() for one in told),
        actions=tuple(one for case in cases for one in released_actions(work, case, link_id, purpose)),
        arrangements=tuple(
            one for case in cases for one in released_arrangements(work, case, link_id, purpose)
        ),
        absences=tuple(one for case in cases for one in _absences(work, case, link_id)),
        follow_ups=tuple(one for case in cases for one in _follow_ups(work, case, link_id)),
        ends=tuple(one for case in cases for one in released_end(work, case, link_id)),
    )


def told_of_meetings(work: Work, link_id: str) -> tuple[Told, ...]:
    """The meetings of which the supervisor who acts is shown something, for the record of what was read."""
    shown = [one for one in known_to_supervisor(work) if one.supervisor_link_id == link_id]
    return told_now(work, link_id, [Thing(FactCode.F1, one.case_id, one.id) for one in shown])


def _absences(look: Work, case_id: str, link_id: str) -> list[Absence]:
    """Booked times that have not ended, as far ahead as she may know of them (F6).

    One stays until its end whatever is said of it: whether somebody came is told to nobody.
    """
    ask = select(Appointment).where(
        Appointment.case_id == case_id, Appointment.state.not_in(sorted(appointment.GIVEN_BACK))
    )
    rows = {
        row.id: row
        for row in look.session.execute(ask.order_by(Appointment.starts_at)).scalars()
        if appointment.ends_at(row.starts_at, row.minutes) > look.now
    }
    told = told_now(look, link_id, [Thing(FactCode.F6, case_id, one) for one in rows])
    found = ((rows[one.thing.about], one) for one in told)
    return [Absence(row.starts_at, row.minutes, one) for row, one in found if row.starts_at < one.until]


def _follow_ups(look: Work, case_id: str, link_id: str) -> list[FollowUp]:
    """The next agreed meeting of three after one that was held, by its day only (F7)."""
    ask = select(Meeting).where(Meeting.case_id == case_id).order_by(Meeting.starts_at)
    rows = list(look.session.execute(ask).scalars())
    if not any(row.state is three_party.State.ATTENDED for row in rows):
        return []
    ahead = [
        (row.id, row.starts_at)
        for row in rows
        if row.state is three_party.State.CONFIRMED
        and row.starts_at is not None
        and appointment.ends_at(row.starts_at, row.minutes) > look.now
    ]
    return [
        FollowUp(local_date(starts_at), one)
        for meeting_id, starts_at in ahead[:1]
        for one in told_now(look, link_id, [Thing(FactCode.F7, case_id, meeting_id)])
    ]


def codes_of(facts: Iterable[Told]) -> list[FactCode]:
    """Which facts these are, in the order of the list."""
    return sorted(facts_in(facts))
