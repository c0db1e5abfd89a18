"""What a machine hears that asks whether the service works."""

from datetime import timedelta
from typing import Any

from support.jobs import JOBS, run_job
from support.messaging.rules import State
from support.platform.heartbeat import LATE_AFTER
from tests.builders import World
from tests.outbox import message_of, plan
from tests.settings import ADDRESS


def _health(world: World) -> dict[str, Any]:
    answer = world.app.test_client().get("/health", headers={"Host": "127.0.0.1"})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def _run_jobs(world: World) -> None:
    for job in JOBS:
        run_job(job, world.begin_work, world.sender, ADDRESS)


def test_before_a_worker_has_ever_run_nothing_is_late(world: World) -> None:
    health = _health(world)
    assert (health["status"], health["jobs"], health["late"]) == ("ok", {}, [])


def test_a_dead_worker_is_noticed_within_three_minutes(world: World) -> None:
    _run_jobs(world)
    world.clock.pass_time(timedelta(minutes=2))
    assert _health(world)["status"] == "ok"
    world.clock.pass_time(timedelta(minutes=1))
    health = _health(world)
    assert (health["status"], health["late"]) == ("late", sorted(job.name for job in JOBS))
    _run_jobs(world)
    assert (_health(world)["status"], _health(world)["late"]) == ("ok", [])


def test_one_job_that_fails_each_time_is_named(world: World) -> None:
    _run_jobs(world)
    world.clock.pass_time(timedelta(minutes=3))
    for job in JOBS[1:]:
        run_job(job, world.begin_work, world.sender, ADDRESS)
    assert _health(world)["late"] == [JOBS[0].name]


def test_the_oldest_message_that_waits_is_told_by_its_time_only(world: World) -> None:
    assert _health(world)["messages"]["oldest_unsent"] is None
    key = plan(world.begin_work)
    planned_at = world.clock.now()
    world.clock.pass_time(timedelta(minutes=1))
    messages = _health(world)["messages"]
    assert messages == {
        "status": "ok",
        "oldest_unsent": planned_at.isoformat(timespec="seconds"),
        "held_back": False,
        "account_refused": False,
    }
    world.send_due()
    assert message_of(world.begin_work, key).state is State.ACCEPTED
    assert _health(world)["messages"]["oldest_unsent"] is None


def test_no_job_is_late_by_its_own_rhythm() -> None:
    assert [job.name for job in JOBS if 2 * timedelta(seconds=job.every) > LATE_AFTER] == []
