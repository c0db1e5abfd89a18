"""A pilot of the municipality with a group, and people who take part in it."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from support.cases.nurse_actions import claim_case
from support.pathways.cohort_actions import hold_start_meeting, join_cohort, move_cohort
from support.pathways.enrolment_actions import enrol
from support.pathways.evaluation_actions import answer_evaluation
from support.pathways.pilot_actions import Plan, move_pilot, plan_cohort, plan_pilot
from support.pathways.rules.cohort import Move, PilotMove, StartMeeting
from support.pathways.rules.evaluation import Move as Say
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from tests.builders import SentCase, World, a_sent_case
from tests.people_of_the_tests import House
from tests.ways import herself

MET = StartMeeting("Yhteiset tavoitteet", "Toimistotyö", "Joka toinen viikko", date(2026, 11, 20))


class Place(Protocol):
    """Where there are employers and a database: a world of the tests, or a site for browsers."""

    @property
    def house(self) -> House:
        """Who works and is served there."""
        ...

    @property
    def begin_work(self) -> BeginWork:
        """Begins works on its database."""
        ...


def _manager(place: Place) -> Actor:
    return Actor(Role.ADMIN, place.house.outi.id, place.house.outi.employers)


def a_plan(world: Place) -> Plan:
    """A pilot of short support in the municipality."""
    return Plan(
        name="Työn suunta",
        pathway="BRIEF",
        employers=[world.house.hiljasalo],
        aims="Apu ajoissa.",
        evaluation="Jaksaminen alussa ja lopussa.",
        starts_on=date(2026, 12, 1),
        ends_on=date(2027, 11, 30),
    )


def a_pilot(world: Place) -> str:
    """A pilot that goes on."""
    with world.begin_work(_manager(world)) as work:
        pilot_id = plan_pilot(work, a_plan(world))
        move_pilot(work, pilot_id, PilotMove.MAKE_READY)
        move_pilot(work, pilot_id, PilotMove.START)
    return pilot_id


def a_cohort(
    world: Place,
    *moves: Move,
    name: str = "Kevään ryhmä",
    capacity: int = 8,
    meets: bool = True,
    pilot_id: str = "",
) -> str:
    """A group that has held its start meeting, unless told otherwise, and has come so far."""
    pilot_id = pilot_id or a_pilot(world)
    with world.begin_work(_manager(world)) as work:
        cohort_id = plan_cohort(work, pilot_id, name, capacity)
        if meets:
            hold_start_meeting(work, cohort_id, MET)
        for move in moves:
            move_cohort(work, cohort_id, move)
    return cohort_id


def takes_part(world: World, cohort_id: str, *, has_accepted: bool = True, **other: object) -> SentCase:
    """Somebody whose nurse has begun her path in this group."""
    sent = a_sent_case(world, **other)  # type: ignore[arg-type]  # the words of the builder
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, sent.case_id)
        join_cohort(work, enrol(work, sent.case_id, has_accepted=has_accepted), cohort_id)
    return replace(sent, values={**sent.values, "cohort_id": cohort_id})


def says(world: World, sent: SentCase, move: Say) -> None:
    """She says whether she may be counted."""
    with world.begin_work(herself(sent)) as work:
        answer_evaluation(work, move, wording_version=1, language=Language.FI)


def number_of(world: World, sent: SentCase) -> str:
    """What her case is called."""
    (row,) = world.rows("support_case", id=sent.case_id)
    return str(row["short_code"])
