"""A provider with full calendars: nurses who work every weekday, and times booked with them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import insert

from support.booking.models import Appointment, Availability, BookingCell, BookingTerms
from support.booking.rules.appointment import State
from support.booking.rules.slots import cells_of
from support.cases.opening_actions import Need, open_case
from support.people.employee_actions import ContactData, register_employee
from support.people.employer_actions import register_employer
from support.people.models import Practitioner, Serves, ServiceTeam
from support.people.queries import employers_by_code
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary import calendar
from support.vocabulary.actor import Actor
from support.vocabulary.language import Language
from support.vocabulary.pathway import TRIPARTITE, Urgency

CALENDARS = 50
DAYS = 28
BOOKED = 10_000
MINUTES = 30
# The nearest days are kept in part for urgent contacts; nobody in the measurement is urgent.
_NOT_KEPT_AFTER = timedelta(days=6)
_SEED = 7
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Provider:
    """Two employers of one team: `large` is served by all nurses, `small` by the first alone."""

    large: str
    small: str
    nurses: tuple[str, ...]
    cases: tuple[tuple[str, str], ...]
    """Employee and case of those whose times fill the calendars, one for each nurse."""


@dataclass(frozen=True)
class Start:
    """A time of one nurse."""

    nurse: str
    at: datetime

    @property
    def value(self) -> str:
        """As the form of the times sends it."""
        return f"{self.at:%Y%m%dT%H%MZ}~{self.nurse}~phone"


def a_provider(begin_work: BeginWork, how_many: int) -> Provider:
    """So many nurses who work from Monday to Friday, 8 to 16."""
    with begin_work(Actor.operator()) as work:
        team = ServiceTeam(id=work.new_id(), name="Rantakaari", phone="09 000 0001")
        work.session.add(team)
        for code in ("LA", "SM"):
            register_employer(
                work,
                code=code,
                name=code,
                name_sv="",
                name_en="",
                headcount=1180,
                units=[],
                team=team.name,
                team_phone=team.phone,
            )
        large, small = employers_by_code(work, ["LA", "SM"])
        nurses = [_nurse(work, team.id, number) for number in range(how_many)]
        work.session.flush()
        work.session.add_all(Serves(practitioner_id=one, employer_id=large) for one in nurses)
        work.session.add(Serves(practitioner_id=nurses[0], employer_id=small))
        cases = [a_person(work, large, number) for number in range(how_many)]
    return Provider(large, small, tuple(nurses), tuple(cases))


def a_person(work: Work, employer_id: str, number: int) -> tuple[str, str]:
    """An employee with an open case that is in no hurry; the ids of both."""
    phone = f"+35840{number:07d}"
    contact = ContactData(f"Aino {number}", phone, True, employer_id, None, Language.FI)
    employee = register_employee(work, contact, number_confirmed=True)
    need = Need(Urgency.ROUTINE, TRIPARTITE, safety=False, flags=())
    case_id = open_case(
        work, employee_id=employee.id, employer_id=employer_id, key_id=work.new_key(), need=need
    )
    return employee.id, case_id


def starts_ahead(provider: Provider, today: date) -> list[Start]:
    """Every time of every nurse in the days that are offered, in an order that is the same in each run."""
    days = [today + timedelta(days=n) for n in range(1, DAYS)]
    starts = [
        Start(nurse, calendar.at(day, time(hour, minute)).astimezone(UTC))
        for nurse in provider.nurses
        for day in days
        if calendar.is_working_day(day)
        for hour in range(8, 16)
        for minute in (0, MINUTES)
    ]
    random.Random(_SEED).shuffle(starts)  # noqa: S311 - an order, no secret
    return starts


def can_be_taken(starts: Iterable[Start], today: date) -> list[Start]:
    """Those that nobody keeps for urgent contacts."""
    return [one for one in starts if calendar.local_date(one.at) > today + _NOT_KEPT_AFTER]


def starts_of_the_past(provider: Provider, today: date, how_many: int) -> Iterator[Start]:
    """So many times of days gone by, the latest first."""
    left, day = how_many, today
    while left > 0:
        day -= timedelta(days=1)
        for hour in range(8, 16):
            for minute in (0, MINUTES):
                at = calendar.at(day, time(hour, minute)).astimezone(UTC)
                for nurse in provider.nurses[:left]:
                    yield Start(nurse, at)
                left -= min(left, len(provider.nurses))


def fill(begin_work: BeginWork, provider: Provider, starts: Iterable[Start], state: State) -> None:
    """These times are booked, as bookings leave them."""
    whose = dict(zip(provider.nurses, provider.cases, strict=True))
    piece: list[Start] = []
    for one in starts:
        piece.append(one)
        if len(piece) == _AT_ONCE:
            _fill(begin_work, whose, piece, state)
            piece = []
    _fill(begin_work, whose, piece, state)


def _fill(
    begin_work: BeginWork, whose: dict[str, tuple[str, str]], starts: Sequence[Start], state: State
) -> None:
    if not starts:
        return
    with begin_work(Actor.operator()) as work:
        appointments: list[dict[str, object]] = []
        cells: list[dict[str, object]] = []
        for one in starts:
            employee_id, case_id = whose[one.nurse]
            appointment_id = work.new_id()
            appointments.append(
                {
                    "id": appointment_id,
                    "case_id": case_id,
                    "employee_id": employee_id,
                    "practitioner_id": one.nurse,
                    "kind": "nurse_call",
                    "channel": "phone",
                    "starts_at": one.at,
                    "minutes": MINUTES,
                    "state": state,
                    "booked_at": one.at - timedelta(days=7),
                }
            )
            cells.extend(
                {"person_id": person, "starts_at": cell, "appointment_id": appointment_id}
                for person in (one.nurse, employee_id)
                for cell in cells_of(one.at, MINUTES)
            )
        work.session.execute(insert(Appointment), appointments)
        work.session.execute(insert(BookingCell), cells)


def _nurse(work: Work, team_id: str, number: int) -> str:
    nurse = Practitioner(
        id=work.new_id(), team_id=team_id, name=f"Nina {number}", profession="nurse", languages=("fi",)
    )
    work.session.add(nurse)
    work.session.flush()
    terms = BookingTerms(
        practitioner_id=nurse.id, version=1, notice_minutes=60, window_days=DAYS, buffer_minutes=0
    )
    work.session.add(terms)
    for weekday in range(5):
        work.session.add(
            Availability(
                id=work.new_id(),
                practitioner_id=nurse.id,
                weekday=weekday,
                from_minute=8 * 60,
                to_minute=16 * 60,
                kinds=("nurse_call",),
                channels=("phone",),
                valid_from=date(2026, 1, 1),
            )
        )
    return nurse.id
