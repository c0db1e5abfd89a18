"""What a work only writes goes to the database in one go: all of it or nothing, and nobody reads past it."""

import pytest
from flask import Flask
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from support.platform.audit import AuditEntry
from support.platform.begin_work import BeginWork
from support.platform.data_keys import DataKey, data_key
from support.platform.hot_statement import HotStatement
from support.vocabulary.actor import Actor

KEY = "k" * 22


@pytest.fixture
def begin_work(app: Flask) -> BeginWork:
    """Begins works in an empty database."""
    begin: BeginWork = app.extensions["begin_work"]
    return begin


def _keys(begin_work: BeginWork) -> list[str]:
    with begin_work.to_read(Actor.visitor()) as look:
        return list(look.session.execute(select(DataKey.id).where(DataKey.id == KEY)).scalars())


def test_whoever_asks_the_session_sees_what_was_added_before(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        work.log("a:b", "thing", "x")
        assert work.session.execute(
            select(AuditEntry.verb).where(AuditEntry.subject_id == "x")
        ).scalars().all() == ["a:b"]


def test_what_was_added_is_thrown_away_with_its_work(begin_work: BeginWork) -> None:
    with pytest.raises(RuntimeError), begin_work(Actor.visitor()) as work:
        work.add(data_key(KEY, b"1:wrapped", work.now))
        raise RuntimeError
    assert _keys(begin_work) == []


def test_of_two_rows_with_one_key_neither_stays_and_the_library_says_why(begin_work: BeginWork) -> None:
    with pytest.raises(IntegrityError), begin_work(Actor.visitor()) as work:
        work.add(data_key(KEY, b"1:wrapped", work.now))
        work.add(data_key(KEY, b"1:again", work.now))
    assert _keys(begin_work) == []


def test_a_key_made_and_erased_in_one_work_is_gone(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        key_id = work.new_key()
        work.erase_key(key_id)
    with begin_work.to_read(Actor.visitor()) as look:
        assert look.session.get(DataKey, key_id) is None


def test_a_moment_comes_out_of_a_hot_statement_as_the_library_gives_it(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        work.insert(data_key(KEY, b"1:wrapped", work.now))
        asked = select(DataKey.created_at, DataKey.wrapped).where(DataKey.id == bindparam("key"))
        assert HotStatement(asked).rows(work.connection, {"key": KEY}) == [(work.now, b"1:wrapped")]
        assert HotStatement(asked).first(work.connection, {"key": "another"}) is None
