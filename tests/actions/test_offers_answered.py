"""What is offered is taken, declined, let pass or given up, and goes on to the next."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from support.booking.actions import cancel
from support.booking.facts import JustTaken
from support.booking.list_actions import leave_list, take_off_list
from support.booking.rules.hours import TimeOff
from support.booking.rules.waiting import PROPOSAL_LIVES, State
from support.booking.taking_actions import decline_proposal
from support.cases.nurse_actions import claim_case, close_case
from support.cases.rules.states import CloseReason
from support.jobs import JOBS, run_job
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict, NotFound
from tests.builders import World
from tests.race.wishes import HOURS, OPEN, at, books, changes_hours, gives_back
from tests.settings import ADDRESS
from tests.those_who_wait import (
    FRIDAY,
    employee_of,
    offered_now,
    one_who_has,
    takes,
    three_who_wait,
    works_off,
)


@pytest.fixture
def people(world: World) -> list[str]:
    """Three who have a time on Friday and wait for an earlier one, in this order."""
    return three_who_wait(world)


@pytest.fixture
def giver(world: World) -> str:
    """One more, who has the time on Wednesday that will be freed."""
    return one_who_has(world, 9, at(world, 10))


def test_who_takes_it_gives_her_own_time_back_and_that_goes_to_the_next(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    first = offered_now(world)
    taken = takes(world, people[0], first["id"])
    assert taken == at(world, 10).starts_at
    assert [row["state"] for row in world.rows("proposal")] == [State.TAKEN]
    assert world.rows("booking_cell", held_by=first["id"]) == []
    assert first["case_id"] not in {row["case_id"] for row in world.rows("waiting")}
    works_off(world)
    then = offered_now(world)
    assert employee_of(world, then["case_id"]) == people[1]
    assert then["starts_at"] == at(world, HOURS[0], FRIDAY).starts_at


def test_taking_twice_gets_the_first_answer(world: World, people: list[str], giver: str) -> None:
    gives_back(world, giver)
    works_off(world)
    offered = offered_now(world)["id"]
    assert takes(world, people[0], offered) == takes(world, people[0], offered)
    assert len(world.rows("appointment", rebooked_from=None)) == 4


def test_what_she_declines_goes_to_the_next_and_is_never_offered_to_her_again(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    for number, one in enumerate(people):
        works_off(world)
        offered = offered_now(world)
        assert employee_of(world, offered["case_id"]) == one
        for _ in range(2):
            with world.begin_work(Actor(Role.EMPLOYEE, one)) as work:
                decline_proposal(work, offered["id"])
        assert len(world.rows("case_step", kind="offer_declined")) == number + 1
    works_off(world)
    assert world.rows("proposal", state=State.OPEN) == world.rows("freed_time") == []
    assert len(world.rows("waiting")) == 3
    assert books(world, giver, at(world, 10)) == "booked"


def test_what_she_lets_pass_goes_to_the_next_when_two_hours_are_over(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    first = offered_now(world)
    world.clock.pass_time(PROPOSAL_LIVES - timedelta(seconds=1))
    works_off(world)
    assert offered_now(world) == first
    world.clock.pass_time(timedelta(seconds=1))
    with pytest.raises(Conflict):
        takes(world, people[0], first["id"])
    works_off(world)
    assert employee_of(world, offered_now(world)["case_id"]) == people[1]
    assert world.rows("proposal", state=State.PASSED)[0]["id"] == first["id"]


@pytest.mark.parametrize("leaves", ["herself", "by the nurse", "by cancelling"])
def test_who_leaves_the_list_gives_back_what_is_kept_for_her(
    leaves: str, world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    offered = offered_now(world)
    for _ in range(1 if leaves == "by cancelling" else 2):
        _leaves(world, people[0], leaves)
    assert [row["state"] for row in world.rows("proposal")] == [State.WITHDRAWN]
    assert {row["case_id"] for row in world.rows("waiting")}.isdisjoint({offered["case_id"]})
    assert [row["state"].value for row in world.rows("outbound_message", template="earlier")] == ["cancelled"]
    works_off(world)
    (then,) = world.rows("proposal", state=State.OPEN, starts_at=offered["starts_at"])
    assert employee_of(world, then["case_id"]) == people[1]


def test_nobody_takes_or_declines_what_is_offered_to_another(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    offered = offered_now(world)
    with pytest.raises(NotFound):
        takes(world, people[1], offered["id"])
    with pytest.raises(NotFound), world.begin_work(Actor(Role.EMPLOYEE, people[1])) as work:
        decline_proposal(work, offered["id"])
    assert offered_now(world) == offered


def test_where_the_practitioner_is_away_meanwhile_she_keeps_what_she_has(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    assert changes_hours(world, TimeOff(OPEN, OPEN)) == "changed"
    before = world.rows("appointment")
    with pytest.raises(JustTaken):
        takes(world, people[0], offered_now(world)["id"])
    assert world.rows("appointment") == before


def test_the_list_of_a_closed_case_is_forgotten(world: World, people: list[str]) -> None:
    case_id = world.rows("support_case", employee_id=people[0])[0]["id"]
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, case_id)
        close_case(work, case_id, CloseReason.BY_PERSON)
    run_job(JOBS[1], world.begin_work, world.sender, ADDRESS)
    assert case_id not in {row["case_id"] for row in world.rows("waiting")}


def _leaves(world: World, employee_id: str, how: str) -> None:
    own, nils = Actor(Role.EMPLOYEE, employee_id), world.house.nils.actor
    case_id = world.rows("support_case", employee_id=employee_id)[0]["id"]
    (has,) = world.rows("appointment", employee_id=employee_id)
    act: dict[str, tuple[Actor, Callable[[Work], object]]] = {
        "herself": (own, leave_list),
        "by the nurse": (nils, lambda work: take_off_list(work, case_id)),
        "by cancelling": (own, lambda work: cancel(work, has["id"])),
    }
    if how == "by the nurse":
        with world.begin_work(nils) as work:
            claim_case(work, case_id)
    actor, does = act[how]
    with world.begin_work(actor) as work:
        does(work)
