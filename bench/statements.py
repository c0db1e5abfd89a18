"""How many SQL statements one page sends; beginning and ending a transaction is not counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from bench.load import Unexpected
from bench.visits import fields_of
from support.platform.begin_work import BeginWork
from support.platform.database import db


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    """The statements sent while this lasts."""
    sent: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            sent.append(statement)

    def listen(connection: Any, *_rest: Any) -> None:
        # SQLite itself is asked: it knows every statement, by whatever way it came.
        connection.set_trace_callback(note)

    def turn_away(connection: Any, *_rest: Any) -> None:
        connection.set_trace_callback(None)

    with app.app_context():
        engine = db.engine
    begin_work: BeginWork = app.extensions["begin_work"]
    # The connection that this thread keeps is let go, so that one comes that is listened to.
    begin_work.let_go()
    event.listen(engine, "checkout", listen)
    event.listen(engine, "checkin", turn_away)
    try:
        yield sent
    finally:
        begin_work.let_go()
        event.remove(engine, "checkout", listen)
        event.remove(engine, "checkin", turn_away)


def of_a_question_page(app: Flask, path: str) -> tuple[list[str], list[str]]:
    """The statements of showing a page of questions, and of answering it."""
    client = app.test_client()
    client.post("/questions/start", data=fields_of(client.get("/").text))
    with counting(app) as shown:
        page = client.get(path)
    with counting(app) as answered:
        client.post(path, data=fields_of(page.text))
    if not shown or not answered:
        raise Unexpected("no statement was heard: the count means nothing")
    return shown, answered
