"""Page data of pilots: the list, the form of a new one, and one pilot with its cohorts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.desk.pilot_words import DONE, PILOT_MOVES, PILOT_STATES, STATES
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.pathways.cohort_facts import CohortFacts, PilotFacts
from support.pathways.cohort_queries import all_pilots, cohorts_of, employers_of, pilot_facts
from support.pathways.rules.cohort import ALLOWED_OF_PILOT, PilotState
from support.pathways.version_queries import active_version, active_versions
from support.people.queries import employer_names, employers_to_choose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.dates_in_words import date_with_year
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Labelled, Notice, Option


@dataclass(frozen=True)
class Tried:
    """What was typed when a form did not go through: what is wrong, at which field."""

    at: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: Collection[str] = ()

    @property
    def errors(self) -> list[FieldError]:
        """The lines of the summary."""
        return [FieldError(name, message) for name, message in self.at.items()]


@dataclass(frozen=True)
class Line:
    """One pilot or cohort in a list."""

    name: str
    url: str
    text: str
    state: str
    kind: str


@dataclass(frozen=True)
class PilotsPage:
    """Every pilot."""

    staff: StaffView
    pilots: list[Line]
    new_url: str


@dataclass(frozen=True)
class NewPilotPage:
    """The form of a new pilot; nothing is chosen beforehand."""

    staff: StaffView
    back_url: str
    pathways: list[Option]
    employers: list[ChoiceView]
    typed: Mapping[str, str]
    error: Mapping[str, str]
    errors: list[FieldError]


@dataclass(frozen=True)
class PilotPage:
    """One pilot: what it is, how it goes, and its cohorts."""

    staff: StaffView
    back_url: str
    name: str
    state: str
    kind: str
    facts: list[Labelled]
    cohorts: list[Line]
    moves: list[Option]
    move_url: str
    add_url: str
    notice: Notice | None
    typed: Mapping[str, str]
    error: Mapping[str, str]
    errors: list[FieldError]


def pilots_page(work: Work, language: Language) -> PilotsPage:
    """Every pilot, the newest first."""
    names = {code: one.name(language) for code, one in active_versions(work).items()}
    return PilotsPage(
        staff=_staff(work),
        pilots=[_pilot_line(one, names, language) for one in all_pilots(work)],
        new_url=url_for("desk.new_pilot"),
    )


def new_pilot_page(work: Work, language: Language, tried: Tried) -> NewPilotPage:
    """The form of a new pilot."""
    chosen = tried.typed.get("pathway", "")
    pathways = active_versions(work)
    options = [Option(code, one.name(language), code == chosen) for code, one in pathways.items()]
    return NewPilotPage(
        staff=_staff(work),
        back_url=url_for("desk.pilots"),
        pathways=[Option("", sentence(mark("Choose")), not chosen), *options],
        employers=[
            ChoiceView(one.id, one.name, "", one.id in tried.chosen, apart=False)
            for one in employers_to_choose(work, language)
        ],
        typed=tried.typed,
        error=tried.at,
        errors=tried.errors,
    )


def pilot_page(
    work: Work, pilot_id: str, language: Language, done: str = "", tried: Tried | None = None
) -> PilotPage:
    """One pilot; raises NotFound when there is none."""
    tried = tried or Tried()
    pilot = pilot_facts(work, pilot_id)
    label, kind = PILOT_STATES[pilot.state]
    adds = pilot.state not in (PilotState.ENDED, PilotState.EVALUATED)
    return PilotPage(
        staff=_staff(work),
        back_url=url_for("desk.pilots"),
        name=pilot.name,
        state=sentence(label),
        kind=kind,
        facts=_facts(work, pilot, language),
        cohorts=[_cohort_line(one) for one in cohorts_of(work, pilot_id)],
        moves=[
            Option(move.value, sentence(words), chosen=False)
            for move, words in PILOT_MOVES.items()
            if (pilot.state, move) in ALLOWED_OF_PILOT
        ],
        move_url=url_for("desk.move_pilot", pilot_id=pilot_id),
        add_url=url_for("desk.new_cohort", pilot_id=pilot_id) if adds else "",
        notice=notice(done),
        typed=tried.typed,
        error=tried.at,
        errors=tried.errors,
    )


def notice(done: str) -> Notice | None:
    """What has just happened."""
    return Notice(sentence(DONE[done]), "ok") if done in DONE else None


def _staff(work: Work) -> StaffView:
    return staff_view(work, waiting_for(work), "pilots")


def _facts(work: Work, pilot: PilotFacts, language: Language) -> list[Labelled]:
    names, version = employer_names(work, language), active_version(work, pilot.pathway)
    employers = sorted(names.get(one, "") for one in employers_of(work, pilot.id))
    return [
        Labelled(sentence(mark("Pathway")), version.name(language) if version else pilot.pathway),
        Labelled(sentence(mark("Employers")), ", ".join(employers)),
        Labelled(sentence(mark("Time")), _period(pilot, language)),
        Labelled(sentence(mark("Aims")), pilot.aims),
        Labelled(sentence(mark("Evaluation")), pilot.evaluation),
    ]


def _period(pilot: PilotFacts, language: Language) -> str:
    days = (date_with_year(day, language) for day in (pilot.starts_on, pilot.ends_on))
    return "–".join(days)


def _pilot_line(pilot: PilotFacts, names: Mapping[str, str], language: Language) -> Line:
    label, kind = PILOT_STATES[pilot.state]
    text = f"{names.get(pilot.pathway, pilot.pathway)} · {_period(pilot, language)}"
    return Line(pilot.name, url_for("desk.pilot", pilot_id=pilot.id), text, sentence(label), kind)


def _cohort_line(cohort: CohortFacts) -> Line:
    label, kind = STATES[cohort.state]
    words = {"n": cohort.pathway_version, "people": cohort.capacity}
    text = sentence(mark("Version %(n)s, room for %(people)s")) % words
    return Line(cohort.name, url_for("desk.cohort", cohort_id=cohort.id), text, sentence(label), kind)
