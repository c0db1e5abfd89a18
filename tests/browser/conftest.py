"""One Chromium for all journeys; a fresh application and database for each."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from support.platform.begin_work import BeginWork
from tests.browser.site import MORNING, Site, served
from tests.browser.visitor import Visitor
from tests.fakes import FixedClock, RecordingSender
from tests.people_of_the_tests import a_house
from tools.machine import chromium

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but the loopback has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

Comes = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window."""
    path = chromium()
    assert path, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def site(app: Flask, begin_work: BeginWork, clock: FixedClock, sender: RecordingSender) -> Iterator[Site]:
    """The application on the loopback, with the provider of the tests in its database."""
    clock.set(MORNING)
    house = a_house(begin_work)
    with served(app) as address:
        yield Site(address, app, house, clock, sender)


@pytest.fixture
def comes(browser: Browser, site: Site) -> Iterator[Comes]:
    """Brings a person to the site; when the test is over, nobody's browser may have complained."""
    with ExitStack() as people:

        def somebody(*arguments: object, **named: object) -> Visitor:
            visitor = Visitor(browser, site, *arguments, **named)  # type: ignore[arg-type]  # passed on as they are
            people.callback(visitor.close)
            visitors.append(visitor)
            return visitor

        visitors: list[Visitor] = []
        yield somebody
        for visitor in visitors:
            assert visitor.complaints.console == []
            assert visitor.complaints.foreign == []
