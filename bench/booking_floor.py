"""The floor of a search and of a booking: the least that Flask and SQLite can do for them.

Free half-hours of fifty calendars and four weeks are kept as bits, and a booking is looked at and written in
one transaction with a row of record and of message. There is no sign-in, no rule, no template and no form.
Loaded once for all its processes; each has bits of its own and misses what another books.
"""

import json
import os
import random
import sqlite3
import threading

from flask import Flask, request

from bench.full_calendar import BOOKED, CALENDARS, DAYS
from bench.servers import FLOOR_DATABASE

_TIMES = 16
_DAY = (1 << _TIMES) - 1

app = Flask(__name__)
_local = threading.local()
_free = [[_DAY if day % 7 < 5 else 0 for day in range(DAYS)] for _ in range(CALENDARS)]
_changing = threading.Lock()


def _connection() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        connection = sqlite3.connect(os.environ[FLOOR_DATABASE], isolation_level=None, timeout=30)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        _local.connection = connection
    return _local.connection  # type: ignore[no-any-return]  # a local of a thread has no types


def _prepare() -> None:
    connection = _connection()
    for table in (
        "booking (calendar INT, day INT, time INT, PRIMARY KEY (calendar, day, time))",
        "record (what TEXT)",
        "message (what TEXT)",
    ):
        connection.execute(f"CREATE TABLE {table}")
    times = [
        (calendar, day, time)
        for calendar in range(CALENDARS)
        for day in range(DAYS)
        if day % 7 < 5
        for time in range(_TIMES)
    ]
    random.Random(7).shuffle(times)  # noqa: S311 - an order, no secret
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO booking VALUES (?, ?, ?)", times[:BOOKED])
    connection.execute("COMMIT")
    for calendar, day, time in times[:BOOKED]:
        _free[calendar][day] &= ~(1 << time)
    # Before the fork.
    connection.close()


@app.get("/")
def hello() -> str:
    """Whether it is there."""
    return "hello"


@app.get("/search")
def search() -> str:
    """The free times of everybody together, by day."""
    together = [0] * DAYS
    for calendar in _free:
        for day, free in enumerate(calendar):
            together[day] |= free
    return json.dumps([[time for time in range(_TIMES) if free >> time & 1] for free in together])


@app.post("/book")
def book() -> tuple[str, int]:
    """One time of one calendar."""
    calendar, day, time = (int(request.form[name]) for name in ("calendar", "day", "time"))
    connection = _connection()
    with _changing:
        connection.execute("BEGIN IMMEDIATE")
        taken = connection.execute(
            "SELECT 1 FROM booking WHERE calendar = ? AND day = ? AND time = ?", (calendar, day, time)
        ).fetchone()
        if taken is None:
            connection.execute("INSERT INTO booking VALUES (?, ?, ?)", (calendar, day, time))
        connection.execute("INSERT INTO record VALUES ('book')")
        connection.execute("INSERT INTO message VALUES ('booked')")
        connection.execute("COMMIT")
        _free[calendar][day] &= ~(1 << time)
    return "", 201


_prepare()
