"""Page data of arranging a meeting of three: asked alone, drafted, approved, agreed, held."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.booking.appointment_pages import PROFESSIONS
from support.booking.meeting_access_queries import chairs_of, may_arrange
from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_pages import KINDS, MeetingView, People, Reader, meeting_view
from support.booking.meeting_queries import agenda_of, meetings_of_case, participants_of
from support.booking.rules.attendance import is_fresh
from support.booking.rules.three_party import HELD_OR_NOT, Party, State
from support.booking.rules.wording import is_open
from support.cases.facts import CaseFacts
from support.cases.queries import case_to_read, queue_length
from support.desk.meeting_draft_pages import DraftForm, MeetingTried, draft_form
from support.desk.meeting_time_pages import TimesPanel, times_panel
from support.desk.meeting_words_pages import WordsPanel, words_panel
from support.desk.staff_pages import StaffView, staff_view
from support.desk.talk_panel_pages import next_in_words
from support.desk.words import name_or_code
from support.pathways.enrolment_queries import way_of_case
from support.people.queries import name_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Notice

STATES = {
    State.DRAFTING: (mark("Draft"), "line"),
    State.AGENDA_TO_EMPLOYEE: (mark("With the person to approve"), "line"),
    State.AGENDA_APPROVED: (mark("Agenda approved"), "ok"),
    State.PROPOSED: (mark("Times proposed"), "line"),
    State.CONFIRMED: (mark("Time agreed"), "ok"),
    State.ATTENDED: (mark("Held"), "ok"),
    State.PARTLY_ATTENDED: (mark("Not everybody came"), "lamp"),
    State.CANCELLED: (mark("Cancelled"), "line"),
    State.REBOOKED: (mark("Put off"), "line"),
}
_NOT_BEGUN = (mark("Not drafted"), "line")
_NONE_SUITED = (mark("The times did not suit"), "lamp")
_DONE = {
    "saved": mark("The draft is saved. Only nurses see it."),
    "sent": mark("The agenda is with the person, who may change it before approving it."),
    "proposed": mark("The times are proposed. Both answer on their own pages."),
    "confirmed": mark("The time is agreed and stands in everybody's calendar."),
    "cancelled": mark("The meeting is cancelled. If the supervisor had been invited, that is all she hears."),
    "rebooked": mark("The time is given back. Propose other times for the same agenda."),
    "acknowledged": mark("Thank you. Your acknowledgement is saved."),
    "held": mark("Saved: the meeting was held."),
    "not_held": mark("Saved: the person did not come, so the meeting was not held."),
    "words": mark("Saved. Each of you says yes to these words, and then they count."),
    "left_out": mark("Left out."),
    "taken_back": mark("Taken back. Say again who came."),
}
_DRAFTED = {State.DRAFTING, State.AGENDA_TO_EMPLOYEE, State.AGENDA_APPROVED}
_WITH_TIMES = {State.AGENDA_APPROVED, State.PROPOSED}
_CAME = {
    Party.EMPLOYEE: mark("The employee"),
    Party.SUPERVISOR: mark("The supervisor"),
    Party.SUPPORT_PERSON: mark("The support person"),
}


@dataclass(frozen=True)
class LastView:
    """The meeting before: how it went, what comes next, and taking back who came while that can be done."""

    title: str
    when: str
    state: str
    next: str
    talks_url: str
    take_back_url: str


@dataclass(frozen=True)
class ArrangingPage:
    """The meeting of one case as its nurse sees it; what cannot be done now is not there."""

    staff: StaffView
    case_url: str
    case_id: str
    name: str
    notice: Notice | None
    state: str
    state_kind: str
    meeting: MeetingView | None
    draft: DraftForm | None
    is_before: bool
    is_sent: bool
    times: TimesPanel | None
    may_acknowledge: bool
    who_came: list[ChoiceView]
    words: WordsPanel | None
    last: LastView | None
    may_cancel: bool
    may_rebook: bool
    errors: list[FieldError]
    error: Mapping[str, str]


def arranging_page(
    work: Work, case_id: str, language: Language, tried: MeetingTried, done: str = ""
) -> ArrangingPage:
    """The meeting that goes on in a case, or the form of a new one; what is opened is recorded.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    meetings = meetings_of_case(work, case_id)
    meeting = next((one for one in meetings if one.goes_on), None)
    earlier = next((one for one in meetings if not one.goes_on), None)
    editing = may_arrange(work, case)
    name = name_of(work, case.employee_id, subject=case_id, purpose=Purpose.CASE_PAGE)
    was_held = meeting is None and earlier is not None and earlier.state in HELD_OR_NOT
    shown = meeting or (earlier if was_held else None)
    label, kind = _state_of(shown) if shown else _NOT_BEGUN
    is_ahead = meeting is not None and (meeting.starts_at is None or meeting.starts_at > work.now)
    agreed = meeting is not None and meeting.state is State.CONFIRMED
    people = participants_of(work, meeting.id) if meeting else {}
    return ArrangingPage(
        staff=staff_view(work, queue_length(work), "queue"),
        case_url=url_for("desk.case", case_id=case_id),
        case_id=case_id,
        name=name_or_code(name, case.short_code),
        notice=Notice(sentence(_DONE[done]), "ok") if done in _DONE else None,
        state=sentence(label),
        state_kind=kind,
        meeting=_view(work, meeting, people, language) if meeting else None,
        draft=_draft(work, case, meeting or earlier, tried, is_new=meeting is None)
        if editing and _is_drafted(meeting)
        else None,
        is_before=not agreed and not was_held,
        is_sent=meeting is not None and meeting.state is not State.DRAFTING,
        times=times_panel(work, case, meeting, language, is_editing=editing)
        if meeting and meeting.state in _WITH_TIMES
        else None,
        may_acknowledge=editing and agreed,
        who_came=_who_came(people) if editing and agreed and not is_ahead else [],
        words=words_panel(work, meeting, language, tried)
        if meeting and editing and is_open(meeting.state, meeting.starts_at, work.now)
        else None,
        last=_last(work, earlier, language) if editing and meeting is None and earlier else None,
        may_cancel=editing and is_ahead,
        may_rebook=editing and agreed and is_ahead,
        errors=[FieldError(field, message) for field, message in tried.error.items()],
        error=tried.error,
    )


def meeting_in_words(work: Work, case_id: str) -> str:
    """How far the last meeting of a case has come, for the page of the case; nothing is opened for it."""
    meetings = meetings_of_case(work, case_id)
    return sentence(_state_of(meetings[0])[0]) if meetings else ""


def _state_of(meeting: MeetingFacts) -> tuple[str, str]:
    """Its state in words, and how it is marked; times that did not suit are a state of their own to read."""
    return _NONE_SUITED if meeting.needs_other_times else STATES[meeting.state]


def _view(work: Work, meeting: MeetingFacts, people: People, language: Language) -> MeetingView:
    return meeting_view(work, meeting, people, Reader(Party.PRACTITIONER, Purpose.CASE_PAGE, language))


def _is_drafted(meeting: MeetingFacts | None) -> bool:
    return meeting is None or meeting.state in _DRAFTED


def _draft(
    work: Work,
    case: CaseFacts,
    meeting: MeetingFacts | None,
    tried: MeetingTried,
    *,
    is_new: bool,
) -> DraftForm:
    """The form, with the words of the meeting before where a new one is begun."""
    agenda = agenda_of(work, meeting, Purpose.CASE_PAGE) if meeting else []
    return draft_form(meeting, agenda, tried, _chairs(work, case), is_new=is_new)


def _chairs(work: Work, case: CaseFacts) -> dict[str, str]:
    """Who may lead it, by id: whoever drafts it first."""
    own = work.actor.id or ""
    others = chairs_of(work, case).values()
    named = {one.id: f"{one.name}, {sentence(PROFESSIONS[one.profession])}" for one in others}
    return {own: sentence(mark("You")), **{one: name for one, name in named.items() if one != own}}


def _last(work: Work, meeting: MeetingFacts, language: Language) -> LastView | None:
    if meeting.state not in HELD_OR_NOT:
        return None
    way = way_of_case(work, meeting.case_id)
    is_recent = is_fresh(meeting.ended_at, work.now)
    return LastView(
        title=sentence(KINDS[meeting.kind]),
        when=when(meeting.starts_at, language) if meeting.starts_at else "",
        state=sentence(STATES[meeting.state][0]),
        next=next_in_words(way, language) if way and way.enrolment.goes_on else "",
        talks_url=url_for("desk.talks", case_id=meeting.case_id) if way else "",
        take_back_url=url_for("desk.take_back_meeting", case_id=meeting.case_id) if is_recent else "",
    )


def _who_came(people: People) -> list[ChoiceView]:
    return [
        ChoiceView(party.value, sentence(words), "", False, False)
        for party, words in _CAME.items()
        if party in people
    ]
