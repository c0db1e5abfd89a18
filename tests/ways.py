"""A person who goes along a path of support, with everything that can be written down of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from support.cases.nurse_actions import claim_case
from support.pathways.agreement_actions import Wanted, write_action
from support.pathways.enrolment_actions import enrol
from support.pathways.enrolment_queries import Way, way_of_case
from support.pathways.goal_actions import agree_goal, note_point
from support.pathways.meeting_actions import Meeting, note_held
from support.pathways.rating_actions import rate_session
from support.pathways.rules.agreed_action import Owner
from support.pathways.step_actions import cover_themes, hold_step
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from tests.builders import LOOKER, SentCase, World, a_sent_case

WITH_HER_SUPERVISOR: dict[str, Any] = {
    "p13": {"wish": ["with_supervisor"]},
    "p13b": {"involve_supervisor": ["yes"]},
}
"""Who answers so comes to the three-party coaching."""
_OPENING = frozenset(
    {"goals_agreed", "timetable_agreed", "confidentiality_acknowledged", "release_question_asked"}
)


def enrolled(world: World, *, has_accepted: bool = True, **other: object) -> SentCase:
    """Somebody whose nurse, Nils, has taken the case and begun the path of support that it has."""

    def come() -> SentCase:
        sent = a_sent_case(world, **other)  # type: ignore[arg-type]  # the words of the builder
        with world.begin_work(world.house.nils.actor) as work:
            claim_case(work, sent.case_id)
            enrol(work, sent.case_id, has_accepted=has_accepted)
        return sent

    return world.come_to(("enrolled", has_accepted, repr(other)), come)


def way_of(world: World, sent: SentCase) -> Way:
    """How her way stands."""
    with world.begin_work.to_read(LOOKER) as look:
        way = way_of_case(look, sent.case_id)
    assert way is not None
    return way


def herself(sent: SentCase) -> Actor:
    """The person as an actor."""
    return Actor(Role.EMPLOYEE, sent.employee_id, frozenset())


def hold_next(world: World, sent: SentCase, *, kind: str = "one_to_one", name: str = "m") -> None:
    """A talk with Nils that is held now, past the calendar."""
    with world.begin_work(world.house.nils.actor) as work:
        held = sum(
            step.state.value == "held" for step in (way_of_case(work, sent.case_id) or _none()).steps.values()
        )
        meeting = Meeting(
            f"{name}{held}{sent.case_id[:20]}", sent.case_id, kind, work.now, world.house.nils.id
        )
        note_held(work, meeting)


def opened(world: World, sent: SentCase) -> None:
    """The discussion that opens the three-party coaching has been held, with all that it must bring."""
    with world.begin_work(world.house.nils.actor) as work:
        hold_step(work, sent.case_id, "1", brought=_OPENING)


def with_everything(world: World, **other: object) -> SentCase:
    """The same with a talk held, a theme, a goal with two points, an action, and her word on the talk."""
    return world.come_to(("everything", repr(other)), lambda: _with_everything(world, other))


def _with_everything(world: World, other: Mapping[str, object]) -> SentCase:
    sent = enrolled(world, **other)  # type: ignore[arg-type]  # the words of the builder
    hold_next(world, sent)
    goal, action = "Nukun viitenä yönä viikossa.", "Kokoukset pois aamupäivistä."
    with world.begin_work(world.house.nils.actor) as work:
        cover_themes(work, sent.case_id, "1", ["what_carries"])
        agree_goal(work, sent.case_id, goal, good_enough=7, value=3)
        due = local_date(work.now) + timedelta(days=14)
        write_action(work, sent.case_id, Wanted(action, Owner.EMPLOYEE, due))
    (row,) = world.rows("goal", case_id=sent.case_id)
    world.clock.pass_time(timedelta(minutes=1))
    with world.begin_work(world.house.nils.actor) as work:
        note_point(work, sent.case_id, row["id"], 5)
    with world.begin_work(herself(sent)) as work:
        rate_session(work, way_of(world, sent).steps["1"].id, [9, 8, 9, 7])
    (action_row,) = world.rows("agreed_action", case_id=sent.case_id)
    ids = {"action_id": str(action_row["id"]), "step_id": way_of(world, sent).steps["1"].id}
    return replace(sent, values={**sent.values, **ids})


def _none() -> Way:
    raise AssertionError("she is on no way")
