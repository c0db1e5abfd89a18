"""Who came to a meeting of three: written down with what the meeting was for her path, and taken back."""

from collections.abc import Collection

from support.booking.meeting_draft_actions import held_meeting
from support.booking.meeting_holding_actions import hold_to_arrange
from support.booking.meeting_models import Meeting
from support.booking.meeting_queries import last_meeting_row, participant_row, participants_of
from support.booking.meeting_wording_actions import let_words_count
from support.booking.meeting_wording_queries import brought_by, settles_step, worded_of
from support.booking.models import Appointment
from support.booking.rules import appointment, three_party
from support.booking.rules.attendance import check_fresh
from support.booking.rules.three_party import HELD_OR_NOT, Move, Party
from support.cases.attendance_actions import note_came, note_taken_back
from support.cases.facts import CaseFacts
from support.cases.step_actions import record_step
from support.pathways import meeting_actions
from support.pathways.rules.order import check_outcomes
from support.pathways.rules.step import StepKind
from support.platform.work import Work
from support.vocabulary.errors import Conflict, mark


def say_who_came(work: Work, case_id: str, came: Collection[Party], *, holds_step: bool = True) -> bool:
    """Write down who was there; whether the meeting was held, which it never is without the employee.

    A step of her path that waits for it is held with it, or can be booked again where somebody was missing;
    without `holds_step` it waits on. Raises Conflict before the start, where somebody who was there has not
    acknowledged the confidentiality text, and where the step must bring what is not there yet.
    """
    case = hold_to_arrange(work, case_id)
    row = held_meeting(work, case_id)
    move = three_party.attendance(came)
    three_party.after(row.state, move)
    if row.starts_at is not None:
        three_party.check_time(move, row.starts_at, work.now)
    people = participants_of(work, row.id)
    three_party.check_acknowledged(came, [one.party for one in people.values() if one.has_acknowledged])
    if move is Move.ATTEND and holds_step:
        _check_step(work, row)
    for party in people:
        _note_person(work, row, party, came=party in came)
    _settle(work, case, row, move, came, holds_step=holds_step)
    is_held = three_party.is_held(row.state, came)
    record_step(work, case, "meeting_held" if is_held else "meeting_not_held")
    work.log(f"meeting:{move}", "three_party_meeting", row.id)
    return is_held


def take_back_who_came(work: Work, case_id: str) -> None:
    """It was said by mistake who came: the meeting and its step stand as before; a repeat changes nothing.

    What everybody has said yes to counts on; what is wrong in it is ended where goals and actions are. Raises
    TooLate after the end of the next day, Conflict where another meeting has been begun or a later
    step of support has been held since.
    """
    case = hold_to_arrange(work, case_id)
    row = last_meeting_row(work, case_id)
    if row is None or row.state not in HELD_OR_NOT:
        if row is not None and row.state is three_party.State.CONFIRMED:
            return
        raise Conflict(mark("This can no longer be done."))
    check_fresh(row.ended_at, work.now)
    said_at, was_held = row.ended_at, False
    for party in participants_of(work, row.id):
        participant = participant_row(work, row.id, party)
        if participant is not None:
            was_held = was_held or (party is Party.EMPLOYEE and bool(participant.came))
            participant.came = None
    row.move(Move.TAKE_BACK)
    row.ended_at = None
    time = _appointment(work, row)
    if time is not None:
        time.state, time.ended_at = appointment.after(time.state, appointment.Move.TAKE_BACK), None
        meeting_actions.note_taken_back(work, time.id)
    if was_held and said_at is not None and row.starts_at is not None:
        note_taken_back(work, case_id, came=True, said_at=said_at, met_at=row.starts_at)
    record_step(work, case, "meeting_taken_back")
    work.log(f"meeting:{Move.TAKE_BACK}", "three_party_meeting", row.id)


def _check_step(work: Work, row: Meeting) -> None:
    """Held together with its step, or neither is."""
    step = settles_step(work, row.facts())
    if step is not None:
        check_outcomes(step, _brought_by(work, row))


def _brought_by(work: Work, row: Meeting) -> frozenset[str]:
    meeting = row.facts()
    return brought_by(work, meeting, worded_of(work, meeting))


def _settle(
    work: Work, case: CaseFacts, row: Meeting, move: Move, came: Collection[Party], *, holds_step: bool
) -> None:
    brought = _brought_by(work, row)
    waits = settles_step(work, row.facts()) is not None
    row.move(move)
    row.ended_at = work.now
    is_held = three_party.is_held(row.state, came)
    time = _appointment(work, row)
    if time is not None:
        moves = appointment.Move
        time.state = appointment.after(time.state, moves.ATTEND if is_held else moves.MISS)
        time.ended_at, time.remind_at = work.now, None
    if is_held and row.starts_at is not None:
        note_came(work, row.case_id, row.starts_at)
        let_words_count(work, case, row)
    if time is None or not waits:
        return
    of_step = meeting_actions.Meeting(
        time.id, row.case_id, StepKind.TRIPARTITE, time.starts_at, row.practitioner_id
    )
    if move is Move.ATTEND_PARTLY:
        meeting_actions.note_missed(work, of_step)
    elif holds_step:
        meeting_actions.note_held(work, of_step, brought)


def _note_person(work: Work, row: Meeting, party: Party, *, came: bool) -> None:
    participant = participant_row(work, row.id, party)
    if participant is not None:
        participant.came = came


def _appointment(work: Work, row: Meeting) -> Appointment | None:
    if row.appointment_id is None:
        return None
    return work.session.get(Appointment, row.appointment_id, with_for_update=True)
