"""Page data of one cohort: its start meeting, how it goes, what the review changed, numbers that lead to
nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.desk.pilot_pages import Tried, notice
from support.desk.pilot_words import MOVES, STATES
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.pathways.cohort_facts import CohortFacts, PilotFacts, ReviewFacts
from support.pathways.cohort_queries import cohort_facts, pilot_facts, reviews_of
from support.pathways.evaluation_queries import counts_of
from support.pathways.reaching_queries import reached_in_time
from support.pathways.rules.cohort import ALLOWED, DECIDED_UNTIL, GOING_ON, Move, State
from support.pathways.rules.enrolment import AnalysisSet
from support.pathways.rules.small_counts import Band, in_all, part_of
from support.pathways.version_queries import version_of
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import date_with_year
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Labelled, Notice, Option

SETS = {
    AnalysisSet.MAIN: mark("Compared with the others"),
    AnalysisSet.SEPARATE: mark("Left out of the comparison"),
}


@dataclass(frozen=True)
class ReviewView:
    """An interim review: found, decided, and the version that came of it, or where it is begun."""

    when: str
    findings: str
    change: str
    version: str
    version_url: str
    draft_url: str


@dataclass(frozen=True)
class CohortPage:
    """One cohort; what cannot be done now has no address."""

    staff: StaffView
    back_url: str
    pilot: str
    name: str
    state: str
    kind: str
    beforehand: list[str]
    meeting: list[Labelled]
    meeting_url: str
    moves: list[Option]
    move_url: str
    waits: str
    review_url: str
    reviews: list[ReviewView]
    numbers: list[Labelled]
    analysis_url: str
    sets: list[ChoiceView]
    notice: Notice | None
    typed: Mapping[str, str]
    error: Mapping[str, str]
    errors: list[FieldError]


def cohort_page(
    work: Work, cohort_id: str, language: Language, done: str = "", tried: Tried | None = None
) -> CohortPage:
    """One cohort; raises NotFound when there is none."""
    tried = tried or Tried()
    cohort = cohort_facts(work, cohort_id)
    pilot = pilot_facts(work, cohort.pilot_id)
    label, kind = STATES[cohort.state]
    version = version_of(work, pilot.pathway, cohort.pathway_version)
    waits = _waits_for(cohort, pilot)
    return CohortPage(
        staff=staff_view(work, waiting_for(work), "pilots"),
        back_url=url_for("desk.pilot", pilot_id=pilot.id),
        pilot=pilot.name,
        name=cohort.name,
        state=sentence(label),
        kind=kind,
        beforehand=[
            sentence(mark("%(step)s, %(n)s min")) % {"step": one.title(language), "n": one.minutes}
            for one in version.before_enrolment
        ],
        meeting=_meeting(cohort, language),
        meeting_url=_to("desk.hold_start_meeting", cohort) if cohort.state is State.PLANNED else "",
        moves=_moves(cohort, waits),
        move_url=_to("desk.move_cohort", cohort),
        waits=waits,
        review_url=_to("desk.review_cohort", cohort) if cohort.state is State.INTERIM_REVIEW else "",
        reviews=[_review(pilot, cohort, one, language) for one in reviews_of(work, cohort_id)],
        numbers=_numbers(work, cohort_id),
        analysis_url=_to("desk.choose_analysis", cohort) if _has_people(cohort) else "",
        sets=[
            ChoiceView(one.value, sentence(words), "", one.value == tried.typed.get("analysis"), apart=False)
            for one, words in SETS.items()
        ],
        notice=notice(done),
        typed=tried.typed,
        error=tried.at,
        errors=tried.errors,
    )


def _to(endpoint: str, cohort: CohortFacts) -> str:
    return url_for(endpoint, cohort_id=cohort.id)


def _has_people(cohort: CohortFacts) -> bool:
    return cohort.state in DECIDED_UNTIL and cohort.state is not State.PLANNED


def _waits_for(cohort: CohortFacts, pilot: PilotFacts) -> str:
    """What has to be done before anybody is invited; nothing once that is so."""
    if cohort.state is not State.PLANNED:
        return ""
    if cohort.met_on is None:
        return sentence(mark("Hold the start meeting before anybody is invited."))
    if pilot.state not in GOING_ON:
        return sentence(mark("Begin the pilot before anybody is invited."))
    return ""


def _moves(cohort: CohortFacts, waits: str) -> list[Option]:
    return [
        Option(move.value, sentence(words), chosen=False)
        for move, words in MOVES.items()
        if (cohort.state, move) in ALLOWED and not (move is Move.RECRUIT and waits)
    ]


def _meeting(cohort: CohortFacts, language: Language) -> list[Labelled]:
    if cohort.met_on is None:
        return []
    return [
        Labelled(sentence(mark("Held on")), date_with_year(cohort.met_on, language)),
        Labelled(sentence(mark("Goals of the group")), cohort.goals or ""),
        Labelled(sentence(mark("For whom")), cohort.target_group or ""),
        Labelled(sentence(mark("Schedule")), cohort.schedule or ""),
    ]


def _review(pilot: PilotFacts, cohort: CohortFacts, review: ReviewFacts, language: Language) -> ReviewView:
    number = review.draft_version
    draft = url_for("desk.draft_from_review", cohort_id=cohort.id, review_id=review.id)
    name = f"{pilot.pathway}-{number}"
    return ReviewView(
        when=date_with_year(local_date(review.written_at), language),
        findings=review.findings,
        change=review.change,
        version=sentence(mark("Version %(n)s")) % {"n": number} if number else "",
        version_url=url_for("desk.pathway", pathway_name=name) if number else "",
        draft_url="" if number else draft,
    )


def _numbers(work: Work, cohort_id: str) -> list[Labelled]:
    """Nothing while the group is small: whoever knows who takes part would read off a number who is meant."""
    counts = counts_of(work, cohort_id)
    everybody = in_all(counts.people)
    if everybody is None:
        return []
    parts = {
        mark("Completed"): counts.completed,
        mark("Contact was lost"): counts.dropped_out,
        mark("May be counted"): counts.in_analysis,
    }
    rows = [Labelled(sentence(mark("Take part")), _band(everybody))]
    for label, count in parts.items():
        found = part_of(count, counts.people)
        rows.append(Labelled(sentence(label), _band(found) if found else sentence(mark("Not shown"))))
    return [*rows, *_reached(work, cohort_id)]


def _reached(work: Work, cohort_id: str) -> list[Labelled]:
    """Whether what was released reached the supervisors within two working days: n of m people, in bands."""
    counts = reached_in_time(work, cohort_id)
    everybody, found = in_all(counts.people), part_of(counts.in_time, counts.people)
    if everybody is None:
        return []
    shown = sentence(mark("Not shown"))
    if found is not None:
        words = {"n": _band(found), "m": _band(everybody)}
        shown = sentence(mark("%(n)s of %(m)s people")) % words
    return [Labelled(sentence(mark("Reached the supervisor in two working days")), shown)]


def _band(band: Band) -> str:
    return f"{band.least}–{band.most}"
