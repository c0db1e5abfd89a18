"""Several workers, people who take, decline and book, and the end of an offer, all at the same instant."""

from collections import Counter
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pytest
from sqlalchemy import delete

from support.booking.facts import JustTaken
from support.booking.list_actions import leave_list
from support.booking.models import BookingCell
from support.booking.rules.waiting import PROPOSAL_LIVES, State
from support.booking.taking_actions import decline_proposal
from support.booking.waiting_models import FreedTime, Proposal, Waiting
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict
from tests.builders import World
from tests.conftest import NOW
from tests.people_of_the_tests import an_employee_with_a_case
from tests.race.wishes import at, at_once, books, gives_back
from tests.those_who_wait import employee_of, takes, three_who_wait, wait_on_friday, works_off

ROUNDS = 6
EARLY = [date(2026, 12, 1), date(2026, 12, 2)]


@pytest.fixture
def waiting(world: World) -> list[str]:
    """Three who have a time on Friday and wait for an earlier one."""
    return three_who_wait(world)


@pytest.fixture
def givers(world: World) -> list[str]:
    """Those who have the earlier times and give them back."""
    with world.begin_work(Actor.visitor()) as work:
        return [an_employee_with_a_case(work, world.house, number) for number in (7, 8)]


def test_of_many_workers_and_two_freed_times_nothing_is_offered_twice(
    world: World, waiting: list[str], givers: list[str]
) -> None:
    for _ in range(ROUNDS):
        _free_both(world, givers)
        at_once([partial(works_off, world)] * 4, world)
        works_off(world)
        made = world.rows("proposal", state=State.OPEN)
        assert [employee_of(world, row["case_id"]) for row in sorted(made, key=_by_start)] in (
            waiting[:2],
            waiting[1::-1],
        )
        assert len({row["starts_at"] for row in made}) == 2
        _check_held(world)
        _all_over(world, waiting)


def test_an_offer_taken_as_it_ends_is_hers_or_the_next_ones_and_never_both(
    world: World, waiting: list[str], givers: list[str]
) -> None:
    for number in range(ROUNDS):
        _free_both(world, givers)
        works_off(world)
        opened = world.rows("proposal", state=State.OPEN)
        offers = {employee_of(world, row["case_id"]): row["id"] for row in opened}
        world.clock.pass_time(PROPOSAL_LIVES - timedelta(seconds=number % 2))
        acts = [partial(_takes, world, one, offer) for one, offer in offers.items()]
        acts += [partial(_books, world, one, day) for one, day in zip(givers, EARLY, strict=True)]
        at_once([*acts, partial(works_off, world), partial(works_off, world)], world)
        _check_appointments(world)
        _check_held(world)
        _all_over(world, waiting)


def test_taking_declining_and_leaving_at_once_have_one_outcome(
    world: World, waiting: list[str], givers: list[str]
) -> None:
    for _ in range(ROUNDS):
        _free_both(world, givers)
        works_off(world)
        (row, *_others) = world.rows("proposal", state=State.OPEN)
        one = employee_of(world, row["case_id"])
        acts = [partial(act, world, one, row["id"]) for act in (_takes, _takes, _declines, _leaves)]
        came = Counter(at_once([*acts, partial(works_off, world)], world))
        assert came["taken"] in (0, 2)
        (after,) = world.rows("proposal", id=row["id"])
        assert (after["state"] is State.TAKEN) == (came["taken"] == 2)
        _check_appointments(world)
        _check_held(world)
        _all_over(world, waiting)


def _takes(world: World, employee_id: str, proposal_id: str) -> str:
    try:
        takes(world, employee_id, proposal_id)
    except (JustTaken, Conflict):
        return "not taken"
    return "taken"


def _declines(world: World, employee_id: str, proposal_id: str) -> str:
    try:
        with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
            decline_proposal(work, proposal_id)
    except Conflict:
        return "not declined"
    return "declined"


def _leaves(world: World, employee_id: str, _proposal_id: str) -> str:
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        leave_list(work)
    return "left"


def _books(world: World, employee_id: str, day: date) -> str:
    try:
        return books(world, employee_id, at(world, 10, day))
    except Conflict:
        return "has another"


def _free_both(world: World, givers: list[str]) -> None:
    """Both earlier times are booked and given back."""
    for one, day in zip(givers, EARLY, strict=True):
        assert books(world, one, at(world, 10, day)) == "booked"
    for one in givers:
        gives_back(world, one)


def _check_held(world: World) -> None:
    """Each open offer holds its four quarter-hours, and nothing else is held."""
    held = Counter(row["held_by"] for row in world.rows("booking_cell") if row["held_by"])
    still = {row["id"] for row in world.rows("proposal", state=State.OPEN)}
    assert held == Counter({one: 4 for one in still})


def _check_appointments(world: World) -> None:
    """Everybody has one time at most, and no two times of the practitioner overlap."""
    live = world.rows("appointment", ended_at=None)
    assert max(Counter(row["employee_id"] for row in live).values(), default=0) <= 1
    starts = sorted(row["starts_at"] for row in live)
    assert all(b - a >= timedelta(hours=1) for a, b in pairwise(starts))


def _all_over(world: World, waiting: list[str]) -> None:
    """Back to the beginning: on Friday they wait, in the same order, and nothing was offered before."""
    for one in {row["employee_id"] for row in world.rows("appointment", ended_at=None)}:
        gives_back(world, one)
    with world.begin_work(Actor.operator()) as work:
        for table in (Proposal, FreedTime, Waiting):
            work.session.execute(delete(table))
        work.session.execute(delete(BookingCell))
    world.clock.set(NOW)
    wait_on_friday(world, waiting)


def _by_start(row: dict[str, object]) -> str:
    return str(row["starts_at"])
