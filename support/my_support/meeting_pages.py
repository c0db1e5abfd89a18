"""Page data of the employee's meeting of three: she decides first, and may change her mind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from flask import url_for

from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_pages import (
    MeetingView,
    People,
    PersonView,
    Reader,
    TimeChoice,
    meeting_view,
    times_to_mark,
)
from support.booking.meeting_queries import (
    is_released,
    meeting_to_read,
    participants_of,
    support_person_of,
)
from support.booking.meeting_wording_pages import WordingView, wording_view
from support.booking.meeting_wording_queries import worded_of
from support.booking.rules.three_party import Party, State
from support.cases.queries import case_to_read
from support.consent.form import what_is_shown
from support.consent.loading import present_wording
from support.consent.rules.fact_code import FactCode
from support.my_support.meeting_card_pages import SHOWN, next_in_words
from support.people.queries import practitioner_names
from support.people.supervisor_queries import named_supervisor, supervisor_link_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import NotForReader, mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import FieldError, Notice

_TO_READ = mark(
    "Read what would be talked about and change it freely. Your supervisor knows nothing of this yet."
)
_WHO = mark("You, your supervisor and %(name)s · %(place)s")
_DONE = {
    "saved": mark("You have approved the agenda. Your supervisor hears of it only with your permission."),
    "answered": mark("You have approved the agenda. Your supervisor is invited when there are times."),
    "marked": mark("Your answer is saved. We tell you when a time is agreed."),
    "changed": mark("Saved."),
    "updated": mark("The meeting is cancelled. A supervisor who was invited hears only that."),
    "noted": mark("Thank you. Your acknowledgement is saved."),
    "thanks": mark("Thank you. Your yes is saved."),
}


@dataclass(frozen=True)
class OwnMeetingTried:
    """What was sent and not taken, with the message at each field."""

    error: Mapping[str, str] = field(default_factory=dict)
    agenda: str | None = None
    ticked: Collection[str] | None = None


@dataclass(frozen=True)
class OwnMeetingPage:
    """Her meeting; what she cannot do now has no address."""

    meeting: MeetingView
    notice: Notice | None
    who: str
    next: str
    approve_url: str
    agenda: str
    release: str
    release_language: str
    supervisor_name: str
    shown_to: str
    is_released: bool
    consents_url: str
    times_url: str
    times: list[TimeChoice]
    has_answered: bool
    answer_by: str
    calendar_url: str
    acknowledge_url: str
    words: WordingView
    words_url: str
    person_url: str
    support_person: str
    withdraw_url: str
    back_url: str
    our_phone: str
    errors: list[FieldError]
    error: Mapping[str, str]


def own_meeting_page(
    work: Work, meeting_id: str, language: Language, tried: OwnMeetingTried, done: str = ""
) -> OwnMeetingPage:
    """One meeting of the employee who acts. Raises NotFound where it is not hers, or not sent to her yet."""
    meeting = meeting_to_read(work, meeting_id)
    if work.actor.role is not Role.EMPLOYEE or meeting.state not in SHOWN:
        raise NotForReader("three_party_meeting", meeting_id)
    case = case_to_read(work, meeting.case_id)
    people = participants_of(work, meeting_id)
    view = meeting_view(work, meeting, people, Reader(Party.EMPLOYEE, Purpose.OWN_PAGE, language))
    link = supervisor_link_of(work, case.employee_id)
    own = people[Party.EMPLOYEE]
    released = link is not None and is_released(work, case.id, link.id)

    def url(endpoint: str, *, may: bool) -> str:
        return url_for(f"my_support.{endpoint}", meeting_id=meeting_id) if may else ""

    is_ahead = meeting.goes_on and (meeting.starts_at is None or meeting.starts_at > work.now)
    is_proposed = meeting.state is State.PROPOSED
    return OwnMeetingPage(
        meeting=replace(view, people=[*view.people, *_not_invited(meeting, people)]),
        notice=_notice(done, released=released),
        who=_who(work, meeting, view),
        next=sentence(_TO_READ)
        if meeting.state is State.AGENDA_TO_EMPLOYEE
        else next_in_words(meeting, people, language),
        approve_url=url("approve_meeting", may=meeting.state is State.AGENDA_TO_EMPLOYEE),
        agenda="\n".join(view.agenda) if tried.agenda is None else tried.agenda,
        release=present_wording().asked[FactCode.F1][language],
        release_language=language.value,
        supervisor_name=named_supervisor(
            work, link.id, subject=case.employee_id, purpose=Purpose.OWN_PAGE
        ).name
        if link
        else "",
        shown_to=what_is_shown(link.id, language) if link else "",
        is_released=released,
        consents_url=url_for("my_support.consents"),
        times_url=url("mark_meeting_times", may=is_proposed),
        times=times_to_mark(work, meeting, own, language, tried.ticked) if is_proposed else [],
        has_answered=own.replied_at is not None,
        answer_by=when(meeting.answer_by, language) if is_proposed and meeting.answer_by else "",
        calendar_url=_calendar_url(meeting) if meeting.goes_on else "",
        acknowledge_url=url("acknowledge_own_meeting", may=meeting.state is State.CONFIRMED),
        words=_words(work, meeting, language),
        words_url=url("confirm_own_meeting_words", may=meeting.state is State.CONFIRMED),
        person_url=url("name_own_support_person", may=is_ahead),
        support_person=support_person_of(work, meeting, Purpose.OWN_PAGE),
        withdraw_url=url("withdraw_from_own_meeting", may=is_ahead),
        back_url=url_for("my_support.home"),
        our_phone=provider_phone(),
        errors=[FieldError(name, message) for name, message in tried.error.items()],
        error=tried.error,
    )


def _notice(done: str, *, released: bool) -> Notice | None:
    """What has just been done; an agenda is approved with a permission that was given before it, too."""
    said = "answered" if done == "saved" and released else done
    return Notice(sentence(_DONE[said]), "ok") if said in _DONE else None


def _not_invited(meeting: MeetingFacts, people: People) -> list[PersonView]:
    """Her supervisor, who comes too and has heard of nothing."""
    if not meeting.goes_on or Party.SUPERVISOR in people:
        return []
    return [
        PersonView(sentence(mark("Your supervisor")), "", sentence(mark("not invited yet")), is_done=False)
    ]


def _who(work: Work, meeting: MeetingFacts, view: MeetingView) -> str:
    """Who would meet, how and for how long; once a time is agreed, that says it."""
    if meeting.starts_at is not None or not meeting.goes_on:
        return ""
    name, _profession = practitioner_names(work)[meeting.practitioner_id]
    return sentence(_WHO) % {"name": name, "place": view.place}


def _words(work: Work, meeting: MeetingFacts, language: Language) -> WordingView:
    reader, worded = Reader(Party.EMPLOYEE, Purpose.OWN_PAGE, language), worded_of(work, meeting)
    return wording_view(
        work, meeting, worded, reader, lambda one: url_for("my_support.ask_release", action_id=one)
    )


def _calendar_url(meeting: MeetingFacts) -> str:
    one = meeting.appointment_id
    return url_for("calendars.entry", appointment_id=one) if one else ""
