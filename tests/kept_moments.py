"""What a new installation comes to, walked once in each process and taken up again by later tests.

Most tests begin where somebody has answered every question, or where a form is ready to be sent. Whoever
comes first goes the whole way there; the database as it was then is kept, with clock, messages and browsers.
That is done only where nothing has happened yet, on SQLite, whose database is one file, and nowhere that the
way itself is looked at (`WALKED`).
"""

import sqlite3
import zlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import Flask

from support.platform.begin_work import BeginWork
from support.platform.database import db
from tests.browser_of_the_tests import Browser
from tests.fakes import FixedClock, RecordingSender

# Here the way is what is tested, or what happens on it.
WALKED = ("tests/journeys/", "tests/safety/", "tests/faults/", "tests/race/", "tests/browser/")
WATCHING = {"monkeypatch", "log", "caplog", "capsys", "capfd"}

Come = TypeVar("Come")


@dataclass(frozen=True)
class _Moment:
    database: bytes
    now: datetime
    sent: tuple[tuple[str, str], ...]
    made: object


_KEPT: dict[Hashable, _Moment] = {}


class Moments:
    """The moments of one installation that nothing has happened in yet."""

    def __init__(
        self,
        app: Flask,
        begin_work: BeginWork,
        clock: FixedClock,
        sender: RecordingSender,
        *,
        is_watched: bool,
    ) -> None:
        self._app = app
        self._begin_work = begin_work
        self._clock = clock
        self._sender = sender
        self.is_watched = is_watched
        with app.app_context():
            self._file = Path(db.engine.url.database or "")
        self._views = dict(app.view_functions)
        self._new = self._state()

    def come_to(self, key: Hashable, make: Callable[[], Come]) -> Come:
        """What `make` comes to, which is named by the key with everything that it depends on."""
        if self._state() != self._new or self._app.view_functions != self._views:
            return make()
        if key in _KEPT:
            return cast(Come, self._taken_up(_KEPT[key]))
        made = make()
        _KEPT[key] = _Moment(
            self._content(), self._clock.now(), tuple(self._sender.sent), with_browsers(made, self._remade)
        )
        return made

    def _state(self) -> tuple[int, int, datetime, int]:
        """Changes with whatever is written, said or waited for."""
        log = Path(f"{self._file}-wal")
        written = log.stat().st_size if log.exists() else 0
        return self._file.stat().st_mtime_ns, written, self._clock.now(), len(self._sender.sent)

    def _content(self) -> bytes:
        connection = sqlite3.connect(self._file)
        try:
            return zlib.compress(connection.serialize(), level=1)
        finally:
            connection.close()

    def _taken_up(self, moment: _Moment) -> object:
        self._begin_work.let_go()
        with self._app.app_context():
            db.engine.dispose()
        for more in ("-wal", "-shm"):
            Path(f"{self._file}{more}").unlink(missing_ok=True)
        self._file.write_bytes(zlib.decompress(moment.database))
        self._clock.set(moment.now)
        self._sender.sent[:] = moment.sent
        return with_browsers(moment.made, self._remade)

    def _remade(self, browser: Browser) -> Browser:
        """The same browser on this installation, with cookies of its own."""
        made = Browser(self._app)
        made.client._cookies = dict(browser.client._cookies or {})
        made.client.environ_base = dict(browser.client.environ_base)
        made.headers, made.page, made.url = dict(browser.headers), browser.page, browser.url
        return made


def with_browsers(made: Any, change: Callable[[Browser], Browser]) -> Any:
    """A browser, or what has browsers among its fields, with each of them changed."""
    if isinstance(made, Browser):
        return change(made)
    if not is_dataclass(made) or isinstance(made, type):
        return made
    own = {one.name: getattr(made, one.name) for one in fields(made)}
    return replace(made, **{name: change(one) for name, one in own.items() if isinstance(one, Browser)})
