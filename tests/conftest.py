"""What every test may ask for: an application on a fresh database, its clock, its ids, its sender."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine
from xdist.remote import Producer

from config import Settings
from support.app import create_app
from support.platform.begin_work import BeginWork
from support.platform.database import db
from tests.builders import World
from tests.compiled_parts import keep_compiled_routes, keep_compiled_templates, share_compiled_statements
from tests.databases import copy_of, database_url, forget
from tests.fakes import FixedClock, RecordingSender
from tests.kept_moments import WALKED, WATCHING, Moments
from tests.leaks.written_counts import write_counts
from tests.people_of_the_tests import House, a_house
from tests.planted.written_list import write_list
from tests.settings import settings_for
from tests.shared_out import ByFileAndLanguage
from tests.strict_sqlite import refuse_what_is_too_long
from tests.texting import Texting, texting_with
from tests.watched_reads import READS, WATCH, reads_in, watch_every_read

# A Wednesday morning in opening hours: promises and free times are the same in every run.
NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """The address of a database that has been brought up to date once, to be copied."""
    url = database_url(worker_id, tmp_path_factory.mktemp("template"))
    app = create_app(settings_for(url))
    with app.app_context():
        upgrade()
        if db.engine.dialect.name == "sqlite":
            with db.engine.begin() as connection:
                refuse_what_is_too_long(connection)
        db.engine.dispose()
    return url


@dataclass(frozen=True)
class Housed:
    """A database with the provider in it, to be copied."""

    url: str
    house: House


@pytest.fixture(scope="session")
def housed(template: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Housed:
    """The provider, made once."""
    url = copy_of(template, tmp_path_factory.mktemp("housed"), worker_id)
    app = create_app(settings_for(url), clock=FixedClock(NOW))
    begin_work: BeginWork = app.extensions["begin_work"]
    house = a_house(begin_work)
    begin_work.let_go()
    with app.app_context():
        db.engine.dispose()
    return Housed(url, house)


@pytest.fixture
def settings(
    template: str, tmp_path: Path, worker_id: str, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Settings with a fresh copy of the database; with the provider where the test has the whole world."""
    source = request.getfixturevalue("housed").url if "housed" in request.fixturenames else template
    url = copy_of(source, tmp_path, worker_id)
    yield replace(settings_for(url), audit_anchors=str(tmp_path / "anchors.txt"))
    forget(url)


@pytest.fixture
def clock() -> FixedClock:
    """The clock of the application; a test sets it."""
    return FixedClock(NOW)


@pytest.fixture
def sender() -> RecordingSender:
    """Keeps what would have been sent."""
    return RecordingSender()


@pytest.fixture
def app(settings: Settings, clock: FixedClock, sender: RecordingSender) -> Iterator[Flask]:
    """The whole application."""
    app = create_app(settings, clock=clock, sender=sender)
    share_compiled_statements(app)
    yield app
    with app.app_context():
        engine: Engine = db.engine
        engine.dispose()


@pytest.fixture
def begin_work(app: Flask) -> BeginWork:
    """Begins works on the test's database."""
    begin: BeginWork = app.extensions["begin_work"]
    return begin


@pytest.fixture
def world(
    app: Flask,
    begin_work: BeginWork,
    clock: FixedClock,
    sender: RecordingSender,
    housed: Housed,
    request: pytest.FixtureRequest,
) -> World:
    """The application with its provider in it."""
    is_watched = request.node.nodeid.startswith(WALKED) or not WATCHING.isdisjoint(request.fixturenames)
    moments = None
    if clock.now() == NOW:
        moments = Moments(app, begin_work, clock, sender, is_watched=is_watched)
    return World(app, begin_work, clock, sender, housed.house, moments)


@pytest.fixture
def texting(settings: Settings, clock: FixedClock) -> Iterator[Texting]:
    """The application with the real sender, and a stand-in for its provider."""
    with texting_with(settings, clock) as texting:
        yield texting


@pytest.fixture
def real_app(settings: Settings) -> Iterator[Flask]:
    """The application on the machine's own clock, as the server has it."""
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def real_house(real_app: Flask) -> House:
    """A provider with one psychologist, so that there is one calendar to fight for."""
    return a_house(real_app.extensions["begin_work"])


keep_compiled_templates()
keep_compiled_routes()
watch_every_read()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test in which something sealed was read and not recorded fails, whatever it asks for itself."""
    yield
    unrecorded = WATCH.taken()
    item.user_properties.append((READS, WATCH.counted()))
    assert unrecorded == []


# What these ask for does not depend on which database answers.
ONE_DATABASE_WILL_DO = (
    *("tests/rules/", "tests/planted/", "tests/tools/"),
    *("tests/demo/test_moments.py", "tests/demo/test_stories.py"),
    *("tests/guards/test_commit_in_one_place.py", "tests/guards/test_own_proxies.py"),
    *("tests/guards/test_policy_reports.py", "tests/guards/test_secrets.py"),
    *("tests/pages/test_addresses_of_static_files.py", "tests/pages/test_help_card.py"),
    *("tests/pages/test_language_links.py",),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what need not be run on a second database."""
    for item in items:
        if item.nodeid.startswith(ONE_DATABASE_WILL_DO):
            item.add_marker(pytest.mark.once)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFileAndLanguage | None:
    """Say which tests stay together where files do."""
    return ByFileAndLanguage(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write and show what was counted and caught, once the workers have all come home, and how many reads
    were watched."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    for line in (*write_list(reports), *write_counts(reports), *reads_in(reports)):
        terminalreporter.write_line(line)
