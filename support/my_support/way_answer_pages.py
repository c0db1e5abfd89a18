"""The pages of one question each: may her supervisor see something agreed, and how a talk was for her."""

from dataclasses import dataclass

from flask import url_for

from support.cases.facts import CaseFacts
from support.cases.queries import latest_case_of
from support.consent.form import what_is_shown
from support.consent.loading import present_wording
from support.consent.pages import TickView, months_to_choose
from support.my_support.way_pages import OWNERS, missing_of
from support.pathways.enrolment_queries import Way, way_of_case
from support.pathways.goal_queries import ReadAction, actions_of
from support.pathways.rules import agreed_action
from support.pathways.rules.agreed_action import Owner, Release
from support.pathways.rules.order import StepState
from support.pathways.rules.step import PathwayStep
from support.people.supervisor_queries import named_supervisor, supervisor_link_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import NotForReader, mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError

CHOICES = {
    Release.YES: mark("Yes, my supervisor may see this text"),
    Release.NO: mark("No, this stays between us"),
    Release.LATER: mark("Ask me later"),
}
RATED = ("heard", "matters", "way", "help")
QUESTIONS = {
    "heard": mark("I was heard"),
    "matters": mark("We talked about what matters to me"),
    "way": mark("The way suited me"),
    "help": mark("This helped"),
}


@dataclass(frozen=True)
class MissingView:
    """What is missing although she has said yes: somebody named, or the permission in its words."""

    shown_to: str
    fact: str
    text: str
    taken_back: str
    months: list[TickView]


@dataclass(frozen=True)
class ReleasePage:
    """May her supervisor see this? Nothing is ticked before she has answered."""

    revision: int
    """Goes with her yes: it is to what stands here."""
    supervisor_name: str
    """Who would see it; empty where nobody is named."""
    text: str
    who: str
    is_hers: bool
    """Whether the supervisor is the one who does it."""
    choices: list[ChoiceView]
    missing: MissingView | None
    errors: list[FieldError]
    back_url: str


@dataclass(frozen=True)
class RatingPage:
    """How one talk was; `questions` are pairs of field and words."""

    title: str
    questions: tuple[tuple[str, str], ...]
    errors: tuple[FieldError, ...]
    back_url: str


def release_page(work: Work, action_id: str, language: Language, *, error: str = "") -> ReleasePage:
    """The question about one action of the employee who acts.

    Raises NotFound when it is not hers or has ended.
    """
    case, read = _own_action(work, action_id)
    who = {
        "who": sentence(OWNERS[read.facts.owner]),
        "day": short_date(read.facts.due_on, language),
    }
    return ReleasePage(
        revision=read.facts.revision,
        supervisor_name=_supervisor_name(work, case),
        text=read.text,
        who=sentence(mark("%(who)s · by %(day)s")) % who,
        is_hers=read.facts.owner is Owner.SUPERVISOR,
        choices=[
            ChoiceView(
                one.value, sentence(words), "", checked=one is read.facts.release, apart=one is Release.LATER
            )
            for one, words in CHOICES.items()
        ],
        missing=_missing(work, case, read, language),
        errors=[FieldError("release", error)] if error else [],
        back_url=url_for("my_support.home"),
    )


def is_more_needed(work: Work, action_id: str) -> bool:
    """Whether her supervisor does not see something of hers yet although she has said yes to it."""
    case, read = _own_action(work, action_id)
    return missing_of(work, case, read) is not None


def rating_page(
    work: Work, step_id: str, language: Language, *, errors: tuple[FieldError, ...] = ()
) -> RatingPage:
    """The questions about one talk of the employee who acts.

    Raises NotFound when it is not hers or was not held.
    """
    case = latest_case_of(work, work.actor.id or "")
    way = way_of_case(work, case.id) if case and case.is_open else None
    step = _held_with_her(way, step_id) if way else None
    if step is None:
        raise NotForReader("enrolment_step", step_id)
    return RatingPage(
        title=step.title(language),
        questions=tuple((name, sentence(QUESTIONS[name])) for name in RATED),
        errors=errors,
        back_url=url_for("my_support.home"),
    )


def _held_with_her(way: Way, step_id: str) -> PathwayStep | None:
    facts = next((one for one in way.steps.values() if one.id == step_id), None)
    step = way.pathway.step(facts.step_key) if facts and facts.state is StepState.HELD else None
    return step if step and way.pathway.is_with_her(step) else None


def _own_action(work: Work, action_id: str) -> tuple[CaseFacts, ReadAction]:
    case = latest_case_of(work, work.actor.id or "")
    actions = actions_of(work, case.id, Purpose.OWN_PAGE) if case and case.is_open else []
    waiting = (one for one in actions if one.facts.state in agreed_action.OPEN)
    read = next((one for one in waiting if one.facts.id == action_id), None)
    if case is None or read is None:
        raise NotForReader("agreed_action", action_id)
    return case, read


def _supervisor_name(work: Work, case: CaseFacts) -> str:
    link, subject = supervisor_link_of(work, case.employee_id), case.employee_id
    return named_supervisor(work, link.id, subject=subject, purpose=Purpose.OWN_PAGE).name if link else ""


def _missing(work: Work, case: CaseFacts, read: ReadAction, language: Language) -> MissingView | None:
    fact = missing_of(work, case, read)
    if fact is None:
        return None
    wording, link = present_wording(), supervisor_link_of(work, case.employee_id)
    return MissingView(
        shown_to=what_is_shown(link.id, language) if link else "",
        fact=fact.value,
        text=wording.asked[fact][language],
        taken_back=wording.taken_back[language],
        months=months_to_choose(),
    )
