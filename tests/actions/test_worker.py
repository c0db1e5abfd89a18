"""The worker as a whole: a metronome that beats on while a job is still at work."""

import logging
from threading import Event
from typing import Any

import pytest
from apscheduler.events import EVENT_JOB_MAX_INSTANCES
from apscheduler.schedulers.blocking import BlockingScheduler

from support import jobs
from support.platform.begin_work import BeginWork
from tests.fakes import RecordingSender
from tests.settings import ADDRESS


def test_a_job_that_is_still_at_work_is_nothing_to_be_logged(
    begin_work: BeginWork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    is_passed_over = Event()

    def at_work(*_given: object) -> None:
        is_passed_over.wait()

    def begins(scheduler: Any) -> None:
        def passed_over(_event: object) -> None:
            is_passed_over.set()
            scheduler.shutdown()

        scheduler.add_listener(passed_over, EVENT_JOB_MAX_INSTANCES)
        begin(scheduler)

    begin = BlockingScheduler.start
    monkeypatch.setattr(BlockingScheduler, "start", begins)
    monkeypatch.setattr(jobs, "JOBS", (jobs.Job("slow", 0.05, at_work),))
    with caplog.at_level(logging.WARNING):
        jobs.run_forever(begin_work, RecordingSender(), ADDRESS)
    assert is_passed_over.is_set()
    assert [record.name for record in caplog.records] == []
