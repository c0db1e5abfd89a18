"""What several people want of one practitioner at the same instant, each in a transaction of her own."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from support.booking.actions import book, cancel
from support.booking.cell_queries import hold_of
from support.booking.facts import ChosenTime, JustTaken
from support.booking.holding_actions import hold_time
from support.booking.hours_actions import LeftOutside, change_hours
from support.booking.queries import step_of
from support.booking.rules.appointment import State
from support.booking.rules.changes import Change
from support.cases.queries import open_case_of
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from support.web.errors import DATABASE_AWAY
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case

MY_SUPPORT = "https://kynnys.example/my"
# Far enough ahead that nothing of it is kept for others.
OPEN = date(2026, 12, 2)
# By the clock of winter, in UTC: 9 to 14 on the wall.
HOURS = range(7, 13)
# So long somebody comes again who is told that nothing can be done now; a machine may be busy with others.
SECONDS_TO_COME_AGAIN = 60


def at_once(wishes: Sequence[Callable[[], str]], world: World) -> list[str]:
    """What came of each wish, in the order in which they were done."""
    together = threading.Barrier(len(wishes))
    results: list[str] = []

    def run(wish: Callable[[], str]) -> None:
        together.wait()
        results.append(_told(wish))
        world.begin_work.let_go()

    threads = [threading.Thread(target=run, args=(wish,)) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(wishes), "somebody met a fault"
    return results


def _told(wish: Callable[[], str]) -> str:
    """What somebody is told in the end.

    Who has waited too long for a turn, or for somebody else's lock, is told that nothing can be done now and
    that nothing was changed; then she comes again. How long a turn takes is not what these tests are about.
    """
    until = time.monotonic() + SECONDS_TO_COME_AGAIN
    while True:
        try:
            return wish()
        except DATABASE_AWAY:
            if time.monotonic() > until:
                raise


def at(world: World, hour: int, day: date = OPEN) -> ChosenTime:
    """The psychologist's time that begins at this hour in UTC."""
    starts_at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return ChosenTime(world.house.psychologist, starts_at, "phone")


def books(world: World, employee_id: str, chosen: ChosenTime) -> str:
    """The employee books; what she is told."""
    try:
        with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
            book(work, chosen, wants_talk=False, my_support_url=MY_SUPPORT)
    except JustTaken:
        return "not free"
    return "booked"


def holds(world: World, visit: str, like: str, wanted: ChosenTime) -> str:
    """A visit holds the time for the step that is booked in the case of `like`; what came of it."""
    with world.begin_work(Actor.visitor()) as work:
        case = open_case_of(work, like)
        assert case
        hold_time(
            work,
            visit,
            step_of(case, wants_talk=False),
            wanted,
            employer_id=case.employer_id,
            language=Language.FI,
            is_urgent=False,
        )
        return "held" if hold_of(work, visit) else "not free"


def changes_hours(world: World, change: Change) -> str:
    """The psychologist's hours change; what her service manager is told."""
    (terms,) = world.rows("booking_terms") or [{"version": 0}]
    try:
        with world.begin_work(Actor(Role.ADMIN, world.house.psychologist)) as work:
            change_hours(work, world.house.psychologist, change, version=terms["version"], choices={})
    except LeftOutside:
        return "asked first"
    return "changed"


def gives_back(world: World, employee_id: str) -> None:
    """The employee cancels the time that she has."""
    (has,) = world.rows("appointment", employee_id=employee_id, state=State.CONFIRMED)
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        cancel(work, has["id"])


def everybody_gives_back(world: World) -> None:
    """Nothing is booked any more."""
    for row in world.rows("appointment", state=State.CONFIRMED):
        gives_back(world, row["employee_id"])


def one_for_each_hour(world: World) -> list[str]:
    """Employees with an open case, one for each hour of the day."""
    with world.begin_work(Actor.visitor()) as work:
        return [an_employee_with_a_case(work, world.house, number) for number in HOURS]
