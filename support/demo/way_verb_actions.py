"""What is written down of a person's way in the demo's stories: steps, goals, and what was agreed."""

from datetime import datetime, timedelta

from support.demo.acts import Act
from support.demo.telling_actions import Telling, Verb, at_once
from support.desk.talk_actions import begin_way, hold_by_hand
from support.pathways.agreement_actions import Wanted, write_action
from support.pathways.enrolment_actions import end_enrolment
from support.pathways.enrolment_queries import way_of_case
from support.pathways.goal_actions import agree_goal, note_point
from support.pathways.goal_queries import goals_of
from support.pathways.rules.agreed_action import Owner
from support.pathways.rules.completion import End
from support.pathways.step_actions import cover_themes, skip_step
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import local_date


def held_steps(work: Work, case_id: str) -> frozenset[str]:
    """What has been held of her way, by key."""
    way = way_of_case(work, case_id)
    return frozenset(step.step_key for step in way.held) if way else frozenset()


def cover_all_themes(work: Work, case_id: str, key: str) -> None:
    """What a step is about was spoken of."""
    way = way_of_case(work, case_id)
    step = way.pathway.step(key) if way else None
    if step is not None and step.themes:
        cover_themes(work, case_id, key, step.themes)


def _begin(work: Work, telling: Telling, _act: Act) -> None:
    begin_way(work, telling.case_id, has_accepted=True)
    for key in held_steps(work, telling.case_id):
        cover_all_themes(work, telling.case_id, key)


def _hold(work: Work, telling: Telling, act: Act) -> None:
    key = act.word("step")
    if key not in held_steps(work, telling.case_id):
        way = way_of_case(work, telling.case_id)
        step = way.pathway.step(key) if way else None
        hold_by_hand(work, telling.case_id, key, step.must if step else ())
    cover_all_themes(work, telling.case_id, key)


def _skip(work: Work, telling: Telling, act: Act) -> None:
    skip_step(work, telling.case_id, act.word("step"), act.word("text"))


def _goal(work: Work, telling: Telling, act: Act) -> None:
    agree_goal(
        work,
        telling.case_id,
        act.word("text"),
        good_enough=act.number("good_enough"),
        value=act.number("value"),
    )


def _point(work: Work, telling: Telling, act: Act) -> None:
    newest = goals_of(work, telling.case_id, Purpose.CASE_PAGE)[-1]
    note_point(work, telling.case_id, newest.facts.id, act.number("value"))


def _end_way(work: Work, telling: Telling, act: Act) -> None:
    end_enrolment(work, telling.case_id, End(act.word("end")), act.word("text"))


def _action(work: Work, telling: Telling, act: Act) -> None:
    write_action(work, telling.case_id, wanted_of(act, work.now))


def wanted_of(act: Act, moment: datetime) -> Wanted:
    """What an act agrees on at a moment: in which words, by whom, until when."""
    due = local_date(moment) + timedelta(days=act.number("due"))
    return Wanted(act.word("text"), Owner(act.word("owner")), due)


WAY_VERBS: dict[str, tuple[Verb, frozenset[str]]] = {
    "begin_way": (at_once(_begin), frozenset()),
    "hold": (at_once(_hold), frozenset({"step"})),
    "skip": (at_once(_skip), frozenset({"step", "text"})),
    "goal": (at_once(_goal), frozenset({"text", "good_enough", "value"})),
    "point": (at_once(_point), frozenset({"value"})),
    "action": (at_once(_action), frozenset({"text", "owner", "due"})),
    "end_way": (at_once(_end_way), frozenset({"end", "text"})),
}
