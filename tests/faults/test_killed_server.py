"""kill -9 in the middle of bookings: what was acknowledged is there, and nothing is there by half."""

import contextlib
import http.client
import os
import random
import threading
import time
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask

from bench.servers import PRODUCT, env_of, server
from config import Settings
from tests.booking_history import check_bookings
from tests.faults.asking import ask
from tests.faults.booking_people import book_all
from tests.people_of_the_tests import House
from tests.real_people import signed_in_person
from tests.web_processes import end, workers_of

PEOPLE = 40 if os.environ.get("LONG") == "1" else 10
MOST_KILLS = 60 if os.environ.get("LONG") == "1" else 4


def test_a_killed_process_loses_no_acknowledged_time_and_leaves_no_half_of_one(
    real_app: Flask,
    real_house: House,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cookies = [signed_in_person(real_app, real_house, number) for number in range(PEOPLE)]
    acknowledged: list[str] = []
    chance = random.Random(7)  # noqa: S311 - only when to strike
    with server(PRODUCT, env_of(settings), tmp_path / "log") as port:
        kills = 0
        booking = threading.Thread(target=book_all, args=(port, cookies, acknowledged), daemon=True)
        booking.start()
        while booking.is_alive():
            _wait_for_answer(port)
            time.sleep(chance.uniform(0.05, 0.4))
            kills += end(workers_of(port)) if kills < MOST_KILLS else 0
        booking.join()
    with capsys.disabled():
        print(f"\n{kills} times kill -9 while {PEOPLE} people booked: {len(acknowledged)} acknowledged")
    assert kills
    assert len(acknowledged) == PEOPLE
    check_bookings(real_app.extensions["begin_work"], len(acknowledged))


def _wait_for_answer(port: int) -> None:
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if ask(port, "/help/fi")[0] == HTTPStatus.OK:
                return
        time.sleep(0.05)
