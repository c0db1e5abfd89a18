"""What a new installation comes to, walked once in each process and taken up again by later tests.

Most tests begin where somebody has answered every question, a nurse has signed in, or a form is ready to be
sent. Whoever comes first goes the whole way there; the database as it was then is kept, with clock, messages
and browsers. That is done nowhere that the way itself is looked at (`WALKED`).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from flask import Flask
from sqlalchemy import event

from support.platform.begin_work import BeginWork
from support.platform.database import db
from tests.browser_of_the_tests import Browser
from tests.databases import AT_MOST, Kept, bring_back, keep, throw_away
from tests.fakes import FixedClock, RecordingSender

# Here the way is what is tested, or what happens on it.
WALKED = ("tests/journeys/", "tests/safety/", "tests/faults/", "tests/race/", "tests/browser/")
WATCHING = {"monkeypatch", "log", "caplog", "capsys", "capfd"}

Come = TypeVar("Come")


@dataclass(frozen=True)
class _Moment:
    database: Kept
    now: datetime
    sent: tuple[tuple[str, str], ...]
    made: object


_KEPT: OrderedDict[tuple[Hashable, ...], _Moment] = OrderedDict()


class Moments:
    """The moments of one installation, each named by the way that led to it."""

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
        self._commits = 0
        with app.app_context():
            self._engine = db.engine
        event.listen(self._engine, "commit", self._count)
        self._views = dict(app.view_functions)
        self._way: tuple[Hashable, ...] = (str(self._engine.dialect.name),)
        self._at = self._state()

    def come_to(self, key: Hashable, make: Callable[[], Come]) -> Come:
        """What `make` comes to from here; the key names everything that it depends on.

        Once something has been done that is no moment, every way is gone on foot.
        """
        if self._state() != self._at or self._app.view_functions != self._views:
            return make()
        way = (*self._way, key)
        if way in _KEPT:
            _KEPT.move_to_end(way)
            return cast(Come, self._taken_up(way, _KEPT[way]))
        made = make()
        self._keep(way, made)
        return made

    def _count(self, _connection: object) -> None:
        self._commits += 1

    def _state(self) -> tuple[int, datetime, int]:
        """Changes with whatever is written, waited for or said."""
        return self._commits, self._clock.now(), len(self._sender.sent)

    def _keep(self, way: tuple[Hashable, ...], made: object) -> None:
        self._let_go()
        sent = tuple(self._sender.sent)
        _KEPT[way] = _Moment(keep(self._url()), self._clock.now(), sent, with_browsers(made, self._remade))
        if len(_KEPT) > AT_MOST[self._engine.dialect.name]:
            throw_away(_KEPT.popitem(last=False)[1].database)
        self._way, self._at = way, self._state()

    def _taken_up(self, way: tuple[Hashable, ...], moment: _Moment) -> object:
        self._let_go()
        bring_back(self._url(), moment.database)
        self._clock.set(moment.now)
        self._sender.sent[:] = moment.sent
        self._way, self._at = way, self._state()
        return with_browsers(moment.made, self._remade)

    def _let_go(self) -> None:
        self._begin_work.let_go()
        self._engine.dispose()

    def _url(self) -> str:
        return self._engine.url.render_as_string(hide_password=False)

    def _remade(self, browser: Browser) -> Browser:
        """The same browser on this installation, with cookies of its own."""
        made = Browser(self._app)
        made.client._cookies = dict(browser.client._cookies or {})
        made.client.environ_base = dict(browser.client.environ_base)
        made.headers, made.page, made.url = dict(browser.headers), browser.page, browser.url
        return made


def with_browsers(made: Any, change: Callable[[Browser], Browser]) -> Any:
    """A browser, or what has browsers somewhere in it, with each of them changed."""
    if isinstance(made, Browser):
        return change(made)
    if isinstance(made, tuple):
        return tuple(with_browsers(one, change) for one in made)
    if not is_dataclass(made) or isinstance(made, type):
        return made
    own = {one.name: getattr(made, one.name) for one in fields(made) if one.init}
    return replace(made, **{name: with_browsers(one, change) for name, one in own.items()})
