"""Page data of goals and agreed actions on the page of the talks."""

from dataclasses import dataclass

from support.desk.talk_words import (
    ACTION_MOVES,
    ACTION_STATES,
    GOAL_STATES,
    OWNERS,
    RELEASES,
    SIZES,
    TURNED_DOWN,
)
from support.pathways.curve_pages import CurveView, curve
from support.pathways.enrolment_facts import ActionFacts
from support.pathways.goal_queries import ReadAction, ReadGoal
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Owner
from support.pathways.rules.goal import is_good_enough
from support.pathways.rules.shared_action import is_turned_down
from support.pathways.suggestion_pages import suggestion_of_her
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Option

CHOOSE = mark("Choose")


@dataclass(frozen=True)
class GoalView:
    """A goal: her words, where she is, what would be good enough."""

    id: str
    text: str
    where: str
    state: str
    kind: str
    is_open: bool
    curve: CurveView | None


@dataclass(frozen=True)
class ActionView:
    """An agreed action: what, who, by when, how it stands, and what the supervisor may see."""

    id: str
    text: str
    who: str
    state: str
    kind: str
    is_late: bool
    reason: str
    release: str
    said: list[str]
    """What the supervisor says of it."""
    moves: list[Option]
    asks_why: bool


def goal_view(read: ReadGoal, language: Language) -> GoalView:
    """A goal as whoever works with the person sees it."""
    label, kind = GOAL_STATES[read.facts.state]
    numbers = [(short_date(local_date(at), language), value) for at, value in read.points]
    return GoalView(
        id=read.facts.id,
        text=read.text,
        where=where_in_words(read),
        state=sentence(label),
        kind=kind,
        is_open=read.facts.state in goal.OPEN,
        curve=curve(numbers),
    )


def where_in_words(read: ReadGoal) -> str:
    """Where she is now, and what would be good enough."""
    values = [value for _at, value in read.points]
    now = {"now": values[-1] if values else "-", "good": read.facts.good_enough}
    if is_good_enough(values, read.facts.good_enough):
        return sentence(mark("Now %(now)s. That is good enough: %(good)s was wished for.")) % now
    return sentence(mark("Now %(now)s, good enough would be %(good)s.")) % now


def action_view(read: ReadAction, language: Language) -> ActionView:
    """An action as whoever works with the person sees it."""
    label, kind = TURNED_DOWN if is_turned_down(read.facts) else ACTION_STATES[read.facts.state]
    who = {"who": sentence(OWNERS[read.facts.owner]), "day": short_date(read.facts.due_on, language)}
    return ActionView(
        id=read.facts.id,
        text=read.text,
        who=sentence(mark("%(who)s, by %(day)s")) % who,
        state=sentence(label),
        kind=kind,
        is_late=read.is_overdue,
        reason=read.reason,
        release=sentence(RELEASES[read.facts.release]),
        said=_said(read.facts, language),
        moves=[
            Option(move.value, sentence(words), chosen=False)
            for move, words in ACTION_MOVES.items()
            if (read.facts.state, move) in agreed_action.ALLOWED
        ],
        asks_why=(read.facts.state, agreed_action.Move.LEAVE_UNDONE) in agreed_action.ALLOWED,
    )


def _said(facts: ActionFacts, language: Language) -> list[str]:
    promised = ""
    if facts.promised_on is not None and facts.state in agreed_action.OPEN:
        day = short_date(facts.promised_on, language)
        promised = sentence(mark("The supervisor does it by %(day)s.")) % {"day": day}
    arrangement = sentence(mark("An arrangement at work, until that day.")) if facts.is_arrangement else ""
    return [line for line in (arrangement, promised, suggestion_of_her(facts, language)) if line]


def owners(typed: str) -> list[Option]:
    """Who may do something; nobody is chosen beforehand."""
    return _with_choose([Option(one.value, sentence(OWNERS[one]), one.value == typed) for one in Owner])


def sizes(typed: str) -> list[Option]:
    """Whether it is tried out or goes on."""
    return [Option(one.value, sentence(words), one.value == typed) for one, words in SIZES.items()]


def numbers(allowed: range, typed: str) -> list[Option]:
    """Numbers to choose from; none is chosen beforehand."""
    return _with_choose([Option(str(one), str(one), str(one) == typed) for one in allowed])


def _with_choose(options: list[Option]) -> list[Option]:
    return [Option("", sentence(CHOOSE), not any(one.chosen for one in options)), *options]
