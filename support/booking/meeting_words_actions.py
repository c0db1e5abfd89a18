"""Acknowledging: that what is said stays among the three, and that something was agreed in these words."""

from sqlalchemy import delete, select

from support.booking.confidentiality_loading import present_confidentiality
from support.booking.meeting_draft_actions import held_meeting, own_meeting
from support.booking.meeting_holding_actions import hold_as_supervisor, hold_to_arrange
from support.booking.meeting_models import Meeting, MeetingAcknowledgement, MeetingParticipant
from support.booking.meeting_queries import CONFIDENTIALITY, meeting_row_going_on, participant_row
from support.booking.rules.three_party import Party, State
from support.booking.rules.wording import About, Matter
from support.pathways.events import ActionTurnedDown
from support.platform.work import Work
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.language import Language


def acknowledge_own(work: Work, meeting_id: str, language: Language) -> None:
    """The employee has read the confidentiality text and keeps to it; a repeat changes nothing.

    Raises NotFound where it is not hers, Conflict where no time is agreed.
    """
    row, _case = own_meeting(work, meeting_id)
    _acknowledge(work, row, Party.EMPLOYEE, language)


def acknowledge_as_supervisor(work: Work, meeting_id: str, language: Language) -> None:
    """The supervisor has read it; otherwise as `acknowledge_own`."""
    row, _case = hold_as_supervisor(work, meeting_id)
    _acknowledge(work, row, Party.SUPERVISOR, language)


def acknowledge_as_practitioner(work: Work, case_id: str, language: Language) -> None:
    """Whoever leads or arranges it has read it; otherwise as `acknowledge_own`."""
    hold_to_arrange(work, case_id)
    _acknowledge(work, held_meeting(work, case_id), Party.PRACTITIONER, language)


def confirm_wording(
    work: Work, participant: MeetingParticipant, about: str, version: int, language: Language
) -> None:
    """Somebody agrees to the words of one thing, named by `about`, in one version, and does so once."""
    key = (participant.id, about, version)
    if work.session.get(MeetingAcknowledgement, key) is None:
        work.session.add(
            MeetingAcknowledgement(
                participant_id=participant.id, about=about, version=version, language=language, at=work.now
            )
        )


def forget_confirmations(work: Work, meeting_id: str, about: str) -> None:
    """Nobody has said yes to this any more: it is not there, and may be written anew."""
    people = select(MeetingParticipant.id).where(MeetingParticipant.meeting_id == meeting_id)
    work.session.execute(
        delete(MeetingAcknowledgement).where(
            MeetingAcknowledgement.about == about, MeetingAcknowledgement.participant_id.in_(people)
        )
    )


def forget_yes_to_what_was_turned_down(work: Work, event: ActionTurnedDown) -> None:
    """The supervisor has said that something does not suit her so: her yes to it in the meeting is gone."""
    row = meeting_row_going_on(work, event.case_id)
    if row is None or row.supervisor_link_id != event.supervisor_link_id:
        return
    hers = participant_row(work, row.id, Party.SUPERVISOR)
    if hers is not None:
        about = About(Matter.ACTION, event.action_id).key
        mine = (MeetingAcknowledgement.about == about, MeetingAcknowledgement.participant_id == hers.id)
        work.session.execute(delete(MeetingAcknowledgement).where(*mine))


def _acknowledge(work: Work, row: Meeting, party: Party, language: Language) -> None:
    participant = participant_row(work, row.id, party)
    if row.state is not State.CONFIRMED or participant is None:
        raise Conflict(mark("This can no longer be done."))
    confirm_wording(work, participant, CONFIDENTIALITY, present_confidentiality().version, language)
    work.log("meeting:acknowledge", "three_party_meeting", row.id, party.value)
