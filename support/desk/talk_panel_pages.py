"""Page data of the path of support on the case page: where it stands, what comes next, how it begins."""

from dataclasses import dataclass

from flask import url_for

from support.cases.facts import CaseFacts
from support.cases.rules.access import may_change
from support.desk.talk_words import COMPLETED_EARLY, WAY_STATES
from support.followup.silence_actions import signs_of
from support.pathways.cohort_queries import cohorts_open_to
from support.pathways.enrolment_queries import Way, way_of_case
from support.pathways.loading import own_catalogue
from support.pathways.rules.access import may_work
from support.pathways.rules.enrolment import drops_out_at, is_asked_about
from support.pathways.rules.order import held_by_somebody
from support.pathways.silence_queries import planned_on_way
from support.pathways.version_queries import active_version
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Option

ANSWERS = {
    "accepted": mark("The person has said yes"),
    "ask": mark("We ask the person on her own page"),
}
NO_COHORT = "none"


@dataclass(frozen=True)
class WayPanel:
    """The path of support of one case; what cannot be done now has no address."""

    name: str
    state: str
    kind: str
    next: str
    talks_url: str
    enrol_url: str
    answers: list[ChoiceView]
    cohorts: list[Option]
    """The groups that she can join, the first of them chosen; empty where there is none."""
    silence: str


def way_panel(work: Work, case: CaseFacts, language: Language) -> WayPanel:
    """The path of support of a case that the reader may open; nothing of it is opened here."""
    way = way_of_case(work, case.id)
    goes_on = way is not None and way.enrolment.goes_on
    begins = not goes_on and may_change(work.actor, case) and _has_steps(case)
    works = way is not None and may_work(work.actor, case, way.enrolment.practitioner_id)
    state, kind = state_in_words(way) if way else ("", "")
    return WayPanel(
        name=way.pathway.name(language) if way else "",
        state=state,
        kind=kind,
        next=next_in_words(way, language) if way and goes_on else "",
        talks_url=url_for("desk.talks", case_id=case.id) if works else "",
        enrol_url=url_for("desk.enrol", case_id=case.id) if begins else "",
        answers=[
            ChoiceView(value, sentence(label), "", checked=False, apart=False)
            for value, label in ANSWERS.items()
        ],
        cohorts=_cohorts(work, case) if begins else [],
        silence=silence_in_words(work, case.id, language) if goes_on else "",
    )


def silence_in_words(work: Work, case_id: str, language: Language) -> str:
    """That the way ends by rule before long unless something is heard of her; else nothing."""
    planned = planned_on_way(work, case_id)
    if planned is None:
        return ""
    due = drops_out_at(planned.state, signs_of(work, case_id, planned))
    if due is None or not is_asked_about(due, work.now):
        return ""
    words = mark(
        "Nothing has been heard of the person for a while, and no time is booked. "
        "On %(day)s the path ends as a lost contact. Call, book a time, or end it as you have agreed."
    )
    return sentence(words) % {"day": short_date(local_date(due), language)}


def _cohorts(work: Work, case: CaseFacts) -> list[Option]:
    """The groups that the person of a case can join, and none; the one that is open is chosen."""
    pathway = active_version(work, own_catalogue()[case.path].code) if case.path in own_catalogue() else None
    found = cohorts_open_to(work, case, pathway) if pathway else []
    options = [Option(one.id, one.name, one is found[0]) for one in found]
    return [*options, Option(NO_COHORT, sentence(mark("No group")), chosen=False)] if options else []


def state_in_words(way: Way) -> tuple[str, str]:
    """How the way stands, and the kind of its tag."""
    label, kind = WAY_STATES[way.enrolment.state]
    return sentence(COMPLETED_EARLY if way.enrolment.is_early else label), kind


def next_in_words(way: Way, language: Language) -> str:
    """What comes next and on which days; nothing where everything has been gone through."""
    step, window = way.next, way.window
    if step is None:
        return ""
    if window is None:
        return sentence(mark("Next: %(step)s.")) % {"step": step.title(language)}
    days = {name: short_date(day, language) for name, day in vars(window).items()}
    words = sentence(mark("Next: %(step)s, between %(earliest)s and %(latest)s, as a rule %(usual)s."))
    return words % {"step": step.title(language), **days}


def _has_steps(case: CaseFacts) -> bool:
    pathway = own_catalogue().get(case.path)
    return pathway is not None and bool(held_by_somebody(pathway.steps))
