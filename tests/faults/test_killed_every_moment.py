"""kill -9 of some worker every 50 ms, of the web or of the jobs, while people book, move and give back.

There are more web workers here than ./run has: what matters is how often one is killed in the middle of
writing.
"""

import contextlib
import json
import os
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from bench.servers import PRODUCT, env_of, server
from config import Settings
from support.booking.cell_actions import forget_holds_run_out, hold_cells
from support.booking.facts import ChosenTime, JustTaken
from support.booking.models import BookingCell
from support.messaging.rules import State
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import at, is_working_day, local_date
from support.web.errors import DATABASE_AWAY
from tests.booking_history import Rows, faults, rows_of
from tests.faults.loaded_once import WARM_WITH
from tests.people_of_the_tests import House
from tests.restless_people import Person, Span, restless_people
from tests.web_processes import end, job_workers_of, workers_of
from tools import children
from tools.environment import PYTHON

LONG = os.environ.get("LONG") == "1"
# In the long run five minutes, in two halves.
SECONDS = 150 if LONG else 20
SEEDS = (11, 12) if LONG else (11,)
EVERY = 0.05
PEOPLE = 6
# So many that most live long enough to answer something, on a busy machine too.
WORKERS = 8
# A job worker lives long enough to begin with something: it looks once a second.
JOBS_EVERY = 30
SECONDS_TO_SEND = 60
HOURS = range(9, 14)
# The provider of the demo has no list: after a minute a code is given up, after ten any other message.
IN_FLIGHT = (State.ATTEMPT_WRITTEN, State.UNKNOWN)
INTERRUPTED = (State.ATTEMPT_WRITTEN, State.FAILED, State.UNRESOLVED)


@pytest.fixture
def people(real_app: Flask, real_house: House) -> list[Person]:
    """People whose times are an hour or half an hour, with the one nurse who gives both."""
    return restless_people(real_app, real_house, PEOPLE)


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_is_killed_when_nothing_acknowledged_is_lost_and_nothing_is_there_by_half(
    seed: int,
    people: list[Person],
    real_app: Flask,
    real_house: House,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    begin_work: BeginWork = real_app.extensions["begin_work"]
    env = env_of(replace(settings, sms_sender="console")) | {WARM_WITH: people[0].cookie}
    options = ("--config", "python:tests.faults.loaded_once", "--workers", str(WORKERS))
    printed = tmp_path / "jobs"
    with server(PRODUCT, env, tmp_path / "log", options) as port, _job_workers(port, env, printed):
        for person in people:
            person.go_to(port)
            assert person.arrive().status == HTTPStatus.OK
        until = time.monotonic() + SECONDS
        acting = _let_act(people, begin_work, real_house.nils.id, seed, until)
        killed = _kill(port, seed, until)
        for one in acting:
            one.join()
        _wait_until_all_left(begin_work)
    rows = rows_of(begin_work)
    messages = {row["id"]: row["message_id"] for row in rows["message_attempt"]}
    handed_over = Counter(messages[attempt] for attempt in _handed_over(printed))
    asked = [one for person in people for one in person.asked]
    acknowledged = Counter(one.act for one in asked)
    with capsys.disabled():
        print(f"\nkill -9 for {SECONDS} s, seed {seed}: {dict(killed)} workers; ", end="")
        print(f"acknowledged {dict(acknowledged)}, ", end="")
        print(f"{sum(one.answers_lost for one in people)} answers lost, ", end="")
        print(f"{sum(one.told_busy for one in people)} told to come again, {len(handed_over)} messages sent")
    assert faults(rows, begin_work.clock.now(), asked) == []
    assert _faults_of_messages(rows, handed_over, killed["jobs"]) == []
    assert set(killed) == {"web", "jobs"} and acknowledged["book"], "somebody was killed, somebody got on"


@contextlib.contextmanager
def _job_workers(port: int, env: dict[str, str], printed: Path) -> Iterator[subprocess.Popen[str]]:
    """One job worker after the other."""
    command = [PYTHON, "-m", "tests.faults.loaded_once", f"jobs-of-{port}"]
    with printed.open("w") as output:
        child = children.start(command, {**os.environ, **env}, output, errors=subprocess.STDOUT)
        try:
            yield child
        finally:
            children.stop(child)


def _let_act(
    people: list[Person], begin_work: BeginWork, nurse: str, seed: int, until: float
) -> list[threading.Thread]:
    """Everybody at the same time, and a visit that holds times."""
    days = _days(begin_work.clock.now())
    acting = [
        threading.Thread(target=_act, args=(person, nurse, days, seed + number, until), daemon=True)
        for number, person in enumerate(people)
    ]
    acting.append(threading.Thread(target=_hold, args=(begin_work, nurse, days, seed, until), daemon=True))
    for one in acting:
        one.start()
    return acting


def _act(person: Person, nurse: str, days: Sequence[date], seed: int, until: float) -> None:
    """Book, move and give back, whatever happens; every answer is waited for."""
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    while time.monotonic() < until:
        wanted = Span(nurse, _any_start(chance, days), person.minutes)
        if person.has is None:
            person.wish("book", wanted)
        elif wanted != person.has and chance.random() < 0.7:
            person.wish("move", wanted)
        else:
            person.wish("cancel")
        assert person.come().status in (HTTPStatus.FOUND, HTTPStatus.CONFLICT)


def _hold(begin_work: BeginWork, nurse: str, days: Sequence[date], seed: int, until: float) -> None:
    """A visit holds something now and then, for less than a second."""
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    while time.monotonic() < until:
        starts_at = _any_start(chance, days)
        with contextlib.suppress(JustTaken, *DATABASE_AWAY), begin_work(Actor.visitor()) as work:
            hold_cells(work, "v" * 22, ChosenTime(nurse, starts_at, "phone"), 60)
            until_then = work.now + timedelta(seconds=chance.uniform(0.1, 0.8))
            work.session.execute(
                update(BookingCell).where(BookingCell.held_by == "v" * 22).values(held_until=until_then)
            )
        with contextlib.suppress(*DATABASE_AWAY), begin_work(Actor.job("forget")) as work:
            forget_holds_run_out(work)
        time.sleep(0.2)
    begin_work.let_go()


def _kill(port: int, seed: int, until: float) -> Counter[str]:
    """Kill any one of those who are there, over and over; how many of which kind."""
    chance = random.Random(seed)  # noqa: S311 - only whom to strike
    killed: Counter[str] = Counter()
    for number in count(1):
        if time.monotonic() >= until:
            break
        time.sleep(EVERY)
        kind = "web" if number % JOBS_EVERY else "jobs"
        there = job_workers_of(port) if kind == "jobs" else workers_of(port)
        if there:
            killed[kind] += end([chance.choice(there)])
    return killed


def _wait_until_all_left(begin_work: BeginWork) -> None:
    began = time.monotonic()
    while _could_leave(rows_of(begin_work)["outbound_message"]):
        assert children.seconds_since(began) < SECONDS_TO_SEND
        time.sleep(0.5)
    begin_work.let_go()


def _could_leave(messages: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one waits, other than behind one to the same number whose end nobody knows yet."""
    held = {row["recipient_lookup"] for row in messages if row["state"] in IN_FLIGHT}
    return any(row["state"] == State.QUEUED and row["recipient_lookup"] not in held for row in messages)


def _handed_over(printed: Path) -> list[str]:
    """Each attempt that was handed over; a kill may cut a worker's last line in two."""
    lines = [line for line in printed.read_text().splitlines() if line.startswith("{") and line.endswith("}")]
    events = [json.loads(line) for line in lines]
    return [one["attempt"] for one in events if one["event"] == "message handed over"]


def _faults_of_messages(rows: Rows, handed_over: Counter[str], killed: int) -> list[str]:
    """Each was handed over once; only what a worker held when it was killed may have an unknown end."""
    states = {row["id"]: row["state"] for row in rows["outbound_message"]}
    held = [one for one, state in states.items() if state in INTERRUPTED]
    found = [f"{one} was handed over {count} times" for one, count in handed_over.items() if count != 1]
    found += [f"{one} was never handed over" for one in _accepted(states) if one not in handed_over]
    found += [f"{one} is {states.get(one)}" for one in handed_over if one not in {*_accepted(states), *held}]
    return found if len(held) <= killed else [*found, f"of {len(held)} the end is not known"]


def _accepted(states: dict[str, State]) -> Sequence[str]:
    return [one for one, state in states.items() if state == State.ACCEPTED]


def _any_start(chance: random.Random, days: Sequence[date]) -> datetime:
    """A half hour of few, so that many want the same; so far ahead that nothing of it is kept for others."""
    day = chance.choice(days)
    return at(day, datetime.min.time()) + timedelta(
        hours=chance.choice(HOURS), minutes=chance.choice((0, 30))
    )


def _days(now: datetime) -> list[date]:
    """Three working days."""
    ahead = [local_date(now) + timedelta(days=n) for n in range(8, 20)]
    return [day for day in ahead if is_working_day(day)][:3]
