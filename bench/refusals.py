"""Whether the time of a refusal tells that something exists: another's beside nobody's, in pairs.

The floor is the same measured with two addresses of nobody's: so much two refusals differ by chance.
"""

import argparse
import secrets
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from bench.bounds import Bound, report
from bench.full_calendar import Provider, a_provider, can_be_taken, fill, starts_ahead
from bench.installation import fresh, settings_in
from bench.load import Unexpected
from bench.people import people
from support.booking.models import Appointment
from support.booking.rules.appointment import State
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from support.vocabulary.clock import SystemClock

PAIRS, WARM, TAKEN = 400, 120, 60
# The middle of so many pairs lies so near to the floor.
MOST_APART = 0.05
ADDRESSES = ("/times/booked/{}", "/times/cancel/{}", "/times/move/{}")


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench refusals", description="What a refusal tells.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kynnys-bench-") as folder:
        app = fresh(settings_in(Path(folder)))
        begin_work: BeginWork = app.extensions["begin_work"]
        provider = a_provider(begin_work, 4)
        others, cookie = _of_others(begin_work, provider), people(app, provider.large, [5])[0].cookie
        client = app.test_client(use_cookies=False)
        bounds = [_bound(client, cookie, address, others) for address in ADDRESSES]
    return report(bounds, as_json=wish.json)


def _of_others(begin_work: BeginWork, provider: Provider) -> list[str]:
    """The ids of times that other people have."""
    today = SystemClock().now().date()
    fill(begin_work, provider, can_be_taken(starts_ahead(provider, today), today)[:TAKEN], State.CONFIRMED)
    with begin_work.to_read(Actor.operator()) as look:
        return list(look.session.execute(select(Appointment.id)).scalars())


def _bound(client: FlaskClient, cookie: str, address: str, others: list[str]) -> Bound:
    """How far the middle ratio of another's to nobody's lies from that of nobody's to nobody's."""
    with_others, floor = [], []
    for number in range(WARM + PAIRS):
        asked = [others[number % len(others)], secrets.token_urlsafe(16), secrets.token_urlsafe(16)]
        # Whoever comes first in a pair comes second in the next.
        took = {
            which: _seconds(client, address.format(asked[which]), cookie)
            for which in sorted(range(3), reverse=bool(number % 2))
        }
        if number >= WARM:
            with_others.append(took[0] / took[1])
            floor.append(took[2] / took[1])
    apart = abs(statistics.median(with_others) / statistics.median(floor) - 1)
    return Bound(f"{address.format('...')}: another's beside nobody's", apart, MOST_APART, at_least=False)


def _seconds(client: FlaskClient, address: str, cookie: str) -> float:
    began = time.perf_counter()
    answer = client.get(address, headers={"Cookie": cookie})
    took = time.perf_counter() - began
    if answer.status_code != 404:
        raise Unexpected(f"{address} was answered with {answer.status_code}")
    return took
