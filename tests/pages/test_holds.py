"""The time that she chose is hers while she confirms her number, and nobody's longer than ten minutes."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from support.booking.models import BookingCell
from support.booking.rules.hold import HOLDS_PER_ADDRESS
from support.jobs import JOBS, run_job
from tests.browser_of_the_tests import Browser
from tests.builders import (
    LOOKER,
    SECOND,
    World,
    a_sent_case,
    at_result,
    contact_fields,
    first_slot,
    slots_on,
    takes_so_many_a_day,
)
from tests.settings import ADDRESS

TEN_MINUTES = timedelta(minutes=10)


def test_while_she_confirms_her_number_nobody_else_is_offered_the_time_that_she_chose(world: World) -> None:
    _browser, slot = _asked_for_a_code(world)
    other = a_sent_case(world, book=False, contact=SECOND).browser
    assert slot not in slots_on(other.html())
    assert other.post("/times", slot=slot).status_code == 409
    assert world.rows("appointment") == []


def test_she_sees_what_is_kept_for_her_and_until_when(world: World) -> None:
    browser, _slot = _asked_for_a_code(world)
    until = world.rows("booking_cell")[0]["held_until"]
    assert until == world.clock.now() + TEN_MINUTES
    assert "We keep the time" in browser.text()
    browser.post(code="000000")
    assert "We keep the time" in browser.text()
    browser.post(code=world.code())
    assert browser.url.startswith("/times") and "We keep the time" in browser.text()
    assert " checked" in browser.html()


def test_a_time_that_is_held_counts_into_those_of_its_day(world: World) -> None:
    takes_so_many_a_day(world, world.house.psychologist, 1)
    browser, slot = _asked_for_a_code(world)
    code = world.code()
    other = a_sent_case(world, book=False, contact=SECOND).browser
    assert [one for one in slots_on(other.html()) if one.startswith(slot[:9])] == []
    browser.post(code=code)
    browser.post(browser.url, slot=slot)
    assert browser.url.startswith("/times/booked/"), browser.text()


def test_what_was_held_becomes_hers_when_she_takes_it(world: World) -> None:
    browser, slot = _asked_for_a_code(world)
    browser.post(code=world.code())
    browser.post(browser.url, slot=slot)
    assert browser.url.startswith("/times/booked/")
    assert {row["held_by"] for row in world.rows("booking_cell")} == {None}
    assert len(world.rows("booking_cell")) == 8


def test_when_she_takes_another_time_what_was_held_is_free(world: World) -> None:
    browser, slot = _asked_for_a_code(world)
    browser.post(code=world.code())
    other = first_slot(browser)
    browser.post(browser.url, slot=other)
    assert len(world.rows("booking_cell")) == 8
    assert slot in slots_on(a_sent_case(world, book=False, contact=SECOND).browser.html())


def test_after_ten_minutes_it_is_free_for_another_with_no_job_run(world: World) -> None:
    _browser, slot = _asked_for_a_code(world)
    other = a_sent_case(world, book=False, contact=SECOND).browser
    world.clock.pass_time(TEN_MINUTES - timedelta(seconds=1))
    other.get("/times")
    assert slot not in slots_on(other.html())
    world.clock.pass_time(timedelta(seconds=1))
    other.get("/times")
    other.post("/times", slot=slot)
    assert other.url.startswith("/times/booked/"), other.text()


def test_what_ran_out_and_was_taken_is_told_to_her_with_other_times(world: World) -> None:
    browser, slot = _asked_for_a_code(world)
    browser.post(code=world.code())
    world.clock.pass_time(TEN_MINUTES)
    other = a_sent_case(world, book=False, contact=SECOND).browser
    other.post("/times", slot=slot)
    assert browser.post("/times", slot=slot).status_code == 409
    assert len(set(slots_on(browser.html()))) == 3
    assert "We keep the time" not in browser.text()


def test_a_visit_holds_one_time(world: World) -> None:
    browser, slot = _asked_for_a_code(world)
    browser.get("/result")
    other = first_slot(browser)
    assert other != slot and slot in slots_on(browser.html())
    browser.post("/result", slot=other)
    browser.get("/contact")
    browser.post(**contact_fields(world))
    assert len(world.rows("booking_cell")) == 4
    assert slot in slots_on(a_sent_case(world, book=False, contact=SECOND).browser.html())


def test_a_new_code_keeps_the_time_as_long_as_the_code_is_good(world: World) -> None:
    browser, _slot = _asked_for_a_code(world)
    world.clock.pass_time(timedelta(minutes=6))
    browser.post("/code/new")
    assert {row["held_until"] for row in world.rows("booking_cell")} == {world.clock.now() + TEN_MINUTES}


def test_for_one_address_so_many_times_are_kept_and_whoever_comes_then_still_gets_her_code(
    world: World,
) -> None:
    limit, window = HOLDS_PER_ADDRESS
    browser, _slot = _asked_for_a_code(world)
    for count in range(2, limit + 2):
        assert len(world.rows("booking_cell")) == 4, count
        world.clock.pass_time(timedelta(minutes=1))
        browser.post("/code/new")
        assert browser.url == "/code", browser.text()
    assert world.rows("booking_cell") == []
    assert "We keep the time" not in browser.text()
    assert len(world.rows("outbound_message", template="code")) == limit + 1
    elsewhere = at_result(world)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    elsewhere.post("/result", slot=first_slot(elsewhere))
    _leaves_number(world, elsewhere)
    assert len(world.rows("booking_cell")) == 4
    world.clock.pass_time(window)
    _asked_for_a_code(world)
    assert world.clock.now() + TEN_MINUTES in {row["held_until"] for row in world.rows("booking_cell")}


def test_of_two_who_chose_the_same_time_the_first_to_leave_a_number_holds_it(world: World) -> None:
    first, second = at_result(world), at_result(world)
    slot = first_slot(first)
    assert slot == first_slot(second)
    for browser in (first, second):
        browser.post("/result", slot=slot)
    _leaves_number(world, first)
    _leaves_number(world, second, **SECOND)
    assert "We keep the time" in first.text()
    assert "We keep the time" not in second.text()
    second.post(code=world.code())
    assert "That time is no longer free for you" in second.text()


def test_who_chose_no_time_holds_none(world: World) -> None:
    browser = at_result(world)
    _leaves_number(world, browser)
    assert world.rows("booking_cell") == []


def test_deleting_the_answers_gives_the_time_back(world: World) -> None:
    browser, _slot = _asked_for_a_code(world)
    browser.get("/questions/stop")
    browser.post("/questions/delete")
    assert world.rows("booking_cell") == []


def test_taking_everything_back_gives_the_time_back(world: World) -> None:
    browser, _slot = _asked_for_a_code(world)
    browser.post(code=world.code())
    browser.get("/my/delete")
    browser.post()
    assert world.rows("booking_cell") == []


def test_of_a_hold_that_has_run_out_no_trace_is_kept(world: World) -> None:
    _asked_for_a_code(world)
    forget = JOBS[1]
    run_job(forget, world.begin_work, world.sender, ADDRESS)
    assert len(world.rows("booking_cell")) == 4
    world.clock.pass_time(TEN_MINUTES)
    run_job(forget, world.begin_work, world.sender, ADDRESS)
    assert world.rows("booking_cell") == []


@pytest.mark.parametrize("held", [{}, {"held_by": "x" * 22}])
def test_a_quarter_hour_is_booked_or_held_until_a_moment(held: dict[str, str], world: World) -> None:
    with pytest.raises(IntegrityError), world.begin_work(LOOKER) as work:
        work.session.add(BookingCell(person_id="p" * 22, starts_at=work.now, **held))


def _asked_for_a_code(world: World) -> tuple[Browser, str]:
    """She has chosen a time and stands before the field for the code; the time, not the next hour."""
    browser = at_result(world)
    slot = slots_on(browser.html())[-1]
    browser.post("/result", slot=slot)
    _leaves_number(world, browser)
    return browser, slot


def _leaves_number(world: World, browser: Browser, **other: str) -> None:
    browser.get("/contact")
    browser.post(**contact_fields(world, **other))
    assert browser.url.startswith("/code"), browser.text()
