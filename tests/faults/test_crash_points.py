"""Every crash point of a message with every fault of its reports: none is lost and none goes twice."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from support.messaging.reconcile_actions import ask_after_next_message
from support.messaging.send_actions import expire_old_messages, send_next_message
from support.messaging.templates import must_arrive
from support.platform.begin_work import BeginWork
from support.platform.database import db
from tests.builders import LOOKER
from tests.conftest import NOW
from tests.counts import LONG
from tests.fake_provider import FakeProvider, Moment, Report
from tests.fakes import FixedClock
from tests.faults.crash_points import (
    WITH_ANOTHER_WORKER,
    Point,
    Post,
    ReportFault,
    Striker,
    StruckClock,
)
from tests.outbox import attempts_of, message_of, next_due, plan, report, work_through
from tests.outbox_judge import Judged, faults_of

MESSAGES = 56 if LONG else 20
A_LITTLE_MORE_THAN_A_DAY = timedelta(hours=25)


@pytest.fixture
def clock() -> StruckClock:
    """A clock whose readings can be struck."""
    return StruckClock(NOW)


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The database, to strike its commits."""
    with app.app_context():
        return db.engine


@pytest.mark.parametrize(("point", "fault"), list(product(Point, ReportFault)), ids=str)
def test_no_message_is_lost_and_none_goes_twice(
    point: Point, fault: ReportFault, begin_work: BeginWork, clock: StruckClock, engine: Engine
) -> None:
    provider = FakeProvider(clock)

    def other_worker() -> None:
        send_next_message(begin_work, provider)
        while ask_after_next_message(begin_work, provider):
            pass

    striker = Striker(point, clock, MESSAGES, other_worker)
    provider.during = striker.during
    keys = _plan_all(begin_work)
    event.listen(engine, "commit", striker.committing)
    try:
        _let_a_day_pass(begin_work, provider, clock, striker, Post(fault, point))
    finally:
        event.remove(engine, "commit", striker.committing)
    # Each time that another worker comes in between it takes one of them.
    assert len(striker.struck) == (MESSAGES // 2 if point in WITH_ANOTHER_WORKER else MESSAGES)
    judged = [_judged(begin_work, key) for key in keys]
    assert faults_of(judged, [one.attempt_id for one in provider.taken]) == []
    arrived = {one.key for one in judged if one.state == "delivered"}
    assert {one.key for one in judged if one.must_arrive} <= arrived
    if len(provider.taken) == MESSAGES:
        assert arrived == set(keys)


def test_where_the_provider_is_silent_in_every_way_one_goes_twice_at_most_and_a_human_has_it(
    begin_work: BeginWork, clock: StruckClock
) -> None:
    def lose_answer(moment: Moment, _phone: str) -> None:
        if moment is Moment.TAKEN_ON:
            raise TimeoutError

    provider = FakeProvider(clock, during=lose_answer, is_forgetful=True)
    keys = _plan_all(begin_work)
    while clock.now() < NOW + A_LITTLE_MORE_THAN_A_DAY:
        work_through(begin_work, provider)
        clock.set(_next_moment(begin_work, clock, None))
    judged = [_judged(begin_work, key) for key in keys]
    account = [one.attempt_id for one in provider.taken]
    assert faults_of(judged, account, is_silent=True) == []
    assert len(account) == MESSAGES + sum(one.must_arrive for one in judged)
    assert all(one.has_human for one in judged)


def test_the_judge_finds_what_is_lost_and_what_goes_twice() -> None:
    lost = Judged("lost", "unknown", False, False, (("a", "accepted"),))
    never = Judged("never", "failed", False, True, (("b", "absent"),))
    twice = Judged("twice", "delivered", True, True, (("c", "absent"), ("d", "accepted")))
    open_end = Judged("open", "delivered", False, False, (("e", None),))
    made_up = Judged("made up", "delivered", False, False, ())
    found = faults_of([lost, never, twice, open_end, made_up], ["a", "a", "c", "d", "e", "x"])
    assert [fault.partition(":")[0] for fault in found] == [
        *("a", "x", "lost", "lost", "never", "twice", "open", "made up")
    ]
    assert faults_of([twice], ["c", "d"], is_silent=True) == []


def _plan_all(begin_work: BeginWork) -> list[str]:
    templates = ("staff", "message")
    return [plan(begin_work, templates[number % 2], number) for number in range(MESSAGES)]


def _let_a_day_pass(
    begin_work: BeginWork, provider: FakeProvider, clock: StruckClock, striker: Striker, post: Post
) -> None:
    while clock.now() < NOW + A_LITTLE_MORE_THAN_A_DAY:
        while striker.send(lambda: send_next_message(begin_work, provider)):
            pass
        while ask_after_next_message(begin_work, provider):
            pass
        with begin_work(LOOKER) as work:
            expire_old_messages(work)
        post.take(provider.reports)
        for one in post.due(clock.now()):
            _come_in(begin_work, striker, one)
        clock.set(_next_moment(begin_work, clock, post.next_at()))


def _come_in(begin_work: BeginWork, striker: Striker, one: Report) -> None:
    def note() -> None:
        report(begin_work, one.attempt_id, one.sighting)

    if striker.report(note) and striker.point is Point.IN_REPORT_AFTER_COMMIT:
        # The provider has no answer, and tells it again.
        note()


def _next_moment(begin_work: BeginWork, clock: FixedClock, reported: datetime | None) -> datetime:
    due = [at for at in (next_due(begin_work), reported) if at is not None]
    then = min(due, default=NOW + A_LITTLE_MORE_THAN_A_DAY)
    return max(then, clock.now() + timedelta(seconds=1))


def _judged(begin_work: BeginWork, key: str) -> Judged:
    message = message_of(begin_work, key)
    attempts = ((one.id, one.outcome.value if one.outcome else None) for one in attempts_of(begin_work, key))
    return Judged(
        key,
        message.state.value,
        message.needs_human_at is not None,
        must_arrive(message.template),
        tuple(attempts),
    )
