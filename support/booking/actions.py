"""Taking a time and giving it back.

The cells' primary key settles every race for a quarter-hour. What no single cell tells, such as how many
times a day has, is looked at again while the practitioner is held.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError, OperationalError

from support.booking import queries
from support.booking.facts import Booked
from support.booking.models import Appointment, BookingCell
from support.booking.queries import booked
from support.booking.rules.appointment import Move, State, after, check_time
from support.booking.rules.slots import cells_of
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_own_case, note_booking, note_cancelled_booking
from support.messaging.actions import cancel_queued, queue_sms
from support.pathways.rules.pathway import Step
from support.people.queries import hold_practitioner, language_of_employee, message_address
from support.platform.database import is_wait_in_vain
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_in_message
from support.vocabulary.errors import Conflict, NotForReader, mark

PLACES = {
    "phone": {"fi": "puhelu", "sv": "telefon", "en": "by phone"},
    "video": {"fi": "etänä", "sv": "per video", "en": "by video"},
    "on_site": {"fi": "paikan päällä", "sv": "på plats", "en": "in person"},
}


@dataclass(frozen=True)
class Choice:
    """The time that a person has pointed at."""

    practitioner_id: str
    starts_at: datetime
    channel: str


class JustTaken(Exception):
    """Somebody else was faster, and nothing has been changed; `wanted` is the start that is gone."""

    def __init__(self, wanted: datetime) -> None:
        super().__init__()
        self.wanted = wanted


def book(work: Work, choice: Choice, *, wants_talk: bool, my_support_url: str) -> Booked:
    """Book the chosen time for the employee who acts, with its message, in one transaction.

    Whether the time is free is computed again here. A repeat of the same wish gives the appointment that it
    made. Raises JustTaken, and NotFound without an open case.
    """
    case = hold_own_case(work)
    mine = queries.appointment_of(work, case.employee_id)
    if mine is not None:
        if mine.starts_at == choice.starts_at:
            return mine
        raise Conflict(mark("You already have a time. Cancel it first if you want another one."))
    step = _step_if_free(work, case, choice, wants_talk=wants_talk)
    appointment = _new_appointment(work, case.id, step, choice)
    _take_cells(work, appointment)
    # Only now, so that the many who want these very quarter-hours are told at once and wait for nobody.
    hold_practitioner(work, choice.practitioner_id)
    _step_if_free(work, case, choice, wants_talk=wants_talk, instead_of=appointment.id)
    note_booking(work, case.id)
    work.log("appointment:book", "appointment", appointment.id)
    _confirm_by_message(work, appointment, my_support_url)
    return booked(appointment)


def cancel(work: Work, appointment_id: str) -> Booked:
    """Give the time back.

    Raises NotFound when it is not hers, TooLate when it has started, Conflict when it was changed already.
    """
    row = work.session.get(Appointment, appointment_id, with_for_update=True)
    if row is None or row.employee_id != work.actor.id:
        raise NotForReader("appointment", appointment_id)
    check_time(Move.CANCEL_BY_EMPLOYEE, row.starts_at, work.now)
    row.state = after(row.state, Move.CANCEL_BY_EMPLOYEE)
    row.ended_at = work.now
    work.session.execute(delete(BookingCell).where(BookingCell.appointment_id == row.id))
    cancel_queued(work, f"appointment:{row.id}:")
    note_cancelled_booking(work, row.case_id)
    work.log("appointment:cancel", "appointment", row.id)
    return booked(row)


def _step_if_free(
    work: Work, case: CaseFacts, choice: Choice, *, wants_talk: bool, instead_of: str | None = None
) -> Step:
    """The step for which the chosen time is free, also where `instead_of` lies; raises JustTaken."""
    offer = queries.times_for(
        work, case, wants_talk=wants_talk, only_of=choice.practitioner_id, instead_of=instead_of
    )
    then = [slot for slot in offer.slots if slot.starts_at == choice.starts_at]
    if not any(choice.channel in slot.channels for slot in then):
        raise JustTaken(choice.starts_at)
    return offer.step


def _new_appointment(work: Work, case_id: str, step: Step, choice: Choice) -> Appointment:
    return Appointment(
        id=work.new_id(),
        case_id=case_id,
        employee_id=work.actor.id,
        practitioner_id=choice.practitioner_id,
        kind=step.kind,
        channel=choice.channel,
        starts_at=choice.starts_at,
        minutes=step.minutes,
        state=State.CONFIRMED,
        booked_at=work.now,
    )


def _take_cells(work: Work, appointment: Appointment) -> None:
    """The appointment with every quarter-hour of both people; raises JustTaken when one of them is taken."""
    work.session.add(appointment)
    work.session.flush()
    people = (appointment.practitioner_id, appointment.employee_id)
    cells = [
        {"person_id": person, "starts_at": cell, "appointment_id": appointment.id}
        for person in people
        for cell in cells_of(appointment.starts_at, appointment.minutes)
    ]
    try:
        work.session.execute(insert(BookingCell), cells)
    except IntegrityError as fault:
        raise JustTaken(appointment.starts_at) from fault
    except OperationalError as fault:
        # Whoever was faster has not ended yet, and will hardly give the time back.
        if is_wait_in_vain(fault):
            raise JustTaken(appointment.starts_at) from fault
        raise


def _confirm_by_message(work: Work, appointment: Appointment, my_support_url: str) -> None:
    phone = message_address(work, appointment.employee_id)
    if not phone:
        return
    language = language_of_employee(work, appointment.employee_id)
    queue_sms(
        work,
        template="booked",
        phone=phone,
        language=language,
        values={
            "when": when_in_message(appointment.starts_at, language),
            "where": PLACES[appointment.channel][language],
            "link": my_support_url,
        },
        business_key=f"appointment:{appointment.id}:booked",
        lives=timedelta(hours=24),
    )
