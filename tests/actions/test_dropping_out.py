"""Who is heard of no more drops out by the rule: her path ends, her case does not, and nobody is hasty."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from support.booking.attendance_actions import say_how_it_went
from support.cases.alert_actions import raise_alert
from support.cases.nurse_actions import log_call
from support.cases.rules.alerts import AlertKind
from support.followup.silence_actions import drop_out_the_silent
from support.jobs import JOBS, run_job
from support.pathways.enrolment_actions import pause
from support.pathways.rules.enrolment import State
from support.pathways.step_actions import hold_step
from tests.builders import SentCase, World
from tests.settings import ADDRESS
from tests.ways import enrolled, hold_next, way_of

# The second talk is at last three weeks after the first, and from then on thirty days are waited.
LAST_DAY = 21
SILENT_FOR = timedelta(days=LAST_DAY + 1 + 30)


@pytest.fixture
def met_once(world: World) -> SentCase:
    """Somebody who came to one talk and has no further time."""
    sent = enrolled(world, book=False)
    hold_next(world, sent)
    return sent


def drops_out(world: World, after: timedelta = SILENT_FOR) -> int:
    world.clock.pass_time(after)
    return drop_out_the_silent(world.begin_work)


def test_her_path_ends_and_her_case_stays_open(world: World, met_once: SentCase) -> None:
    assert drops_out(world) == 1
    assert way_of(world, met_once).enrolment.state is State.DROPPED_OUT
    (case,) = world.rows("support_case", id=met_once.case_id)
    assert case["closed_at"] is None
    (step,) = world.rows("case_step", case_id=met_once.case_id, kind="path_dropped_out")
    assert (step["role"], step["actor_id"]) == ("job", "drop-out")


def test_not_a_day_too_early(world: World, met_once: SentCase) -> None:
    assert drops_out(world, SILENT_FOR - timedelta(days=1)) == 0
    assert way_of(world, met_once).enrolment.state is State.ACTIVE


def test_running_it_again_changes_nothing(world: World, met_once: SentCase) -> None:
    assert [drops_out(world), drops_out(world), drops_out(world)] == [1, 0, 0]
    assert len(world.rows("case_step", case_id=met_once.case_id, kind="path_dropped_out")) == 1


def test_it_beats_under_its_name(world: World, met_once: SentCase) -> None:
    world.clock.pass_time(SILENT_FOR)
    run_job(next(job for job in JOBS if job.name == "drop-out"), world.begin_work, world.sender, ADDRESS)
    assert way_of(world, met_once).enrolment.state is State.DROPPED_OUT
    assert world.rows("heartbeat", job="drop-out")


def _called(world: World, sent: SentCase) -> None:
    with world.begin_work(world.house.nils.actor) as work:
        log_call(work, sent.case_id, reached=True, note="")


def _wrote(world: World, sent: SentCase) -> None:
    with world.begin_work(world.house.nils.actor) as work:
        raise_alert(work, sent.case_id, AlertKind.REPLY_TO_READ)


@pytest.mark.parametrize("heard", [_called, _wrote])
def test_whoever_was_heard_of_has_thirty_days_from_then(
    world: World, met_once: SentCase, heard: Callable[[World, SentCase], None]
) -> None:
    assert drops_out(world, SILENT_FOR - timedelta(days=5)) == 0
    heard(world, met_once)
    assert drops_out(world, timedelta(days=29)) == 0
    assert drops_out(world, timedelta(days=1)) == 1


def test_a_call_that_nobody_answered_is_no_sign_of_her(world: World, met_once: SentCase) -> None:
    assert drops_out(world, SILENT_FOR - timedelta(days=5)) == 0
    with world.begin_work(world.house.nils.actor) as work:
        log_call(work, met_once.case_id, reached=False, note="")
    assert drops_out(world, timedelta(days=5)) == 1


def test_as_long_as_nobody_has_said_how_her_time_went_she_waits_for_us(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    assert drops_out(world, SILENT_FOR + timedelta(days=60)) == 0
    with world.begin_work(world.house.nils.actor) as work:
        say_how_it_went(work, sent.appointment_id, came=False, my_support_url=f"{ADDRESS}/my")
    assert drops_out(world, timedelta()) == 1


def test_nobody_drops_out_who_never_came_or_is_on_a_break(world: World) -> None:
    enrolled(world, book=False)
    paused = enrolled(world, book=False, contact={"phone": "+358 00 000 002"})
    hold_next(world, paused)
    with world.begin_work(world.house.nils.actor) as work:
        pause(work, paused.case_id, "Loma.")
    assert drops_out(world, SILENT_FOR + timedelta(days=60)) == 0


def test_who_has_gone_through_every_step_has_not_dropped_out(world: World, met_once: SentCase) -> None:
    with world.begin_work(world.house.nils.actor) as work:
        hold_step(work, met_once.case_id, "2")
        hold_step(work, met_once.case_id, "3")
    assert drops_out(world, SILENT_FOR + timedelta(days=60)) == 0


def test_two_weeks_before_whoever_works_with_her_is_told(world: World, met_once: SentCase) -> None:
    told = "Nothing has been heard of the person for a while"
    world.clock.pass_time(SILENT_FOR - timedelta(days=15))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{met_once.case_id}")
    assert told not in nils.text()
    world.clock.pass_time(timedelta(days=1))
    nils = world.nurse(world.house.nils)
    for page in ("", "/talks"):
        nils.get(f"/cases/{met_once.case_id}{page}")
        assert told in nils.text()
