"""A freed time is offered to one who waits at a time, in the fair order, and held for her."""

from datetime import UTC, date, datetime, timedelta

import pytest

from support.booking.cell_actions import pass_hold
from support.booking.facts import ChosenTime
from support.booking.moving_actions import move
from support.booking.rules.changes import Dropped
from support.booking.rules.hours import TimeOff
from support.booking.rules.waiting import PROPOSAL_LIVES, State
from support.booking.taking_actions import decline_proposal
from support.cases.opening_actions import Need, open_case
from support.jobs import JOBS, run_job
from support.people.models import Employee
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict
from support.vocabulary.pathway import BRIEF_SUPPORT, Urgency
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case
from tests.race.wishes import MY_SUPPORT, at, books, changes_hours, gives_back, holds
from tests.settings import ADDRESS
from tests.those_who_wait import (
    FRIDAY,
    OFFER,
    asks,
    employee_of,
    offered_now,
    one_who_has,
    takes,
    three_who_wait,
    works_off,
)


@pytest.fixture
def people(world: World) -> list[str]:
    """Three who have a time on Friday and wait for an earlier one, in this order."""
    return three_who_wait(world)


@pytest.fixture
def giver(world: World) -> str:
    """One more, who has the time on Wednesday that will be freed."""
    return one_who_has(world, 9, at(world, 10))


def test_a_cancelled_time_is_offered_to_whoever_waits_longest_and_held_for_her(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    (made,) = world.rows("proposal")
    assert employee_of(world, made["case_id"]) == people[0]
    assert (made["starts_at"], made["state"]) == (at(world, 10).starts_at, State.OPEN)
    assert made["until"] == world.clock.now() + PROPOSAL_LIVES
    assert len(world.rows("booking_cell", held_by=made["id"])) == 4
    assert world.rows("freed_time") == []
    assert books(world, giver, at(world, 10)) == "not free"


def test_the_message_about_it_is_neutral_and_leaves_in_her_language(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    before = len(world.sender.sent)
    world.send_due()
    texts = [text for _phone, text, *_ in world.sender.sent[before:]]
    expected = f"Aikaisempi aika vapautui: ke 2.12. klo 12.00. Pidämme sen sinulle kaksi tuntia: {OFFER}"
    assert texts.count(expected) == 1
    (row,) = world.rows("outbound_message", template="earlier")
    assert row["expires_at"] == world.rows("proposal")[0]["until"]


def test_the_more_urgent_comes_before_the_longer_waiting(world: World, people: list[str], giver: str) -> None:
    _needs(world, people[2], Urgency.NEXT_DAY)
    gives_back(world, giver)
    works_off(world)
    assert employee_of(world, offered_now(world)["case_id"]) == people[2]


def test_who_needs_a_call_today_is_neither_let_onto_the_list_nor_left_on_it(
    world: World, people: list[str], giver: str
) -> None:
    _needs(world, people[0], Urgency.SAME_DAY)
    with pytest.raises(Conflict):
        asks(world, people[0])
    gives_back(world, giver)
    works_off(world)
    assert employee_of(world, offered_now(world)["case_id"]) == people[1]
    assert len(world.rows("waiting")) == 3
    run_job(JOBS[1], world.begin_work, world.sender, ADDRESS)
    assert len(world.rows("waiting")) == 2


def test_nobody_to_whom_no_message_may_go_is_put_on_the_list(world: World, people: list[str]) -> None:
    for unsafe in ({"safe_to_text": False}, {"number_confirmed": False}):
        with world.begin_work(Actor.visitor()) as work:
            number = len(world.rows("employee")) + 20
            other = an_employee_with_a_case(work, world.house, number)
            row = work.session.get_one(Employee, other)
            for name, value in unsafe.items():
                setattr(row, name, value)
        with pytest.raises(Conflict):
            asks(world, other)


def test_in_the_evening_nothing_is_offered_and_in_the_morning_it_is(
    world: World, people: list[str], giver: str
) -> None:
    world.clock.set(datetime(2026, 11, 25, 16, 1, tzinfo=UTC))
    gives_back(world, giver)
    works_off(world)
    assert world.rows("proposal") == []
    (put_off,) = world.rows("freed_time")
    assert put_off["due_at"] == datetime(2026, 11, 26, 6, tzinfo=UTC)
    world.clock.set(put_off["due_at"])
    works_off(world)
    assert offered_now(world)["made_at"] == put_off["due_at"]


def test_who_holds_a_freed_time_herself_keeps_nobody_else_waiting(
    world: World, people: list[str], giver: str
) -> None:
    """What is kept for her is free for her, and yet cannot be offered to her."""
    other = one_who_has(world, 8, at(world, 12))
    gives_back(world, giver)
    _holds_herself(world, people[0], at(world, 10))
    gives_back(world, other)
    for _ in range(2):
        world.clock.pass_time(timedelta(seconds=1))
        works_off(world)
    assert offered_now(world)["starts_at"] == at(world, 12).starts_at


def test_a_time_that_is_not_earlier_is_offered_to_nobody(world: World, people: list[str]) -> None:
    late = one_who_has(world, 8, at(world, 11, FRIDAY))
    gives_back(world, late)
    works_off(world)
    assert world.rows("proposal") == world.rows("freed_time") == []


def test_a_time_too_soon_to_be_taken_to_the_last_minute_is_offered_to_nobody(
    world: World, people: list[str], giver: str
) -> None:
    world.clock.set(at(world, 10).starts_at - PROPOSAL_LIVES)
    gives_back(world, giver)
    works_off(world)
    assert world.rows("proposal") == []


def test_she_is_offered_only_the_way_of_meeting_that_she_asked_for(
    world: World, people: list[str], giver: str
) -> None:
    for one in people:
        asks(world, one, channel="on_site")
    asks(world, people[1], channel="video")
    assert len(world.rows("waiting")) == 3
    gives_back(world, giver)
    works_off(world)
    made = offered_now(world)
    assert (employee_of(world, made["case_id"]), made["channel"]) == (people[1], "video")


def test_one_without_a_time_is_offered_any(world: World, giver: str) -> None:
    with world.begin_work(Actor.visitor()) as work:
        waits = an_employee_with_a_case(work, world.house, 7)
    asks(world, waits)
    gives_back(world, giver)
    works_off(world)
    assert takes(world, waits, offered_now(world)["id"]) == at(world, 10).starts_at
    assert {row["state"].value for row in world.rows("support_case", employee_id=waits)} == {"booked"}


def test_a_moved_time_a_hold_that_ran_out_and_a_day_off_taken_back_are_freed_too(
    world: World, people: list[str], giver: str
) -> None:
    with world.begin_work(Actor(Role.EMPLOYEE, giver)) as work:
        (has,) = world.rows("appointment", employee_id=giver)
        move(work, has["id"], at(world, 12), my_support_url=MY_SUPPORT)
    assert [row["starts_at"] for row in world.rows("freed_time")] == [at(world, 10).starts_at]
    works_off(world)
    assert holds(world, "v" * 22, giver, at(world, 7)) == "held"
    world.clock.pass_time(timedelta(minutes=10))
    run_job(JOBS[1], world.begin_work, world.sender, ADDRESS)
    assert [row["starts_at"] for row in world.rows("freed_time")] == [at(world, 7).starts_at]
    works_off(world)
    assert changes_hours(world, TimeOff(date(2026, 12, 1), date(2026, 12, 1))) == "changed"
    works_off(world)
    (row,) = world.rows("time_off")
    assert changes_hours(world, Dropped(row["id"])) == "changed"
    works_off(world)
    offered = {employee_of(world, row["case_id"]): row["starts_at"] for row in world.rows("proposal")}
    assert offered.keys() == set(people)
    assert offered[people[0]] == at(world, 10).starts_at
    assert offered[people[1]] == at(world, 7).starts_at


def test_what_could_not_be_offered_while_she_had_another_offer_is_offered_after_it(
    world: World, giver: str
) -> None:
    with world.begin_work(Actor.visitor()) as work:
        waits = an_employee_with_a_case(work, world.house, 7)
    asks(world, waits)
    other = one_who_has(world, 8, at(world, 12))
    gives_back(world, giver)
    works_off(world)
    gives_back(world, other)
    works_off(world)
    first = offered_now(world)
    with world.begin_work(Actor(Role.EMPLOYEE, waits)) as work:
        decline_proposal(work, first["id"])
    works_off(world)
    assert offered_now(world)["starts_at"] == at(world, 12).starts_at


def test_what_lies_between_two_holds_that_ran_out_has_not_become_free(
    world: World, people: list[str], giver: str
) -> None:
    for visit, hour in (("v" * 22, 7), ("w" * 22, 12)):
        assert holds(world, visit, giver, at(world, hour)) == "held"
    world.clock.pass_time(timedelta(minutes=10))
    run_job(JOBS[1], world.begin_work, world.sender, ADDRESS)
    freed = sorted((row["starts_at"], row["ends_at"]) for row in world.rows("freed_time"))
    hours = [at(world, hour).starts_at for hour in (7, 12)]
    assert freed == [(start, start + timedelta(hours=1)) for start in hours]


def test_a_time_that_she_holds_herself_is_offered_to_nobody_and_what_else_is_free_is(
    world: World, people: list[str], giver: str
) -> None:
    other = one_who_has(world, 8, at(world, 12))
    for one in (giver, other):
        gives_back(world, one)
    _holds_herself(world, people[0], at(world, 10), giver)
    works_off(world)
    made = offered_now(world)
    assert (employee_of(world, made["case_id"]), made["starts_at"]) == (people[0], at(world, 12).starts_at)


def test_what_is_taken_before_its_message_has_left_is_not_announced_any_more(
    world: World, people: list[str], giver: str
) -> None:
    gives_back(world, giver)
    works_off(world)
    takes(world, people[0], offered_now(world)["id"])
    assert [row["state"].value for row in world.rows("outbound_message", template="earlier")] == ["cancelled"]


def test_while_nobody_waits_nothing_is_noted(world: World, giver: str) -> None:
    gives_back(world, giver)
    assert world.rows("freed_time") == []


def _needs(world: World, employee_id: str, urgency: Urgency) -> None:
    """She has answered again, and it is more urgent."""
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        need = Need(urgency, BRIEF_SUPPORT, safety=False, flags=())
        open_case(work, employee_id=employee_id, employer_id=None, key_id=work.new_key(), need=need)


def _holds_herself(world: World, employee_id: str, wanted: ChosenTime, like: str = "") -> None:
    """A visit of hers holds the time, and she has sent it."""
    assert holds(world, "v" * 22, like or employee_id, wanted) == "held"
    with world.begin_work(Actor.visitor()) as work:
        pass_hold(work, "v" * 22, employee_id)
