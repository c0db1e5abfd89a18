"""kill -9 of the worker: no message is handed over twice, and what it had not begun goes out afterwards."""

import json
import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from bench.servers import PRODUCT, env_of, server
from config import Settings
from support.messaging.actions import queue_sms
from support.messaging.models import MessageAttempt, OutboundMessage
from support.messaging.rules import State
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.language import Language
from tests.booking_history import check_bookings
from tests.faults.booking_people import book_all
from tests.people_of_the_tests import House
from tests.real_people import signed_in_person
from tools import children
from tools.environment import PYTHON

LONG = os.environ.get("LONG") == "1"
PEOPLE = 40 if LONG else 5
# So many that no worker is done before it is killed.
CODES = 6_000 if LONG else 400
KILLS = 30 if LONG else 4
# Only so that a run ends: how fast messages leave is measured in bench/messages.py.
SECONDS_TO_SEND = 240
# The provider of the demo has no list: a minute later a code is given up.
INTERRUPTED = (State.ATTEMPT_WRITTEN, State.FAILED)


def test_a_killed_worker_hands_nothing_over_twice_and_leaves_nothing_waiting(
    real_app: Flask,
    real_house: House,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    begin_work = real_app.extensions["begin_work"]
    cookies = [signed_in_person(real_app, real_house, number) for number in range(PEOPLE)]
    _queue_codes(begin_work)
    begin_work.let_go()
    acknowledged: list[str] = []
    env, printed = env_of(replace(settings, sms_sender="console")), tmp_path / "workers"
    printed.mkdir()
    with server(PRODUCT, env, tmp_path / "log") as port:
        booking = threading.Thread(target=book_all, args=(port, cookies, acknowledged), daemon=True)
        booking.start()
        _kill_workers(env, printed)
        booking.join()
        last = _worker(env, printed / "last")
        try:
            _wait_until_all_left(begin_work)
        finally:
            children.stop(last)
    check_bookings(begin_work, PEOPLE)
    handed_over, states = Counter(_attempts(printed)), _states(begin_work)
    with capsys.disabled():
        print(
            f"\n{KILLS} workers killed beside {len(acknowledged)} bookings: {len(states)} messages, "
            f"{len(handed_over)} handed over, none twice; of "
            f"{sum(state in INTERRUPTED for state in states.values())} the end is not known"
        )
    assert set(handed_over.values()) == {1}
    messages = _messages_of_attempts(begin_work)
    _check_each_message(states, [messages[attempt] for attempt in handed_over])


def _check_each_message(states: dict[str, State], handed_over: Sequence[str]) -> None:
    """Each was handed over once; only what a worker held when it was killed may have an unknown end."""
    accepted = {message for message, state in states.items() if state == State.ACCEPTED}
    interrupted = {message for message, state in states.items() if state in INTERRUPTED}
    assert len(set(handed_over)) == len(handed_over)
    assert accepted <= set(handed_over) <= accepted | interrupted
    assert accepted | interrupted == set(states)
    assert len(interrupted) <= KILLS


def _queue_codes(begin_work: BeginWork) -> None:
    for hundred in range(CODES // 100):
        with begin_work(Actor.operator()) as work:
            for number in range(100):
                queue_sms(
                    work,
                    template="code",
                    phone=f"+35840123{hundred:02d}{number:02d}",
                    language=Language.FI,
                    values={"code": "000000"},
                    business_key=f"trial:{hundred}:{number}",
                    lives=timedelta(hours=1),
                )


def _kill_workers(env: dict[str, str], printed: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - only when to strike
    for number in range(KILLS):
        said = printed / str(number)
        worker = _worker(env, said)
        while not any(line["event"] == "message handed over" for line in _lines(said)):
            assert worker.poll() is None
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 0.2))
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def _worker(env: dict[str, str], said: Path) -> subprocess.Popen[str]:
    command = [PYTHON, "-m", "flask", "--app", "wsgi", "worker"]
    with said.open("w") as output:
        return children.start(command, {**os.environ, **env}, output, errors=subprocess.STDOUT)


def _lines(said: Path) -> list[dict[str, str]]:
    # A kill may cut the last line of a worker in two.
    return [json.loads(line) for line in said.read_text().splitlines() if line.endswith("}")]


def _attempts(printed: Path) -> list[str]:
    return [
        line["attempt"]
        for said in printed.iterdir()
        for line in _lines(said)
        if line["event"] == "message handed over"
    ]


def _wait_until_all_left(begin_work: BeginWork) -> None:
    began = time.monotonic()
    while State.QUEUED in _states(begin_work).values():
        assert children.seconds_since(began) < SECONDS_TO_SEND
        time.sleep(0.5)


def _messages_of_attempts(begin_work: BeginWork) -> dict[str, str]:
    with begin_work.to_read(Actor.operator()) as look:
        rows = look.session.execute(select(MessageAttempt.id, MessageAttempt.message_id))
        return {row.id: row.message_id for row in rows}


def _states(begin_work: BeginWork) -> dict[str, State]:
    with begin_work.to_read(Actor.operator()) as look:
        rows = look.session.execute(select(OutboundMessage.id, OutboundMessage.state))
        states = {row.id: row.state for row in rows}
    begin_work.let_go()
    return states
