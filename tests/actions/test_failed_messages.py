"""A message that has not reached its person is a nurse's: an alert, once for each matter."""

import logging

import pytest

from support.followup.failure_actions import tell_of_failures
from support.messaging.refusal_rules import Refusal
from support.messaging.sender import SendResult
from tests.builders import SentCase, World, a_sent_case, with_a_call_booked
from tests.check_ins import asked, was_met
from tests.outbox import plan

REFUSED = SendResult(accepted=False, refusal=Refusal.BAD_NUMBER)


def alerts(world: World) -> list[tuple[str, str]]:
    """The open alerts: of what kind, about what."""
    tell_of_failures(world.begin_work)
    return [(row["kind"], row["about"]) for row in world.rows("alert", resolved_at=None)]


@pytest.fixture
def booked(world: World) -> SentCase:
    """Somebody whose number takes no messages, with a time that she has booked."""
    world.send_due()
    world.sender.result = REFUSED
    sent = with_a_call_booked(world)
    world.send_due()
    return sent


def test_a_message_about_a_time_that_does_not_arrive_raises_one_alert(world: World, booked: SentCase) -> None:
    expected = [("message_failed", booked.appointment_id)]
    assert alerts(world) == expected
    plan(world.begin_work, "message", key=f"appointment:{booked.appointment_id}:again")
    world.send_due()
    assert alerts(world) == expected
    assert not [row for row in world.rows("outbound_message") if row["needs_human_at"]]


def test_a_check_in_that_does_not_arrive_stands_on_the_list_of_the_nurse(world: World) -> None:
    was_met(world)
    world.send_due()
    world.sender.result = REFUSED
    asked(world)
    (check_in,) = [row for row in world.rows("check_in") if row["state"] == "sent"]
    assert alerts(world) == [("message_failed", check_in["id"])]
    nils = world.nurse(world.house.nils)
    nils.get("/follow-up")
    assert "Every message has gone out." not in nils.text()


def test_of_a_closed_case_nobody_is_told(world: World, booked: SentCase) -> None:
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{booked.case_id}")
    nils.post(f"/cases/{booked.case_id}/claim")
    nils.post(f"/cases/{booked.case_id}/close", close_reason="by_person")
    assert alerts(world) == []


def test_of_a_message_to_the_staff_the_operator_reads(world: World, caplog: pytest.LogCaptureFixture) -> None:
    a_sent_case(world)
    world.send_due()
    world.sender.result = REFUSED
    plan(world.begin_work, "staff", key="alert:x:1:y")
    world.send_due()
    with caplog.at_level(logging.ERROR):
        assert alerts(world) == []
    assert [record.message for record in caplog.records] == ["message of no case has failed"]
