"""Looking at the calendar: free times, and appointments."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import BigInteger, Integer, cast, func, literal, select, type_coerce

from support.booking.cell_queries import Own, blocks
from support.booking.facts import Booked, Offer
from support.booking.hours_queries import full_days, hours_of
from support.booking.models import Appointment, BookingCell
from support.booking.rules.appointment import LIVE, STANDS_FOR
from support.booking.rules.cells import cell_at
from support.booking.rules.slots import Cells, Taken, Wanted, free_slots
from support.cases.facts import CaseFacts
from support.pathways.loading import own_catalogue
from support.pathways.rules.first_step import step_to_move_to, step_to_offer
from support.pathways.rules.pathway import Pathway, Step
from support.people.queries import language_of_employee, practitioners_serving
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotForReader
from support.vocabulary.language import Language
from support.vocabulary.pathway import URGENT_CALL, Urgency

# What began so long ago may still be going on.
_LONGEST_TIME = timedelta(hours=4)
# So many quarter-hours fit into one number of the database.
_TOGETHER = 48


def free_times(
    work: Work,
    step: Step,
    employer_id: str | None,
    language: Language,
    *,
    limit: int | None = None,
    without: str | None = None,
    only_of: str | None = None,
    instead_of: str | None = None,
    held_by: str | None = None,
    is_urgent: bool = False,
) -> Offer:
    """The times that can be booked now for a step, first free first; `only_of` one practitioner, if given.

    `without` is a person whose own taken quarter-hours are left out as well: the employee herself. Those of
    `instead_of`, an appointment, are free, and so is what `held_by` (else she) holds. An urgent first contact
    may take what is reserved for such.
    """
    practitioners = practitioners_serving(work, employer_id, step.professions, language)
    if only_of is not None:
        practitioners = {one: name for one, name in practitioners.items() if one == only_of}
    hours = hours_of(work, practitioners)
    days = max((each.terms.window_days for each in hours), default=1)
    own = Own(instead_of, held_by or without)
    busy = _busy(work, {*practitioners, without or ""}, days, own)
    taken = Taken(busy, work.now, full_days(work, hours, own), also_of=without)
    wanted = Wanted(
        kind=step.kind,
        minutes=step.minutes,
        channels=frozenset(step.channels),
        days=days,
        is_urgent=is_urgent,
    )
    return Offer(step, practitioners, free_slots(hours, taken, wanted, limit))


def step_of(case: CaseFacts, *, wants_talk: bool) -> Step:
    """The step that is booked first in this case; a nurse's call where the path is not in the catalogue."""
    return step_to_offer(_pathway_of(case), case.urgency, wants_talk=wants_talk)


def step_to_move(case: CaseFacts, kind: str) -> Step:
    """The step for which another time is looked for in this case by who has one of this kind."""
    return step_to_move_to(_pathway_of(case), case.urgency, kind)


def times_for(
    work: Work,
    case: CaseFacts,
    step: Step,
    *,
    limit: int | None = None,
    only_of: str | None = None,
    instead_of: str | None = None,
) -> Offer:
    """The times that the person of a case can book now, in a language that she speaks; as `free_times`."""
    return free_times(
        work,
        step,
        case.employer_id,
        language_of_employee(work, case.employee_id),
        limit=limit,
        without=case.employee_id,
        only_of=only_of,
        instead_of=instead_of,
        is_urgent=case.urgency is not Urgency.ROUTINE and case.first_contact_at is None,
    )


def times_to_move_to(work: Work, case: CaseFacts, booked: Booked) -> Offer:
    """The times to which an appointment can be moved now; never the one that it has."""
    offer = times_for(work, case, step_to_move(case, booked.kind), instead_of=booked.id)
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


def _pathway_of(case: CaseFacts) -> Pathway:
    catalogue = own_catalogue()
    return catalogue.get(case.path) or catalogue[URGENT_CALL]


def _busy(work: Work, people: Collection[str], days: int, own: Own) -> list[Cells]:
    """What is taken in so many days from now on, put together by the database: a row for half a day, not one
    for each quarter-hour."""
    number = type_coerce(BookingCell.starts_at, Integer)
    bit = literal(1, BigInteger).bitwise_lshift(number % _TOGETHER)
    ask = (
        select(
            BookingCell.person_id,
            (number // _TOGETHER * _TOGETHER).label("first"),
            cast(func.sum(bit), BigInteger),
        )
        .where(
            BookingCell.person_id.in_(sorted(people)),
            number >= cell_at(work.now - _LONGEST_TIME),
            number < cell_at(work.now + timedelta(days=days + 1)),
            blocks(work.now, own),
        )
        .group_by(BookingCell.person_id, "first")
    )
    return [Cells(person, first, mask) for person, first, mask in work.session.execute(ask)]


def booked(row: Appointment) -> Booked:
    """The values of an appointment."""
    return Booked(
        id=row.id,
        case_id=row.case_id,
        employee_id=row.employee_id,
        practitioner_id=row.practitioner_id,
        kind=row.kind,
        channel=row.channel,
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=row.state,
        rebooked_from=row.rebooked_from,
    )
