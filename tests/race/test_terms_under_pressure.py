"""Several book with one practitioner at the same instant, each another time: her terms hold all the same."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from support.booking.actions import book
from support.booking.rules.changes import Dropped
from support.booking.rules.hours import Terms, TimeOff
from support.vocabulary.actor import Actor, Role
from tests.builders import World
from tests.race.wishes import (
    HOURS,
    MY_SUPPORT,
    OPEN,
    at,
    at_once,
    books,
    changes_hours,
    everybody_gives_back,
    one_for_each_hour,
)

ROUNDS = 20
# Tomorrow, of which a share is still kept.
KEPT = date(2026, 11, 26)


@pytest.fixture
def people(world: World) -> list[str]:
    """Employees with an open case, one for each hour of the day."""
    return one_for_each_hour(world)


def test_a_day_never_takes_more_times_than_its_practitioner_does(world: World, people: list[str]) -> None:
    changes_hours(world, Terms(daily_cap=2))
    for _ in range(ROUNDS):
        assert _race(world, people, OPEN)["booked"] == 2


def test_room_stays_free_between_two_times(world: World, people: list[str]) -> None:
    changes_hours(world, Terms(buffer_minutes=30))
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
        counted = _race(world, people, OPEN, lambda: changes_hours(world, TimeOff(OPEN, OPEN)))
        assert counted["changed"] + counted["asked first"] == 1
        assert counted["booked"] in ((0,) if counted["changed"] else range(1, 1 + len(people)))
        for row in world.rows("time_off"):
            changes_hours(world, Dropped(row["id"]))


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
    everybody_gives_back(world)
    return Counter(results)
