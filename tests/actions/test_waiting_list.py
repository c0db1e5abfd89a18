"""A freed time is offered to one who waits at a time, held for her, and goes on to the next."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from support.booking.actions import cancel
from support.booking.cell_actions import pass_hold
from support.booking.facts import ChosenTime, JustTaken
from support.booking.holding_actions import hold_time
from support.booking.hours_actions import change_hours
from support.booking.list_actions import ask_to_wait, leave_list, take_off_list
from support.booking.moving_actions import move
from support.booking.proposing_actions import propose_due_times
from support.booking.queries import step_of
from support.booking.rules.changes import Dropped
from support.booking.rules.hours import TimeOff
from support.booking.rules.waiting import PROPOSAL_LIVES, State
from support.booking.taking_actions import decline_proposal, take_proposal
from support.cases.nurse_actions import claim_case, close_case
from support.cases.opening_actions import Need, open_case
from support.cases.queries import open_case_of
from support.cases.rules.states import CloseReason
from support.jobs import JOBS, run_job
from support.people.models import Employee
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict, NotFound
from support.vocabulary.language import Language
from support.vocabulary.pathway import BRIEF_SUPPORT, Urgency
from tests.builders import World
from tests.people_of_the_tests import an_employee_with_a_case
from tests.race.wishes import HOURS, MY_SUPPORT, OPEN, at, books

OFFER = "https://kynnys.example/times/offer"
FRIDAY = date(2026, 12, 4)


@pytest.fixture
def people(world: World) -> list[str]:
    """Three employees: each has a time on Friday, the first at nine, and asked to be told, in this order."""
    with world.begin_work(Actor.visitor()) as work:
        found = [an_employee_with_a_case(work, world.house, number) for number in range(3)]
    for one, hour in zip(found, HOURS, strict=False):
        assert books(world, one, at(world, hour, FRIDAY)) == "booked"
        world.clock.pass_time(timedelta(minutes=1))
        _asks(world, one)
    return found


@pytest.fixture
def giver(world: World) -> str:
    """One more, who has the time on Wednesday that will be freed."""
    with world.begin_work(Actor.visitor()) as work:
        one = an_employee_with_a_case(work, world.house, 9)
    assert books(world, one, at(world, 10)) == "booked"
    return one


def test_a_cancelled_time_is_offered_to_whoever_waits_longest_and_held_for_her(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    (made,) = world.rows("proposal")
    assert _employee_of(world, made["case_id"]) == people[0]
    assert (made["starts_at"], made["state"]) == (at(world, 10).starts_at, State.OPEN)
    assert made["until"] == world.clock.now() + PROPOSAL_LIVES
    assert len(world.rows("booking_cell", held_by=made["id"])) == 4
    assert world.rows("freed_time") == []
    assert books(world, giver, at(world, 10)) == "not free"


def test_the_message_about_it_is_neutral_and_leaves_in_her_language(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    before = len(world.sender.sent)
    world.send_due()
    texts = [text for _phone, text, *_ in world.sender.sent[before:]]
    expected = f"Aikaisempi aika vapautui: ke 2.12. klo 12.00. Pidämme sen sinulle kaksi tuntia: {OFFER}"
    assert texts.count(expected) == 1
    (row,) = world.rows("outbound_message", template="earlier")
    assert row["expires_at"] == world.rows("proposal")[0]["until"]


def test_who_takes_it_gives_her_own_time_back_and_that_goes_to_the_next(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    first = _open(world)
    taken = _takes(world, people[0], first["id"])
    assert taken == at(world, 10).starts_at
    assert [row["state"] for row in world.rows("proposal")] == [State.TAKEN]
    assert world.rows("booking_cell", held_by=first["id"]) == []
    assert first["case_id"] not in {row["case_id"] for row in world.rows("waiting")}
    _work_off(world)
    then = _open(world)
    assert _employee_of(world, then["case_id"]) == people[1]
    assert then["starts_at"] == at(world, HOURS[0], FRIDAY).starts_at


def test_taking_twice_gets_the_first_answer(world: World, people: list[str], giver: str) -> None:
    _gives_back(world, giver)
    _work_off(world)
    offered = _open(world)["id"]
    assert _takes(world, people[0], offered) == _takes(world, people[0], offered)
    assert len(world.rows("appointment", rebooked_from=None)) == 4


def test_what_she_declines_goes_to_the_next_and_is_never_offered_to_her_again(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    for number, one in enumerate(people):
        _work_off(world)
        offered = _open(world)
        assert _employee_of(world, offered["case_id"]) == one
        for _ in range(2):
            with world.begin_work(Actor(Role.EMPLOYEE, one)) as work:
                decline_proposal(work, offered["id"])
        assert len(world.rows("case_step", kind="offer_declined")) == number + 1
    _work_off(world)
    assert world.rows("proposal", state=State.OPEN) == world.rows("freed_time") == []
    assert len(world.rows("waiting")) == 3
    assert books(world, giver, at(world, 10)) == "booked"


def test_what_she_lets_pass_goes_to_the_next_when_two_hours_are_over(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    first = _open(world)
    world.clock.pass_time(PROPOSAL_LIVES - timedelta(seconds=1))
    _work_off(world)
    assert _open(world) == first
    world.clock.pass_time(timedelta(seconds=1))
    with pytest.raises(Conflict):
        _takes(world, people[0], first["id"])
    _work_off(world)
    assert _employee_of(world, _open(world)["case_id"]) == people[1]
    assert world.rows("proposal", state=State.PASSED)[0]["id"] == first["id"]


def test_the_more_urgent_comes_before_the_longer_waiting(world: World, people: list[str], giver: str) -> None:
    _needs(world, people[2], Urgency.NEXT_DAY)
    _gives_back(world, giver)
    _work_off(world)
    assert _employee_of(world, _open(world)["case_id"]) == people[2]


def test_who_needs_a_call_today_is_neither_let_onto_the_list_nor_left_on_it(
    world: World, people: list[str], giver: str
) -> None:
    _needs(world, people[0], Urgency.SAME_DAY)
    with pytest.raises(Conflict):
        _asks(world, people[0])
    _gives_back(world, giver)
    _work_off(world)
    assert _employee_of(world, _open(world)["case_id"]) == people[1]
    assert len(world.rows("waiting")) == 3
    run_job(JOBS[1], world.begin_work, world.sender)
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
            _asks(world, other)


def test_in_the_evening_nothing_is_offered_and_in_the_morning_it_is(
    world: World, people: list[str], giver: str
) -> None:
    world.clock.set(datetime(2026, 11, 25, 16, 1, tzinfo=UTC))
    _gives_back(world, giver)
    _work_off(world)
    assert world.rows("proposal") == []
    (put_off,) = world.rows("freed_time")
    assert put_off["due_at"] == datetime(2026, 11, 26, 6, tzinfo=UTC)
    world.clock.set(put_off["due_at"])
    _work_off(world)
    assert _open(world)["made_at"] == put_off["due_at"]


def test_who_holds_a_freed_time_herself_keeps_nobody_else_waiting(
    world: World, people: list[str], giver: str
) -> None:
    """What is kept for her is free for her, and yet cannot be offered to her."""
    with world.begin_work(Actor.visitor()) as work:
        other = an_employee_with_a_case(work, world.house, 8)
    assert books(world, other, at(world, 12)) == "booked"
    _gives_back(world, giver)
    _hold(world, people[0], at(world, 10))
    with world.begin_work(Actor.visitor()) as work:
        pass_hold(work, "v" * 22, people[0])
    _gives_back(world, other)
    for _ in range(2):
        world.clock.pass_time(timedelta(seconds=1))
        _work_off(world)
    assert _open(world)["starts_at"] == at(world, 12).starts_at


def test_a_time_that_is_not_earlier_is_offered_to_nobody(world: World, people: list[str]) -> None:
    with world.begin_work(Actor.visitor()) as work:
        late = an_employee_with_a_case(work, world.house, 8)
    assert books(world, late, at(world, 11, FRIDAY)) == "booked"
    _gives_back(world, late)
    _work_off(world)
    assert world.rows("proposal") == world.rows("freed_time") == []


def test_a_time_too_soon_to_be_taken_to_the_last_minute_is_offered_to_nobody(
    world: World, people: list[str], giver: str
) -> None:
    world.clock.set(at(world, 10).starts_at - PROPOSAL_LIVES)
    _gives_back(world, giver)
    _work_off(world)
    assert world.rows("proposal") == []


def test_she_is_offered_only_the_way_of_meeting_that_she_asked_for(
    world: World, people: list[str], giver: str
) -> None:
    for one in people:
        _asks(world, one, channel="on_site")
    _asks(world, people[1], channel="video")
    assert len(world.rows("waiting")) == 3
    _gives_back(world, giver)
    _work_off(world)
    made = _open(world)
    assert (_employee_of(world, made["case_id"]), made["channel"]) == (people[1], "video")


def test_one_without_a_time_is_offered_any(world: World, giver: str) -> None:
    with world.begin_work(Actor.visitor()) as work:
        waits = an_employee_with_a_case(work, world.house, 7)
    _asks(world, waits)
    _gives_back(world, giver)
    _work_off(world)
    assert _takes(world, waits, _open(world)["id"]) == at(world, 10).starts_at
    assert {row["state"].value for row in world.rows("support_case", employee_id=waits)} == {"booked"}


def test_a_moved_time_a_hold_that_ran_out_and_a_day_off_taken_back_are_freed_too(
    world: World, people: list[str], giver: str
) -> None:
    with world.begin_work(Actor(Role.EMPLOYEE, giver)) as work:
        (has,) = world.rows("appointment", employee_id=giver)
        move(work, has["id"], at(world, 12), my_support_url=MY_SUPPORT)
    assert [row["starts_at"] for row in world.rows("freed_time")] == [at(world, 10).starts_at]
    _work_off(world)
    _hold(world, giver, at(world, 7))
    world.clock.pass_time(timedelta(minutes=10))
    run_job(JOBS[1], world.begin_work, world.sender)
    assert [row["starts_at"] for row in world.rows("freed_time")] == [at(world, 7).starts_at]
    _work_off(world)
    admin = Actor(Role.ADMIN, world.house.psychologist)
    off = TimeOff(date(2026, 12, 1), date(2026, 12, 1))
    with world.begin_work(admin) as work:
        change_hours(work, world.house.psychologist, off, version=0, choices={})
    _work_off(world)
    (row,) = world.rows("time_off")
    with world.begin_work(admin) as work:
        change_hours(work, world.house.psychologist, Dropped(row["id"]), version=1, choices={})
    _work_off(world)
    offered = {_employee_of(world, row["case_id"]): row["starts_at"] for row in world.rows("proposal")}
    assert offered.keys() == set(people)
    assert offered[people[0]] == at(world, 10).starts_at
    assert offered[people[1]] == at(world, 7).starts_at


def test_what_could_not_be_offered_while_she_had_another_offer_is_offered_after_it(
    world: World, giver: str
) -> None:
    with world.begin_work(Actor.visitor()) as work:
        waits = an_employee_with_a_case(work, world.house, 7)
        other = an_employee_with_a_case(work, world.house, 8)
    _asks(world, waits)
    assert books(world, other, at(world, 12)) == "booked"
    _gives_back(world, giver)
    _work_off(world)
    _gives_back(world, other)
    _work_off(world)
    first = _open(world)
    with world.begin_work(Actor(Role.EMPLOYEE, waits)) as work:
        decline_proposal(work, first["id"])
    _work_off(world)
    assert _open(world)["starts_at"] == at(world, 12).starts_at


def test_what_lies_between_two_holds_that_ran_out_has_not_become_free(
    world: World, people: list[str], giver: str
) -> None:
    for visit, hour in (("v" * 22, 7), ("w" * 22, 12)):
        _hold(world, giver, at(world, hour), visit=visit)
    world.clock.pass_time(timedelta(minutes=10))
    run_job(JOBS[1], world.begin_work, world.sender)
    freed = sorted((row["starts_at"], row["ends_at"]) for row in world.rows("freed_time"))
    hours = [at(world, hour).starts_at for hour in (7, 12)]
    assert freed == [(start, start + timedelta(hours=1)) for start in hours]


def test_a_time_that_she_holds_herself_is_offered_to_nobody_and_what_else_is_free_is(
    world: World, people: list[str], giver: str
) -> None:
    with world.begin_work(Actor.visitor()) as work:
        other = an_employee_with_a_case(work, world.house, 8)
    assert books(world, other, at(world, 12)) == "booked"
    for one in (giver, other):
        _gives_back(world, one)
    _hold(world, giver, at(world, 10))
    with world.begin_work(Actor.visitor()) as work:
        pass_hold(work, "v" * 22, people[0])
    _work_off(world)
    made = _open(world)
    assert (_employee_of(world, made["case_id"]), made["starts_at"]) == (people[0], at(world, 12).starts_at)


def test_what_is_taken_before_its_message_has_left_is_not_announced_any_more(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    _takes(world, people[0], _open(world)["id"])
    assert [row["state"].value for row in world.rows("outbound_message", template="earlier")] == ["cancelled"]


@pytest.mark.parametrize("leaves", ["herself", "by the nurse", "by cancelling"])
def test_who_leaves_the_list_gives_back_what_is_kept_for_her(
    leaves: str, world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    offered = _open(world)
    for _ in range(1 if leaves == "by cancelling" else 2):
        _leaves(world, people[0], leaves)
    assert [row["state"] for row in world.rows("proposal")] == [State.WITHDRAWN]
    assert {row["case_id"] for row in world.rows("waiting")}.isdisjoint({offered["case_id"]})
    assert [row["state"].value for row in world.rows("outbound_message", template="earlier")] == ["cancelled"]
    _work_off(world)
    (then,) = world.rows("proposal", state=State.OPEN, starts_at=offered["starts_at"])
    assert _employee_of(world, then["case_id"]) == people[1]


def test_nobody_takes_or_declines_what_is_offered_to_another(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    offered = _open(world)
    with pytest.raises(NotFound):
        _takes(world, people[1], offered["id"])
    with pytest.raises(NotFound), world.begin_work(Actor(Role.EMPLOYEE, people[1])) as work:
        decline_proposal(work, offered["id"])
    assert _open(world) == offered


def test_where_the_practitioner_is_away_meanwhile_she_keeps_what_she_has(
    world: World, people: list[str], giver: str
) -> None:
    _gives_back(world, giver)
    _work_off(world)
    with world.begin_work(Actor(Role.ADMIN, world.house.psychologist)) as work:
        change_hours(work, world.house.psychologist, TimeOff(OPEN, OPEN), version=0, choices={})
    before = world.rows("appointment")
    with pytest.raises(JustTaken):
        _takes(world, people[0], _open(world)["id"])
    assert world.rows("appointment") == before


def test_the_list_of_a_closed_case_is_forgotten(world: World, people: list[str]) -> None:
    case_id = world.rows("support_case", employee_id=people[0])[0]["id"]
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, case_id)
        close_case(work, case_id, CloseReason.BY_PERSON)
    run_job(JOBS[1], world.begin_work, world.sender)
    assert case_id not in {row["case_id"] for row in world.rows("waiting")}


def test_while_nobody_waits_nothing_is_noted(world: World, giver: str) -> None:
    _gives_back(world, giver)
    assert world.rows("freed_time") == []


def _asks(world: World, employee_id: str, *, channel: str = "") -> None:
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        ask_to_wait(work, channel=channel, wants_talk=False, offer_url=OFFER)


def _leaves(world: World, employee_id: str, how: str) -> None:
    own, nils = Actor(Role.EMPLOYEE, employee_id), world.house.nils.actor
    case_id = world.rows("support_case", employee_id=employee_id)[0]["id"]
    (has,) = world.rows("appointment", employee_id=employee_id)
    act: dict[str, tuple[Actor, Callable[[Work], object]]] = {
        "herself": (own, leave_list),
        "by the nurse": (nils, lambda work: take_off_list(work, case_id)),
        "by cancelling": (own, lambda work: cancel(work, has["id"])),
    }
    if how == "by the nurse":
        with world.begin_work(nils) as work:
            claim_case(work, case_id)
    actor, does = act[how]
    with world.begin_work(actor) as work:
        does(work)


def _needs(world: World, employee_id: str, urgency: Urgency) -> None:
    """She has answered again, and it is more urgent."""
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        need = Need(urgency, BRIEF_SUPPORT, safety=False, flags=())
        open_case(work, employee_id=employee_id, employer_id=None, key_id=work.new_key(), need=need)


def _gives_back(world: World, employee_id: str) -> None:
    (has,) = [row for row in world.rows("appointment", employee_id=employee_id) if not row["ended_at"]]
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        cancel(work, has["id"])


def _hold(world: World, like: str, wanted: ChosenTime, *, visit: str = "v" * 22) -> None:
    """A visit holds the time for the step that is booked in the case of `like`."""
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
    assert world.rows("booking_cell", held_by=visit)


def _work_off(world: World) -> None:
    propose_due_times(world.begin_work)


def _open(world: World) -> dict[str, Any]:
    (row,) = world.rows("proposal", state=State.OPEN)
    return row


def _takes(world: World, employee_id: str, proposal_id: object) -> datetime:
    with world.begin_work(Actor(Role.EMPLOYEE, employee_id)) as work:
        return take_proposal(work, str(proposal_id), my_support_url=MY_SUPPORT).starts_at


def _employee_of(world: World, case_id: object) -> str:
    (row,) = world.rows("support_case", id=case_id)
    return str(row["employee_id"])
