"""Page data of one case: strengths first, then the suggestion with its reasons, then everything else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.booking.appointment_pages import AppointmentView, appointment_view
from support.booking.facts import Booked
from support.booking.queries import appointment_of
from support.booking.waiting_pages import waiting_of_case
from support.cases.facts import CaseFacts
from support.cases.queries import queue_length, steps_of
from support.cases.rules.access import may_change, may_claim
from support.cases.rules.override import DecisionState
from support.desk.answer_pages import DecisionView, all_answers, decision_view, mini_sides, own_words
from support.desk.attendance_pages import cancel_by_us_url, case_times
from support.desk.case_form_pages import (
    CallForm,
    ChangeForm,
    CloseForm,
    NoteForm,
    Tried,
    call_form,
    change_form,
    close_form,
    note_form,
)
from support.desk.correction_pages import waiting_corrections
from support.desk.follow_up_panel_pages import FollowUpPanel, follow_up_panel
from support.desk.meeting_pages import meeting_in_words
from support.desk.opened_case import opened_case
from support.desk.staff_pages import StaffView, staff_view
from support.desk.talk_panel_pages import WayPanel, way_panel
from support.desk.text_pages import StoppedTexts, stopped_texts
from support.desk.time_view_pages import TimeView
from support.desk.words import LANGUAGE_NAMES, NEVER_FIRST, STATES, STEPS, URGENCIES, name_or_code
from support.people.facts import Contact
from support.people.queries import practitioner_names
from support.platform.work import Work
from support.triage.result_pages import Side
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.phone import in_groups
from support.web.pages import sentence
from support.web.views import FieldError, Labelled


@dataclass(frozen=True)
class StepView:
    """One line of the timeline."""

    icon: str
    kind: str
    title: str
    by: str
    when: str
    at: str
    text: str


@dataclass(frozen=True)
class CasePage:
    """One case as its nurse sees it."""

    staff: StaffView
    back_url: str
    name: str
    about: str
    urgency: str
    urgency_label: str
    state_label: str
    state_kind: str
    held: str
    tel: str
    call_first: bool
    claim_url: str
    release_url: str
    confirm_url: str
    own_words: str
    carries: list[Side]
    weighs: list[Side]
    decision: DecisionView
    contact: list[Labelled]
    contact_note: str
    number_url: str
    corrections: str
    corrections_url: str
    stopped_texts: StoppedTexts | None
    appointment: AppointmentView | None
    times_url: str
    cancel_time_url: str
    waiting: str
    end_waiting_url: str
    cancel_by_us_url: str
    held_times: list[TimeView]
    way: WayPanel
    meeting: str
    meeting_url: str
    follow_up: FollowUpPanel
    answers: list[Labelled]
    steps: list[StepView]
    change: ChangeForm | None
    note: NoteForm | None
    call: CallForm | None
    close: CloseForm | None
    supervisor_url: str
    errors: list[FieldError] = field(default_factory=list)
    error: Mapping[str, str] = field(default_factory=dict)


def case_page(work: Work, case_id: str, language: Language, tried: Tried) -> CasePage:
    """Open one case; the opening is recorded, and the employee sees it.

    Raises NotFound outside need-to-know.
    """
    opened = opened_case(work, case_id, language)
    case, sent, words, contact = opened.case, opened.sent, opened.words, opened.contact
    carries, weighs = mini_sides(sent, words)
    editing, free = may_change(work.actor, case), may_claim(work.actor, case)
    booked = _booked(work, case)
    appointment = appointment_view(work, booked, language) if booked else None
    can_cancel = appointment is not None and bool(appointment.cancel_url)
    may_move = appointment is None or can_cancel
    times_url = url_for("desk.times", case_id=case_id) if editing and may_move else ""
    undecided = case.decision is DecisionState.PROPOSED
    waiting = waiting_of_case(work, case_id, language)
    label, kind = STATES[case.state]
    return CasePage(
        staff=staff_view(work, queue_length(work), "queue"),
        back_url=url_for("desk.queue"),
        name=name_or_code(contact.name, case.short_code),
        about=_about(contact, case.short_code),
        urgency=case.urgency.value,
        urgency_label=sentence(URGENCIES[case.urgency]),
        state_label=sentence(label),
        state_kind=kind,
        held=_held(work, case),
        tel=contact.phone,
        call_first=editing and case.urgency.needs_call_today,
        claim_url=url_for("desk.claim", case_id=case_id) if free else "",
        release_url=url_for("desk.release", case_id=case_id) if editing else "",
        confirm_url=url_for("desk.confirm", case_id=case_id) if editing and undecided else "",
        own_words=own_words(sent, words),
        carries=carries,
        weighs=weighs,
        decision=decision_view(case, sent, words),
        contact=_contact(contact),
        contact_note=before_a_call(contact),
        number_url=url_for("desk.person_number", case_id=case_id),
        corrections=waiting_corrections(work, case_id),
        corrections_url=url_for("desk.corrections", case_id=case_id),
        stopped_texts=stopped_texts(work, case, contact, language),
        appointment=appointment,
        times_url=times_url,
        cancel_time_url=url_for("desk.ask_cancel_time", case_id=case_id) if editing and can_cancel else "",
        waiting=waiting,
        end_waiting_url=url_for("desk.end_waiting", case_id=case_id) if editing and waiting else "",
        cancel_by_us_url=cancel_by_us_url(work, booked) if booked and booked.starts_at > work.now else "",
        held_times=case_times(work, case_id, language),
        way=way_panel(work, case, language),
        meeting=meeting_in_words(work, case_id),
        meeting_url=url_for("desk.meeting", case_id=case_id),
        follow_up=follow_up_panel(
            work,
            case,
            sent,
            language,
            number=contact.confirmed_number,
            times_url=times_url,
        ),
        answers=all_answers(sent, words),
        steps=_steps(work, case_id, language),
        change=change_form(case, language, tried) if editing else None,
        note=note_form(case, tried) if editing else None,
        call=call_form(case, tried) if editing else None,
        close=close_form(case) if editing else None,
        supervisor_url=url_for("desk.supervisor", case_id=case_id),
        errors=[FieldError(name, message) for name, message in tried.error.items()],
        error=tried.error,
    )


def phone_in_words(contact: Contact) -> str:
    """The number in groups, and whether it was confirmed."""
    if not contact.phone:
        return sentence(mark("no number"))
    confirmed = mark("number confirmed") if contact.number_confirmed else mark("number not confirmed")
    return f"{in_groups(contact.phone)} ({sentence(confirmed)})"


def _about(contact: Contact, short_code: str) -> str:
    """Workplace, and the code of the case where it is not called by that already."""
    code = name_or_code("", short_code) if contact.name else ""
    return " · ".join(one for one in (contact.employer, contact.unit, code) if one)


def before_a_call(contact: Contact) -> str:
    """What to heed before somebody calls a person to whom no text message may go; else nothing."""
    if contact.safe_to_text:
        return ""
    no_messages, word = sentence(mark("No text messages to this person.")), sentence(mark("Recognition word"))
    return f"{no_messages} {word}: {contact.reference_word}. {sentence(NEVER_FIRST)}"


def _contact(contact: Contact) -> list[Labelled]:
    return [
        Labelled(sentence(mark("Phone")), phone_in_words(contact)),
        Labelled(
            sentence(mark("Text messages")), sentence(mark("Yes") if contact.safe_to_text else mark("No"))
        ),
        Labelled(sentence(mark("Language")), sentence(LANGUAGE_NAMES[contact.language])),
        Labelled(sentence(mark("Recognition word")), f"{contact.reference_word} · {sentence(NEVER_FIRST)}"),
    ]


def _held(work: Work, case: CaseFacts) -> str:
    """Who has the case; empty while nobody has."""
    if case.claimed_by is None:
        return ""
    if case.claimed_by == work.actor.id:
        return sentence(mark("Handled by you"))
    return sentence(mark("Handled by %(name)s")) % {"name": practitioner_names(work)[case.claimed_by][0]}


def _booked(work: Work, case: CaseFacts) -> Booked | None:
    booked = appointment_of(work, case.employee_id)
    return booked if booked and booked.case_id == case.id else None


def _steps(work: Work, case_id: str, language: Language) -> list[StepView]:
    names = practitioner_names(work)
    views = []
    for step in steps_of(work, case_id):
        title, icon, kind = STEPS[step.kind]
        by = names[step.actor_id][0] if step.actor_id in names else ""
        views.append(
            StepView(
                icon=icon,
                kind=kind,
                title=sentence(title),
                by=by,
                when=when(step.at, language),
                at=step.at.isoformat(),
                text=step.text,
            )
        )
    return views
