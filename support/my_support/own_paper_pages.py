"""What was told, decided and agreed, to read and to print: in her language and in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from support.booking.meeting_pages import KINDS
from support.booking.rules.appointment import State as TimeState
from support.booking.rules.three_party import Kind
from support.cases.queries import case_ids_of
from support.consent.facts import ConsentFacts
from support.consent.loading import present_wording
from support.consent.pages import each_once, ended_views
from support.consent.queries import consents_of_cases
from support.consent.rules.fact_code import FactCode
from support.consent.rules.release import is_in_force
from support.my_support.access_pages import DayView, access_log
from support.my_support.consent_receipt_pages import ReceiptView, receipts_view
from support.my_support.own_answer_pages import AnsweredView, answers_in_words
from support.my_support.own_file_pages import OwnInformation, own_information
from support.my_support.own_line_pages import (
    action_in_words,
    check_in_in_words,
    correction_in_words,
    point_in_words,
    rating_in_words,
    wording_in_words,
)
from support.people.facts import Contact
from support.people.queries import contact_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import clock_time, date_with_year
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.phone import in_groups
from support.web.pages import sentence
from support.web.views import Labelled

_MOST_READS = 100_000
_TIMES = {
    TimeState.CONFIRMED: mark("agreed"),
    TimeState.ATTENDED: mark("you came"),
    TimeState.NO_SHOW: mark("it was missed"),
    TimeState.CANCELLED_BY_EMPLOYEE: mark("you cancelled it"),
    TimeState.CANCELLED_BY_PROVIDER: mark("we cancelled it"),
    TimeState.REBOOKED: mark("it was moved"),
}
_STEPS = {
    "opened": mark("Your message came to us."),
    "confirmed": mark("A professional agreed with what was suggested."),
    "decision_raised": mark("A professional decided that it is more urgent."),
    "decision_sideways": mark("A professional decided on another kind of help."),
    "decision_lowered": mark("A professional decided that it is less urgent."),
    "call_reached": mark("We called and reached you."),
    "call_tried": mark("We called and did not reach you."),
    "number_changed": mark("Another number was taken into use."),
    "phone_lost": mark("Your phone was lost, and nothing went to its number any more."),
    "closed": mark("This support ended."),
}
_Row = Mapping[str, Any]
_Told = Callable[[_Row], str]


@dataclass(frozen=True)
class LineView:
    """One row: when, and its words."""

    when: str
    words: str


@dataclass(frozen=True)
class PartView:
    """One part of the paper."""

    title: str
    lines: list[LineView]


@dataclass(frozen=True)
class PaperPage:
    """Everything in words, the parts in the order in which one would ask for them."""

    made: str
    contact: list[Labelled]
    answers: list[AnsweredView]
    parts: list[PartView]
    days: list[DayView]
    back_url: str
    file_url: str


def own_paper(work: Work, language: Language) -> PaperPage:
    """The paper of the employee who acts; each read is recorded as one of her own page."""
    employee_id = work.actor.id or ""
    info = own_information(work)
    contact = contact_of(work, employee_id, subject=employee_id, purpose=Purpose.OWN_PAGE, language=language)
    return PaperPage(
        made=_moment(work.now.isoformat(), language),
        contact=_contact(contact),
        answers=answers_in_words(work, language),
        parts=[
            part for part in (*_parts(info, work.now, language), *_consents(work, language)) if part.lines
        ],
        days=access_log(work, language, older_too=True, most=_MOST_READS).days,
        back_url=url_for("my_support.information"),
        file_url=url_for("my_support.download"),
    )


def _parts(info: OwnInformation, now: datetime, language: Language) -> list[PartView]:
    def part(title: str, section: str, at: str, told: _Told) -> PartView:
        rows = sorted(info.sections[section], key=lambda row: row.get(at) or "")
        lines = [LineView(_moment(row.get(at), language), told(row)) for row in rows]
        return PartView(sentence(title), [line for line in lines if line.words])

    return [
        part(mark("What has happened and been decided"), "case_step", "at", _step),
        part(mark("Your times"), "appointment", "starts_at", _time),
        part(mark("Meetings"), "three_party_meeting", "starts_at", _meeting),
        part(mark("What a meeting was to speak of"), "meeting_line", "at", _written("text")),
        part(
            mark("What was agreed in a meeting"),
            "meeting_wording",
            "written_at",
            lambda row: wording_in_words(row, language),
        ),
        part(mark("Who came to a meeting"), "meeting_participant", "replied_at", _written("name")),
        part(mark("Your goals"), "goal", "made_at", _written("text")),
        part(mark("Where you were on the way to a goal"), "goal_point", "at", point_in_words),
        part(mark("What was agreed"), "agreed_action", "made_at", lambda row: action_in_words(row, language)),
        part(mark("How you said you were"), "check_in", "sent_at", lambda row: check_in_in_words(row, now)),
        part(mark("How the talks were for you"), "session_rating", "rated_at", rating_in_words),
        part(mark("Whom you named as your supervisor"), "supervisor_link", "began_at", _written("name")),
        part(
            mark("What you said is wrong"),
            "correction",
            "asked_at",
            lambda row: correction_in_words(row, language),
        ),
        part(mark("Messages to you"), "outbound_message", "queued_at", _written("text")),
        part(mark("Messages from you"), "inbound_message", "received_at", _written("text")),
        part(mark("Numbers that were yours before"), "former_number", "ended_at", _number),
    ]


def _consents(work: Work, language: Language) -> list[PartView]:
    consents = consents_of_cases(work, case_ids_of(work, work.actor.id or ""))
    now = [one for one in consents if is_in_force(one, work.now)]
    held = [LineView(view.how, view.text) for view in each_once(now, language)]
    over = [LineView(view.ended, " ".join(view.texts)) for view in ended_views(consents, language)]
    return [
        PartView(sentence(mark("What your supervisor may know")), held),
        PartView(sentence(mark("What you let your supervisor know before")), over),
        PartView(sentence(mark("What has reached your supervisor")), _disclosed(work, now, language)),
    ]


def _disclosed(work: Work, holds: list[ConsentFacts], language: Language) -> list[LineView]:
    """What was disclosed and when she read it; under a permission without a thing, the permission."""
    receipts = receipts_view(work, case_ids_of(work, work.actor.id or ""), holds, language)
    asked = present_wording().asked

    def line(view: ReceiptView, fact: str) -> LineView:
        return LineView(" ".join(view.lines), view.text or asked[FactCode(fact)][language])

    held = [line(view, fact) for fact, views in receipts.holds.items() for view in views]
    return held + [
        LineView(" ".join(view.lines), view.text) for views in receipts.ended.values() for view in views
    ]


def _contact(contact: Contact) -> list[Labelled]:
    yes, no = sentence(mark("Yes")), sentence(mark("No"))
    return [
        Labelled(sentence(mark("First name")), contact.name),
        Labelled(sentence(mark("Phone")), in_groups(contact.phone) if contact.phone else ""),
        Labelled(sentence(mark("Text messages")), yes if contact.may_be_texted else no),
        Labelled(sentence(mark("Workplace")), " · ".join(filter(None, (contact.employer, contact.unit)))),
    ]


def _step(row: _Row) -> str:
    """What happened, where it can be said in words of hers, with the reason that was written."""
    said = _STEPS.get(row["kind"], "")
    words = (sentence(said) if said else "", row["text"] or "", row["actor"] or "" if said else "")
    return " ".join(part for part in words if part)


def _time(row: _Row) -> str:
    said = _TIMES[TimeState(row["state"])]
    return f"{row['practitioner']}: {sentence(said)}"


def _meeting(row: _Row) -> str:
    kind = KINDS[Kind(row["kind"])]
    return sentence(kind)


def _number(row: _Row) -> str:
    return in_groups(row["phone"]) if row["phone"] else ""


def _written(field: str) -> _Told:
    """What stands in one field, in words already."""
    return lambda row: str(row[field] or "")


def _moment(at: str | None, language: Language) -> str:
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    return f"{date_with_year(local_date(moment), language)} {clock_time(moment, language)}"
