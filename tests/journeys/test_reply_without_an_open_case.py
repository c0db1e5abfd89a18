"""Who writes back after her case has been closed still reaches a nurse; whom nobody knows is told to call."""

from datetime import timedelta

import pytest

from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World
from tests.check_ins import NUMBER, asked, was_met

WORDS = "En jaksa enää"


@pytest.fixture
def closed(world: World) -> SentCase:
    """Somebody who was asked how she is, and whose case has been closed since."""
    met = was_met(world)
    asked(world)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{met.case_id}/claim")
    nils.post(f"/cases/{met.case_id}/close", close_reason="completed")
    assert world.rows("support_case")[0]["closed_at"]
    return met


def _write(world: World, text: str, number: str = NUMBER) -> list[str]:
    """What comes back for what somebody writes to us."""
    world.clock.pass_time(timedelta(minutes=1))
    before = len(world.sender.sent)
    reference = f"SM{len(world.rows('inbound_message')):032x}"
    with world.begin_work(LOOKER) as work:
        receive(work, IncomingMessage(reference, number, text, is_stopped=False), our_phone="09 000 0000")
    world.send_due()
    return [text for _number, text in world.sender.sent[before:]]


def _alerts(world: World) -> list[str]:
    return [row["kind"] for row in world.rows("alert", resolved_at=None)]


def test_her_words_stand_before_a_nurse_by_a_time(world: World, closed: SentCase) -> None:
    (line,) = _write(world, WORDS)
    assert "112" in line and "luet" not in line
    (alert,) = world.rows("alert", resolved_at=None)
    assert alert["kind"] == "reply_to_read" and alert["due_at"] > world.clock.now()
    nina = world.nurse(world.house.nina)
    nina.get("/alerts")
    assert "A reply to read" in nina.text()
    nina.get(f"/cases/{closed.case_id}")
    assert WORDS in nina.text()


@pytest.mark.requirement("SR-17")
def test_a_low_number_is_seen_the_same_day_and_answered_with_whom_to_call(
    world: World, closed: SentCase
) -> None:
    (line,) = _write(world, "1")
    assert "112" in line and "09 2525 0111" in line
    assert _alerts(world) == ["safety_checkin"]


@pytest.mark.parametrize(
    ("text", "alerts"), [("siirrä", ["reply_to_read"]), ("7", ["reply_to_read"]), ("ok", []), ("seis", [])]
)
def test_what_else_she_writes_is_read_where_it_asks_for_something(
    world: World, closed: SentCase, text: str, alerts: list[str]
) -> None:
    _write(world, text)
    assert _alerts(world) == alerts


def test_the_alert_is_seen_taken_back_and_done_although_the_case_is_closed(
    world: World, closed: SentCase
) -> None:
    _write(world, WORDS)
    (alert,) = world.rows("alert", resolved_at=None)
    nina = world.nurse(world.house.nina)
    for verb, state in (
        ("acknowledge", "acknowledged_at"),
        ("take-back", ""),
        ("resolve", "resolved_at"),
    ):
        _press(nina, alert["id"], verb)
        (row,) = world.rows("alert", id=alert["id"])
        assert bool(row["acknowledged_at"]) is bool(state), verb
    assert row["resolved_at"]


def test_what_ended_with_the_case_cannot_be_taken_back(world: World) -> None:
    met = was_met(world)
    asked(world)
    _write(world, WORDS)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{met.case_id}/claim")
    nils.post(f"/cases/{met.case_id}/close", close_reason="completed")
    (alert,) = world.rows("alert", kind="reply_to_read")
    assert nils.post(f"/alerts/{alert['id']}/take-back").status_code == 409


def test_a_number_of_nobody_we_know_reaches_no_case_and_is_told_to_call(
    world: World, closed: SentCase
) -> None:
    (line,) = _write(world, WORDS, "+35800000055")
    assert "09 000 0000" in line and "112" in line
    assert not _write(world, WORDS, "+35800000055")
    assert not _alerts(world)


def _press(browser: Browser, alert_id: str, verb: str) -> None:
    assert browser.post(f"/alerts/{alert_id}/{verb}").status_code in (200, 302)
