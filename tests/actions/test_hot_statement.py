"""Statements handed straight to the driver keep what the library promises: types in, errors out."""

import sqlite3
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, bindparam, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from support.platform.begin_work import BeginWork
from support.platform.database import Base, db
from support.platform.hot_statement import HotStatement, send
from support.triage.models import AnswerSet
from support.triage.rules.visit import Visit
from support.triage.visit_actions import open_visit, save_visit, start_visit
from support.vocabulary.actor import Actor
from support.vocabulary.language import Language

TOKEN = "t" * 43
_SETS = Base.metadata.tables[AnswerSet.__tablename__]


def _begun(app: Flask) -> BeginWork:
    begin: BeginWork = app.extensions["begin_work"]
    with begin(Actor.visitor()) as work:
        start_visit(work, TOKEN, Language.FI, "voimavarat 1.0.0", Visit())
    return begin


def test_what_was_saved_is_opened_again(app: Flask) -> None:
    begin = _begun(app)
    with begin(Actor.visitor()) as work:
        opened = open_visit(work, TOKEN, to_change=True)
        save_visit(work, opened, Visit(answers={"hope": 7}))
    with begin.to_read(Actor.visitor()) as look:
        assert open_visit(look, TOKEN).visit.answers == {"hope": 7}


def test_unsealed_content_and_a_moment_without_zone_are_refused_here_too(app: Flask) -> None:
    begin = _begun(app)
    put = HotStatement(update(_SETS).values(content=bindparam("sealed"), expires_at=bindparam("until")))
    for values in (
        {"sealed": b"plain words", "until": datetime(2026, 11, 25, tzinfo=UTC)},
        {"sealed": None, "until": datetime(2026, 11, 25)},  # noqa: DTZ001 - what must be refused
    ):
        with begin(Actor.visitor()) as work, pytest.raises(ValueError, match="stored"):
            put.run(work.connection, values)


def test_a_fault_comes_as_the_library_reports_it_and_names_no_value(app: Flask) -> None:
    begin = _begun(app)
    wrong = HotStatement(update(_SETS).values(key_id=bindparam("key")).where(_SETS.c.token_hash.is_not(None)))
    with pytest.raises(DBAPIError) as caught, begin(Actor.visitor()) as work:
        wrong.run(work.connection, {"key": None})
    assert TOKEN not in str(caught.value)
    with begin(Actor.visitor()) as work:
        rows = work.connection.execute(select(_SETS.c.content.cast(LargeBinary))).all()
    assert len(rows) == 1


def test_a_locked_database_is_reported_when_the_work_begins(app: Flask) -> None:
    begin = _begun(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection, pytest.raises(DBAPIError):
            send(connection, "select nothing from nowhere")
        return
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(OperationalError), begin(Actor.visitor()) as work:
            open_visit(work, TOKEN)
    finally:
        other.close()
