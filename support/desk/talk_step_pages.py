"""Page data of the steps on the page of the talks: how each stands, and its themes with their worksheets."""

from dataclasses import dataclass

from support.desk.coaching_pages import CoachingView, coaching_view, reason_in_words
from support.desk.talk_words import ENDED_STATES, STEP_STATES
from support.pathways.enrolment_queries import Way, skip_reasons_of
from support.pathways.loading import own_outcomes, own_themes
from support.pathways.rating_queries import own_ratings
from support.pathways.rules.brought import said_by_hand
from support.pathways.rules.completion import not_covered
from support.pathways.rules.order import SETTLED, StepState, may_be_left_out, missing_outcomes
from support.pathways.rules.rating import mean_of
from support.pathways.rules.step import PathwayStep
from support.pathways.waiting_queries import brought_so_far
from support.people.queries import practitioner_names
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language, in_language
from support.web.pages import sentence


@dataclass(frozen=True)
class ThemeView:
    """A theme with the questions of its worksheet."""

    code: str
    name: str
    is_done: bool
    questions: list[str]


@dataclass(frozen=True)
class StepView:
    """One step; what is not possible with it now says no."""

    key: str
    title: str
    state: str
    kind: str
    when: str
    reason: str
    themes: list[ThemeView]
    coaching: CoachingView | None
    """The talk with the supervisor alone, where it comes next."""
    is_next: bool
    ticks: list[ChoiceView]
    """What whoever held it says that it has brought; nothing is ticked beforehand."""
    missing: str
    """What must be there before it counts as held and can be said by nobody here."""
    can_be_held: bool
    can_be_left_out: bool
    takes_themes: bool


def step_views(work: Work, way: Way, language: Language) -> list[StepView]:
    """Every step that somebody holds, in order."""
    names = practitioner_names(work)
    reasons = skip_reasons_of(work, way.enrolment.id, Purpose.CASE_PAGE)
    upcoming = way.next
    brought = brought_so_far(work, way.enrolment.case_id)
    views = []
    for key, facts in way.steps.items():
        step = way.pathway.step(key)
        if step is None:
            continue
        is_next = upcoming is not None and upcoming.key == key and way.enrolment.goes_on
        missing = _missing(step, brought) if is_next else []
        label, kind = STEP_STATES[facts.state] if way.enrolment.goes_on else ENDED_STATES[facts.state]
        who = names[facts.practitioner_id][0] if facts.practitioner_id in names else ""
        day = short_date(local_date(facts.said_at), language) if facts.said_at else ""
        views.append(
            StepView(
                key=key,
                title=step.title(language),
                state=sentence(label),
                kind=kind,
                when=" · ".join(one for one in (day, who) if one),
                reason=reason_in_words(reasons.get(key, "")),
                themes=_themes(step, way.covered.get(key, frozenset()), language),
                coaching=coaching_view(work, way, step, language) if is_next else None,
                is_next=is_next,
                ticks=_ticks(step, language) if is_next else [],
                missing=", ".join(_named(one, language) for one in missing),
                can_be_held=is_next and not missing,
                can_be_left_out=_can_be_left_out(step, facts.state) and way.enrolment.goes_on,
                takes_themes=bool(step.themes)
                and way.enrolment.goes_on
                and (is_next or facts.state is StepState.HELD),
            )
        )
    return views


def covered_names(way: Way, language: Language) -> list[str]:
    """The themes that were spoken of, by name, in the order of the steps."""
    done = dict.fromkeys(theme for key in way.steps for theme in sorted(way.covered.get(key, ())))
    return [own_themes()[theme].name(language) for theme in done if theme in own_themes()]


def not_covered_names(way: Way, language: Language) -> list[str]:
    """The themes that nobody has spoken of yet, by name."""
    covered = {theme for themes in way.covered.values() for theme in themes}
    return [own_themes()[theme].name(language) for theme in not_covered(way.pathway.steps, covered)]


def rating_in_words(work: Work) -> str:
    """What people have said of the talks of the practitioner who acts; nothing while they are too few."""
    mean = mean_of(own_ratings(work))
    if mean is None:
        return ""
    words = sentence(
        mark("%(people)s people. Heard: %(a)s, what matters: %(b)s, the way: %(c)s, help: %(d)s.")
    )
    return words % {"people": mean.people, **dict(zip("abcd", mean.of_questions, strict=True))}


def _themes(step: PathwayStep, done: frozenset[str], language: Language) -> list[ThemeView]:
    themes = own_themes()
    return [
        ThemeView(code, themes[code].name(language), code in done, list(themes[code].worksheet(language)))
        for code in step.themes
        if code in themes
    ]


def _missing(step: PathwayStep, brought: frozenset[str]) -> list[str]:
    """What is not there yet of that which the program looks up itself."""
    by_hand = said_by_hand(step)
    return [one for one in missing_outcomes(step, brought) if one not in by_hand]


def _ticks(step: PathwayStep, language: Language) -> list[ChoiceView]:
    return [
        ChoiceView(one, _named(one, language), "", checked=False, apart=False) for one in said_by_hand(step)
    ]


def _named(outcome: str, language: Language) -> str:
    return in_language(own_outcomes()[outcome], language)


def _can_be_left_out(step: PathwayStep, state: StepState) -> bool:
    return may_be_left_out(step) and state not in SETTLED
