"""A real server while another program holds the lock that every writer needs."""

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from bench.servers import PRODUCT, env_of, server
from bench.visits import Visit
from config import Settings
from tests.faults.asking import Seen, again_while, ask, send, side_by_side
from tests.faults.locks import locked_from_outside

SECONDS_LOCKED = 30 if os.environ.get("LONG") == "1" else 4
SECONDS_TO_RECOVER = 60


def test_while_the_database_is_locked_help_comes_and_afterwards_everything_works(
    real_app: Flask, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    helped, refused = Seen(), Seen()
    with server(PRODUCT, env_of(settings), tmp_path / "log") as port:
        forms = [Visit(port).walk_to("/questions/6")[1].raw for _ in range(6)]
        acts: list[Callable[[], None]] = [partial(_answer, port, form, refused) for form in forms]
        acts.append(partial(_look, port, helped))
        with locked_from_outside(settings.database_url):
            until = time.monotonic() + SECONDS_LOCKED
            side_by_side([partial(again_while, lambda: time.monotonic() < until, act) for act in acts])
        freed = time.monotonic()
        while any(send(port, form)[0] != 302 for form in forms):
            assert time.monotonic() - freed < SECONDS_TO_RECOVER
        recovered = time.monotonic() - freed
    with capsys.disabled():
        print(
            f"\nlocked for {SECONDS_LOCKED} s: help page {helped.statuses[200]} times, at most "
            f"{helped.longest:.2f} s; {refused.statuses[503]} refusals, at most {refused.longest:.2f} s; "
            f"well again after {recovered:.2f} s"
        )
    assert set(helped.statuses) == {200}
    assert set(refused.statuses) == {503} and not refused.without_number


def _answer(port: int, form: bytes, seen: Seen) -> None:
    began = time.monotonic()
    status, html = send(port, form)
    seen.note(status, html, time.monotonic() - began)


def _look(port: int, seen: Seen) -> None:
    began = time.monotonic()
    status, html = ask(port, "/help/fi")
    seen.note(status, html, time.monotonic() - began)
    time.sleep(0.05)
