"""Who has a time is reminded of it twice, of the time that she has now, and of none that she gave back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from support.booking.moving_actions import move
from support.booking.on_behalf_actions import cancel_for
from support.booking.reminding_actions import Addresses, remind_of_due_times
from support.cases.nurse_actions import claim_case
from support.jobs import JOBS, run_job
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local
from tests.builders import SentCase, World, a_sent_case
from tests.race.wishes import MY_SUPPORT, at
from tests.settings import ADDRESS

REMIND = next(job for job in JOBS if job.name == "remind")
FAR_AHEAD = 9


@pytest.fixture
def sent(world: World) -> SentCase:
    """Somebody who has a time in more than a week."""
    sent = a_sent_case(world)
    _moves_to(world, sent, FAR_AHEAD)
    world.send_due()
    world.sender.sent.clear()
    return sent


def test_she_is_reminded_two_days_and_two_hours_before(world: World, sent: SentCase) -> None:
    starts_at = _appointment(world, sent)["starts_at"]
    assert _heard_until(world, starts_at + timedelta(hours=3)) == [
        ("A reminder of your time", "Mon 10:00"),
        ("See you today", "Wed 09:00"),
    ]
    assert world.rows("appointment", id=_appointment(world, sent)["id"])[0]["remind_at"] is None


def test_of_a_moved_time_only_the_new_one_is_said(world: World, sent: SentCase) -> None:
    starts_at = _appointment(world, sent)["starts_at"]
    _moves_to(world, sent, FAR_AHEAD + 3)
    world.send_due()
    world.sender.sent.clear()
    heard = _heard_until(world, starts_at + timedelta(hours=6))
    assert heard == [("A reminder of your time", "Mon 10:00"), ("See you today", "Wed 12:00")]


def test_of_a_time_that_was_given_back_nothing_is_said(world: World, sent: SentCase) -> None:
    row = _appointment(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, sent.case_id)
        cancel_for(work, sent.case_id, row["id"], my_support_url=MY_SUPPORT)
    world.send_due()
    world.sender.sent.clear()
    assert _heard_until(world, row["starts_at"]) == []


def test_who_wants_no_messages_is_not_reminded(world: World) -> None:
    sent = a_sent_case(world, contact={"safe_to_text": "no"})
    assert _heard_until(world, _appointment(world, sent)["starts_at"]) == []
    assert world.rows("outbound_message") == []


def test_a_worker_that_was_away_for_days_says_only_what_is_of_use(world: World, sent: SentCase) -> None:
    starts_at = _appointment(world, sent)["starts_at"]
    world.clock.set(starts_at - timedelta(minutes=50))
    assert _heard_until(world, starts_at) == [("See you today", "Wed 10:10")]


def test_a_clock_that_is_set_back_says_nothing_twice(world: World, sent: SentCase) -> None:
    starts_at = _appointment(world, sent)["starts_at"]
    assert len(_heard_until(world, starts_at - timedelta(days=1))) == 1
    world.clock.set(starts_at - timedelta(days=3))
    world.sender.sent.clear()
    assert _heard_until(world, starts_at) == [("See you today", "Wed 09:00")]


def test_a_reminder_that_cannot_be_said_holds_up_no_other(world: World, sent: SentCase) -> None:
    row = _appointment(world, sent)
    world.clock.set(row["remind_at"])
    remind_of_due_times(
        world.begin_work, Addresses("https://too-long.example/" + "x" * 160, "https://x.example/s/")
    )
    assert world.rows("outbound_message", template="rem2d") == []
    assert _heard_until(world, row["starts_at"]) == [("See you today", "Wed 09:00")]


def _moves_to(world: World, sent: SentCase, hour: int) -> None:
    with world.begin_work(Actor(Role.EMPLOYEE, sent.employee_id)) as work:
        move(work, _appointment(world, sent)["id"], at(world, hour), my_support_url=MY_SUPPORT)


def _appointment(world: World, sent: SentCase) -> dict[str, Any]:
    (row,) = [
        row for row in world.rows("appointment", employee_id=sent.employee_id) if row["ended_at"] is None
    ]
    return row


def _heard_until(world: World, end: datetime) -> list[tuple[str, str]]:
    """What she hears, by its beginning, and when; the clock goes from one moment that is due to the next."""
    heard: list[tuple[str, str]] = []
    while world.clock.now() < end:
        before = len(world.sender.sent)
        run_job(REMIND, world.begin_work, world.sender, ADDRESS)
        world.send_due()
        for _phone, text in world.sender.sent[before:]:
            begins = next(words for words in ("A reminder of your time", "See you today") if words in text)
            heard.append((begins, local(world.clock.now()).strftime("%a %H:%M")))
        moments = [row["remind_at"] for row in world.rows("appointment") if row["remind_at"]]
        world.clock.set(min([*moments, end]))
    return heard
