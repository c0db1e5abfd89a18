"""What is sent while something is being deleted stays, with the key that it lies under."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, event, update

from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.data_keys import DataKey
from support.platform.work import Work
from support.triage.models import AnswerSet
from support.triage.retention_actions import forget_unsent_answers
from support.triage.rules.visit import Visit
from support.triage.visit_actions import delete_visit, start_visit
from support.vocabulary.actor import Actor
from support.vocabulary.language import Language
from tests.builders import LOOKER, dump
from tests.fakes import FixedClock

TOKEN = "t" * 43


@contextmanager
def _just_before(work: Work, begins: str, does: Executable) -> Iterator[None]:
    """Somebody else's change, committed so to speak right before the first statement that begins so."""
    waiting = [does]

    def look(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
        if statement.startswith(begins) and waiting:
            work.connection.execute(waiting.pop())

    event.listen(work.connection, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(work.connection, "before_cursor_execute", look)
    assert not waiting, f"nothing began with {begins}"


def _begin(begin_work: BeginWork) -> None:
    with begin_work(Actor.visitor()) as work:
        start_visit(work, TOKEN, Language.FI, "voimavarat 1.0.0", Visit(answers={"hope": 7}))


@pytest.mark.parametrize("deletes", [forget_unsent_answers, lambda work: delete_visit(work, TOKEN)])
def test_answers_sent_while_they_are_being_deleted_stay_with_their_key(
    deletes: Callable[[Work], None], begin_work: BeginWork, clock: FixedClock
) -> None:
    _begin(begin_work)
    clock.pass_time(timedelta(days=2))
    sent = update(AnswerSet).values(token_hash=None, expires_at=None, sent_at=clock.now())
    with begin_work(LOOKER) as work, _just_before(work, "DELETE FROM triage_answer_set", sent):
        deletes(work)
    (row,) = dump(begin_work)["triage_answer_set"]
    assert [key["id"] for key in dump(begin_work)["data_key"]] == [row["key_id"]]


def test_a_key_that_changed_meanwhile_is_not_taken_over(begin_work: BeginWork) -> None:
    _begin(begin_work)
    (row,) = dump(begin_work)["triage_answer_set"]
    changed = update(DataKey).values(wrapped=b"t1:other")
    with (
        pytest.raises(Unreadable),
        begin_work(LOOKER) as work,
        _just_before(work, "UPDATE data_key", changed),
    ):
        work.take_over_key(TOKEN, row["key_id"])
