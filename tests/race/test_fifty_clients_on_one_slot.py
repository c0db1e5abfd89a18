"""Fifty people want the same time at the same moment, from a real server: exactly one gets it."""

import os
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from bench.servers import PRODUCT, env_of, server
from config import Settings
from support.booking.slot_pages import read_slot
from support.platform.database import db
from tests.booking_history import check_bookings
from tests.people_of_the_tests import House
from tests.race.clients import Answered, Client
from tests.real_people import signed_in_person

CLIENTS = 50
ROUNDS = 20 if os.environ.get("LONG") == "1" else 3
LONG_ENOUGH_APART = timedelta(minutes=60)


@pytest.fixture
def people(real_app: Flask, real_house: House) -> list[str]:
    """The cookies of signed-in employees with an open case: fifty, and one more for each who has won."""
    return [signed_in_person(real_app, real_house, number) for number in range(CLIENTS + ROUNDS - 1)]


@pytest.fixture
def port(settings: Settings, tmp_path: Path) -> Iterator[int]:
    """A server as ./run starts it. Its log must stay empty."""
    log = tmp_path / "server.log"
    with server(PRODUCT, env_of(settings), log) as port:
        yield port
    assert "rror" not in log.read_text() and "locked" not in log.read_text()


def test_one_of_fifty_gets_the_time_and_everyone_else_three_others(
    real_app: Flask, people: list[str], port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting = [Client(port, cookie) for cookie in people]
    took: list[float] = []
    for number in range(ROUNDS):
        racers = waiting[:CLIENTS]
        wanted, offered = _get_ready(racers, number)
        answers, seconds = _race(racers)
        _check_round(answers, wanted, offered)
        took += seconds
        waiting = [client for client, answer in zip(racers, answers, strict=True) if answer.status == 409]
        waiting += [Client(port, cookie) for cookie in people[CLIENTS + number : CLIENTS + number + 1]]
    check_bookings(real_app.extensions["begin_work"], ROUNDS)
    half, most = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    with capsys.disabled():
        print(f"\n{ROUNDS} rounds, {CLIENTS} clients, {_database(real_app)}: one winner each; half answered")
        print(f"in {half * 1000:.0f} ms, 95 of 100 in {most * 1000:.0f} ms, all in {max(took) * 1000:.0f} ms")


def _database(app: Flask) -> str:
    with app.app_context():
        return str(db.engine.dialect.name)


def _get_ready(racers: list[Client], number: int) -> tuple[str, set[str]]:
    """Everyone opens the times and sends the same one but for the last byte; it, and what was free."""
    pages = [racer.get("/times") for racer in racers]
    assert {page.status for page in pages} == {200}
    offered = pages[0].slots()
    # Once the first, then further into the calendar: in the middle there are neighbours on both sides.
    wanted = offered[len(offered) // 2 if number else 0]
    for racer, page in zip(racers, pages, strict=True):
        racer.get_ready("/times", csrf_token=page.form_token(), slot=wanted)
    return wanted, set(offered)


def _race(racers: list[Client]) -> tuple[list[Answered], list[float]]:
    """Everybody sends the last byte at once; the answers and how long each took, in seconds."""
    at_once = threading.Barrier(len(racers))
    answers: dict[int, Answered] = {}
    seconds: list[float] = []

    def run(place: int) -> None:
        at_once.wait()
        began = time.monotonic()
        answers[place] = racers[place].go()
        seconds.append(time.monotonic() - began)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(racers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(racers))], seconds


def _check_round(answers: list[Answered], wanted: str, offered: set[str]) -> None:
    assert Counter(answer.status for answer in answers) == {302: 1, 409: len(answers) - 1}
    gone = read_slot(wanted)
    assert gone
    for answer in answers:
        if answer.status == 409:
            others = [read_slot(value) for value in answer.slots()]
            assert len(set(others)) == 3
            assert set(answer.slots()) <= offered
            # An hour from eight also takes the half hour before and after it out of this calendar.
            assert all(
                other and abs(other.starts_at - gone.starts_at) >= LONG_ENOUGH_APART for other in others
            )
