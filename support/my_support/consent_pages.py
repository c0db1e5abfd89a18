"""Page data of what her supervisor may know: who that is, what holds, what can be given, what was."""

from dataclasses import dataclass, field

from flask import url_for

from support.booking.released_pages import ReleasedView, released_view
from support.booking.released_queries import Whose, released_of
from support.cases.queries import case_ids_of, latest_case_of
from support.consent.form import NAME, PHONE, what_is_shown
from support.consent.loading import present_wording
from support.consent.pages import (
    EndedView,
    GivenView,
    TickView,
    each_once,
    ended_views,
    facts_of,
    months_to_choose,
    ticks_to_give,
)
from support.consent.queries import consents_of_cases, may_be_sent_anew
from support.consent.rules.release import is_in_force
from support.consent.rules.states import State
from support.my_support.consent_receipt_pages import ReceiptsView, receipts_view
from support.people.supervisor_facts import NamedSupervisor, SupervisorLinkFacts
from support.people.supervisor_queries import named_supervisor, supervisor_link_of
from support.platform.audit import Purpose, reads_of
from support.platform.work import Work
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Notice

_DONE = {
    "saved": mark("Saved. Your supervisor gets no message as long as you give no permission."),
    "changed": mark("Nobody is named as your supervisor any more, and nobody sees anything."),
    "answered": mark("Your permission holds from this moment on."),
    "noted": mark("All right. Nothing is told, and your support goes on as before."),
    "sent": mark("Your supervisor gets a new link by text message."),
    "updated": mark("Taken back. From this moment on your supervisor does not see it."),
}
_LABELS = {NAME: mark("The name of your supervisor"), PHONE: mark("Mobile number")}


@dataclass(frozen=True)
class Tried:
    """What was typed or ticked, and the messages at the fields."""

    name: str = ""
    phone: str = ""
    ticked: frozenset[str] = frozenset()
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsentSummary:
    """What her supervisor may know, in one sentence, and whether that is anything."""

    word: str
    is_told: bool = False


@dataclass(frozen=True)
class ConsentsPage:
    """What her supervisor may know."""

    notice: Notice | None
    errors: list[FieldError]
    error_at: dict[str, str]
    is_open: bool
    supervisor: NamedSupervisor | None
    typed_name: str
    typed_phone: str
    given: list[GivenView]
    receipts: ReceiptsView
    """What was disclosed under each, and when it was read; it stays when the permission ends."""
    preview: ReleasedView | None
    """What the supervisor sees, made by what makes the supervisor's own page."""
    can_send_link: bool
    to_give: list[TickView]
    shown_to: str
    is_asked: bool
    months: list[TickView]
    intro: str
    never: list[str]
    taken_back: str
    ended: list[EndedView]
    opened: list[str]
    back_url: str


def consents_page(work: Work, language: Language, tried: Tried, done: str = "") -> ConsentsPage:
    """Everything of the employee who acts, in whichever of her cases: what holds can be taken back."""
    employee_id = work.actor.id or ""
    case = latest_case_of(work, employee_id)
    link = supervisor_link_of(work, employee_id)
    named = named_supervisor(work, link.id, subject=employee_id, purpose=Purpose.OWN_PAGE) if link else None
    cases = case_ids_of(work, employee_id)
    consents = consents_of_cases(work, cases)
    now_hers = [one for one in consents if link is not None and one.supervisor_link_id == link.id]
    holds = [one for one in now_hers if is_in_force(one, work.now)]
    here = [one for one in now_hers if case is not None and one.case_id == case.id]
    asked = [one for one in here if one.state is State.REQUESTED]
    wording, is_open = present_wording(), case is not None and case.is_open
    return ConsentsPage(
        notice=Notice(sentence(_DONE[done]), "ok") if done in _DONE else None,
        errors=[_error(name, message) for name, message in tried.faults.items()],
        error_at={name: sentence(message) for name, message in tried.faults.items()},
        is_open=is_open,
        supervisor=named,
        typed_name=tried.name,
        typed_phone=tried.phone,
        given=each_once(holds, language),
        receipts=receipts_view(work, cases, holds, language),
        preview=_preview(work, link, language),
        can_send_link=is_open and link is not None and may_be_sent_anew(work, link),
        # What holds of an earlier case lets nothing of this one be known.
        to_give=ticks_to_give(
            facts_of([one for one in here if one in holds]), facts_of(asked), tried.ticked, language
        ),
        shown_to=what_is_shown(link.id, language) if link else "",
        is_asked=bool(asked),
        months=months_to_choose(),
        intro=wording.intro[language],
        never=[one[language] for one in wording.never],
        taken_back=wording.taken_back[language],
        ended=ended_views(consents, language),
        opened=_opened(work, employee_id, language),
        back_url=url_for("my_support.home"),
    )


def consent_summary(work: Work) -> ConsentSummary:
    """In one sentence what her supervisor may know, for her first page; nothing is opened for it."""
    consents = consents_of_cases(work, case_ids_of(work, work.actor.id or ""))
    if any(is_in_force(one, work.now) for one in consents):
        told = sentence(mark("You have given your supervisor permission to know something."))
        return ConsentSummary(told, is_told=True)
    case = latest_case_of(work, work.actor.id or "")
    if any(one.state is State.REQUESTED and case is not None and one.case_id == case.id for one in consents):
        return ConsentSummary(sentence(mark("A nurse asks what your supervisor may know. You decide.")))
    return ConsentSummary(
        sentence(mark("Your supervisor knows nothing from us. You decide whether that stays so."))
    )


def _preview(work: Work, link: SupervisorLinkFacts | None, language: Language) -> ReleasedView | None:
    if link is None:
        return None
    released = released_of(work, Whose(link.employee_id, link.id), Purpose.OWN_PAGE)
    return released_view(work, released, language) if released else None


def _error(name: str, message: str) -> FieldError:
    return FieldError(name, sentence(message), sentence(_LABELS[name]) if name in _LABELS else "")


def _opened(work: Work, employee_id: str, language: Language) -> list[str]:
    reads = [
        at
        for case_id in case_ids_of(work, employee_id)
        for at, _ in reads_of(work.session, case_id, Purpose.SUPERVISOR_PAGE)
    ]
    return list(dict.fromkeys(when(at, language) for at in sorted(reads, reverse=True)))
