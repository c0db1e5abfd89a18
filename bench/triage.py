"""What the self-triage costs: a decision, a page, a million answer sets beside it, and a person's time."""

import argparse
import secrets
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from bench.bounds import Bound, report
from bench.installation import fresh, settings_in
from bench.load import CLIENTS, ROUNDS, SECONDS, Request, measure
from bench.reader import Reader
from bench.servers import PRODUCT, env_of, server
from bench.visits import LONGEST_PAGE, Visit, plain_request
from config import Settings
from support.triage.loading import active_protocol
from support.triage.rules.decision import decide

RENDERED = "bench.rendered:app"
STORED = 1_000_000

MOST_MICROSECONDS = 100
LEAST_OF_RENDERED = 0.5
# Two measurements of the same thing differ by so much on a quiet machine.
LEAST_OF_EMPTY = 0.9
MOST_BYTES = 20_000
MOST_SECONDS = 240


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench triage", description="What the self-triage costs.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--stored", type=int, default=STORED, help="how many answer sets lie in the database")
    wish = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kynnys-bench-")))
        settings = settings_in(folder)
        fresh(settings)
        env = env_of(settings)
        product = stack.enter_context(server(PRODUCT, env, folder / "product.log"))
        rendered = stack.enter_context(server(RENDERED, env, folder / "rendered.log"))
        bounds = [_decision(), *_pages(product), *_speeds(product, rendered, settings, wish.stored)]
    return report(bounds, as_json=wish.json)


def _decision() -> Bound:
    """The examples of the protocol decided in turn; the quickest round is the one that nothing disturbed."""
    protocol = active_protocol()
    answers = [vector.answers for vector in protocol.vectors]
    took = []
    for _ in range(200):
        began = time.perf_counter()
        for each in answers:
            decide(protocol, each)
        took.append((time.perf_counter() - began) / len(answers) * 1_000_000)
    return Bound("a decision: microseconds", min(took), MOST_MICROSECONDS, at_least=False)


def _pages(product: int) -> list[Bound]:
    """The heaviest page, and a reader who reads every word once, both in Finnish."""
    reader, heaviest = Reader(), 0
    for _, html, fields in Visit(product).pages():
        heaviest = max(heaviest, len(html.encode()))
        # One tap for each answer and one to go on; the token is no answer.
        reader.read(html, taps=len(fields))
    return [
        Bound("heaviest page of questions: bytes", heaviest, MOST_BYTES, at_least=False),
        Bound(
            f"{reader.words} words, {reader.taps} taps: seconds", reader.seconds, MOST_SECONDS, at_least=False
        ),
    ]


def _speeds(product: int, rendered: int, settings: Settings, stored: int) -> list[Bound]:
    """Beside the template alone; then once more with many answer sets of others in the database."""
    visits = [Visit(product).walk_to(LONGEST_PAGE) for _ in range(CLIENTS)]
    shows, answers = [[show] for show, _ in visits], [[answer] for _, answer in visits]
    floor = [[plain_request("/floor")]] * CLIENTS
    before = [_round(product, rendered, shows, answers, floor) for _ in range(ROUNDS)]
    _store(settings, stored)
    after = [_round(product, rendered, shows, answers, floor) for _ in range(ROUNDS)]
    of_rendered = statistics.median(show / bare for show, _, bare in before)
    return [
        Bound("question page: part of the template alone", of_rendered, LEAST_OF_RENDERED, at_least=True),
        *(
            Bound(
                f"{name}: beside {stored} sets",
                _of_empty(before, after, place),
                LEAST_OF_EMPTY,
                at_least=True,
            )
            for place, name in enumerate(("GET", "POST"))
        ),
    ]


Round = tuple[float, float, float]
"""Answers a second: showing the page, answering it, and the template alone."""


def _round(
    product: int,
    rendered: int,
    shows: Sequence[Sequence[Request]],
    answers: Sequence[Sequence[Request]],
    floor: Sequence[Sequence[Request]],
) -> Round:
    loads = ((product, shows), (product, answers), (rendered, floor))
    show, answer, bare = (measure(port, clients, SECONDS).per_second for port, clients in loads)
    return show, answer, bare


def _of_empty(before: list[Round], after: list[Round], place: int) -> float:
    """How fast it still is; held against the template alone, so that a slower machine is no growth."""
    was, is_now = (statistics.median(one[place] / one[2] for one in rounds) for rounds in (before, after))
    return is_now / was


def _store(settings: Settings, count: int) -> None:
    """Answer sets that others have sent, as the database holds them; nobody can open these."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # noqa: TID251 - only that it is a moment
    content = secrets.token_bytes(600)
    rows = (
        (secrets.token_hex(11), "x" * 22, "voimavarat 1.0.0", "fi", content, now, now) for _ in range(count)
    )
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as connection:
        connection.executemany(
            "INSERT INTO triage_answer_set (id, key_id, protocol, language, content, started_at, sent_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        connection.commit()
