"""Those who wait for an earlier time, those who give theirs back, and the job between them."""

from datetime import date, datetime, timedelta
from typing import Any

from support.booking.facts import ChosenTime
from support.booking.list_actions import ask_to_wait
from support.booking.proposing_actions import propose_due_times
from support.booking.rules.waiting import State
from support.booking.taking_actions import take_proposal
from support.vocabulary.actor import Actor, Role
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case
from tests.race.wishes import HOURS, MY_SUPPORT, at, books

OFFER = "https://kynnys.example/times/offer"
FRIDAY = date(2026, 12, 4)


def three_who_wait(world: World) -> list[str]:
    """Three employees: each has a time on Friday, the first at nine, and asked to be told, in this order."""
    with world.begin_work(Actor.visitor()) as work:
        found = [an_employee_with_a_case(work, world.house, number) for number in range(3)]
    wait_on_friday(world, found)
    return found


def wait_on_friday(world: World, people: list[str]) -> None:
    """One after the other books a time on Friday and asks to be told of an earlier one."""
    for one, hour in zip(people, HOURS, strict=False):
        assert books(world, one, at(world, hour, FRIDAY)) == "booked"
        world.clock.pass_time(timedelta(seconds=1))
        asks(world, one)


def one_who_has(world: World, number: int, chosen: ChosenTime) -> str:
    """One more employee, with this time."""
    with world.begin_work(Actor.visitor()) as work:
        one = an_employee_with_a_case(work, world.house, number)
    assert books(world, one, chosen) == "booked"
    return one


def asks(world: World, employee_id: str, *, channel: str = "") -> None:
    """She asks to be told when an earlier time opens."""
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        ask_to_wait(work, channel=channel, wants_talk=False, offer_url=OFFER)


def offered_now(world: World) -> dict[str, Any]:
    """The one offer that is open."""
    (row,) = world.rows("proposal", state=State.OPEN)
    return row


def takes(world: World, employee_id: str, proposal_id: object) -> datetime:
    """She takes what is offered to her; when it begins."""
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        return take_proposal(work, str(proposal_id), my_support_url=MY_SUPPORT).starts_at


def works_off(world: World) -> str:
    """A worker offers what has become free."""
    propose_due_times(world.begin_work)
    return "worked"


def employee_of(world: World, case_id: object) -> str:
    """Whose case it is."""
    (row,) = world.rows("support_case", id=case_id)
    return str(row["employee_id"])
