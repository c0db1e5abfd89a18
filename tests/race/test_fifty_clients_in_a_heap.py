"""Fifty people at once, again and again, want times that lie across each other: of different lengths, by
booking, by moving and by giving back, while holds run out and now and then the server is restarted.

A round is one hour that several of them want. In the long run several rounds begin at the same instant.
"""

import os
import random
import signal
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from bench.servers import PRODUCT, env_of, server
from config import Settings
from support.booking.cell_actions import end_hold, hold_cells
from support.booking.facts import ChosenTime, JustTaken
from support.booking.models import BookingCell
from support.booking.slot_pages import read_slot
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import at, is_working_day, local_date
from tests.booking_history import faults, rows_of
from tests.people_of_the_tests import House
from tests.race.clients import Answered
from tests.restless_people import Person, Span, restless_people
from tests.web_processes import end, workers_of

PEOPLE = 50
LONG = os.environ.get("LONG") == "1"
ROUNDS = 1_000 if LONG else 20
AT_ONCE = 5 if LONG else 1
RESTART_EVERY = 25 if LONG else 8
SEED = 5
# A hold runs out before the race, so soon after its start at most, or after it, in seconds; or there is none.
BEFORE, SOON, LATER = 0.0, 0.3, 600.0
HOURS = (10, 11, 12, 13)
HAPPENS = (
    "acknowledged: book",
    "acknowledged: move",
    "acknowledged: cancel",
    "told three other times",
    "refused beside a hold",
    "taken when a hold had run out",
    "restarts",
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the server writes how long each answer took in it."""
    return tmp_path / "answers.log"


@pytest.fixture
def port(settings: Settings, tmp_path: Path, log: Path) -> Iterator[int]:
    """A server as ./run starts it."""
    options = ["--access-logfile", str(log), "--access-logformat", "%(m)s %(U)s %(s)s %(D)s"]
    with server(PRODUCT, env_of(settings), tmp_path / "server.log", options) as port:
        yield port
    assert "Traceback" not in (tmp_path / "server.log").read_text()


@dataclass
class Heap:
    """The people, whom they want to see, and how often what happened to them."""

    people: list[Person]
    nurse: str
    begin_work: BeginWork
    chance: random.Random
    happened: Counter[str] = field(default_factory=Counter)

    def now(self) -> datetime:
        """The machine's own clock, which is the server's too."""
        return self.begin_work.clock.now()


@dataclass(frozen=True)
class Hold:
    """What a visit holds, and until when."""

    visit: str
    span: Span
    until: datetime


@pytest.fixture
def heap(real_app: Flask, real_house: House, port: int) -> Heap:
    """Fifty people; the nurse has times of an hour and of half an hour, one in the way of the other."""
    people = restless_people(real_app, real_house, PEOPLE, port)
    for person in people:
        assert person.arrive().status == HTTPStatus.OK
    begin_work: BeginWork = real_app.extensions["begin_work"]
    return Heap(people, real_house.nils.id, begin_work, random.Random(SEED))  # noqa: S311 - the same in every run


def test_whatever_fifty_people_want_at_once_nobody_gets_what_another_has(
    heap: Heap, port: int, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(PEOPLE) as pool:
        for start in range(1, ROUNDS // AT_ONCE + 1):
            _race(heap, pool, port, start, is_restarted=start % RESTART_EVERY == 0)
    took = time.monotonic() - began
    rows = rows_of(heap.begin_work)
    asked = [one for person in heap.people for one in person.asked]
    in_heap, alone = _in_server(log), _alone(heap, log)
    heap.begin_work.let_go()
    with capsys.disabled():
        print(f"\n{ROUNDS} rounds, {AT_ONCE} at once, {PEOPLE} people, seed {SEED}, in {took:.0f} s:")
        print(", ".join(f"{count} {what}" for what, count in sorted(heap.happened.items())))
        print(f"losers in the server, all at once: {_figures(in_heap)}; one alone: {_figures(alone)}")
    assert faults(rows, heap.now(), asked) == []
    assert set(HAPPENS) <= set(heap.happened), "everything happened that may happen"


def _race(heap: Heap, pool: ThreadPoolExecutor, port: int, start: int, *, is_restarted: bool) -> None:
    """Everybody wants something around one of few hours at the same instant."""
    chance = heap.chance
    days = chance.sample(_days(heap.now()), AT_ONCE)
    middles = [at(day, datetime.min.time()) + timedelta(hours=chance.choice(HOURS)) for day in days]
    before = [person.has for person in heap.people if person.has]
    wishes = {
        person.id: _wish(heap, person, middles[number % AT_ONCE]) for number, person in enumerate(heap.people)
    }
    ends = (None, BEFORE, chance.uniform(BEFORE, SOON), LATER)
    holds = [_hold(heap, middle, start + n, ends[(start + n) % 4]) for n, middle in enumerate(middles)]
    answers = _at_once(heap, pool, port, is_restarted)
    # Whatever stood at any moment of it: what was given back, too.
    stood = before + [person.has for person in heap.people if person.has]
    _check_nobody_is_in_anothers_way([person.has for person in heap.people if person.has])
    for person in heap.people:
        _check_answer(heap, person, wishes[person.id], answers[person.id], stood, list(filter(None, holds)))
    for hold in filter(None, holds):
        _end(heap, hold)


def _wish(heap: Heap, person: Person, middle: datetime) -> Span | None:
    """What a person gets ready to ask for; None where she gives back what she has."""
    starts_at = middle + timedelta(minutes=heap.chance.choice((-30, 0, 0, 30)))
    wanted = Span(heap.nurse, starts_at, person.minutes)
    if person.has is None:
        person.wish("book", wanted)
    elif wanted != person.has and heap.chance.random() < 0.8:
        person.wish("move", wanted)
    else:
        person.wish("cancel")
        return None
    return wanted


def _hold(heap: Heap, middle: datetime, number: int, ends: float | None) -> Hold | None:
    """A visit holds the middle of the hour, unless somebody has a part of it."""
    if ends is None:
        return None
    hold = Hold(f"{number:022}", Span(heap.nurse, middle, 30), heap.now() + timedelta(seconds=ends))
    with suppress(JustTaken), heap.begin_work(Actor.visitor()) as work:
        hold_cells(work, hold.visit, ChosenTime(heap.nurse, middle, "phone"), hold.span.minutes)
        mine = BookingCell.held_by == hold.visit
        work.session.execute(update(BookingCell).where(mine).values(held_until=hold.until))
        return hold
    return None


def _end(heap: Heap, hold: Hold) -> None:
    with heap.begin_work(Actor.visitor()) as work:
        end_hold(work, hold.visit)


def _at_once(
    heap: Heap, pool: ThreadPoolExecutor, port: int, is_restarted: bool
) -> dict[str, tuple[Answered, datetime]]:
    """What each was told, and when."""
    together = threading.Barrier(PEOPLE)

    def come(person: Person) -> tuple[str, tuple[Answered, datetime]]:
        together.wait()
        return person.id, (person.come(), heap.now())

    running = [pool.submit(come, person) for person in heap.people]
    if is_restarted:
        time.sleep(heap.chance.uniform(0.0, 0.1))
        end(workers_of(port), heap.chance.choice((signal.SIGTERM, signal.SIGKILL)))
        heap.happened["restarts"] += 1
    return dict(one.result() for one in running)


def _check_nobody_is_in_anothers_way(spans: list[Span]) -> None:
    for number, one in enumerate(spans):
        across = [other for other in spans[:number] if one.touches(other)]
        assert not across, f"{one} lies across {across}"


def _check_answer(
    heap: Heap,
    person: Person,
    wanted: Span | None,
    told: tuple[Answered, datetime],
    stood: list[Span],
    holds: list[Hold],
) -> None:
    """Who got a time got what nobody held; who got none was in somebody's way, and is told three others."""
    answer, answered_at = told
    held = [hold for hold in holds if wanted and wanted.touches(hold.span)]
    if answer.status == HTTPStatus.FOUND:
        heap.happened[f"acknowledged: {person.asked[-1].act}"] += 1
        assert all(hold.until <= answered_at for hold in held)
        heap.happened["taken when a hold had run out"] += bool(held)
        return
    assert answer.status == HTTPStatus.CONFLICT and wanted, answer.status
    assert len({slot.starts_at for slot in map(read_slot, answer.slots()) if slot}) == 3
    assert held or any(wanted.touches(other) for other in stood), f"{wanted} was free"
    heap.happened["told three other times"] += 1
    heap.happened["refused beside a hold"] += bool(held)


def _alone(heap: Heap, log: Path) -> list[float]:
    """How long it takes in the server to tell one who comes alone that somebody was faster."""
    owner = next(person for person in heap.people if person.has)
    assert owner.has
    known = len(_in_server(log))
    losers = [one for one in heap.people if one.has is None and one.minutes == owner.minutes]
    for person in losers:
        person.wish("book", owner.has)
        assert person.come().status == HTTPStatus.CONFLICT
    return _in_server(log)[known:]


def _in_server(log: Path) -> list[float]:
    """Milliseconds in the server for each answer that told three other times."""
    words = [line.split() for line in log.read_text().splitlines()]
    return [int(one[3]) / 1000 for one in words if one[0] == "POST" and one[2] == "409"]


def _figures(found: list[float]) -> str:
    in_order = statistics.quantiles(found, n=20)
    return f"half in {statistics.median(found):.1f} ms, 95 of 100 in {in_order[-1]:.1f} ms"


def _days(now: datetime) -> list[date]:
    """Working days so far ahead that nothing of them is kept for others."""
    today = local_date(now)
    days = [today + timedelta(days=n) for n in range(8, 27)]
    return [day for day in days if is_working_day(day)]
