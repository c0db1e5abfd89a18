"""Page data of her meeting of three on her first page: how far it has come, and what waits for her."""

from dataclasses import dataclass

from flask import url_for

from support.booking.appointment_pages import datebox
from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_pages import KINDS, AgreedView, People, held_in_words
from support.booking.meeting_queries import meetings_of_case, participants_of
from support.booking.rules.three_party import Party, State, is_news
from support.cases.facts import CaseFacts
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

# Until the nurse has asked her and sent the agenda, there is nothing for her to see.
SHOWN = frozenset(State) - {State.DRAFTING}
_NEXT = {
    State.AGENDA_TO_EMPLOYEE: mark(
        "The agenda waits for you to read it. Your supervisor knows nothing of it."
    ),
    State.AGENDA_APPROVED: mark("You have approved the agenda. We look for times that could suit."),
    State.PROPOSED: mark("Times are proposed. Mark those that suit you."),
    State.CONFIRMED: mark("The time is agreed."),
    State.ATTENDED: mark("The meeting has been held."),
    State.PARTLY_ATTENDED: mark("The meeting is over. Not everybody could come."),
    State.CANCELLED: mark("The meeting is cancelled. Nothing else changes for you."),
    State.REBOOKED: mark("The meeting was put off."),
}
_OTHER_TIMES = mark("Other times are being looked for.")


@dataclass(frozen=True)
class MeetingCard:
    """Her meeting on her first page."""

    title: str
    next: str
    agreed: AgreedView | None
    url: str
    is_asked: bool
    goes_on: bool
    link: str
    before_url: str
    """Where she reads what was agreed on in a meeting before this one."""


def meeting_card(work: Work, case: CaseFacts | None, language: Language) -> MeetingCard | None:
    """The meeting that goes on, or was called off lately, or the last that was held, or None.

    Nothing of it is opened.
    """
    seen = [one for one in meetings_of_case(work, case.id) if one.state in SHOWN] if case else []
    people = {one.id: participants_of(work, one.id) for one in seen}
    held = [one for one in seen if held_in_words(one, people[one.id], Party.EMPLOYEE, language)]
    news = [one for one in seen[:1] if is_news(one.state, one.approved_at, one.ended_at, work.now)]
    newest = [one for one in seen if one.goes_on] or news
    shown = newest or held
    if not shown:
        return None
    meeting = shown[0]
    link = mark("See the meeting") if newest else mark("See what you agreed on")
    before = held[0] if held and newest else None
    is_asked = _is_asked(meeting, people[meeting.id])
    return MeetingCard(
        title=sentence(KINDS[meeting.kind]),
        next=next_in_words(meeting, people[meeting.id], language),
        agreed=AgreedView(*datebox(meeting.starts_at, work.now, language)) if meeting.starts_at else None,
        url=url_for("my_support.own_meeting", meeting_id=meeting.id),
        is_asked=is_asked,
        goes_on=meeting.goes_on,
        link=sentence(mark("Read and answer") if is_asked else link),
        before_url=url_for("my_support.own_meeting", meeting_id=before.id) if before else "",
    )


def next_in_words(meeting: MeetingFacts, people: People, language: Language) -> str:
    """What comes next, or what has been."""
    if meeting.needs_other_times:
        return sentence(_OTHER_TIMES)
    return held_in_words(meeting, people, Party.EMPLOYEE, language) or sentence(_NEXT[meeting.state])


def _is_asked(meeting: MeetingFacts, people: People) -> bool:
    """Whether something waits for her."""
    if meeting.state is State.AGENDA_TO_EMPLOYEE:
        return True
    return meeting.state is State.PROPOSED and people[Party.EMPLOYEE].replied_at is None
