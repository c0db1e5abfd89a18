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
from werkzeug.datastructures import Headers
from werkzeug.test import Cookie, TestResponse, create_environ
from werkzeug.wrappers import Request

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
class _PutAway:
    """A browser without its application: content, status and headers of the page that it shows."""

    cookies: dict[tuple[str, str, str], Cookie]
    environ: dict[str, Any]
    headers: dict[str, str]
    url: str
    page: tuple[bytes, str, list[tuple[str, str]]] | None


@dataclass(frozen=True)
class _Moment:
    database: Kept
    now: datetime
    sent: tuple[tuple[str, str], ...]
    made: object


class _Written:
    """How often something was written; nothing here leads to an application, since the engine holds this."""

    times = 0

    def count(self, _connection: object) -> None:
        """Once more."""
        self.times += 1


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
        with app.app_context():
            self._engine = db.engine
        self._written = _Written()
        event.listen(self._engine, "commit", self._written.count)
        self._views = dict(app.view_functions)
        self._way: tuple[Hashable, ...] = ()
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

    def _state(self) -> tuple[int, datetime, int]:
        """Changes with whatever is written, waited for or said."""
        return self._written.times, self._clock.now(), len(self._sender.sent)

    def _keep(self, way: tuple[Hashable, ...], made: object) -> None:
        self._let_go()
        sent = tuple(self._sender.sent)
        _KEPT[way] = _Moment(keep(self._url()), self._clock.now(), sent, _changed(made, _put_away))
        if len(_KEPT) > AT_MOST[self._engine.dialect.name]:
            throw_away(_KEPT.popitem(last=False)[1].database)
        self._way, self._at = way, self._state()

    def _taken_up(self, way: tuple[Hashable, ...], moment: _Moment) -> object:
        self._let_go()
        bring_back(self._url(), moment.database)
        self._clock.set(moment.now)
        self._sender.sent[:] = moment.sent
        self._way, self._at = way, self._state()
        return _changed(moment.made, self._taken_out)

    def _let_go(self) -> None:
        self._begin_work.let_go()
        self._engine.dispose()

    def _url(self) -> str:
        return self._engine.url.render_as_string(hide_password=False)

    def _taken_out(self, one: object) -> object:
        if not isinstance(one, _PutAway):
            return one
        made = Browser(self._app)
        made.client._cookies = dict(one.cookies)
        made.client.environ_base = dict(one.environ)
        made.headers, made.url, made.page = dict(one.headers), one.url, _page_of(one)
        return made


def _put_away(one: object) -> object:
    """What is kept of a browser: nothing that leads to its application, which goes with its test."""
    if not isinstance(one, Browser):
        return one
    page, client = one.page, one.client
    return _PutAway(
        cookies=dict(client._cookies or {}),
        environ=dict(client.environ_base),
        headers=dict(one.headers),
        url=one.url,
        page=(page.get_data(), page.status, list(page.headers)) if page else None,
    )


def _page_of(kept: _PutAway) -> TestResponse | None:
    if kept.page is None:
        return None
    content, status, headers = kept.page
    request = Request(create_environ(kept.url))
    return TestResponse(iter([content]), status, Headers(headers), request)


def _changed(made: Any, change: Callable[[object], object]) -> Any:
    """The same with each browser in it changed, however deep it lies."""
    if isinstance(made, Browser | _PutAway):
        return change(made)
    if isinstance(made, tuple):
        return tuple(_changed(one, change) for one in made)
    if not is_dataclass(made) or isinstance(made, type):
        return made
    own = {one.name: getattr(made, one.name) for one in fields(made) if one.init}
    return replace(made, **{name: _changed(one, change) for name, one in own.items()})
