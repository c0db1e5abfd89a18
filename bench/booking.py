"""What a search for free times and a booking cost, through the product's own pages with real sign-ins.

Fifty nurses, four weeks, 10,000 booked times. Held against what Flask and SQLite can do at the very least,
in the same run.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psycopg

from bench import full_calendar
from bench.booking_place import BOOKERS, Place, a_place
from bench.bounds import Bound, report
from bench.installation import settings_in
from bench.load import CLIENTS, ROUNDS, SECONDS, Measured, Request, measure, seconds_of, until_sent
from bench.servers import BOOKING_FLOOR, FLOOR_DATABASE, PRODUCT, env_of, server
from bench.visits import form_request, plain_request
from support.booking.diary_queries import diaries_of
from support.booking.rules.appointment import State
from support.booking.rules.slots import Taken, Wanted, free_slots
from support.booking.rules.together import times_together
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import local_date
from tools.postgresql import postgresql_server

OLD = 1_000_000

_MIXED_A_SECOND = 50


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench booking", description="What booking costs.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--old", type=int, default=OLD, help="how many times of the past lie in the database")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kynnys-bench-") as folder:
        bounds = [*_on_sqlite(Path(folder), wish.old), *_on_postgresql(Path(folder))]
    return report(bounds, as_json=wish.json)


def _on_sqlite(folder: Path, old: int) -> list[Bound]:
    settings = settings_in(folder)
    place = a_place(settings)
    bounds = _collective(place)
    place.begin_work.let_go()
    with ExitStack() as stack:
        product = stack.enter_context(server(PRODUCT, env_of(settings), folder / "product.log"))
        env = {FLOOR_DATABASE: str(folder / "floor.sqlite3")}
        floor = stack.enter_context(server(BOOKING_FLOOR, env, folder / "floor.log", ("--preload",)))
        before = _searches(product, floor, place)
        bounds += [*_of_searches(before), _after_a_booking(product, place), _loser(product, place)]
        bounds += [*_of_bookings("SQLite", 300, product, place, floor), _mixed(product, place)]
        today = local_date(place.begin_work.clock.now())
        starts = full_calendar.starts_of_the_past(place.provider, today, old)
        full_calendar.fill(place.begin_work, place.provider, starts, State.ATTENDED)
        place.begin_work.let_go()
        after = _searches(product, floor, place)
    growth = before.of_floor / after.of_floor
    bounds.append(Bound(f"search beside {old} old times: of that without", growth, 1.2, at_least=False))
    return bounds


def _on_postgresql(folder: Path) -> list[Bound]:
    with postgresql_server(is_durable=True) as address:
        with psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench TEMPLATE template0")
        settings = replace(settings_in(folder), database_url=address.replace("/postgres?", "/bench?", 1))
        place = a_place(settings)
        _let_it_know_its_tables(settings.database_url)
        with server(PRODUCT, env_of(settings), folder / "postgresql.log") as product:
            return _of_bookings("PostgreSQL", 200, product, place)


def _let_it_know_its_tables(database_url: str) -> None:
    """As a server knows them that has stood for a minute: what came at once it tidies and counts later."""
    with psycopg.connect(database_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


@dataclass(frozen=True)
class Searches:
    """The middle of several rounds of looking at the free times."""

    eight: Measured
    one: Measured
    one_nurse: Measured
    of_floor: float
    """Answers a second to eight clients, as a part of the floor's."""


def _searches(product: int, floor: int, place: Place) -> Searches:
    looks = [[person.gets("/times")] for person in place.looking]
    few = [[person.gets("/times")] for person in place.of_one_nurse]
    bare = [[plain_request("/search")]] * CLIENTS
    rounds = [
        (
            measure(product, looks, SECONDS),
            measure(product, looks[:1], SECONDS),
            measure(product, few[:1], SECONDS),
            measure(floor, bare, SECONDS),
        )
        for _ in range(ROUNDS)
    ]
    eight, one, one_nurse, _floor = (_middle(found) for found in zip(*rounds, strict=True))
    of_floor = statistics.median(one.per_second / bare.per_second for one, _, _, bare in rounds)
    return Searches(eight, one, one_nurse, of_floor)


def _middle(found: Sequence[Measured]) -> Measured:
    columns = zip(*(asdict(one).values() for one in found), strict=True)
    return Measured(*(statistics.median(column) for column in columns))


def _of_searches(found: Searches) -> list[Bound]:
    growth = found.one.half_ms / found.one_nurse.half_ms
    return [
        Bound("searches/s, 8 clients", found.eight.per_second, 600, at_least=True),
        Bound("the same, as a part of the floor", found.of_floor, 0.1, at_least=True),
        Bound("search, 1 client: half within ms", found.one.half_ms, 3, at_least=False),
        Bound("search among 50 nurses: times that of one", growth, 2, at_least=False),
    ]


def _after_a_booking(product: int, place: Place) -> Bound:
    """One books, and the next look of another is timed, over and over."""
    look = place.looking[0].gets("/times")
    took = [seconds_of(product, [booking, look])[1] * 1000 for booking in place.bookings(40)]
    return Bound("search right after a booking: half within ms", statistics.median(took), 10, at_least=False)


def _loser(product: int, place: Place) -> Bound:
    """One books, and another wants the same time: how long until she is told three others."""
    took = []
    for _ in range(40):
        winner, loser, start = place.booking.pop(), place.booking.pop(), place.free.pop()
        wishes = [winner.posts("/times", 302, slot=start.value), loser.posts("/times", 409, slot=start.value)]
        took.append(seconds_of(product, wishes)[1] * 1000)
    return Bound("who came second told of three others: most within ms", max(took), 50, at_least=False)


def _of_bookings(
    name: str, at_least: float, product: int, place: Place, floor: int | None = None
) -> list[Bound]:
    """Every round books as much as it can; nobody books twice."""
    found: list[Measured] = []
    of_floor: list[float] = []
    for number in range(ROUNDS):
        found.append(until_sent(product, list(place.bookings(BOOKERS)), CLIENTS))
        if floor is not None:
            least = until_sent(floor, _at_the_floor(number), CLIENTS)
            of_floor.append(found[-1].per_second / least.per_second)
    middle = _middle(found)
    bounds = [
        Bound(f"bookings/s on {name}, 8 clients", middle.per_second, at_least, at_least=True),
        Bound(f"booking on {name}: 99 of 100 within ms", middle.nearly_all_ms, 100, at_least=False),
    ]
    if of_floor:
        part = statistics.median(of_floor)
        bounds.append(Bound("bookings on SQLite, as a part of the floor", part, 0.1, at_least=True))
    return bounds


def _at_the_floor(number: int) -> list[Request]:
    """As many bookings there, of calendars that no other round books in."""
    times = [(calendar, day, time) for calendar in range(50) for day in (0, 1, 2, 3) for time in range(16)]
    own = times[number::ROUNDS][:BOOKERS]
    return [
        form_request("/book", {"calendar": str(calendar), "day": str(day), "time": str(time)}, 201)
        for calendar, day, time in own
    ]


def _mixed(product: int, place: Place) -> Bound:
    """So many requests a second, as they come: most look, some book, and see what they have booked."""
    bookings = place.bookings(BOOKERS)
    clients: list[list[Request]] = []
    for person in place.looking:
        looks = [person.gets("/times"), person.gets("/my"), person.gets("/times")]
        clients.append([request for _ in range(BOOKERS // CLIENTS) for request in (*looks, next(bookings))])
    found = measure(product, clients, ROUNDS * SECONDS, per_second=_MIXED_A_SECOND)
    name = f"{_MIXED_A_SECOND} mixed requests/s: 95 of 100 within ms"
    return Bound(name, found.most_ms, 100, at_least=False)


def _collective(place: Place) -> list[Bound]:
    """Times when three nurses are free together, beside those of one; in memory, where the search is made."""
    three = place.provider.nurses[:3]
    with place.begin_work.to_read(Actor.operator()) as look:
        diaries = [diary for _changes, diary in diaries_of(look, three).values()]
        now = look.now
    hours = [diary.hours for diary in diaries]
    taken = Taken([diary.booked for diary in diaries], now)
    wanted = Wanted("nurse_call", full_calendar.MINUTES)
    one: list[float] = []
    together: list[float] = []
    for _ in range(200):
        began = time.perf_counter()
        free_slots(hours[:1], taken, wanted)
        between = time.perf_counter()
        times_together(hours, (), taken, wanted)
        together.append(time.perf_counter() - between)
        one.append(between - began)
    growth = statistics.median(together) / statistics.median(one)
    return [Bound("three people together: times one", growth, 1.2, at_least=False)]
