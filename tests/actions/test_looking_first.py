"""A work that looks before it takes its turn to write: it holds nobody up, and trusts nothing that is old."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from support.platform.audit import AuditEntry
from support.platform.begin_work import BeginWork
from support.platform.data_keys import data_key
from support.platform.work import Work
from support.vocabulary.actor import Actor

ME = Actor.visitor()
KEY = "k" * 22


@pytest.fixture
def begin_work(app: Flask) -> BeginWork:
    """Begins works in an empty database."""
    begin: BeginWork = app.extensions["begin_work"]
    return begin


def _noted(work: Work) -> int:
    return len(work.session.execute(select(AuditEntry.id).where(AuditEntry.subject_id == "x")).all())


def _note_if_first(between: Callable[[], None]) -> Callable[[Work], str]:
    """Note something unless somebody has; `between` happens after the look, the first time."""
    looks: list[int] = []

    def act(work: Work) -> str:
        seen = _noted(work)
        looks.append(seen)
        if seen:
            return f"found after {len(looks)} looks"
        if len(looks) == 1:
            between()
        work.take_turn(lambda: _noted(work) == seen)
        work.log("a:b", "thing", "x")
        return f"noted after {len(looks)} looks"

    return act


def test_what_is_done_once_alone_is_done_after_one_look(begin_work: BeginWork) -> None:
    assert begin_work.look_first(ME, _note_if_first(lambda: None)) == "noted after 1 looks"
    with begin_work.to_read(ME) as look:
        assert _noted(look) == 1


@pytest.mark.once  # on PostgreSQL nobody looks first
def test_whoever_wrote_while_it_looked_waited_for_nobody_and_is_seen(begin_work: BeginWork) -> None:
    def another() -> None:
        with begin_work(ME) as work:
            work.log("a:b", "thing", "x")

    assert begin_work.look_first(ME, _note_if_first(another)) == "found after 2 looks"
    with begin_work.to_read(ME) as look:
        assert _noted(look) == 1


@pytest.mark.once  # on PostgreSQL nobody looks first
def test_nothing_is_written_before_the_turn(begin_work: BeginWork) -> None:
    def hasty(work: Work) -> None:
        work.add(data_key(KEY, b"1:wrapped", work.now))

    with pytest.raises(RuntimeError, match="takes its turn"):
        begin_work.look_first(ME, hasty)


def test_a_work_of_another_kind_has_its_turn_already(begin_work: BeginWork) -> None:
    with begin_work(ME) as work:
        work.take_turn(lambda: False)
        work.add(data_key(KEY, b"1:wrapped", work.now))
