"""The employee's own page: what is next, what she has sent, who has opened it."""

from dataclasses import dataclass

from flask import url_for

from support.booking.appointment_pages import PROFESSIONS, AppointmentView, appointment_view, call_beside
from support.booking.attendance_queries import has_missed_last
from support.booking.entry_queries import cancelled_ahead
from support.booking.facts import Booked
from support.booking.meeting_queries import meetings_of_case
from support.booking.queries import appointment_of
from support.booking.waiting_pages import WaitingView, waiting_view
from support.cases.facts import CaseFacts
from support.cases.queries import has_case_besides, latest_case_of, open_case_of
from support.cases.rules.states import State
from support.followup.queries import next_planned_at, plan_of
from support.my_support.consent_pages import ConsentSummary, consent_summary
from support.my_support.evaluation_pages import EvaluationCard, evaluation_card
from support.my_support.meeting_card_pages import MeetingCard, meeting_card
from support.my_support.own_answer_pages import labelled_answers
from support.my_support.way_pages import OwnWay, own_way
from support.people.facts import Contact
from support.people.queries import contact_of, practitioner_names
from support.people.sessions import may_see_word
from support.platform.audit import Purpose, reads_of
from support.platform.work import Work
from support.triage.queries import SentAnswers, answers_of_case
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date, when, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Labelled, Notice

_STATES = {
    State.NEW: mark("Your message has come to us. A nurse reads it next."),
    State.TRIAGED: mark("A nurse has read your message."),
    State.OFFERED: mark("You can choose a time."),
    State.BOOKED: mark("You have a time."),
    State.WAITING_PERSON: mark("We have tried to reach you. Choose a time, or call us."),
    State.IN_PATHWAY: mark("Your support is going on."),
    State.FOLLOW_UP: mark("We ask now and then how you are."),
    State.ESCALATED: mark("A nurse is taking care of this right now."),
    State.TRANSFERRED: mark("Your support goes on elsewhere, as we agreed."),
    State.CLOSED: mark("This support has ended. You can come back at any time."),
    State.PAUSED: mark("Your support is on a break, as you wished."),
}
_DONE = {
    "marked": mark("Your new number is in use."),
    "cancelled": mark("The time is cancelled. You can choose a new one when it suits you."),
    "kept": mark("Nothing has changed. The other time goes to somebody else."),
    "listed": mark("Your wish is saved."),
    "unlisted": mark("We no longer tell you about times that open."),
    "welcome": mark("Good that you are joining. Your next step stands below."),
    "noted": mark("That is fine. Your support goes on as before."),
    "updated": mark("Your permission holds from this moment on."),
    "answered": mark("Your answer is saved and holds from now on. You can change it at any time."),
    "thanks": mark("Thank you. Only means of several people are shown to the professional."),
}
_TIME_IS_OVER = mark("Your booked time has passed. You can book a new one.")
_TIME_WAS_MISSED = mark(
    "Your time has passed, and that is all right. You can book a new one when it suits you."
)
_ASKED_NEXT = mark("We next ask how you are around %(day)s.")
_WITH_A_NURSE = mark("A nurse is taking care of your matter.")
_FIRST = frozenset({State.NEW, State.TRIAGED, State.OFFERED})
"""What these say is overtaken once a path goes on or a meeting is arranged."""
_MAY_BE_DELETED = mark(
    "No nurse has taken your case yet, so you can still delete everything that you have sent."
)
_KEPT = mark(
    "What you have sent is part of your records in occupational health care. "
    "Call us if you want to see them or have something corrected."
)


@dataclass(frozen=True)
class OpenedView:
    """One time that somebody opened the case."""

    who: str
    role: str
    when: str


@dataclass(frozen=True)
class HomePage:
    """My support."""

    name: str
    notice: Notice | None
    next: AppointmentView | None
    cancelled_url: str
    call_by: str
    asked_next: str
    has_number: bool
    word: str
    meeting: MeetingCard | None
    state: str
    book_url: str
    waiting: WaitingView
    way: OwnWay | None
    evaluation: EvaluationCard | None
    opened: list[OpenedView]
    sent_at: str
    answers: list[Labelled]
    delete_url: str
    kept: str
    supervisor: ConsentSummary
    our_phone: str


@dataclass(frozen=True)
class DeletePage:
    """Confirming the deletion."""

    what: list[str]
    stays: list[str]
    back_url: str


def home_page(work: Work, language: Language, *, token: str, done: str, our_phone: str) -> HomePage:
    """Everything of the employee who acts; `token` is the secret of her browser."""
    employee_id = work.actor.id or ""
    case = latest_case_of(work, employee_id)
    sent = answers_of_case(work, case.id, purpose=Purpose.OWN_PAGE) if case else None
    booked = appointment_of(work, employee_id)
    contact = contact_of(work, employee_id, subject=employee_id, purpose=Purpose.OWN_PAGE, language=language)
    call_by = call_beside(case, booked, work.now, has_number=bool(contact.phone))
    way = own_way(work, case, language)
    cancelled = None if booked else cancelled_ahead(work, employee_id)
    return HomePage(
        name=contact.name,
        notice=_notice(done),
        next=appointment_view(work, booked, language) if booked else None,
        cancelled_url=url_for("calendars.entry", appointment_id=cancelled) if cancelled else "",
        call_by=when_from_now(call_by, work.now, language) if call_by else "",
        asked_next=_asked_next(work, case, language) if contact.may_be_texted else "",
        has_number=bool(contact.phone),
        word=_word(work, contact, case, token),
        meeting=meeting_card(work, case, language),
        state=_where_it_stands(work, case, booked, way, has_number=bool(contact.phone)) if case else "",
        book_url=url_for("booking.times") if case and case.is_open else url_for("public.landing"),
        waiting=waiting_view(work, case, booked, language),
        way=way,
        evaluation=evaluation_card(work, case, language),
        opened=_opened(work, case, language),
        sent_at=when(sent.sent_at, language) if sent else "",
        answers=_answers(work, sent),
        delete_url=url_for("my_support.ask_delete") if case and case.may_be_withdrawn else "",
        kept=sentence(_MAY_BE_DELETED if case and case.may_be_withdrawn else _KEPT),
        supervisor=consent_summary(work),
        our_phone=our_phone,
    )


def delete_page(work: Work) -> DeletePage:
    """What goes and what stays, as the deletion will have it: an older case keeps name and number."""
    employee_id = work.actor.id or ""
    case = open_case_of(work, employee_id)
    keeps_name = has_case_besides(work, employee_id, case.id if case else "")
    name_goes = [sentence(mark("your name and number"))]
    name_stays = [
        sentence(mark("your name and number, because your earlier support is part of your records"))
    ]
    return DeletePage(
        what=[
            sentence(mark("your answers")),
            *([] if keeps_name else name_goes),
            sentence(mark("your time, if you have one")),
        ],
        stays=[
            *(name_stays if keeps_name else []),
            sentence(mark("a note that something was deleted, but not what it was")),
        ],
        back_url=url_for("my_support.home"),
    )


def _word(work: Work, contact: Contact, case: CaseFacts | None, token: str) -> str:
    """The word by which she is known where no message may go."""
    is_needed = case is not None and case.is_open and not contact.may_be_texted
    return contact.reference_word if is_needed and may_see_word(work, token, work.actor.id or "") else ""


def _asked_next(work: Work, case: CaseFacts | None, language: Language) -> str:
    """When the next check-in goes out to her; nothing where none is planned."""
    plan = plan_of(work, case.id) if case else None
    at = next_planned_at(work, plan.id) if plan else None
    return sentence(_ASKED_NEXT) % {"day": short_date(local_date(at), language)} if at else ""


def _where_it_stands(
    work: Work, case: CaseFacts, booked: Booked | None, way: OwnWay | None, *, has_number: bool
) -> str:
    """Where things stand; once more goes on than her message, that."""
    if case.state in _FIRST and way is not None and way.goes_on:
        return sentence(_STATES[State.IN_PATHWAY])
    if case.state in _FIRST and meetings_of_case(work, case.id):
        return sentence(_WITH_A_NURSE)
    return _state_in_words(work, case, booked, has_number=has_number)


def _state_in_words(work: Work, case: CaseFacts, booked: Booked | None, *, has_number: bool) -> str:
    """Where things stand; of a time that she missed kindly, and only while she has no other."""
    if booked is None and case.is_open and has_missed_last(work, case.id):
        return sentence(_TIME_WAS_MISSED)
    return sentence(_state(case.state, booked is not None, has_number=has_number))


def _state(state: State, has_time: bool, *, has_number: bool) -> str:
    """Where the case is, in agreement with what the page says comes next."""
    if state is State.BOOKED and not has_time:
        return _TIME_IS_OVER
    if state is State.WAITING_PERSON and not has_number:
        return _STATES[State.OFFERED]
    return _STATES[state]


def _notice(done: str) -> Notice | None:
    return Notice(sentence(_DONE[done]), "ok") if done in _DONE else None


def _opened(work: Work, case: CaseFacts | None, language: Language) -> list[OpenedView]:
    if case is None:
        return []
    names = practitioner_names(work)
    views = []
    for at, actor_id in reads_of(work.session, case.id, Purpose.CASE_PAGE):
        if actor_id in names:
            name, profession = names[actor_id]
            views.append(OpenedView(name, sentence(PROFESSIONS[profession]), when(at, language)))
    return list(dict.fromkeys(views))


def _answers(work: Work, sent: SentAnswers | None) -> list[Labelled]:
    if sent is None:
        return []
    return labelled_answers(work, sent)
