"""Looking at how times went: the list of one practitioner, and the times of one case."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select

from support.booking.facts import Booked
from support.booking.models import Appointment
from support.booking.queries import booked
from support.booking.rules.appointment import LIVE, State
from support.booking.rules.attendance import SAID, is_due, may_say, may_take_back
from support.booking.rules.three_party import APPOINTMENT_KIND
from support.cases.queries import is_mine_to_change
from support.platform.work import Work
from support.vocabulary.errors import NotForReader

# So many stand in each part of a list, the oldest first: the next ones come when those are done.
AT_ONCE = 50
_DAYS_SHOWN = 14
# A mistake in what lies further back is taken back in its case.
_SAID_ABOUT = timedelta(days=14)
_LAST_OF_A_CASE = 20


@dataclass(frozen=True)
class OwnAppointments:
    """The times of one practitioner, each part in order of time."""

    due: list[Booked]
    """They have begun, and nobody has said yet how they went."""
    has_more_due: bool
    to_come: list[Booked]
    has_more_to_come: bool
    said: list[Booked]
    """What was said of them can still be taken back."""


def own_appointments(work: Work) -> OwnAppointments:
    """The times of the practitioner who acts; what is over and done costs nothing, however much it is."""
    mine = select(Appointment).where(Appointment.practitioner_id == (work.actor.id or ""))
    standing = mine.where(Appointment.state == State.CONFIRMED).order_by(
        Appointment.starts_at, Appointment.id
    )
    due = standing.where(Appointment.starts_at <= work.now)
    to_come = standing.where(
        Appointment.starts_at > work.now, Appointment.starts_at < work.now + timedelta(days=_DAYS_SHOWN)
    )
    said = mine.where(
        Appointment.state.in_(sorted(SAID)),
        Appointment.starts_at <= work.now,
        Appointment.starts_at > work.now - _SAID_ABOUT,
    ).order_by(Appointment.starts_at, Appointment.id)
    rows = work.session.execute(said).scalars()
    first_due, has_more_due = _first(work, due)
    first_to_come, has_more_to_come = _first(work, to_come)
    return OwnAppointments(
        due=first_due,
        has_more_due=has_more_due,
        to_come=first_to_come,
        has_more_to_come=has_more_to_come,
        said=[booked(row) for row in rows if may_take_back(row.state, row.ended_at, work.now)],
    )


def times_to_speak_of(work: Work, case_id: str) -> list[Booked]:
    """The times of a case of which something can be said now, or taken back; newest first.

    Whether the reader may is asked for each of them. Of a meeting of three it is said on its own page.
    """
    return [
        booked(row)
        for row in _last_of(work, case_id)
        if row.kind != APPOINTMENT_KIND
        and (is_due(row.state, row.starts_at, work.now) or may_take_back(row.state, row.ended_at, work.now))
        and may_say_of(work, row.practitioner_id, case_id)
    ]


def attended_of_case(work: Work, case_id: str) -> list[Booked]:
    """The last times of a case to which its person came, oldest first, for who may know of it."""
    return [booked(row) for row in reversed(_last_of(work, case_id)) if row.state is State.ATTENDED]


def times_of_case(work: Work, case_id: str) -> list[Booked]:
    """The last times of a case that stand or were kept, newest first."""
    return [booked(row) for row in _last_of(work, case_id) if row.state in LIVE | {State.ATTENDED}]


def states_of_case(work: Work, case_id: str) -> list[State]:
    """How the last times of a case stand, newest first."""
    return [row.state for row in _last_of(work, case_id)]


def has_missed_last(work: Work, case_id: str) -> bool:
    """Whether the person missed the last time that she had in this case."""
    return states_of_case(work, case_id)[:1] == [State.NO_SHOW]


def time_to_cancel(work: Work, appointment_id: str) -> Booked:
    """A time that still stands, for who may cancel it for the provider.

    Raises NotFound for everybody else, as for one that does not exist.
    """
    row = work.session.get(Appointment, appointment_id)
    return booked(row_to_say_of(work, appointment_id, row))


def row_to_say_of(work: Work, appointment_id: str, row: Appointment | None) -> Appointment:
    """The row that was found under this id, for who may say how the time went.

    Raises NotFound for everybody else. What does not exist is looked for as far as what does, so that no
    clock tells the two apart.
    """
    practitioner_id, case_id = (row.practitioner_id, row.case_id) if row else ("", appointment_id)
    if not may_say_of(work, practitioner_id, case_id) or row is None:
        raise NotForReader("appointment", appointment_id)
    return row


def may_say_of(work: Work, practitioner_id: str, case_id: str) -> bool:
    """Whether the actor may say how a time with this practitioner in this case went."""
    return may_say(work.actor, practitioner_id, may_change_case=is_mine_to_change(work, case_id))


def _first(work: Work, ask: Select[Appointment]) -> tuple[list[Booked], bool]:
    """As many as stand there at once, and whether there are more."""
    rows = list(work.session.execute(ask.limit(AT_ONCE + 1)).scalars())
    return [booked(row) for row in rows[:AT_ONCE]], len(rows) > AT_ONCE


def _last_of(work: Work, case_id: str) -> list[Appointment]:
    newest_first = (Appointment.starts_at.desc(), Appointment.id)
    ask = select(Appointment).where(Appointment.case_id == case_id).order_by(*newest_first)
    return list(work.session.execute(ask.limit(_LAST_OF_A_CASE)).scalars())
