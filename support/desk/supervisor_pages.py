"""Page data of what a supervisor may know, as the nurses of the case see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.cases.facts import CaseFacts
from support.cases.queries import case_ids_of, case_to_read, queue_length
from support.cases.rules.access import may_change
from support.consent.facts import ConsentFacts
from support.consent.form import FACT, NAME, PHONE, what_is_shown
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
from support.consent.receipt_queries import receipts_of_cases
from support.consent.rules.reaching_her import is_late
from support.consent.rules.release import is_in_force
from support.consent.rules.states import GivenHow, State
from support.desk.staff_pages import StaffView, staff_view
from support.desk.words import name_or_code
from support.people.queries import language_of_employee, name_of
from support.people.supervisor_facts import NamedSupervisor, SupervisorLinkFacts
from support.people.supervisor_queries import named_supervisor, supervisor_link_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError

HOW = "how"
_HOW = {
    GivenHow.ON_THE_PHONE: mark("The person said so on the phone"),
    GivenHow.ON_PAPER: mark("The person signed it on paper"),
}
_LABELS = {
    NAME: mark("The name of the supervisor"),
    PHONE: mark("Mobile number"),
    FACT: mark("The supervisor may know"),
    HOW: mark("How was it given?"),
}


@dataclass(frozen=True)
class Tried:
    """What was typed or ticked, and the messages at the fields."""

    name: str = ""
    phone: str = ""
    ticked: frozenset[str] = frozenset()
    how: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DeskSupervisorPage:
    """What the supervisor of a case may know; `editing` where the nurse has taken the case."""

    staff: StaffView
    case_id: str
    case_url: str
    name: str
    editing: bool
    supervisor: NamedSupervisor | None
    told: str
    """When she was last sent a way in, or nothing."""
    late: list[str]
    """What was released, and has not reached the supervisor within two working days."""
    can_send_link: bool
    typed_name: str
    typed_phone: str
    given: list[GivenView]
    asked: list[str]
    to_give: list[TickView]
    shown_to: str
    read_aloud: str
    her_language: str
    months: list[TickView]
    ways: list[TickView]
    ended: list[EndedView]
    errors: list[FieldError]
    error: Mapping[str, str]


def desk_supervisor_page(work: Work, case_id: str, language: Language, tried: Tried) -> DeskSupervisorPage:
    """The page; opening the names is recorded, and the employee sees it.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    name = name_of(work, case.employee_id, subject=case_id, purpose=Purpose.CASE_PAGE)
    named, now_hers, consents = _named(work, case)
    link = supervisor_link_of(work, case.employee_id)
    holds = [one for one in now_hers if is_in_force(one, work.now)]
    here = [one for one in now_hers if one.case_id == case_id]
    asked = [one for one in here if one.state is State.REQUESTED]
    hers = language_of_employee(work, case.employee_id)
    wording = present_wording()
    return DeskSupervisorPage(
        staff=staff_view(work, queue_length(work), "queue"),
        case_id=case_id,
        case_url=url_for("desk.case", case_id=case_id),
        name=name_or_code(name, case.short_code),
        editing=may_change(work.actor, case),
        supervisor=named,
        told=_told(link, language),
        late=_late(work, case_id, language),
        can_send_link=link is not None and may_be_sent_anew(work, link),
        typed_name=tried.name,
        typed_phone=tried.phone,
        given=each_once(holds, language),
        asked=[wording.asked[fact][language] for fact in sorted(facts_of(asked))],
        # What holds of an earlier case lets nothing of this one be known.
        to_give=ticks_to_give(facts_of([one for one in here if one in holds]), (), tried.ticked, language),
        shown_to=what_is_shown(link.id, hers) if link else "",
        read_aloud=f"{wording.intro[hers]} {wording.taken_back[hers]}",
        her_language=hers.value,
        months=months_to_choose(),
        ways=[TickView(how.value, sentence(label), checked=tried.how == how) for how, label in _HOW.items()],
        ended=ended_views([one for one in consents if one.case_id == case_id], language),
        errors=[FieldError(key, sentence(said), _label(key)) for key, said in tried.faults.items()],
        error={key: sentence(said) for key, said in tried.faults.items()},
    )


def ways_to_give() -> tuple[str, ...]:
    """The ways that the form offers."""
    return tuple(how.value for how in _HOW)


def _label(key: str) -> str:
    return sentence(_LABELS[key])


def _told(link: SupervisorLinkFacts | None, language: Language) -> str:
    if link is None or link.told_at is None:
        return ""
    words = sentence(mark("The last message with a link went %(time)s. The link works for two weeks."))
    return words % {"time": when(link.told_at, language)}


def _late(work: Work, case_id: str, language: Language) -> list[str]:
    words = sentence(
        mark("Something agreed was released %(time)s and has not reached the supervisor in two working days.")
    )
    receipts = receipts_of_cases(work, [case_id])
    released = [one.approved_at for one in receipts if is_late(one, work.now)]
    return [words % {"time": when(at, language)} for at in released]


def _named(
    work: Work, case: CaseFacts
) -> tuple[NamedSupervisor | None, list[ConsentFacts], list[ConsentFacts]]:
    """Whom she named, what concerns that one, and everything, in whichever of her cases: she may want back
    what holds of an earlier one."""
    consents = consents_of_cases(work, case_ids_of(work, case.employee_id))
    link = supervisor_link_of(work, case.employee_id)
    if link is None:
        return None, [], consents
    named = named_supervisor(work, link.id, subject=case.id, purpose=Purpose.CASE_PAGE)
    return named, [one for one in consents if one.supervisor_link_id == link.id], consents
