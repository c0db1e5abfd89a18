"""Keys are exchanged while people answer: nobody notices, and nothing needs the older key afterwards."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from bench.servers import PRODUCT, env_of, server
from bench.visits import Visit
from config import Settings
from support.app import create_app
from support.platform.begin_work import BeginWork
from support.platform.database import db
from support.platform.key_rotation import keys_in_use
from support.vocabulary.actor import Actor
from tests.faults.asking import Seen, again_while, send, side_by_side
from tools import children
from tools.environment import PYTHON

KEYS = 100_000 if os.environ.get("LONG") == "1" else 500
NEWER = ("t2", b"7" * 32)


def test_keys_are_exchanged_while_people_answer(
    real_app: Flask, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _make_keys(real_app.extensions["begin_work"])
    both = replace(settings, encryption_keys=(NEWER, *settings.encryption_keys))
    printed = tmp_path / "printed"
    seen = Seen()
    with server(PRODUCT, env_of(both), tmp_path / "log") as port, printed.open("w") as output:
        began = time.monotonic()
        rotation = children.start(
            [PYTHON, "-m", "flask", "--app", "wsgi", "rotate-keys"], {**os.environ, **env_of(both)}, output
        )
        is_running = partial(_runs, rotation)
        person = partial(_answer, port, seen, is_running)
        try:
            side_by_side([partial(again_while, is_running, person) for _ in range(4)])
        finally:
            children.stop(rotation)
        took = time.monotonic() - began
    with capsys.disabled():
        print(
            f"\n{KEYS} keys exchanged in {took:.1f} s beside {sum(seen.statuses.values())} requests, "
            f"the longest {seen.longest:.2f} s"
        )
    assert rotation.returncode == 0
    assert "The older keys can be taken out of ENCRYPTION_KEYS." in printed.read_text()
    assert set(seen.statuses) == {200, 302}
    _check_only_newer(settings)


def _make_keys(begin_work: BeginWork) -> None:
    for _ in range(KEYS // 500):
        with begin_work(Actor.operator()) as work:
            for _ in range(500):
                work.new_key()
    begin_work.let_go()


def _runs(program: subprocess.Popen[str]) -> bool:
    return program.poll() is None


def _answer(port: int, seen: Seen, is_running: Callable[[], bool]) -> None:
    show, form = Visit(port).walk_to("/questions/6")
    # So often that nobody begins more visits than one address may.
    for raw in (show.raw, form.raw) * 1_000:
        if not is_running():
            return
        began = time.monotonic()
        status, html = send(port, raw)
        seen.note(status, html, time.monotonic() - began)


def _check_only_newer(settings: Settings) -> None:
    only_newer = create_app(replace(settings, encryption_keys=(NEWER,)))
    with only_newer.extensions["begin_work"].to_read(Actor.operator()) as look:
        assert set(keys_in_use(look)) == {NEWER[0]}
    only_newer.extensions["begin_work"].let_go()
    with only_newer.app_context():
        db.engine.dispose()
