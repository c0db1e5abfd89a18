"""The person's own way on her page: the invitation, her goals, what was agreed, the talks she may rate."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from support.cases.facts import CaseFacts
from support.consent.queries import facts_for_present
from support.consent.rules.fact_code import FactCode
from support.pathways.curve_pages import CurveView, curve
from support.pathways.enrolment_queries import Way, way_of_case
from support.pathways.goal_queries import ReadAction, ReadGoal, actions_of, goals_of
from support.pathways.rating_queries import rated_steps
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Owner, Release
from support.pathways.rules.enrolment import State
from support.pathways.rules.goal import is_good_enough
from support.pathways.rules.order import next_step
from support.pathways.rules.shared_action import is_turned_down, missing_fact
from support.pathways.suggestion_pages import suggestion_of_her
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date, next_working_day
from support.vocabulary.dates_in_words import date_with_year, short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language, in_language
from support.web.pages import sentence

OWNERS = {
    Owner.EMPLOYEE: mark("You"),
    Owner.SUPERVISOR: mark("Your supervisor"),
    Owner.PROVIDER: mark("We in occupational health"),
    Owner.HR: mark("Human resources"),
}
RELEASES = {
    Release.YES: mark("You have let your supervisor see this."),
    Release.NO: mark("Your supervisor does not see this."),
    Release.LATER: mark("You wanted to be asked later. Until then your supervisor does not see this."),
}
_MARKS = {
    agreed_action.State.DONE: "done",
    agreed_action.State.IN_PROGRESS: "half",
    agreed_action.State.AGREED: "",
    agreed_action.State.PROPOSED: "",
}
_STATES = {
    agreed_action.State.DONE: mark("%(who)s · done"),
    agreed_action.State.IN_PROGRESS: mark("%(who)s · going on, by %(day)s"),
    agreed_action.State.AGREED: mark("%(who)s · by %(day)s"),
    agreed_action.State.PROPOSED: mark("%(who)s · not agreed yet"),
}
_TURNED_DOWN = mark("%(who)s · it did not suit as it was, so we look at it together")
_OVERDUE = mark("%(said)s · day has passed, we look at it together")
_MISSING = mark("You have said yes, and one permission is still missing before your supervisor sees this.")
_SHOWN_GOALS = goal.OPEN | {goal.State.REACHED}


@dataclass(frozen=True)
class OwnGoalView:
    """A goal in her own words, and where she is."""

    text: str
    where: str
    curve: CurveView | None


@dataclass(frozen=True)
class OwnActionView:
    """Something agreed: who does it, by when, and what her supervisor sees of it."""

    text: str
    who: str
    mark: str
    release: str
    release_url: str
    is_asked: bool
    is_missing: bool
    """She has said yes, and a permission is missing still before her supervisor sees it."""
    said: str
    """What her supervisor suggests instead, while that waits."""


@dataclass(frozen=True)
class TalkToRate:
    """A talk that was held, and that she may say something of."""

    title: str
    when: str
    url: str


@dataclass(frozen=True)
class OwnWay:
    """Her way; empty lists where nothing is there yet."""

    name: str
    goes_on: bool
    """Whether she has joined, and it has not ended."""
    next: str
    answer_url: str
    confidentiality: str
    goals: list[OwnGoalView]
    actions: list[OwnActionView]
    talks: list[TalkToRate]
    without_her: list[str]
    """That a talk without her took place, and nothing of it."""


def own_way(work: Work, case: CaseFacts | None, language: Language) -> OwnWay | None:
    """The way of the employee who acts in her case; None where she has none."""
    way = way_of_case(work, case.id) if case else None
    if case is None or way is None or way.enrolment.state is State.DECLINED:
        return None
    is_asked = way.enrolment.state is State.INVITED
    told, today = facts_for_present(work, case.id, case.employee_id), local_date(work.now)
    return OwnWay(
        name=way.pathway.name(language),
        goes_on=way.enrolment.goes_on and not is_asked,
        next=_next(way, today, language),
        answer_url=url_for("my_support.answer_invitation") if is_asked and case.is_open else "",
        confidentiality=in_language(way.pathway.confidentiality, language) if is_asked else "",
        goals=[
            _goal(one, language)
            for one in goals_of(work, case.id, Purpose.OWN_PAGE)
            if one.facts.state in _SHOWN_GOALS
        ],
        actions=[
            _action(one, today, language, is_open=case.is_open, missing=missing_fact(one.facts, told))
            for one in actions_of(work, case.id, Purpose.OWN_PAGE)
            if one.facts.state in _MARKS
        ],
        talks=_talks(work, way, language) if case.is_open else [],
        without_her=_without_her(way, language),
    )


def _next(way: Way, today: date, language: Language) -> str:
    """Her next step, in words that promise nothing: a time is booked apart.

    A day is named only where it is still to come, and where no step without her is held before it.
    """
    hers = [step for step in way.pathway.steps if way.pathway.is_with_her(step)]
    step = next_step(hers, way.states)
    if not way.enrolment.goes_on or step is None:
        return ""
    if way.window is None or way.window.usual < today or step != way.next:
        return sentence(mark("Next on your path: %(step)s.")) % {"step": step.title(language)}
    day = next_working_day(way.window.usual - timedelta(days=1))
    words = sentence(mark("Next on your path: %(step)s, around %(day)s."))
    return words % {"step": step.title(language), "day": short_date(day, language)}


def _goal(read: ReadGoal, language: Language) -> OwnGoalView:
    values = [value for _at, value in read.points]
    said = {
        "first": values[0] if values else "-",
        "now": values[-1] if values else "-",
        "good": read.facts.good_enough,
        "day": date_with_year(local_date(read.facts.made_at), language),
    }
    words = mark("At first %(first)s, now %(now)s, good enough %(good)s. Agreed %(day)s.")
    if is_good_enough(values, read.facts.good_enough):
        words = mark("At first %(first)s, now %(now)s: as good as you wished for. Agreed %(day)s.")
    points = [(short_date(local_date(at), language), value) for at, value in read.points]
    return OwnGoalView(read.text, sentence(words) % said, curve(points))


def missing_of(work: Work, case: CaseFacts, read: ReadAction) -> FactCode | None:
    """The permission that is missing before her supervisor sees something that she has said yes to."""
    return missing_fact(read.facts, facts_for_present(work, case.id, case.employee_id))


def _action(
    read: ReadAction, today: date, language: Language, *, is_open: bool, missing: FactCode | None
) -> OwnActionView:
    said = {"who": sentence(OWNERS[read.facts.owner]), "day": short_date(read.facts.due_on, language)}
    may_choose = is_open and read.facts.state in agreed_action.OPEN
    release = read.facts.release
    state = _TURNED_DOWN if is_turned_down(read.facts) else _STATES[read.facts.state]
    words = sentence(state) % said
    if state is not _TURNED_DOWN and agreed_action.is_overdue(read.facts.state, read.facts.due_on, today):
        words = sentence(_OVERDUE) % {"said": words}
    is_missing = may_choose and missing is not None
    released = sentence(_MISSING if is_missing else RELEASES[release]) if release else ""
    return OwnActionView(
        text=read.text,
        who=words,
        mark=_MARKS[read.facts.state],
        release=released,
        release_url=url_for("my_support.ask_release", action_id=read.facts.id) if may_choose else "",
        is_asked=release is not None,
        is_missing=is_missing,
        said=suggestion_of_her(read.facts, language),
    )


def _talks(work: Work, way: Way, language: Language) -> list[TalkToRate]:
    held = [one for one in way.held if one.practitioner_id and one.said_at]
    rated = rated_steps(work, [one.id for one in held])
    talks = []
    for one in held:
        step = way.pathway.step(one.step_key)
        if (
            one.id not in rated
            and step is not None
            and way.pathway.is_with_her(step)
            and one.said_at is not None
        ):
            day = short_date(local_date(one.said_at), language)
            url = url_for("my_support.ask_rating", step_id=one.id)
            talks.append(TalkToRate(step.title(language), day, url))
    return talks


def _without_her(way: Way, language: Language) -> list[str]:
    """What she is told of a talk in which she took no part: that it was held, and on which day."""
    words = sentence(mark("Held %(day)s: %(step)s. Nothing private of yours was told there."))
    found = []
    for one in way.held:
        step = way.pathway.step(one.step_key)
        if step is not None and not way.pathway.is_with_her(step) and one.said_at is not None:
            day = short_date(local_date(one.said_at), language)
            found.append(words % {"step": step.title(language), "day": day})
    return found
