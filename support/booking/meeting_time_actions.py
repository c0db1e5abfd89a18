"""Finding the time of a three-party meeting: proposed, marked by those who come, agreed by a person."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from support.booking.calendar_actions import hold_times
from support.booking.cell_actions import take_cells
from support.booking.meeting_draft_actions import add_participant, held_meeting, own_meeting
from support.booking.meeting_holding_actions import hold_as_supervisor, hold_to_arrange
from support.booking.meeting_message_actions import about, tell_employee, tell_supervisor_agreed
from support.booking.meeting_models import Meeting, MeetingMark, MeetingTime
from support.booking.meeting_queries import (
    is_released,
    participant_row,
    proposed_times,
)
from support.booking.meeting_time_queries import free_for_all, suiting_of
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.rules.appointment import State as AppointmentState
from support.booking.rules.reminders import next_reminder_at
from support.booking.rules.suiting import Answer, Suiting, answer_by, check_times
from support.booking.rules.three_party import (
    APPOINTMENT_KIND,
    Kind,
    Move,
    Party,
    State,
    check_invitation,
    check_time,
)
from support.cases.facts import CaseFacts
from support.cases.step_actions import RecordKind, record_step
from support.consent.inviting_actions import invite_supervisor
from support.consent.queries import may_know_until
from support.consent.rules.fact_code import FactCode
from support.pathways.meeting_actions import note_booked
from support.pathways.rules.step import StepKind
from support.people.supervisor_facts import SupervisorLinkFacts
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work
from support.vocabulary.errors import Conflict, TooMany, mark

_MARKED: dict[Party, RecordKind] = {
    Party.EMPLOYEE: "times_employee",
    Party.SUPERVISOR: "times_supervisor",
}


def propose_times(
    work: Work, case_id: str, starts: Collection[datetime], *, my_support_url: str, link_url: str
) -> None:
    """Ask the employee and her supervisor which of these times suit; here the supervisor first hears of it.

    The same times once more change nothing.

    Raises what `check_invitation` says, Conflict for a time that is not free, TooMany where no more messages
    may go to the supervisor today.
    """
    case = hold_to_arrange(work, case_id)
    row = held_meeting(work, case_id)
    if row.state is State.PROPOSED:
        if {time.starts_at for time in proposed_times(work, row.id)} == set(starts):
            return
        row.move(Move.FIND_NONE)
    link = supervisor_link_of(work, case.employee_id)
    check_invitation(
        row.state,
        asked_alone=row.asked_alone_at is not None,
        is_released=link is not None and is_released(work, case_id, link.id),
    )
    if link is None:
        raise Conflict(mark("No supervisor has been named yet."))
    check_times(starts, may_know_until(work, case_id, link.id, FactCode.F1))
    free = free_for_all(
        work, row.practitioner_id, (case.employee_id, link.supervisor_id), row.minutes, row.channel
    )
    if not set(starts) <= set(free):
        raise Conflict(mark("One of these times has just been taken. Choose again."))
    _ask(work, row, link, starts)
    record_step(work, case, "meeting_proposed")
    work.log("meeting:propose", "three_party_meeting", row.id)
    tell_employee(work, case.employee_id, row.id, my_support_url)
    if not invite_supervisor(work, link.id, link_url, template="sup_ask", about=about(row.id)):
        raise TooMany


def mark_own_times(work: Work, meeting_id: str, time_ids: Collection[str]) -> None:
    """The employee says which times suit her, or that none does; once more is as if it were the first time.

    Raises NotFound where it is not hers, Conflict where no times are proposed.
    """
    row, case = own_meeting(work, meeting_id)
    _mark(work, row, case, Party.EMPLOYEE, time_ids)


def mark_times_as_supervisor(work: Work, meeting_id: str, time_ids: Collection[str]) -> None:
    """The supervisor says which times suit her, or that none does; otherwise as `mark_own_times`."""
    row, case = hold_as_supervisor(work, meeting_id)
    _mark(work, row, case, Party.SUPERVISOR, time_ids)


def confirm_time(
    work: Work, case_id: str, starts_at: datetime, *, my_support_url: str, link_url: str
) -> None:
    """Agree on the first time that suits everybody: it stands in all three calendars, or in none.

    A repeat changes nothing. Raises Conflict where another time comes first by now, JustTaken where one of
    them has something else then.
    """
    case = hold_to_arrange(work, case_id)
    row = held_meeting(work, case_id)
    if row.state is State.CONFIRMED and row.starts_at == starts_at:
        return
    check_time(Move.CONFIRM, starts_at, work.now)
    if not is_released(work, case_id, row.supervisor_link_id):
        raise Conflict(mark("The supervisor may not know of the meeting any more."))
    if row.state is State.PROPOSED and suiting_of(work, row.facts()) != Suiting(Answer.FOUND, starts_at):
        raise Conflict(mark("This time no longer suits everybody. Look at the answers again."))
    row.move(Move.CONFIRM)
    appointment = _take(work, row, case, starts_at)
    work.write_session()
    row.starts_at, row.appointment_id = starts_at, appointment.id
    if row.kind is Kind.TRIPARTITE_COACHING:
        note_booked(work, case.id, StepKind.TRIPARTITE, row.practitioner_id)
    record_step(work, case, "meeting_confirmed")
    work.log("meeting:confirm", "three_party_meeting", row.id)
    tell(work, "meet_set", appointment, my_support_url)
    tell_supervisor_agreed(work, row, link_url)


def _ask(work: Work, row: Meeting, link: SupervisorLinkFacts, starts: Collection[datetime]) -> None:
    row.move(Move.PROPOSE)
    row.supervisor_link_id, row.proposed_at = link.id, work.now
    row.answer_by = answer_by(min(starts), work.now)
    work.session.execute(delete(MeetingTime).where(MeetingTime.meeting_id == row.id))
    for start in sorted(set(starts)):
        work.session.add(MeetingTime(id=work.new_id(), meeting_id=row.id, starts_at=start))
    supervisor = participant_row(work, row.id, Party.SUPERVISOR)
    if supervisor is None:
        supervisor = add_participant(work, row, Party.SUPERVISOR, link.supervisor_id)
    supervisor.person_id, supervisor.replied_at = link.supervisor_id, None
    employee = participant_row(work, row.id, Party.EMPLOYEE)
    if employee is not None:
        employee.replied_at = None
    work.session.flush()


def _mark(work: Work, row: Meeting, case: CaseFacts, party: Party, time_ids: Collection[str]) -> None:
    participant = participant_row(work, row.id, party)
    if row.state is not State.PROPOSED or participant is None:
        raise Conflict(mark("The times have already been decided on."))
    known = {time.id for time in proposed_times(work, row.id)}
    if not set(time_ids) <= known:
        raise Conflict(mark("Other times have been proposed by now. Look at them once more."))
    work.session.execute(delete(MeetingMark).where(MeetingMark.participant_id == participant.id))
    work.session.add_all(MeetingMark(participant_id=participant.id, time_id=one) for one in set(time_ids))
    participant.replied_at = work.now
    work.session.flush()
    record_step(work, case, _MARKED[party])
    work.log("meeting:mark-times", "three_party_meeting", row.id)
    if suiting_of(work, row.facts()).answer is Answer.NONE:
        row.move(Move.FIND_NONE)
        record_step(work, case, "meeting_none_suits")


def _take(work: Work, row: Meeting, case: CaseFacts, starts_at: datetime) -> Appointment:
    """The time of all three, with every quarter-hour of each; raises JustTaken."""
    supervisor = participant_row(work, row.id, Party.SUPERVISOR)
    if supervisor is None or supervisor.person_id is None:
        raise Conflict(mark("No supervisor has been named yet."))
    appointment = Appointment(
        id=work.new_id(),
        case_id=case.id,
        employee_id=case.employee_id,
        practitioner_id=row.practitioner_id,
        kind=APPOINTMENT_KIND,
        channel=row.channel,
        starts_at=starts_at,
        minutes=row.minutes,
        state=AppointmentState.CONFIRMED,
        booked_at=work.now,
        remind_at=next_reminder_at(starts_at, work.now, work.now),
    )
    freed = take_cells(work, appointment, also=(supervisor.person_id,))
    hold_times(work, {row.practitioner_id} | freed)
    return appointment
