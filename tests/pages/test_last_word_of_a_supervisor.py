"""A supervisor answers on her first page and in a meeting: what she said last is what stands."""

from typing import Any

import pytest

from support.pathways.rules.agreed_action import State
from tests.agreed import written_in_meeting
from tests.builders import World
from tests.meetings import TIMETABLE, Together, together

CAME = ["employee", "supervisor"]


def _said_yes_in_the_meeting(world: World) -> tuple[Together, str]:
    three, page = written_in_meeting(world)
    three.own.post(page, release="yes")
    three.acknowledge()
    three.everybody_says_yes()
    return three, page.replace("/my/", "/supervisor/")


def _turns_down(three: Together, url: str) -> None:
    three.supervisor.get("/supervisor")
    three.supervisor.post(url, do="suggest", suggestion="smaller_part")
    assert "done=noted" in three.supervisor.url, three.supervisor.text()


def _held(world: World, three: Together) -> dict[str, Any]:
    three.nurse.get(three.found.at_desk)
    three.nurse.post(f"{three.found.at_desk}/came", came=CAME, do="without_step")
    assert "done=held" in three.nurse.url, three.nurse.text()
    (row,) = world.rows("agreed_action")
    return row


def test_what_she_turned_down_after_her_yes_in_the_meeting_is_not_agreed_by_it(world: World) -> None:
    three, url = _said_yes_in_the_meeting(world)
    _turns_down(three, url)
    row = _held(world, three)
    assert row["state"] is State.PROPOSED and row["accepted_at"] is None
    assert row["turned_down_at"] is not None


@pytest.mark.parametrize("times", [1, 2])
def test_whoever_says_yes_once_more_after_turning_it_down_has_agreed_until_she_turns_it_down_again(
    times: int, world: World
) -> None:
    three, url = _said_yes_in_the_meeting(world)
    for _ in range(times):
        _turns_down(three, url)
        assert three.says_yes(three.supervisor, three.found.for_supervisor) == 1
    assert _held(world, three)["state"] is State.AGREED


def test_for_a_timetable_that_she_may_not_read_yet_every_version_is_as_if_there_were_none(
    world: World,
) -> None:
    three = together(world)

    def tries(version: int) -> int:
        three.supervisor.get("/supervisor")
        words = {"about": "timetable", "version": str(version)}
        return int(three.supervisor.post(f"{three.found.for_supervisor}/words", **words).status_code)

    codes = [tries(1)]
    three.writes("timetable", **TIMETABLE)
    three.writes("timetable", timetable="Toisin.")
    codes += [tries(version) for version in (1, 2, 3)]
    assert codes == [404] * 4
