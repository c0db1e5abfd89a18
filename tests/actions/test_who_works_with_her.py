"""Who works with a person is whoever has the next time with her, or else held her last step; nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from support.booking.actions import cancel
from support.booking.attendance_actions import cancel_by_us, say_how_it_went, take_back
from support.pathways.enrolment_actions import end_enrolment
from support.pathways.goal_actions import agree_goal
from support.pathways.rules.completion import End
from support.vocabulary.errors import Conflict
from tests.builders import SentCase, World, first_slot, signed_in_again
from tests.pathways import psychologist
from tests.ways import enrolled, herself, hold_next, way_of

_MY_SUPPORT = "http://kynnys.test/my"


def with_a_time(world: World, *, after_a_talk_with_nils: bool = False) -> SentCase:
    """Somebody on her way who has a time with a psychologist who has never met her."""
    sent = enrolled(world, book=False)
    if after_a_talk_with_nils:
        hold_next(world, sent)
    sent.browser.get("/times")
    sent.browser.post("/times", slot=first_slot(sent.browser))
    assert works_with(world, sent) == world.house.psychologist
    return sent


def works_with(world: World, sent: SentCase) -> str | None:
    return way_of(world, sent).enrolment.practitioner_id


def time_of(world: World, sent: SentCase) -> str:
    """Her time that stands, or that was said of last."""
    return str(world.rows("appointment", case_id=sent.case_id)[-1]["id"])


def gives_it_back(world: World, sent: SentCase) -> None:
    with world.begin_work(herself(sent)) as work:
        cancel(work, time_of(world, sent))


def is_cancelled_by_us(world: World, sent: SentCase) -> None:
    with world.begin_work(world.house.nils.actor) as work:
        cancel_by_us(work, time_of(world, sent), my_support_url=_MY_SUPPORT)


def misses_it(world: World, sent: SentCase) -> None:
    (row,) = world.rows("appointment", id=time_of(world, sent))
    world.clock.set(row["starts_at"] + timedelta(minutes=50))
    with world.begin_work(world.house.nils.actor) as work:
        say_how_it_went(work, row["id"], came=False, my_support_url=_MY_SUPPORT)


ENDS = [gives_it_back, is_cancelled_by_us, misses_it]


@pytest.mark.parametrize("ends", ENDS)
def test_whoever_never_met_her_and_has_no_time_with_her_works_with_her_no_more(
    world: World, ends: Callable[[World, SentCase], None]
) -> None:
    sent = with_a_time(world)
    ends(world, sent)
    assert works_with(world, sent) is None
    with pytest.raises(Conflict), world.begin_work(psychologist(world)) as work:
        agree_goal(work, sent.case_id, "Nukun.", good_enough=7, value=3)
    with pytest.raises(Conflict), world.begin_work(psychologist(world)) as work:
        end_enrolment(work, sent.case_id, End.WITHDRAWN, "Ei enää.")


@pytest.mark.parametrize("ends", ENDS)
def test_whoever_held_her_last_step_works_with_her_again_when_the_next_time_is_gone(
    world: World, ends: Callable[[World, SentCase], None]
) -> None:
    sent = with_a_time(world, after_a_talk_with_nils=True)
    ends(world, sent)
    assert works_with(world, sent) == world.house.nils.id


def test_a_time_that_was_moved_is_no_time_with_whoever_had_it(world: World) -> None:
    sent = with_a_time(world)
    page = f"/times/move/{time_of(world, sent)}"
    sent.browser.get(page)
    sent.browser.post(page, slot=first_slot(sent.browser))
    (first, second) = sorted(
        world.rows("appointment", case_id=sent.case_id), key=lambda row: row["rebooked_from"] or ""
    )
    assert second["rebooked_from"] == first["id"]
    assert works_with(world, sent) == second["practitioner_id"]


def test_a_miss_that_was_said_by_mistake_takes_nobody_away_from_her(world: World) -> None:
    sent = with_a_time(world)
    misses_it(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        take_back(work, time_of(world, sent))
    assert works_with(world, sent) == world.house.psychologist


def test_whoever_has_another_time_with_her_goes_on_working_with_her(world: World) -> None:
    sent = with_a_time(world)
    misses_it(world, sent)
    world.clock.pass_time(timedelta(hours=1))
    own = signed_in_again(world)
    own.get("/times")
    own.post("/times", slot=first_slot(own))
    assert works_with(world, sent) == world.house.psychologist
    first = min(world.rows("appointment", case_id=sent.case_id), key=lambda row: row["starts_at"])
    for say in (False, True):
        with world.begin_work(world.house.nils.actor) as work:
            take_back(work, first["id"])
            say_how_it_went(work, first["id"], came=say, my_support_url=_MY_SUPPORT)
        assert works_with(world, sent) == world.house.psychologist
