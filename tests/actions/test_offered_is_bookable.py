"""Whatever lies in the calendar and whatever its terms: a time can be booked exactly when it is offered."""

import os
import random
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import insert

from support.booking.actions import book, cancel
from support.booking.facts import ChosenTime, JustTaken
from support.booking.hours_actions import change_hours
from support.booking.models import BookingCell
from support.booking.queries import step_of, times_for
from support.booking.rules.hours import Terms
from support.cases.queries import open_case_of
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import at
from tests.builders import World, a_sent_case
from tests.people_of_the_tests import an_employee_with_a_case

SEEDS = range(100 if os.environ.get("LONG") == "1" else 3)
# Today, a day of which a share is kept, and one that is open to all; each hour and half hour around hers.
DAYS = (date(2026, 11, 25), date(2026, 11, 26), date(2026, 12, 2))
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
        offered = {slot.starts_at for slot in times_for(look, case, step_of(case, wants_talk=False)).slots}
    tried = [_at(day, minute) for day, minute in product(DAYS, MINUTES)]
    assert {one for one in tried if _can_be_booked(world, person, one)} == offered & set(tried)
    assert offered & set(tried), "something is there to be booked"


def _at(day: date, minute: int) -> datetime:
    return at(day, datetime.min.time()) + timedelta(minutes=minute)


def _fill(world: World, chance: random.Random) -> None:
    """Somebody has a time, further quarter-hours are taken, and the terms are any."""
    sent = a_sent_case(world)
    begins = [_at(day, chance.randrange(9 * 60, 15 * 60, 15)) for day in DAYS for _ in range(2)]
    taken = {one + timedelta(minutes=15 * n) for one in begins for n in range(chance.randint(1, 3))}
    has = {row["starts_at"] for row in world.rows("booking_cell", person_id=world.house.psychologist)}
    cells = [
        {"person_id": world.house.psychologist, "starts_at": one, "appointment_id": sent.appointment_id}
        for one in taken - has
    ]
    terms = Terms(chance.choice((0, 60, 240)), 28, chance.choice((None, 1, 3)), chance.choice((0, 15, 30)))
    with world.begin_work(Actor(Role.ADMIN, world.house.psychologist)) as work:
        work.session.execute(insert(BookingCell), cells)
        change_hours(work, world.house.psychologist, terms, version=0, choices={})


def _can_be_booked(world: World, person: Actor, starts_at: datetime) -> bool:
    choice = ChosenTime(world.house.psychologist, starts_at, "phone")
    try:
        with world.begin_work(person) as work:
            booked = book(work, choice, wants_talk=False, my_support_url="https://kynnys.example/my")
    except JustTaken:
        return False
    with world.begin_work(person) as work:
        cancel(work, booked.id)
    return True
