"""What is kept in memory of a calendar is never older than the calendar."""

from datetime import date, timedelta

import pytest

from support.booking.actions import book, cancel
from support.booking.calendar_actions import hold_times
from support.booking.queries import free_times, search_for, step_of
from support.booking.rules.hold import HOLD_LIVES
from support.booking.rules.hours import TimeOff
from support.cases.queries import open_case_of
from support.people.models import Practitioner
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case
from tests.race.wishes import MY_SUPPORT, OPEN, at, changes_hours, holds


@pytest.fixture
def people(world: World) -> tuple[Actor, Actor]:
    """Two employees with an open case each; all calendars have been looked at."""
    with world.begin_work(Actor.visitor()) as work:
        first, second = (
            Actor(Role.EMPLOYEE, an_employee_with_a_case(work, world.house, number)) for number in (1, 2)
        )
    assert at(world, 9).starts_at in _offered(world, second)
    return first, second


def _offered(world: World, person: Actor) -> set[object]:
    with world.begin_work.to_read(person) as look:
        return _starts(look)


def _starts(work: Work) -> set[object]:
    case = open_case_of(work, str(work.actor.id))
    assert case
    offer = free_times(work, search_for(work, case, step_of(case, wants_talk=False)))
    return {slot.starts_at for slot in offer.slots}


def test_what_one_has_booked_is_offered_to_nobody_though_it_was_looked_at_before(
    world: World, people: tuple[Actor, Actor]
) -> None:
    first, second = people
    wanted = at(world, 9)
    with world.begin_work(first) as work:
        booked = book(work, wanted, wants_talk=False, my_support_url=MY_SUPPORT)
    assert wanted.starts_at not in _offered(world, second)
    with world.begin_work(first) as work:
        cancel(work, booked.id)
    assert wanted.starts_at in _offered(world, second)


def test_what_was_rolled_back_is_remembered_by_nobody(world: World, people: tuple[Actor, Actor]) -> None:
    first, second = people
    wanted = at(world, 9)
    with pytest.raises(ZeroDivisionError), world.begin_work(first) as work:
        book(work, wanted, wants_talk=False, my_support_url=MY_SUPPORT)
        assert wanted.starts_at not in _starts(work)
        raise ZeroDivisionError
    # As many changes as were rolled back, but another one, as it comes from another process.
    with world.begin_work(Actor.operator()) as work:
        hold_times(work, [world.house.psychologist])
    assert wanted.starts_at in _offered(world, second)


def test_a_day_off_is_seen_at_the_next_look(world: World, people: tuple[Actor, Actor]) -> None:
    _first, second = people
    assert changes_hours(world, TimeOff(OPEN, OPEN)) == "changed"
    assert at(world, 9).starts_at not in _offered(world, second)


def test_who_has_left_is_offered_no_more_at_the_next_look(world: World, people: tuple[Actor, Actor]) -> None:
    _first, second = people
    with world.begin_work(Actor.operator()) as work:
        maarit = work.session.get_one(Practitioner, world.house.psychologist)
        maarit.left_at = work.now
    assert at(world, 9).starts_at not in _offered(world, second)
    with world.begin_work(Actor.operator()) as work:
        work.session.get_one(Practitioner, world.house.psychologist).left_at = None
    assert at(world, 9).starts_at in _offered(world, second)


def test_a_hold_is_seen_at_once_and_its_end_without_any_change(
    world: World, people: tuple[Actor, Actor]
) -> None:
    first, second = people
    wanted = at(world, 9)
    assert holds(world, "v" * 22, str(first.id), wanted) == "held"
    assert wanted.starts_at not in _offered(world, second)
    world.clock.pass_time(HOLD_LIVES - timedelta(seconds=1))
    assert wanted.starts_at not in _offered(world, second)
    world.clock.pass_time(timedelta(seconds=1))
    assert wanted.starts_at in _offered(world, second)


def test_the_days_move_on_though_nothing_changes(world: World, people: tuple[Actor, Actor]) -> None:
    _first, second = people
    world.clock.pass_time(timedelta(days=(OPEN - date(2026, 11, 24)).days + 3))
    assert local_date(world.clock.now()) > OPEN
    offered = _offered(world, second)
    assert offered and at(world, 9).starts_at not in offered
