"""What the three of a meeting agree on: who has said yes to which words, and what is still to be said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_models import MeetingAcknowledgement, MeetingParticipant, MeetingWording
from support.booking.meeting_queries import participants_of
from support.booking.rules.three_party import REQUIRED, Kind, Party
from support.booking.rules.wording import (
    About,
    Agreement,
    Matter,
    Settled,
    brought_by_meeting,
)
from support.consent.queries import facts_released
from support.pathways.enrolment_facts import ActionFacts
from support.pathways.rules.agreed_action import OPEN, Release
from support.pathways.rules.brought import brought_by_actions
from support.pathways.rules.shared_action import may_agree_to
from support.pathways.rules.step import PathwayStep, StepKind
from support.pathways.waiting_queries import action_facts, waiting_of, waiting_step
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date

# Only the coaching is a step of the path that begins with such a meeting (domain model 0.3).
_SETTLES = {Kind.TRIPARTITE_COACHING: StepKind.TRIPARTITE}


@dataclass(frozen=True)
class Worded:
    """One thing, the version of its words, and who has said yes to it."""

    about: About
    version: int
    agreement: Agreement
    due_on: date | None
    review_on: date | None
    action: ActionFacts | None


def worded_of(look: Work, meeting: MeetingFacts) -> list[Worded]:
    """Everything on which this meeting is to agree, in the order in which it was written; nothing is opened.

    The reader's right to know of the meeting was asked before.
    """
    ask = select(MeetingWording).where(
        MeetingWording.meeting_id == meeting.id, MeetingWording.is_left_out.is_(False)
    )
    rows = list(look.session.execute(ask.order_by(MeetingWording.written_at, MeetingWording.id)).scalars())
    confirmed = _confirmed(look, meeting.id)
    actions = {one.id: one for one in action_facts(look, meeting.case_id)}
    link = meeting.supervisor_link_id
    facts = facts_released(look, meeting.case_id, link) if link else frozenset()
    found = []
    for row in rows:
        about = About.read(row.about)
        action = actions.get(about.id)
        may = about.matter is not Matter.ACTION or (
            action is not None and may_agree_to(action, facts, link or "")
        )
        agreement = Agreement(confirmed.get((row.about, row.version), frozenset()), may)
        found.append(Worded(about, row.version, agreement, row.due_on, row.review_on, action))
    return found


def wording_row(
    work: Work, meeting_id: str, about: About, *, to_change: bool = False, or_left_out: bool = False
) -> MeetingWording | None:
    """The row of one thing that stands, or of one that was left out too."""
    ask = select(MeetingWording).where(
        MeetingWording.meeting_id == meeting_id, MeetingWording.about == about.key
    )
    if not or_left_out:
        ask = ask.where(MeetingWording.is_left_out.is_(False))
    return work.session.execute(ask.with_for_update() if to_change else ask).scalar()


def timetable_words(work: Work, meeting: MeetingFacts, purpose: Purpose) -> str:
    """The timetable; opening it is recorded. Whether the reader may see it was asked before."""
    row = wording_row(work, meeting.id, About(Matter.TIMETABLE))
    return (work.open(row, "text", subject=meeting.case_id, purpose=purpose) or "") if row else ""


def has_way(look: Work, meeting: MeetingFacts) -> bool:
    """Whether goals and actions can be agreed on: the person goes along a path of support."""
    return meeting.kind in _SETTLES and waiting_of(look, meeting.case_id) is not None


def settles_step(look: Work, meeting: MeetingFacts) -> PathwayStep | None:
    """The step that waits for such a meeting; None where nobody's step does."""
    kind = _SETTLES.get(meeting.kind)
    return waiting_step(look, meeting.case_id, kind) if kind else None


def brought_by(look: Work, meeting: MeetingFacts, worded: Sequence[Worded]) -> frozenset[str]:
    """What this meeting has brought so far of what a step must bring; `worded` as it stands now."""
    today = local_date(look.now)
    people = participants_of(look, meeting.id)
    actions = with_new_days(action_facts(look, meeting.case_id), worded)
    settled = Settled(
        goals=[one.agreement for one in worded if one.about.matter is Matter.GOAL],
        timetable=next((one.agreement for one in worded if one.about.matter is Matter.TIMETABLE), None),
        has_all_acknowledged=all(party in people and people[party].has_acknowledged for party in REQUIRED),
        are_released_reviewed=not _not_reviewed(actions, worded),
    )
    return brought_by_meeting(settled) | brought_by_actions(actions, today)


def with_new_days(actions: Iterable[ActionFacts], worded: Iterable[Worded]) -> list[ActionFacts]:
    """The actions with the days on which everybody has agreed in this meeting."""
    days = {one.about.id: one.due_on for one in worded if one.due_on and one.agreement.counts}
    return [replace(one, due_on=days.get(one.id, one.due_on)) for one in actions]


def _not_reviewed(actions: Iterable[ActionFacts], worded: Iterable[Worded]) -> list[ActionFacts]:
    """What the supervisor sees, still goes on, and was not spoken of to everybody's satisfaction."""
    reviewed = {one.about.id for one in worded if one.agreement.counts}
    return [
        one for one in actions if one.release is Release.YES and one.state in OPEN and one.id not in reviewed
    ]


def _confirmed(look: Work, meeting_id: str) -> Mapping[tuple[str, int], frozenset[Party]]:
    ask = (
        select(MeetingAcknowledgement.about, MeetingAcknowledgement.version, MeetingParticipant.party)
        .join(MeetingParticipant, MeetingParticipant.id == MeetingAcknowledgement.participant_id)
        .where(MeetingParticipant.meeting_id == meeting_id)
    )
    found: dict[tuple[str, int], set[Party]] = {}
    for about, version, party in look.session.execute(ask):
        found.setdefault((about, version), set()).add(party)
    return {key: frozenset(parties) for key, parties in found.items()}
