"""What is written down of a person's way in the demo's stories: steps, goals, and what was agreed."""

from datetime import datetime, timedelta

from support.demo.acts import HERSELF, Act
from support.demo.telling_actions import Steps, Telling, Told, Verb, at_once
from support.desk.talk_actions import begin_way
from support.pathways.agreement_actions import (
    Wanted,
    change_action,
    choose_release,
    write_action,
)
from support.pathways.enrolment_actions import end_enrolment
from support.pathways.enrolment_queries import way_of_case
from support.pathways.goal_actions import agree_goal, note_point
from support.pathways.goal_queries import goals_of
from support.pathways.rules.agreed_action import Move, Owner, Release
from support.pathways.rules.completion import End
from support.pathways.rules.order import StepState
from support.pathways.step_actions import cover_themes, hold_step, skip_step
from support.pathways.supervisor_actions import accept
from support.people.supervisor_queries import supervisor_link_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import add_working_days, at, local, local_date

_A_WHILE = timedelta(hours=1)


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


def hold_with_all(work: Work, case_id: str, key: str) -> None:
    """A step was held and brought what it must; one that its time has settled is held already."""
    way = way_of_case(work, case_id)
    step = way.pathway.step(key) if way else None
    if way is None or step is None:
        raise LookupError(key)
    if way.steps[key].state is not StepState.HELD:
        hold_step(work, case_id, key, outcomes=frozenset(step.must))
    cover_all_themes(work, case_id, key)


def _begin(work: Work, telling: Telling, _act: Act) -> None:
    begin_way(work, telling.case_id, has_accepted=True)
    for key in held_steps(work, telling.case_id):
        cover_all_themes(work, telling.case_id, key)


def _hold(work: Work, telling: Telling, act: Act) -> None:
    hold_with_all(work, telling.case_id, act.word("step"))


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


def _action(telling: Telling, act: Act, moment: datetime) -> Told:
    """Something is agreed to be done; how it goes on is told beside the story."""
    begin_work = yield moment
    due = local_date(moment) + timedelta(days=act.number("due"))
    wanted = Wanted(act.word("text"), Owner(act.word("owner")), due)
    with begin_work(telling.actor(act.who)) as work:
        action_id = write_action(work, telling.case_id, wanted)
    if wanted.owner is Owner.SUPERVISOR:
        telling.beside.append(_with_supervisor(telling, act, action_id, moment + _A_WHILE))
    return moment


def _with_supervisor(telling: Telling, act: Act, action_id: str, written_at: datetime) -> Steps:
    """She lets her supervisor see it, who takes it upon her; later whoever wrote it down hears it is done."""
    released_at = _later(written_at, act.number("released"))
    begin_work = yield released_at
    with begin_work(telling.actor(HERSELF)) as work:
        choose_release(work, action_id, Release.YES)
    begin_work = yield _later(released_at, act.number("accepted"))
    with begin_work(telling.actor(HERSELF)) as work:
        link = supervisor_link_of(work, telling.employee_id)
    if link is None:
        raise LookupError("no supervisor")
    with begin_work(Actor(Role.SUPERVISOR, link.supervisor_id)) as work:
        accept(work, action_id)
    if not act.has("done"):
        return
    begin_work = yield written_at + timedelta(days=act.number("done"))
    with begin_work(telling.actor(act.who)) as work:
        change_action(work, telling.case_id, action_id, Move.FINISH, "")


def _later(moment: datetime, working_days: int) -> datetime:
    return at(add_working_days(local_date(moment), working_days), local(moment).time())


WAY_VERBS: dict[str, tuple[Verb, frozenset[str]]] = {
    "begin": (at_once(_begin), frozenset()),
    "hold": (at_once(_hold), frozenset({"step"})),
    "skip": (at_once(_skip), frozenset({"step", "text"})),
    "goal": (at_once(_goal), frozenset({"text", "good_enough", "value"})),
    "point": (at_once(_point), frozenset({"value"})),
    "action": (_action, frozenset({"text", "owner", "due", "released", "accepted", "done"})),
    "end_way": (at_once(_end_way), frozenset({"end", "text"})),
}
