"""However long the history of the outbox is, finding what is to be done costs the same."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from support.messaging import due_queries
from support.messaging.actions import cancel_queued, is_planned
from support.messaging.attempt_rules import Outcome
from support.messaging.breaker_rules import HOUR
from support.messaging.models import MessageAttempt, OutboundMessage
from support.messaging.queries import needing_a_human, outbox_health
from support.messaging.rules import State
from support.messaging.send_actions import expire_old_messages
from support.platform.begin_work import BeginWork
from tests.builders import LOOKER, dump
from tests.fakes import FixedClock, RecordingSender
from tests.outbox import plan, work_through

pytestmark = pytest.mark.once

SHORT, LONG = 300, 6_000


def test_what_is_asked_all_the_time_does_not_grow_with_the_history(
    begin_work: BeginWork, clock: FixedClock
) -> None:
    plan(begin_work, "message", 1)
    work_through(begin_work, RecordingSender())
    clock.pass_time(timedelta(days=2))
    for number in range(2, 12):
        plan(begin_work, "message", number)
    _lengthen(begin_work, 0, SHORT)
    short = _costs(begin_work)
    _lengthen(begin_work, SHORT, LONG)
    long = _costs(begin_work)
    grown = {name: (short[name], long[name]) for name in short if long[name] > 1.2 * short[name]}
    assert grown == {}


def _costs(begin_work: BeginWork) -> dict[str, int]:
    """How many steps SQLite takes for each question."""
    with begin_work(LOOKER) as work:
        driver: Any = work.connection.connection.driver_connection
        asked: dict[str, Callable[[], object]] = {
            "any due": lambda: due_queries.is_any_due(work),
            "next due": lambda: due_queries.next_due(work, only_must_arrive=False),
            "handed over": lambda: due_queries.handed_over_since(work, work.now - HOUR, 6_000),
            "to one number": lambda: due_queries.handed_over_since(work, work.now - HOUR, 50, b"x" * 32),
            "to ask after": lambda: due_queries.is_any_to_ask_after(work),
            "health": lambda: outbox_health(work),
            "for a human": lambda: needing_a_human(work),
            "expire": lambda: expire_old_messages(work),
            "take back": lambda: cancel_queued(work, "appointment:x:"),
            "is planned": lambda: is_planned(work, ["appointment:x:missed", "appointment:x:missed_call"]),
        }
        return {name: _steps(driver, ask) for name, ask in asked.items()}


def _steps(driver: Any, ask: Callable[[], object]) -> int:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    driver.set_progress_handler(step, 1)
    ask()
    driver.set_progress_handler(None, 1)
    assert count
    return count


def _lengthen(begin_work: BeginWork, first: int, last: int) -> None:
    """Messages of the past, each to another number, with one attempt each."""
    tables = dump(begin_work)
    one = next(row for row in tables["outbound_message"] if row["state"] == State.ACCEPTED)
    attempt = tables["message_attempt"][0]
    long_ago = one["queued_at"] - timedelta(days=300)
    messages, attempts = [], []
    for number in range(first, last):
        key, at = f"history-{number:08}", long_ago + timedelta(minutes=number)
        lookup = number.to_bytes(32, "big")
        moments = dict.fromkeys(("queued_at", "due_at", "expires_at", "attempted_at"), at)
        states = {"state": State.DELIVERED, "recipient_lookup": lookup}
        messages.append({**one, "id": key, "business_key": key, **moments, **states})
        ended = {"started_at": at, "ended_at": at, "next_look_at": None, "outcome": Outcome.ACCEPTED}
        own = {"id": key, "message_id": key, "reference": key, "recipient_lookup": lookup}
        attempts.append({**attempt, **own, **ended})
    with begin_work(LOOKER) as work:
        work.session.execute(insert(OutboundMessage), messages)
        work.session.execute(insert(MessageAttempt), attempts)
