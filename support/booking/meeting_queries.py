"""Looking three-party meetings up: each for those who may know of it, and for nobody else."""

from collections.abc import Collection

from sqlalchemy import select

from support.booking.meeting_facts import MeetingFacts, ParticipantFacts, ProposedTime
from support.booking.meeting_models import (
    Meeting,
    MeetingAcknowledgement,
    MeetingLine,
    MeetingMark,
    MeetingParticipant,
    MeetingTime,
)
from support.booking.rules.three_party import BEFORE_TIMES, HELD_OR_NOT, SUPERVISOR_KNOWS, Party, State
from support.cases.queries import case_to_read
from support.consent.queries import told_by_link, told_now
from support.consent.rules.disclosing import Thing
from support.consent.rules.fact_code import FactCode
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.errors import NotForReader

CONFIDENTIALITY = "confidentiality"


def meeting_row_going_on(work: Work, case_id: str, *, to_change: bool = False) -> Meeting | None:
    """The row of the meeting of a case that has not ended."""
    ask = select(Meeting).where(Meeting.case_id == case_id, Meeting.ended_at.is_(None))
    return work.session.execute(ask.with_for_update() if to_change else ask).scalar()


def last_meeting_row(work: Work, case_id: str) -> Meeting | None:
    """The row of the newest meeting of a case, held against others."""
    ask = select(Meeting).where(Meeting.case_id == case_id).order_by(Meeting.drafted_at.desc(), Meeting.id)
    return work.session.execute(ask.limit(1).with_for_update()).scalar()


def meetings_of_case(work: Work, case_id: str) -> list[MeetingFacts]:
    """All meetings of a case, newest first.

    The reader's right to know of the case has been asked before.
    """
    ask = select(Meeting).where(Meeting.case_id == case_id)
    newest_first = ask.order_by(Meeting.drafted_at.desc(), Meeting.id)
    return [row.facts() for row in work.session.execute(newest_first).scalars()]


def meeting_to_read(work: Work, meeting_id: str) -> MeetingFacts:
    """A meeting, for its employee and for a nurse who may open the case.

    Raises NotFound for everybody else, as for one that does not exist.
    """
    row = work.session.get(Meeting, meeting_id)
    try:
        # What does not exist is looked for as far as what does, so that no clock tells the two apart.
        case_to_read(work, row.case_id if row else meeting_id)
    except NotForReader:
        raise NotForReader("three_party_meeting", meeting_id) from None
    if row is None:
        raise NotForReader("three_party_meeting", meeting_id)
    return row.facts()


def meeting_for_supervisor(work: Work, meeting_id: str) -> MeetingFacts:
    """A meeting, for the supervisor who has been invited, as long as she may know of it (F1).

    Raises NotFound for everybody else, as for one that does not exist.
    """
    found = [one for one in meetings_for_supervisor(work) if one.id == meeting_id]
    if not found:
        raise NotForReader("three_party_meeting", meeting_id)
    return found[0]


def meetings_for_supervisor(work: Work) -> list[MeetingFacts]:
    """The meetings of which the supervisor who acts may know now, the first one first.

    Once somebody has said who came, only those at which she was herself: no permission lets her know whether
    the employee came, or what was agreed without her.
    """
    found = _of_supervisor(work, SUPERVISOR_KNOWS)
    at_which_she_was = _where_supervisor_came(work, [one.id for one in found])
    return [one for one in found if one.state not in HELD_OR_NOT or one.id in at_which_she_was]


def searched_for_supervisor(work: Work) -> list[MeetingFacts]:
    """The meetings to which the supervisor who acts was invited, and for which other times are looked for.

    That the agenda is written anew meanwhile, and whether the employee has approved it, is not hers to see.
    """
    return [one for one in _of_supervisor(work, BEFORE_TIMES) if one.proposed_at is not None]


def known_to_supervisor(work: Work) -> list[MeetingFacts]:
    """Every meeting of which her pages show something to the supervisor who acts."""
    return [*meetings_for_supervisor(work), *searched_for_supervisor(work)]


def _of_supervisor(work: Work, states: Collection[State]) -> list[MeetingFacts]:
    if work.actor.role is not Role.SUPERVISOR:
        return []
    # Asked once for all, so that a meeting of which she may not know costs what none does.
    released = {
        (link.id, one.thing.case_id)
        for link, told in told_by_link(work, work.actor.id or "")
        for one in told
        if one.thing.fact is FactCode.F1
    }
    links = sorted({link_id for link_id, _case_id in released})
    ask = select(Meeting).where(Meeting.supervisor_link_id.in_(links), Meeting.state.in_(sorted(states)))
    rows = work.session.execute(ask.order_by(Meeting.proposed_at, Meeting.id)).scalars()
    return [row.facts() for row in rows if (row.supervisor_link_id, row.case_id) in released]


def _where_supervisor_came(work: Work, meeting_ids: Collection[str]) -> frozenset[str]:
    ask = select(MeetingParticipant.meeting_id).where(
        MeetingParticipant.meeting_id.in_(sorted(meeting_ids)),
        MeetingParticipant.party == Party.SUPERVISOR,
        MeetingParticipant.came.is_(True),
    )
    return frozenset(work.session.execute(ask).scalars())


def is_released(work: Work, case_id: str, supervisor_link_id: str | None) -> bool:
    """Whether this supervisor may know now that a meeting is arranged (F1)."""
    if supervisor_link_id is None:
        return False
    return bool(told_now(work, supervisor_link_id, [Thing(FactCode.F1, case_id)]))


def agenda_of(work: Work, meeting: MeetingFacts, purpose: Purpose) -> list[str]:
    """The headings of the agenda; opening them is recorded under the case.

    The reader's right to know of the meeting has been asked before.
    """
    ask = select(MeetingLine).where(MeetingLine.meeting_id == meeting.id).order_by(MeetingLine.number)
    rows = work.session.execute(ask).scalars()
    return [work.open(row, "text", subject=meeting.case_id, purpose=purpose) or "" for row in rows]


def participants_of(work: Work, meeting_id: str) -> dict[Party, ParticipantFacts]:
    """Who takes part, with what each has answered."""
    ask = select(MeetingParticipant).where(MeetingParticipant.meeting_id == meeting_id)
    rows = list(work.session.execute(ask).scalars())
    marks, acknowledged = _marks(work, rows), _acknowledged(work, rows)
    return {
        row.party: ParticipantFacts(
            id=row.id,
            party=row.party,
            person_id=row.person_id,
            replied_at=row.replied_at,
            suits=frozenset(marks.get(row.id, ())),
            came=row.came,
            has_acknowledged=row.id in acknowledged,
        )
        for row in rows
    }


def participant_row(work: Work, meeting_id: str, party: Party) -> MeetingParticipant | None:
    """One who takes part."""
    ask = select(MeetingParticipant).where(
        MeetingParticipant.meeting_id == meeting_id, MeetingParticipant.party == party
    )
    return work.session.execute(ask).scalar()


def support_person_of(work: Work, meeting: MeetingFacts, purpose: Purpose) -> str:
    """The name of the support person, or nothing; opening it is recorded under the case."""
    row = participant_row(work, meeting.id, Party.SUPPORT_PERSON)
    if row is None:
        return ""
    return work.open(row, "name", subject=meeting.case_id, purpose=purpose) or ""


def proposed_times(work: Work, meeting_id: str) -> list[ProposedTime]:
    """The times to choose from, first one first."""
    ask = select(MeetingTime).where(MeetingTime.meeting_id == meeting_id).order_by(MeetingTime.starts_at)
    return [ProposedTime(row.id, row.starts_at) for row in work.session.execute(ask).scalars()]


def _marks(work: Work, rows: Collection[MeetingParticipant]) -> dict[str, set[str]]:
    ask = select(MeetingMark).where(MeetingMark.participant_id.in_([row.id for row in rows]))
    found: dict[str, set[str]] = {}
    for mark in work.session.execute(ask).scalars():
        found.setdefault(mark.participant_id, set()).add(mark.time_id)
    return found


def _acknowledged(work: Work, rows: Collection[MeetingParticipant]) -> set[str]:
    ask = select(MeetingAcknowledgement.participant_id).where(
        MeetingAcknowledgement.participant_id.in_([row.id for row in rows]),
        MeetingAcknowledgement.about == CONFIDENTIALITY,
    )
    return set(work.session.execute(ask).scalars())
