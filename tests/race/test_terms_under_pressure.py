"""Several book with one practitioner at the same instant, each another time: her terms hold all the same."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from support.booking.actions import book, cancel
from support.booking.hours_actions import LeftOutside, change_hours
from support.booking.rules.appointment import State
from support.booking.rules.changes import Change, Dropped
from support.booking.rules.hours import Terms, TimeOff
from support.vocabulary.actor import Actor, Role
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case
from tests.race.wishes import HOURS, MY_SUPPORT, OPEN, at, at_once, books

ROUNDS = 20
# Tomorrow, of which a share is still kept.
KEPT = date(2026, 11, 26)


@pytest.fixture
def people(world: World) -> list[str]:
    """Employees with an open case, one for each hour of the day."""
    with world.begin_work(Actor.visitor()) as work:
        return [an_employee_with_a_case(work, world.house, number) for number in HOURS]


def test_a_day_never_takes_more_times_than_its_practitioner_does(world: World, people: list[str]) -> None:
    _change(world, Terms(daily_cap=2))
    for _ in range(ROUNDS):
        assert _race(world, people, OPEN)["booked"] == 2


def test_room_stays_free_between_two_times(world: World, people: list[str]) -> None:
    _change(world, Terms(buffer_minutes=30))
    for _ in range(ROUNDS):
        # One after another without a gap: no two neighbours may both be taken.
        assert 2 <= _race(world, people, OPEN)["booked"] <= 3


def test_what_is_kept_for_urgent_contacts_stays_free(world: World, people: list[str]) -> None:
    for _ in range(ROUNDS):
        # Six hours are worked; of a fifth kept, four of them go to people who are in no hurry.
        assert _race(world, people, KEPT)["booked"] == 4


def test_nobody_books_into_days_off_that_are_taken_at_the_same_moment(
    world: World, people: list[str]
) -> None:
    for _ in range(ROUNDS):
        counted = _race(world, people, OPEN, lambda: _change(world, TimeOff(OPEN, OPEN)))
        assert counted["changed"] + counted["asked first"] == 1
        assert counted["booked"] in ((0,) if counted["changed"] else range(1, 1 + len(people)))
        for row in world.rows("time_off"):
            _change(world, Dropped(row["id"]))


@pytest.mark.postgresql
def test_who_waits_in_vain_for_an_undecided_time_is_told_that_it_is_taken(
    world: World, people: list[str]
) -> None:
    first, second, *_others = people
    wanted = at(world, HOURS[0])
    results: list[str] = []
    with world.begin_work(Actor(Role.EMPLOYEE, first)) as work:
        book(work, wanted, wants_talk=False, my_support_url=MY_SUPPORT)
        waiting = threading.Thread(target=lambda: results.append(books(world, second, wanted)))
        waiting.start()
        waiting.join()
    assert results == ["not free"]
    assert [row["employee_id"] for row in world.rows("appointment")] == [first]


def _race(
    world: World, people: list[str], day: date, beside: Callable[[], str] | None = None
) -> Counter[str]:
    """Everybody books an hour of her own at once; what came of it, and afterwards nothing is booked."""
    wishes = [
        partial(books, world, who, at(world, hour, day)) for who, hour in zip(people, HOURS, strict=True)
    ]
    results = at_once([*wishes, beside] if beside else wishes, world)
    for row in world.rows("appointment"):
        if row["state"] is State.CONFIRMED:
            with world.begin_work(Actor(Role.EMPLOYEE, row["employee_id"])) as work:
                cancel(work, row["id"])
    return Counter(results)


def _change(world: World, change: Change) -> str:
    (terms,) = world.rows("booking_terms") or [{"version": 0}]
    editor = Actor(Role.ADMIN, world.house.psychologist)
    try:
        with world.begin_work(editor) as work:
            change_hours(work, world.house.psychologist, change, version=terms["version"], choices={})
    except LeftOutside:
        return "asked first"
    return "changed"
