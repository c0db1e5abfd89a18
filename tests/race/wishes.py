"""What several people want of one practitioner at the same instant, each in a transaction of her own."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from support.booking.actions import book
from support.booking.facts import ChosenTime, JustTaken
from support.vocabulary.actor import Actor, Role
from support.web.errors import DATABASE_AWAY
from tests.builders import World

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
