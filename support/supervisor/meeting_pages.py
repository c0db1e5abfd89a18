"""Page data of a meeting of three as the supervisor sees it: time, place, who comes, the approved agenda."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from flask import url_for

from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_pages import (
    KINDS,
    MeetingView,
    People,
    Reader,
    TimeChoice,
    from_to,
    held_in_words,
    meeting_view,
    times_to_mark,
)
from support.booking.meeting_queries import (
    meeting_for_supervisor,
    meetings_for_supervisor,
    participants_of,
    searched_for_supervisor,
)
from support.booking.meeting_wording_pages import WordingView, wording_view
from support.booking.meeting_wording_queries import Worded, worded_of
from support.booking.rules.three_party import Party, State
from support.consent.queries import told_now
from support.consent.receipt_actions import note_read
from support.consent.rules.disclosing import Thing
from support.consent.rules.fact_code import FactCode
from support.pathways.rules.shared_action import fact_of
from support.people.queries import name_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import FieldError, Notice

_DONE = {
    "marked": mark("Thank you. You get a message when a time is agreed."),
    "noted": mark("Thank you. Your acknowledgement is saved."),
    "thanks": mark("Thank you. Your yes is saved."),
}
_WISH = mark("%(name)s would like the two of you to talk about work together with occupational health care.")


@dataclass(frozen=True)
class InvitationTried:
    """What was sent and not taken, with the message at each field."""

    error: Mapping[str, str] = field(default_factory=dict)
    ticked: Collection[str] | None = None


@dataclass(frozen=True)
class InvitationPage:
    """The meeting of one of her people; there is no field that could hold more."""

    meeting: MeetingView
    name: str
    lead: str
    notice: Notice | None
    times_url: str
    times: list[TimeChoice]
    has_answered: bool
    answer_by: str
    acknowledge_url: str
    words: WordingView
    words_url: str
    back_url: str
    our_phone: str
    errors: list[FieldError]
    error: Mapping[str, str]


@dataclass(frozen=True)
class InvitationRow:
    """One meeting on her first page."""

    title: str
    name: str
    said: str
    is_asked: bool
    url: str
    link: str


def invitation_page(
    work: Work, meeting_id: str, language: Language, tried: InvitationTried, done: str = ""
) -> InvitationPage:
    """One meeting of which the supervisor who acts may know; what she opens is recorded and told.

    Raises NotFound for any other, and as soon as she may not know of it any more.
    """
    meeting = meeting_for_supervisor(work, meeting_id)
    worded = worded_of(work, meeting)
    _note_read(work, meeting, worded)
    people = participants_of(work, meeting_id)
    own, name = people[Party.SUPERVISOR], _name(work, meeting, people)
    is_proposed = meeting.state is State.PROPOSED
    agreed = meeting.state is State.CONFIRMED
    reader = Reader(Party.SUPERVISOR, Purpose.SUPERVISOR_PAGE, language)
    return InvitationPage(
        meeting=meeting_view(work, meeting, people, reader),
        name=name,
        lead=_lead(meeting, people, name, language),
        notice=Notice(sentence(_DONE[done]), "ok") if done in _DONE else None,
        times_url=url_for("supervisor.mark_times", meeting_id=meeting_id) if is_proposed else "",
        times=times_to_mark(work, meeting, own, language, tried.ticked) if is_proposed else [],
        has_answered=own.replied_at is not None,
        answer_by=when(meeting.answer_by, language) if is_proposed and meeting.answer_by else "",
        acknowledge_url=url_for("supervisor.acknowledge", meeting_id=meeting_id) if agreed else "",
        words=wording_view(work, meeting, worded, reader),
        words_url=url_for("supervisor.confirm_words", meeting_id=meeting_id) if agreed else "",
        back_url=url_for("supervisor.home"),
        our_phone=provider_phone(),
        errors=[FieldError(name, message) for name, message in tried.error.items()],
        error=tried.error,
    )


def _note_read(work: Work, meeting: MeetingFacts, worded: Sequence[Worded]) -> None:
    """She has read of this meeting, and of each thing agreed whose words stand on its page."""
    link_id, case_id = meeting.supervisor_link_id or "", meeting.case_id
    shown = [one.action for one in worded if one.action and one.agreement.is_shown_to(Party.SUPERVISOR)]
    things = [Thing(fact_of(action.owner), case_id, action.id) for action in shown]
    note_read(work, link_id, told_now(work, link_id, [Thing(FactCode.F1, case_id, meeting.id), *things]))


def invitation_rows(work: Work, language: Language) -> list[InvitationRow]:
    """The meetings of which she may know now: first what waits for her, last what was held."""
    meetings, others = meetings_for_supervisor(work), searched_for_supervisor(work)
    people = {one.id: participants_of(work, one.id) for one in (*meetings, *others)}
    known = [_row(work, one, people[one.id], language) for one in meetings if one.goes_on]
    searched = [_searched(work, one, people[one.id]) for one in others]
    held = [
        _held(work, one, people[one.id], words)
        for one in meetings
        if (words := held_in_words(one, people[one.id], Party.SUPERVISOR, language))
    ]
    return [*sorted(known, key=lambda one: not one.is_asked), *searched, *held]


def _row(work: Work, meeting: MeetingFacts, people: People, language: Language) -> InvitationRow:
    own = people[Party.SUPERVISOR]
    is_asked = meeting.state is State.PROPOSED and own.replied_at is None
    said = sentence(mark("Mark the times that suit you.") if is_asked else mark("You have answered."))
    if meeting.starts_at is not None:
        said = from_to(work, meeting.starts_at, meeting.minutes, language)
    return InvitationRow(
        title=sentence(KINDS[meeting.kind]),
        name=_name(work, meeting, people),
        said=said,
        is_asked=is_asked,
        url=url_for("supervisor.meeting", meeting_id=meeting.id),
        link=sentence(mark("Answer the invitation") if is_asked else mark("See the meeting")),
    )


def _searched(work: Work, meeting: MeetingFacts, people: People) -> InvitationRow:
    """She has been asked before, and none of the times suited everybody: there is nothing to open."""
    said = sentence(mark("Other times are being looked for."))
    return InvitationRow(sentence(KINDS[meeting.kind]), _name(work, meeting, people), said, False, "", "")


def _held(work: Work, meeting: MeetingFacts, people: People, words: str) -> InvitationRow:
    url = url_for("supervisor.meeting", meeting_id=meeting.id)
    link = sentence(mark("See what you agreed on"))
    name = _name(work, meeting, people)
    return InvitationRow(sentence(KINDS[meeting.kind]), name, words, False, url, link)


def _lead(meeting: MeetingFacts, people: People, name: str, language: Language) -> str:
    if meeting.goes_on:
        return sentence(_WISH) % {"name": name}
    over = sentence(mark("The meeting is over. Not everybody could come."))
    return held_in_words(meeting, people, Party.SUPERVISOR, language) or over


def _name(work: Work, meeting: MeetingFacts, people: People) -> str:
    employee = people[Party.EMPLOYEE].person_id or ""
    name = name_of(work, employee, subject=meeting.case_id, purpose=Purpose.SUPERVISOR_PAGE)
    return name or sentence(mark("A member of your team"))
