"""Page data of one case: strengths first, then the suggestion with its reasons, then everything else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.booking.pages import channel_line, datebox, with_whom
from support.booking.queries import appointment_of
from support.cases.actions import PROPOSED
from support.cases.facts import CaseFacts
from support.cases.queries import case_to_read, queue_for, steps_of
from support.cases.rules.access import may_change, may_claim
from support.desk.answer_pages import (
    DecisionView,
    Labelled,
    all_answers,
    decision_view,
    mini_sides,
    own_words,
)
from support.desk.blueprint import StaffView, staff_view
from support.desk.queue_pages import QueuePage, queue_page
from support.desk.words import CLOSE_REASONS, STATES, STEPS, URGENCIES
from support.people.facts import Contact
from support.people.queries import contact_of, practitioner_names
from support.platform.work import Work
from support.triage.blueprint import protocol_of, sentences
from support.triage.loading import active_protocol
from support.triage.queries import answers_of_case
from support.triage.question_pages import ChoiceView, ErrorView, Sentences
from support.triage.result_pages import Side
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from support.web.pages import sentence

CASE_PAGE = "case page"
_LANGUAGES = {"fi": mark("Finnish"), "sv": mark("Swedish"), "en": mark("English")}


@dataclass(frozen=True)
class OptionView:
    """One choice of a list."""

    value: str
    label: str
    chosen: bool


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
    boxed: bool


@dataclass(frozen=True)
class AppointmentView:
    """The next appointment."""

    weekday: str
    date: str
    time: str
    with_whom: str
    channel: str


@dataclass(frozen=True)
class ChangeForm:
    """Deciding otherwise."""

    url: str
    urgencies: list[OptionView]
    paths: list[OptionView]
    reason: str


@dataclass(frozen=True)
class CallForm:
    """Logging a call."""

    url: str
    outcomes: list[ChoiceView]
    note: str


@dataclass(frozen=True)
class CloseForm:
    """Ending the case."""

    url: str
    reasons: list[ChoiceView]


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
    tel: str
    notice: None
    claim_url: str
    release_url: str
    confirm_url: str
    book_url: str
    own_words: str
    carries: list[Side]
    weighs: list[Side]
    decision: DecisionView
    contact: list[Labelled]
    contact_note: str
    appointment: AppointmentView | None
    answers: list[Labelled]
    steps: list[StepView]
    change: ChangeForm | None
    call: CallForm | None
    close: CloseForm | None
    errors: list[ErrorView] = field(default_factory=list)
    error: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tried:
    """What was typed into a form of the case page that did not go through, and why."""

    error: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


def case_page(work: Work, case_id: str, language: Language, tried: Tried) -> CasePage:
    """Open one case; the opening is recorded, and the employee sees it.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    sent = answers_of_case(work, case_id, purpose=CASE_PAGE)
    protocol = protocol_of(sent.protocol) if sent else active_protocol()
    words = sentences(protocol, work.now)
    contact = contact_of(work, case.employee_id, subject=case_id, purpose=CASE_PAGE, language=language)
    carries, weighs = mini_sides(sent, words)
    holds, free = may_change(work.actor, case), may_claim(work.actor, case)
    label, kind = STATES[case.state]
    return CasePage(
        staff=staff_view(len(queue_for(work))),
        back_url=url_for("desk.queue"),
        name=contact.name or case.short_code,
        about=" · ".join(one for one in (contact.employer, contact.unit, case.short_code) if one),
        urgency=case.urgency.value,
        urgency_label=sentence(URGENCIES[case.urgency]),
        state_label=sentence(label),
        state_kind=kind,
        tel=contact.phone,
        notice=None,
        claim_url=url_for("desk.claim", case_id=case_id) if free and case.is_open else "",
        release_url=url_for("desk.release", case_id=case_id) if holds and case.is_open else "",
        confirm_url=url_for("desk.confirm", case_id=case_id) if holds and case.decision == PROPOSED else "",
        book_url="",
        own_words=own_words(sent, words),
        carries=carries,
        weighs=weighs,
        decision=decision_view(case, sent, words),
        contact=_contact(contact, work, language),
        contact_note="" if contact.safe_to_text else sentence(mark("No text messages to this person.")),
        appointment=_appointment(work, case, language),
        answers=all_answers(sent, words),
        steps=_steps(work, case_id, language),
        change=_change(case, words_of=protocol_paths(words), tried=tried) if holds and case.is_open else None,
        call=_call(case_id, tried) if holds and case.is_open else None,
        close=CloseForm(url_for("desk.close", case_id=case_id), _reasons())
        if holds and case.is_open
        else None,
        errors=[ErrorView(name, message, "") for name, message in tried.error.items()],
        error=tried.error,
    )


def protocol_paths(words: Sentences) -> list[tuple[str, str]]:
    """The paths of the protocol with what staff call them."""
    paths = dict.fromkeys(str(row.path) for row in words.protocol.paths)
    return [(path, words.text(f"paths.{path}.staff")) for path in paths]


def _contact(contact: Contact, work: Work, language: Language) -> list[Labelled]:
    confirmed = mark("number confirmed") if contact.number_confirmed else mark("number not confirmed")
    phone = f"{contact.phone} ({sentence(confirmed)})" if contact.phone else sentence(mark("no number"))
    return [
        Labelled(sentence(mark("Phone")), phone),
        Labelled(
            sentence(mark("Text messages")), sentence(mark("Yes") if contact.safe_to_text else mark("No"))
        ),
        Labelled(sentence(mark("Language")), sentence(_LANGUAGES[contact.language])),
        Labelled(sentence(mark("Word to know each other by")), contact.reference_word),
    ]


def _appointment(work: Work, case: CaseFacts, language: Language) -> AppointmentView | None:
    booked = appointment_of(work, case.employee_id)
    if booked is None or booked.case_id != case.id:
        return None
    return AppointmentView(*datebox(booked, language), with_whom(work, booked), channel_line(booked))


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
                boxed=bool(step.text),
            )
        )
    return views


def _change(case: CaseFacts, words_of: list[tuple[str, str]], tried: Tried) -> ChangeForm:
    urgency = tried.typed.get("urgency", case.urgency)
    path = tried.typed.get("path", case.path)
    return ChangeForm(
        url=url_for("desk.override", case_id=case.id),
        urgencies=[OptionView(one.value, sentence(URGENCIES[one]), one.value == urgency) for one in Urgency],
        paths=[OptionView(one, name, one == path) for one, name in words_of],
        reason=tried.typed.get("reason", ""),
    )


def _call(case_id: str, tried: Tried) -> CallForm:
    outcomes = (("reached", mark("I reached the person")), ("no_answer", mark("No answer")))
    picked = tried.typed.get("outcome", "")
    return CallForm(
        url=url_for("desk.call", case_id=case_id),
        outcomes=[
            ChoiceView(value, sentence(label), "", value == picked, apart=False) for value, label in outcomes
        ],
        note=tried.typed.get("note", ""),
    )


def _reasons() -> list[ChoiceView]:
    return [
        ChoiceView(one.value, sentence(label), "", checked=False, apart=False)
        for one, label in CLOSE_REASONS.items()
    ]


def known_paths() -> frozenset[str]:
    """The paths that a nurse may choose."""
    return frozenset(str(row.path) for row in active_protocol().paths)


def claimed_by_colleague(work: Work, case_id: str, practitioner_id: str, language: Language) -> QueuePage:
    """The queue again, saying who was faster."""
    name = practitioner_names(work)[practitioner_id][0]
    return queue_page(work, language, show="all", taken_by=name, taken_case=case_id)
