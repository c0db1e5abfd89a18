"""The demo, filled once for all the tests that only look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from support.app import create_app
from support.demo.seeding_actions import seed
from support.platform.begin_work import BeginWork
from support.platform.database import db
from tests.conftest import NOW
from tests.databases import copy_of, forget
from tests.fakes import FixedClock, RecordingSender
from tests.settings import settings_for


def works_of(app: Flask) -> BeginWork:
    """Begins works on the application's database."""
    begin_work: BeginWork = app.extensions["begin_work"]
    return begin_work


@pytest.fixture(scope="session")
def filled(template: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a database with the demo in it, to be copied."""
    url = copy_of(template, tmp_path_factory.mktemp("demo"), worker_id)
    app = create_app(settings_for(url), clock=FixedClock(NOW), sender=RecordingSender())
    begin_work = works_of(app)
    seed(begin_work)
    # What lies beside the file of the database would not be copied.
    begin_work.let_go()
    with app.app_context():
        db.engine.dispose()
    yield url
    forget(url)


@pytest.fixture
def demo_app(filled: str, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """The application with the demo in it, in a database of its own."""
    yield from _app_on_copy(filled, tmp_path, worker_id)


@pytest.fixture(scope="session")
def seeded(filled: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[BeginWork]:
    """The filled demo, shared by those who only look at it; what they open is recorded in it."""
    for app in _app_on_copy(filled, tmp_path_factory.mktemp("looked-at"), worker_id):
        yield works_of(app)


def _app_on_copy(filled: str, folder: Path, name: str) -> Iterator[Flask]:
    url = copy_of(filled, folder, name)
    app = create_app(settings_for(url), clock=FixedClock(NOW), sender=RecordingSender())
    yield app
    with app.app_context():
        db.engine.dispose()
    forget(url)
