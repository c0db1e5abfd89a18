"""What several people want of one practitioner at the same instant, each in a transaction of her own."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from support.booking.actions import book
from support.booking.facts import ChosenTime, JustTaken
from support.vocabulary.actor import Actor, Role
from tests.builders import World

MY_SUPPORT = "https://kynnys.example/my"
# Far enough ahead that nothing of it is kept for others.
OPEN = date(2026, 12, 2)
# By the clock of winter, in UTC: 9 to 14 on the wall.
HOURS = range(7, 13)


def at_once(wishes: Sequence[Callable[[], str]], world: World) -> list[str]:
    """What came of each wish, in the order in which they were done."""
    together = threading.Barrier(len(wishes))
    results: list[str] = []

    def run(wish: Callable[[], str]) -> None:
        together.wait()
        results.append(wish())
        world.begin_work.let_go()

    threads = [threading.Thread(target=run, args=(wish,)) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(wishes), "somebody met a fault"
    return results


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
