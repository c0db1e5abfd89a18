"""What a page costs, held against a bare Flask page on the same kind of server in the same run."""

import argparse
import json
import statistics
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Flask

from bench import statements, weights
from bench.bounds import Bound, in_json, print_bounds, status_of
from bench.installation import fresh, settings_in
from bench.load import CLIENTS, ROUNDS, SECONDS, Measured, Request, measure
from bench.servers import FLOOR, PRODUCT, env_of, server
from bench.visits import LONGEST_PAGE, Visit, plain_request

LEAST_OF_FLOOR = 0.20
MOST_STATEMENTS = 3
MOST_LANDING = 160_000
MOST_CRISIS = 30_000

_SHOW, _ANSWER, _BOTH, _BARE = (
    "question page, GET",
    "question page, POST",
    "GET and POST in turn",
    "bare page",
)


@dataclass(frozen=True)
class Speed:
    """Answers a second, the part of the floor's that is, and how long an answer takes in milliseconds."""

    name: str
    per_second: float
    of_floor: float
    half_ms: float
    most_ms: float


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 when a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench pages", description="What a page costs.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    as_json = parser.parse_args(arguments).json
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kynnys-bench-")))
        settings = settings_in(folder)
        app = fresh(settings)
        product = stack.enter_context(server(PRODUCT, env_of(settings), folder / "product.log"))
        floor = stack.enter_context(server(FLOOR, {}, folder / "floor.log"))
        speeds = _speeds(product, floor)
        bounds = [*_of_floor(speeds), *_statements(app), *_weights(product)]
    _print_json(speeds, bounds) if as_json else _print_table(speeds, bounds)
    return status_of(bounds)


def _speeds(product: int, floor: int) -> list[Speed]:
    """Every load in turn, several times over: what disturbs the machine disturbs all of them."""
    unanswered = [Visit(product).walk_to(LONGEST_PAGE) for _ in range(CLIENTS)]
    visits = [Visit(product).walk_to(LONGEST_PAGE) for _ in range(CLIENTS)]
    loads: dict[str, tuple[int, list[list[Request]]]] = {
        _BARE: (floor, [[plain_request("/")]] * CLIENTS),
        _SHOW: (product, [[show] for show, _ in unanswered]),
        _ANSWER: (product, [[answer] for _, answer in visits]),
        _BOTH: (product, [[show, answer] for show, answer in visits]),
    }
    rounds: dict[str, list[Measured]] = {name: [] for name in loads}
    for _ in range(ROUNDS):
        for name, (port, clients) in loads.items():
            rounds[name].append(measure(port, clients, SECONDS))
    return [_speed(name, found, rounds[_BARE]) for name, found in rounds.items()]


def _speed(name: str, found: list[Measured], bare: list[Measured]) -> Speed:
    def middle(figure: Callable[[Measured], float]) -> float:
        return statistics.median(figure(one) for one in found)

    ratios = [one.per_second / other.per_second for one, other in zip(found, bare, strict=True)]
    return Speed(
        name,
        per_second=middle(lambda one: one.per_second),
        of_floor=statistics.median(ratios),
        half_ms=middle(lambda one: one.half_ms),
        most_ms=middle(lambda one: one.most_ms),
    )


def _of_floor(speeds: list[Speed]) -> list[Bound]:
    return [
        Bound(f"{speed.name}: part of the floor", speed.of_floor, LEAST_OF_FLOOR, at_least=True)
        for speed in speeds
        if speed.name != _BARE
    ]


def _statements(app: Flask) -> list[Bound]:
    counts = zip((_SHOW, _ANSWER), statements.of_a_question_page(app, LONGEST_PAGE), strict=True)
    return [
        Bound(f"{name}: SQL statements", len(sent), MOST_STATEMENTS, at_least=False) for name, sent in counts
    ]


def _weights(port: int) -> list[Bound]:
    landing = sum(weights.first_view(port, "/").values())
    crisis = sum(weights.first_view(port, weights.help_path(port), without=weights.FONTS).values())
    return [
        Bound("start page, first view: bytes", landing, MOST_LANDING, at_least=False),
        Bound("help page, first view without fonts: bytes", crisis, MOST_CRISIS, at_least=False),
    ]


def _print_json(speeds: list[Speed], bounds: list[Bound]) -> None:
    print(json.dumps({"speeds": [asdict(speed) for speed in speeds], "bounds": in_json(bounds)}, indent=2))


def _print_table(speeds: list[Speed], bounds: list[Bound]) -> None:
    print(f"{CLIENTS} clients, middle of {ROUNDS} rounds of {SECONDS} s each")
    print(f"{'':<44}{'answers/s':>10}{'of floor':>10}{'half, ms':>10}{'95 %, ms':>10}")
    for speed in speeds:
        print(
            f"{speed.name:<44}{speed.per_second:>10.0f}{speed.of_floor:>10.2f}"
            f"{speed.half_ms:>10.1f}{speed.most_ms:>10.1f}"
        )
    print()
    print_bounds(bounds)
