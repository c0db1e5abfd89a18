"""Page data of the questions on the phone: what is read aloud in the person's language."""

from dataclasses import dataclass, replace

from flask import url_for

from support.cases.queries import queue_length
from support.desk.phone_words import to_the_nurse
from support.desk.staff_pages import StaffView, staff_view
from support.desk.words import LANGUAGE_NAMES
from support.people.facts import EmployerChoice
from support.platform.work import Work
from support.triage.answering import Kept, Posted
from support.triage.contact_form import Typed
from support.triage.contact_pages import ContactPage, contact_key, contact_page, employers_of_page
from support.triage.deciding import call_urgency
from support.triage.help_pages import (
    TOPICS_WITH_WORDS,
    LineView,
    few_lines,
    first_and_more_lines,
)
from support.triage.loading import active_protocol
from support.triage.question_pages import Around, ChoiceView, QuestionPage, question_page
from support.triage.rules.danger import kind_of_danger, topics_of
from support.triage.rules.items import Page
from support.triage.rules.pages import pages_for, place_of
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit
from support.triage.sentences import protocol_of, sentences
from support.triage.visit_actions import OpenVisit
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Urgency
from support.web.languages import language_now
from support.web.pages import provider_phone, sentence, sentence_in
from support.web.views import FieldError

_NUMBERS_ON_A_PAGE = 2


@dataclass(frozen=True)
class PhoneStartPage:
    """Before the first question: the language of the person, or the way back to what was begun."""

    staff: StaffView
    languages: list[ChoiceView]
    go_on_url: str
    spoken: str
    error: str
    errors: list[FieldError]


@dataclass(frozen=True)
class PhoneQuestionPage:
    """One page of questions to be read aloud; `lang` is what is spoken, `between` its word "or"."""

    staff: StaffView
    lang: str
    spoken: str
    between: str
    question: QuestionPage
    contact_url: str


@dataclass(frozen=True)
class PhoneHelpPage:
    """What to do now, with the person on the line."""

    staff: StaffView
    kind: str
    lines: list[LineView]
    more_lines: list[LineView]
    contact_url: str
    go_on_url: str


@dataclass(frozen=True)
class PhoneContactPage:
    """How the person may be reached, told on the phone."""

    staff: StaffView
    contact: ContactPage


@dataclass(frozen=True)
class PhoneStopPage:
    """Ask before deleting."""

    staff: StaffView
    back_url: str


def first_url() -> str:
    """The first page of questions of a new visit."""
    first = next(page for page in pages_for(active_protocol(), {}) if not page.contact)
    return url_for("desk.phone_question", key=first.key)


def url_after(protocol: Protocol, page: Page, visit: Visit) -> str:
    """The page of questions after this one, or how the person may be reached."""
    following = place_of(protocol, visit.answers, page.key).after
    if following is None or following.contact:
        return url_for("desk.phone_contact")
    return url_for("desk.phone_question", key=following.key)


def phone_start_page(work: Work, unfinished: Visit | None, wrong: str) -> PhoneStartPage:
    """The start, with what this nurse has begun in this browser."""
    error = sentence(mark("Choose the language you will speak.")) if wrong else ""
    return PhoneStartPage(
        staff=_staff(work),
        languages=[
            ChoiceView(one.value, sentence(name), "", checked=False, apart=False)
            for one, name in LANGUAGE_NAMES.items()
        ],
        go_on_url=_go_on(unfinished) if unfinished else "",
        spoken=_spoken(unfinished) if unfinished else "",
        error=error,
        errors=[FieldError("language", error)] if error else [],
    )


def phone_question_page(
    work: Work,
    protocol: Protocol,
    page: Page,
    visit: Visit,
    errors: dict[str, str],
    posted: Posted | None,
) -> PhoneQuestionPage:
    """One page of questions, as the person would have it, in her language."""
    place = place_of(protocol, visit.answers, page.key)
    back = url_for("desk.phone_question", key=place.before.key) if place.before else url_for("desk.by_phone")
    lines = few_lines(visit.by_phone, work.now, _NUMBERS_ON_A_PAGE, language_now())
    around = Around(
        number=place.number,
        of=place.of,
        back_url=back,
        lines=tuple(lines) if page.help_lines else (),
        call_me_url="",
        from_review=False,
    )
    urgency = call_urgency(protocol, visit) if page.safety else Urgency.SAME_DAY
    words = sentences(protocol, work.now, urgency, visit.by_phone)
    hers = sentences(protocol, work.now)
    in_words = {item: sentence(to_the_nurse(message)) for item, message in errors.items()}
    return PhoneQuestionPage(
        staff=_staff(work),
        lang=visit.by_phone,
        spoken=_spoken(visit),
        between=sentence_in(mark("or"), visit.by_phone),
        question=question_page(page, visit, words, in_words, posted, around, hers),
        contact_url=url_for("desk.phone_contact"),
    )


def phone_help_page(work: Work, kept: Kept, rows: tuple[str, ...]) -> PhoneHelpPage:
    """What to do now; the numbers are for the language that is spoken, told in the nurse's."""
    topics = topics_of(kept.protocol, rows)
    first, more = first_and_more_lines(kept.visit.by_phone, topics, work.now, language_now())
    return PhoneHelpPage(
        staff=_staff(work),
        kind=kind_of_danger(kept.protocol, kept.page, rows, TOPICS_WITH_WORDS),
        lines=[_to_give(line) for line in first],
        more_lines=more,
        contact_url=url_for("desk.phone_contact"),
        go_on_url=url_after(kept.protocol, kept.page, kept.visit),
    )


def phone_contact_page(work: Work, opened: OpenVisit, typed: Typed, language: Language) -> PhoneContactPage:
    """How the person may be reached, with the workplaces that this nurse serves."""
    protocol, visit = protocol_of(opened.protocol), opened.visit
    place = place_of(protocol, visit.answers, contact_key(protocol))
    errors = {name: to_the_nurse(message) for name, message in typed.errors.items()}
    contact = contact_page(
        replace(typed, errors=errors),
        served_employers(work, language),
        number=place.number,
        of=place.of,
        back_url=_go_on(visit),
        our_phone=provider_phone(),
        young_lines=[],
    )
    return PhoneContactPage(_staff(work), contact)


def served_employers(work: Work, language: Language) -> list[EmployerChoice]:
    """The workplaces whose cases the nurse who acts may hold; any other is written down as not listed."""
    return [one for one in employers_of_page(work, language) if one.id in work.actor.employers]


def phone_stop_page(work: Work) -> PhoneStopPage:
    """Ask before deleting."""
    return PhoneStopPage(_staff(work), url_for("desk.by_phone"))


def _to_give(line: LineView) -> LineView:
    """A number for her to give; what the emergency line says to the person herself is left out."""
    return replace(line, about=sentence(mark("Emergency number, always open."))) if line.emergency else line


def _staff(work: Work) -> StaffView:
    return staff_view(work, queue_length(work), "phone")


def _spoken(visit: Visit) -> str:
    return sentence(LANGUAGE_NAMES[Language(visit.by_phone)])


def _go_on(visit: Visit) -> str:
    """The page of questions that was answered last, or the first one."""
    return url_for("desk.phone_question", key=visit.last_page) if visit.last_page else first_url()
