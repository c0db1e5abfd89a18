"""The program starts while another process writes: it needs no turn to look at how the database is set up."""

import sqlite3
from contextlib import closing

import pytest

from config import Settings
from support.app import create_app
from support.platform.database import db

# One writer at a time is SQLite's.
pytestmark = pytest.mark.once


def test_the_program_starts_while_somebody_else_writes(settings: Settings) -> None:
    file = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        app = create_app(settings)
        other.execute("ROLLBACK")
    with app.app_context():
        db.engine.dispose()
