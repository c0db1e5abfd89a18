"""What a work only writes goes to the database in one go: all of it or nothing, and nobody reads past it."""

import pytest
from flask import Flask
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from support.platform.audit import AuditEntry
from support.platform.begin_work import BeginWork
from support.platform.data_keys import DataKey, data_key
from support.platform.hot_statement import HotStatement
from support.platform.rows import send_rows
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


def test_what_failed_in_a_part_of_a_work_is_taken_back_and_the_rest_stands(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        work.log("a:b", "thing", "x")
        with pytest.raises(IntegrityError), work.attempt():
            work.add(data_key("l" * 22, b"1:wrapped", work.now))
            work.add(data_key(KEY, b"1:wrapped", work.now))
            work.write_session()
            work.log("a:b", "thing", "y")
            # Past the session, as what many want at once is taken.
            send_rows(work.connection, [data_key(KEY, b"1:again", work.now)])
        work.log("a:b", "thing", "z")
    with begin_work.to_read(Actor.visitor()) as look:
        noted = select(AuditEntry.subject_id).where(AuditEntry.verb == "a:b").order_by(AuditEntry.id)
        assert look.session.execute(noted).scalars().all() == ["x", "z"]
        assert look.session.execute(select(DataKey.id)).scalars().all() == []


def test_what_was_done_in_a_part_of_a_work_stands_with_it(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work, work.attempt():
        work.add(data_key(KEY, b"1:wrapped", work.now))
    assert _keys(begin_work) == [KEY]


def test_a_key_made_and_erased_in_one_work_is_gone(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        key_id = work.new_key()
        work.erase_keys((key_id,))
    with begin_work.to_read(Actor.visitor()) as look:
        assert look.session.get(DataKey, key_id) is None


def test_a_moment_comes_out_of_a_hot_statement_as_the_library_gives_it(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        work.add(data_key(KEY, b"1:wrapped", work.now))
        work.write_session()
        asked = select(DataKey.created_at, DataKey.wrapped).where(DataKey.id == bindparam("key"))
        assert HotStatement(asked).rows(work.connection, {"key": KEY}) == [(work.now, b"1:wrapped")]
        assert HotStatement(asked).first(work.connection, {"key": "another"}) is None
