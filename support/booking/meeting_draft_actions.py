"""Drafting a three-party meeting: the nurse with the employee, long before anybody else hears of it."""

from collections.abc import Iterable

from sqlalchemy import delete

from support.booking.meeting_access_queries import chairs_of
from support.booking.meeting_facts import MeetingDraft
from support.booking.meeting_holding_actions import hold_to_arrange
from support.booking.meeting_message_actions import tell_employee
from support.booking.meeting_models import Meeting, MeetingLine, MeetingParticipant
from support.booking.meeting_queries import agenda_of, meeting_row_going_on, meeting_to_read, participant_row
from support.booking.rules.three_party import (
    LENGTHS,
    MOST_LINES,
    Move,
    Party,
    State,
    check_agenda,
    check_to_employee,
)
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_case
from support.cases.step_actions import record_step
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import Conflict, Invalid, NotForReader, mark


def save_draft(work: Work, case_id: str, draft: MeetingDraft) -> str:
    """Write down what the meeting is to be; only those who may open the case see it. Returns its id.

    What had been sent or approved is a draft again, since she approves what is held and nothing else. Raises
    Conflict where it is not hers to arrange, or times have been proposed, Invalid for who cannot lead it.
    """
    case = hold_to_arrange(work, case_id)
    if draft.minutes not in LENGTHS:
        raise Invalid(mark("Choose one from the list."))
    row = meeting_row_going_on(work, case_id, to_change=True) or _new(work, case, draft)
    if row.kind is not draft.kind:
        raise Conflict(mark("The two kinds of meeting are not mixed: cancel this one first."))
    if row.state is not State.DRAFTING:
        row.move(Move.REDRAFT)
    row.approved_at = None
    row.practitioner_id, row.minutes, row.channel = _chair(work, case, draft), draft.minutes, draft.channel
    row.asked_alone_at = (row.asked_alone_at or work.now) if draft.asked_alone else None
    _place_chair(work, row)
    write_agenda(work, row, draft.agenda)
    work.log("meeting:draft", "three_party_meeting", row.id)
    return row.id


def send_agenda(work: Work, case_id: str, draft: MeetingDraft, *, my_support_url: str) -> None:
    """Give the draft to the employee to read, to change and to approve.

    Raises Invalid without a heading, and where nobody has asked her alone.
    """
    check_agenda(draft.agenda)
    check_to_employee(asked_alone=draft.asked_alone)
    save_draft(work, case_id, draft)
    row = held_meeting(work, case_id)
    row.move(Move.SEND_AGENDA)
    case = hold_to_arrange(work, case_id)
    record_step(work, case, "meeting_agenda_sent")
    work.log("meeting:send-agenda", "three_party_meeting", row.id)
    tell_employee(work, case.employee_id, row.id, my_support_url)


def approve_agenda(work: Work, meeting_id: str, lines: Iterable[str]) -> None:
    """The employee approves the agenda, as it is or as she has changed it; a repeat changes nothing.

    Raises NotFound where it is not hers, Conflict once it is no longer with her or stands otherwise.
    """
    row, case = own_meeting(work, meeting_id)
    wanted = clean_lines(lines)
    check_agenda(wanted)
    if row.state is State.AGENDA_APPROVED:
        if list(wanted) != agenda_of(work, row.facts(), Purpose.OWN_PAGE):
            raise Conflict(mark("The agenda has been approved already. Look at it once more."))
        return
    row.move(Move.APPROVE)
    row.approved_at = work.now
    write_agenda(work, row, wanted)
    record_step(work, case, "meeting_agenda_yes")
    work.log("meeting:approve-agenda", "three_party_meeting", row.id)


def name_support_person(work: Work, meeting_id: str, name: str) -> None:
    """The employee brings somebody along, or nobody any more.

    Raises NotFound where it is not hers, Conflict once the meeting has ended.
    """
    row, _case = own_meeting(work, meeting_id)
    if row.ended_at is not None:
        raise Conflict(mark("This can no longer be done."))
    present = participant_row(work, row.id, Party.SUPPORT_PERSON)
    if not name.strip():
        if present is not None:
            work.session.delete(present)
        return
    if present is None:
        present = add_participant(work, row, Party.SUPPORT_PERSON, None)
    work.seal(present, "name", name.strip())
    work.log("meeting:support-person", "three_party_meeting", row.id)


def own_meeting(work: Work, meeting_id: str) -> tuple[Meeting, CaseFacts]:
    """A meeting of the employee who acts, held against others with its case.

    Raises NotFound when it is not hers.
    """
    meeting = meeting_to_read(work, meeting_id)
    if work.actor.role is not Role.EMPLOYEE:
        raise NotForReader("three_party_meeting", meeting_id)
    case = hold_case(work, meeting.case_id)
    row = work.session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    return row, case


def held_meeting(work: Work, case_id: str) -> Meeting:
    """The meeting of a case that is held, held too; raises Conflict where none goes on."""
    row = meeting_row_going_on(work, case_id, to_change=True)
    if row is None:
        raise Conflict(mark("This can no longer be done."))
    return row


def add_participant(work: Work, row: Meeting, party: Party, person_id: str | None) -> MeetingParticipant:
    """One more who takes part."""
    participant = MeetingParticipant(
        id=work.new_id(), key_id=row.key_id, meeting_id=row.id, party=party, person_id=person_id
    )
    work.session.add(participant)
    work.session.flush()
    return participant


def clean_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """The headings without empty ones; raises Invalid for more than anybody could talk about."""
    found = tuple(line.strip() for line in lines if line.strip())
    if len(found) > MOST_LINES:
        raise Invalid(mark("Ten headings at most."))
    return found


def write_agenda(work: Work, row: Meeting, lines: Iterable[str]) -> None:
    """The headings, instead of those before."""
    work.session.execute(delete(MeetingLine).where(MeetingLine.meeting_id == row.id))
    for number, text in enumerate(clean_lines(lines)):
        line = MeetingLine(id=work.new_id(), key_id=row.key_id, meeting_id=row.id, number=number)
        work.seal(line, "text", text)
        work.session.add(line)
    work.session.flush()


def _new(work: Work, case: CaseFacts, draft: MeetingDraft) -> Meeting:
    row = Meeting(
        id=work.new_id(),
        key_id=case.key_id,
        case_id=case.id,
        kind=draft.kind,
        state=State.DRAFTING,
        practitioner_id=work.actor.id or "",
        minutes=draft.minutes,
        channel=draft.channel,
        drafted_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    add_participant(work, row, Party.EMPLOYEE, case.employee_id)
    record_step(work, case, "meeting_drafted")
    return row


def _chair(work: Work, case: CaseFacts, draft: MeetingDraft) -> str:
    own = work.actor.id or ""
    wanted = draft.chair or own
    if wanted != own and wanted not in chairs_of(work, case):
        raise Invalid(mark("Choose one from the list."))
    return wanted


def _place_chair(work: Work, row: Meeting) -> None:
    chair = participant_row(work, row.id, Party.PRACTITIONER)
    if chair is None:
        add_participant(work, row, Party.PRACTITIONER, row.practitioner_id)
    else:
        chair.person_id = row.practitioner_id
