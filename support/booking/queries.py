"""Looking at the calendar: free times, and appointments."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from support.booking.cell_queries import blocks
from support.booking.facts import Booked, Offer
from support.booking.models import Appointment, Availability, BookingCell
from support.booking.rules.appointment import LIVE, STANDS_FOR
from support.booking.rules.slots import Pattern, Wanted, free_slots
from support.cases.facts import CaseFacts
from support.pathways.loading import own_catalogue
from support.pathways.rules.first_step import step_to_move_to, step_to_offer
from support.pathways.rules.pathway import Pathway, Step
from support.people.queries import language_of_employee, practitioners_serving
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotForReader
from support.vocabulary.language import Language
from support.vocabulary.pathway import URGENT_CALL

WINDOW_DAYS = 28


def free_times(
    work: Work,
    step: Step,
    employer_id: str | None,
    language: Language,
    *,
    limit: int | None = None,
    without: str | None = None,
    instead_of: str | None = None,
    held_by: str | None = None,
) -> Offer:
    """The times that can be booked now for a step, first free first.

    `without` is a person whose own taken quarter-hours are left out as well: the employee herself. Those of
    `instead_of`, an appointment that is to be moved, are free, and so is what `held_by` (else she) holds.
    """
    practitioners = practitioners_serving(work, employer_id, step.professions, language)
    patterns = _patterns(work, set(practitioners))
    until = work.now + timedelta(days=WINDOW_DAYS + 1)
    taken = select(BookingCell.person_id, BookingCell.starts_at).where(
        BookingCell.person_id.in_([*practitioners, without or ""]),
        BookingCell.starts_at >= work.now - timedelta(hours=4),
        BookingCell.starts_at < until,
        blocks(work.now, instead_of=instead_of, held_by=held_by or without),
    )
    busy = {(person, starts_at) for person, starts_at in work.session.execute(taken)}
    if without:
        own = {starts_at for person, starts_at in busy if person == without}
        busy |= {(person, starts_at) for person in practitioners for starts_at in own}
    wanted = Wanted(kind=step.kind, minutes=step.minutes, channels=frozenset(step.channels), days=WINDOW_DAYS)
    return Offer(step, practitioners, free_slots(patterns, busy, wanted, work.now, limit))


def step_of(case: CaseFacts, *, wants_talk: bool) -> Step:
    """The step that is booked first in this case; a nurse's call where the path is not in the catalogue."""
    return step_to_offer(_pathway_of(case), case.urgency, wants_talk=wants_talk)


def times_for(work: Work, case: CaseFacts, *, wants_talk: bool, limit: int | None = None) -> Offer:
    """The times that the person of a case can book now, in a language that she speaks."""
    language = language_of_employee(work, case.employee_id)
    step = step_of(case, wants_talk=wants_talk)
    return free_times(work, step, case.employer_id, language, limit=limit, without=case.employee_id)


def times_to_move_to(work: Work, case: CaseFacts, booked: Booked) -> Offer:
    """The times to which an appointment can be moved now; never the one that it has."""
    language = language_of_employee(work, case.employee_id)
    step = step_to_move_to(_pathway_of(case), case.urgency, booked.kind)
    offer = free_times(work, step, case.employer_id, language, without=case.employee_id, instead_of=booked.id)
    return replace(offer, slots=[slot for slot in offer.slots if slot.starts_at != booked.starts_at])


def appointment_of(work: Work, employee_id: str) -> Booked | None:
    """The employee's live appointment: the only one she can have until it is over or given back."""
    ask = (
        select(Appointment)
        .where(
            Appointment.employee_id == employee_id,
            Appointment.state.in_(LIVE),
            Appointment.starts_at > work.now - STANDS_FOR,
        )
        .order_by(Appointment.starts_at)
        .limit(1)
    )
    row = work.session.execute(ask).scalar()
    return booked(row) if row else None


def own_appointment(work: Work, appointment_id: str) -> Booked:
    """An appointment of the employee who acts.

    Raises NotFound for anybody else's, as for one that does not exist.
    """
    row = work.session.get(Appointment, appointment_id)
    if row is None or work.actor.role is not Role.EMPLOYEE or row.employee_id != work.actor.id:
        raise NotForReader("appointment", appointment_id)
    return booked(row)


def follower_of(work: Work, appointment_id: str) -> Booked | None:
    """The appointment to which this one was moved."""
    ask = select(Appointment).where(Appointment.rebooked_from == appointment_id)
    row = work.session.execute(ask).scalar()
    return booked(row) if row else None


def booked(row: Appointment) -> Booked:
    """The values of an appointment."""
    return Booked(
        id=row.id,
        case_id=row.case_id,
        practitioner_id=row.practitioner_id,
        kind=row.kind,
        channel=row.channel,
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=row.state,
        rebooked_from=row.rebooked_from,
    )


def _pathway_of(case: CaseFacts) -> Pathway:
    catalogue = own_catalogue()
    return catalogue.get(case.path) or catalogue[URGENT_CALL]


def _patterns(work: Work, practitioners: set[str]) -> list[Pattern]:
    rows = work.session.execute(select(Availability).where(Availability.practitioner_id.in_(practitioners)))
    return [
        Pattern(
            practitioner_id=row.practitioner_id,
            weekday=row.weekday,
            from_minute=row.from_minute,
            to_minute=row.to_minute,
            kinds=frozenset(row.kinds),
            channels=frozenset(row.channels),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows.scalars()
    ]
