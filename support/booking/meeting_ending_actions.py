"""A three-party meeting is called off or put off."""

from support.booking.actions import give_back, note_time_gone
from support.booking.calendar_actions import hold_times
from support.booking.meeting_draft_actions import add_participant, held_meeting, own_meeting, write_agenda
from support.booking.meeting_holding_actions import hold_to_arrange
from support.booking.meeting_message_actions import key_of, tell_employee, tell_supervisor_cancelled
from support.booking.meeting_models import Meeting
from support.booking.meeting_queries import (
    agenda_of,
    meeting_row_going_on,
    participants_of,
)
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.rules import appointment, three_party
from support.booking.rules.three_party import Move, Party, State
from support.cases.facts import CaseFacts
from support.cases.meeting_actions import hold_case_of_meeting
from support.cases.step_actions import record_step
from support.consent.events import ConsentWithdrawn
from support.consent.rules.fact_code import FactCode
from support.messaging.actions import cancel_queued
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Role


def withdraw_from_meeting(work: Work, meeting_id: str) -> None:
    """The employee would rather not have the meeting: her supervisor hears that it is cancelled, and no more.

    A repeat changes nothing. Raises NotFound where it is not hers, Conflict once it has begun.
    """
    row, case = own_meeting(work, meeting_id)
    if row.state is not State.CANCELLED:
        _check_not_begun(work, row)
        _cancel(work, row, case)


def cancel_meeting(work: Work, case_id: str, *, my_support_url: str) -> None:
    """Whoever arranges the meeting calls it off; a repeat changes nothing.

    Raises Conflict where it is not hers to arrange, or has begun.
    """
    case = hold_to_arrange(work, case_id)
    row = meeting_row_going_on(work, case_id, to_change=True)
    if row is None:
        return
    _check_not_begun(work, row)
    had_time, was_seen = _appointment(work, row), row.state is not State.DRAFTING
    _cancel(work, row, case)
    if had_time is not None:
        tell(work, "cxl_us", had_time, my_support_url)
    elif was_seen:
        tell_employee(work, case.employee_id, row.id, my_support_url)


def end_meeting_with_case(work: Work, case_id: str, *, my_support_url: str) -> None:
    """The case has ended, and with it a meeting that has not begun; she hears of a time that was agreed."""
    row = meeting_row_going_on(work, case_id, to_change=True)
    if row is None or _has_begun(work, row):
        return
    had_time = _appointment(work, row)
    _cancel(work, row, hold_case_of_meeting(work, case_id))
    if had_time is not None:
        tell(work, "cxl_us", had_time, my_support_url)


def end_meeting_without_consent(work: Work, event: ConsentWithdrawn) -> None:
    """The supervisor may not know of the meeting any more (F1): it is called off at once."""
    if FactCode.F1 not in event.facts:
        return
    case = hold_case_of_meeting(work, event.case_id)
    row = meeting_row_going_on(work, event.case_id, to_change=True)
    if row is None or row.supervisor_link_id != event.supervisor_link_id:
        return
    if not _has_begun(work, row):
        _cancel(work, row, case)


def rebook_meeting(work: Work, case_id: str, *, my_support_url: str) -> str:
    """Put the meeting off: the time is given back, and others can be proposed for the same agenda.

    Returns the id of the meeting that comes instead. Raises Conflict where no time was agreed, or once it has
    begun.
    """
    case = hold_to_arrange(work, case_id)
    row = held_meeting(work, case_id)
    _check_not_begun(work, row)
    had_time = _appointment(work, row)
    row.move(Move.REBOOK)
    _end(work, row)
    following = _follow(work, row)
    record_step(work, case, "meeting_rebooked")
    work.log("meeting:rebook", "three_party_meeting", row.id)
    if had_time is not None:
        tell(work, "cxl_us", had_time, my_support_url)
    return following.id


def _cancel(work: Work, row: Meeting, case: CaseFacts) -> None:
    row.move(Move.CANCEL)
    _end(work, row)
    record_step(work, case, "meeting_cancelled")
    work.log("meeting:cancel", "three_party_meeting", row.id)


def _end(work: Work, row: Meeting) -> None:
    """Nothing of it stands any more, and a supervisor who was ever invited hears so."""
    row.ended_at = work.now
    # First the time: whoever holds it may be writing a reminder of it, which is called off with the rest.
    had_time = _appointment(work, row)
    cancel_queued(work, key_of(row.id))
    if had_time is not None:
        by_herself = work.actor.role is Role.EMPLOYEE
        moves = appointment.Move
        give_back(work, had_time, moves.CANCEL_BY_EMPLOYEE if by_herself else moves.CANCEL_BY_PROVIDER)
        hold_times(work, [row.practitioner_id])
        note_time_gone(work, had_time)
    tell_supervisor_cancelled(work, row)
    work.session.flush()


def _follow(work: Work, row: Meeting) -> Meeting:
    """The same meeting without a time: what she has approved stays approved."""
    same = (
        "key_id",
        "case_id",
        "kind",
        "practitioner_id",
        "minutes",
        "channel",
        "asked_alone_at",
        "approved_at",
    )
    following = Meeting(
        id=work.new_id(),
        state=State.AGENDA_APPROVED,
        drafted_at=work.now,
        **{name: getattr(row, name) for name in same},
    )
    work.session.add(following)
    work.session.flush()
    for party, one in participants_of(work, row.id).items():
        if party in (Party.EMPLOYEE, Party.PRACTITIONER):
            add_participant(work, following, party, one.person_id)
    write_agenda(work, following, agenda_of(work, row.facts(), Purpose.CASE_PAGE))
    return following


def _appointment(work: Work, row: Meeting) -> Appointment | None:
    if row.appointment_id is None:
        return None
    return work.session.get(Appointment, row.appointment_id, with_for_update=True)


def _check_not_begun(work: Work, row: Meeting) -> None:
    if row.starts_at is not None:
        three_party.check_time(Move.REBOOK, row.starts_at, work.now)


def _has_begun(work: Work, row: Meeting) -> bool:
    return row.starts_at is not None and row.starts_at <= work.now
