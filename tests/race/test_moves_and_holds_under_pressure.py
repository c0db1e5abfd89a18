"""Moves, holds and bookings want one time at the same instant: one of them gets it, and nothing is lost."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from support.booking.cell_actions import end_hold, forget_holds_run_out
from support.booking.facts import ChosenTime, JustTaken
from support.booking.moving_actions import move
from support.booking.rules.appointment import State
from support.booking.rules.hold import HOLD_LIVES
from support.booking.rules.hours import Terms
from support.booking.rules.slots import cells_of
from support.vocabulary.actor import Actor, Role
from tests.builders import World
from tests.race.wishes import (
    MY_SUPPORT,
    at,
    at_once,
    books,
    changes_hours,
    everybody_gives_back,
    holds,
    one_for_each_hour,
)

ROUNDS = 20
VISIT, OTHER_VISIT = "v" * 22, "w" * 22


@pytest.fixture
def people(world: World) -> list[str]:
    """Employees with an open case, one for each hour of the day."""
    return one_for_each_hour(world)


def test_of_moves_and_bookings_of_one_time_one_gets_it(world: World, people: list[str]) -> None:
    first, second, *others = people
    for _ in range(ROUNDS):
        for one, hour in ((first, 7), (second, 8)):
            assert books(world, one, at(world, hour)) == "booked"
        wanted = at(world, 10)
        moving = [partial(_moves, world, one, wanted) for one in (first, second)]
        came = Counter(at_once([*moving, *(partial(books, world, one, wanted) for one in others)], world))
        assert came["moved"] + came["booked"] == 1
        # Whoever could not move has the time that she had.
        assert len(_booked(world)) == 2 + came["booked"]
        _everybody_cancels(world)


def test_two_who_move_to_each_others_time_keep_what_they_have(world: World, people: list[str]) -> None:
    first, second, *_others = people
    for _ in range(ROUNDS):
        for one, hour in ((first, 7), (second, 8)):
            assert books(world, one, at(world, hour)) == "booked"
        swap = [partial(_moves, world, first, at(world, 8)), partial(_moves, world, second, at(world, 7))]
        # One of them may come after the other has failed, but never into a time that is taken.
        assert set(at_once(swap, world)) == {"not free"}
        assert len(_booked(world)) == 2
        _everybody_cancels(world)


def test_when_a_hold_runs_out_one_of_those_who_want_its_time_gets_it(world: World, people: list[str]) -> None:
    wanted = at(world, 10)
    for _ in range(ROUNDS):
        assert holds(world, VISIT, people[0], wanted) == "held"
        assert {books(world, one, wanted) for one in people[:2]} == {"not free"}
        world.clock.pass_time(HOLD_LIVES)
        wishes = [partial(books, world, one, wanted) for one in people]
        again = [partial(holds, world, one, people[0], wanted) for one in (VISIT, OTHER_VISIT)]
        came = Counter(at_once([*wishes, *again, partial(_sweeps, world)], world))
        assert came["booked"] + came["held"] == 1
        assert len(_booked(world)) == came["booked"]
        _everybody_cancels(world)


def test_what_is_held_counts_into_the_times_of_a_day(world: World, people: list[str]) -> None:
    changes_hours(world, Terms(daily_cap=2))
    for _ in range(ROUNDS):
        holding = [
            partial(holds, world, visit, people[0], at(world, hour))
            for visit, hour in ((VISIT, 7), (OTHER_VISIT, 8))
        ]
        booking = [
            partial(books, world, one, at(world, hour))
            for one, hour in zip(people[:3], (9, 10, 11), strict=True)
        ]
        came = Counter(at_once([*holding, *booking], world))
        assert came["booked"] + came["held"] == 2
        _everybody_cancels(world)


def _moves(world: World, employee_id: str, wanted: ChosenTime) -> str:
    (has,) = world.rows("appointment", employee_id=employee_id, state=State.CONFIRMED)
    try:
        with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
            move(work, has["id"], wanted, my_support_url=MY_SUPPORT)
    except JustTaken:
        return "not free"
    return "moved"


def _sweeps(world: World) -> str:
    with world.begin_work(Actor.visitor()) as work:
        forget_holds_run_out(work)
    return "swept"


def _booked(world: World) -> list[str]:
    """Who has a time; each with its quarter-hours and nobody else's, and no two of them at once."""
    rows = world.rows("appointment", state=State.CONFIRMED)
    cells = [
        (person, start, row["id"])
        for row in rows
        for person in (row["practitioner_id"], row["employee_id"])
        for start in cells_of(row["starts_at"], row["minutes"])
    ]
    stored = [row for row in world.rows("booking_cell") if row["appointment_id"]]
    assert sorted(cells) == sorted(
        (row["person_id"], row["starts_at"], row["appointment_id"]) for row in stored
    )
    ends = [(row["starts_at"], row["starts_at"] + timedelta(minutes=row["minutes"])) for row in rows]
    assert all(a_end <= b or b_end <= a for a, a_end in ends for b, b_end in ends if a != b)
    return [row["employee_id"] for row in rows]


def _everybody_cancels(world: World) -> None:
    """Nothing is booked or held any more."""
    everybody_gives_back(world)
    with world.begin_work(Actor.visitor()) as work:
        for visit in (VISIT, OTHER_VISIT):
            end_hold(work, visit)
