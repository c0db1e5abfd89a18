"""Whatever lies in the calendar and whatever its terms: a time can be had exactly when it is offered."""

import os
import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import insert

from support.booking.actions import book, cancel
from support.booking.facts import Booked, ChosenTime, JustTaken
from support.booking.hours_actions import change_hours
from support.booking.models import BookingCell
from support.booking.moving_actions import move
from support.booking.queries import free_times, search_for, search_to_move, step_of, times_to_move_to
from support.booking.rules.hours import Terms
from support.cases.queries import open_case_of
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import at
from tests.builders import World, a_sent_case
from tests.people_of_the_tests import an_employee_with_a_case

SEEDS = range(100 if os.environ.get("LONG") == "1" else 3)
# Today, a day of which a share is kept, and one that is open to all; each hour and half hour around hers.
DAYS = (date(2026, 11, 25), date(2026, 11, 26), date(2026, 12, 2))
MY_SUPPORT = "https://kynnys.example/my"
MINUTES = range(8 * 60 + 30, 15 * 60 + 30, 30)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_time_can_be_booked_exactly_when_it_is_offered(seed: int, world: World) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret, the same in every run
    _fill(world, chance)
    with world.begin_work(Actor.visitor()) as work:
        person = Actor(Role.EMPLOYEE, an_employee_with_a_case(work, world.house, 1))
    with world.begin_work.to_read(person) as look:
        case = open_case_of(look, str(person.id))
        assert case
        offered = {
            slot.starts_at
            for slot in free_times(look, search_for(look, case, step_of(case, wants_talk=False))).slots
        }
    tried = [_at(day, minute) for day, minute in product(DAYS, MINUTES)]
    assert {one for one in tried if _can_be_booked(world, person, one)} == offered & set(tried)
    assert offered & set(tried), "something is there to be booked"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_time_can_be_moved_exactly_to_where_it_is_offered(seed: int, world: World) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret, the same in every run
    _fill(world, chance)
    with world.begin_work(Actor.visitor()) as work:
        person = Actor(Role.EMPLOYEE, an_employee_with_a_case(work, world.house, 1))
    with world.begin_work.to_read(person) as look:
        case = open_case_of(look, str(person.id))
        assert case
        free = free_times(look, search_for(look, case, step_of(case, wants_talk=False))).slots
    with world.begin_work(person) as work:
        first = _chosen(world, chance.choice(free).starts_at)
        mine = book(work, first, wants_talk=False, my_support_url=MY_SUPPORT)
    with world.begin_work.to_read(person) as look:
        offered = {slot.starts_at for slot in times_to_move_to(look, search_to_move(look, case, mine)).slots}
    tried = [_at(day, minute) for day, minute in product(DAYS, MINUTES)]
    assert _movable(world, person, mine, tried) == offered & set(tried)
    assert offered & set(tried), "somewhere it can be moved"


def _at(day: date, minute: int) -> datetime:
    return at(day, datetime.min.time()) + timedelta(minutes=minute)


def _fill(world: World, chance: random.Random) -> None:
    """Somebody has a time, further quarter-hours are taken or held, and the terms are any."""
    sent = a_sent_case(world)
    booked: dict[str, object] = {"appointment_id": sent.appointment_id, "held_by": None, "held_until": None}
    until = world.clock.now() + timedelta(minutes=1)
    has = {row["starts_at"] for row in world.rows("booking_cell", person_id=world.house.psychologist)}
    cells: dict[datetime, dict[str, object]] = {}
    for number, day in enumerate(DAYS * 2):
        held: dict[str, object] = {"appointment_id": None, "held_by": f"{number:022}", "held_until": until}
        # Not on the last day, so that whatever the cap something is left.
        owner = booked if day == DAYS[-1] else chance.choice((booked, held))
        begins = _at(day, chance.randrange(9 * 60, 15 * 60, 15))
        for one in (begins + timedelta(minutes=15 * n) for n in range(chance.randint(1, 3))):
            if one not in has:
                cells[one] = {"person_id": world.house.psychologist, "starts_at": one, **owner}
    terms = Terms(chance.choice((0, 60, 240)), 28, chance.choice((None, 1, 3)), chance.choice((0, 15, 30)))
    with world.begin_work(Actor(Role.ADMIN, world.house.psychologist)) as work:
        work.session.execute(insert(BookingCell), list(cells.values()))
        change_hours(work, world.house.psychologist, terms, version=0, choices={})


def _can_be_booked(world: World, person: Actor, starts_at: datetime) -> bool:
    try:
        with world.begin_work(person) as work:
            booked = book(work, _chosen(world, starts_at), wants_talk=False, my_support_url=MY_SUPPORT)
    except JustTaken:
        return False
    with world.begin_work(person) as work:
        cancel(work, booked.id)
    return True


def _movable(world: World, person: Actor, mine: Booked, tried: Sequence[datetime]) -> set[datetime]:
    """To where the time can be moved; after each move it is moved back."""
    found: set[datetime] = set()
    back = _chosen(world, mine.starts_at)
    for one in tried:
        try:
            with world.begin_work(person) as work:
                there = move(work, mine.id, _chosen(world, one), my_support_url=MY_SUPPORT)
        except JustTaken:
            continue
        found.add(one)
        with world.begin_work(person) as work:
            mine = move(work, there.id, back, my_support_url=MY_SUPPORT)
    return found


def _chosen(world: World, starts_at: datetime) -> ChosenTime:
    return ChosenTime(world.house.psychologist, starts_at, "phone")
