"""What is left out of a meeting, and what is written in its place."""

import re

from tests.agreed import written
from tests.builders import World
from tests.meetings import ACTION, GOAL, TIMETABLE, together
from tests.pages.test_meeting_words import seen, status

OTHERS = "Aivan muut sanat."


def test_a_page_from_before_says_no_yes_to_what_was_written_in_place_of_its_words(world: World) -> None:
    three = together(world)
    three.writes("timetable", **TIMETABLE)
    three.own.get(three.found.on_own_page)
    (shown,) = re.findall(r'name="about" value="([^"]+)"><input[^>]*value="(\d+)"', three.own.html())
    three.writes("leave-out", about="timetable")
    three.writes("timetable", timetable=OTHERS)
    three.own.post(f"{three.found.on_own_page}/words", about=shown[0], version=shown[1])
    assert status(three.own) == 409
    assert OTHERS not in seen(three.supervisor, three.found.for_supervisor)


def test_what_is_left_out_keeps_no_words_and_cannot_be_changed_or_agreed_to(world: World) -> None:
    three = together(world)
    three.writes("timetable", **TIMETABLE)
    three.writes("goal", **GOAL)
    (goal,) = world.rows("goal")
    for about in ("timetable", f"goal:{goal['id']}"):
        three.writes("leave-out", about=about)
        three.own.get(three.found.on_own_page)
        three.own.post(f"{three.found.on_own_page}/words", about=about, version="1")
        assert status(three.own) == 404
    assert {row["text"] for row in world.rows("meeting_wording")} == {None}
    three.nurse.post(f"{three.found.at_desk}/goal", **{**GOAL, "goal": str(goal["id"])})
    assert status(three.nurse) == 404
    assert GOAL["goal_text"] not in seen(three.own, three.found.on_own_page)


def test_what_was_there_before_the_meeting_stays_where_it_is_left_out_of_it(world: World) -> None:
    three = together(world)
    before = written(world, three.found.sent)
    three.writes("action", **ACTION)
    drafts = {str(row["id"]) for row in world.rows("agreed_action")} - {before}
    three.writes("review", action=before, due_on="2026-12-30", review_on="")
    for action_id in (before, *drafts):
        three.writes("leave-out", about=f"action:{action_id}")
    states = {str(row["id"]): row["state"].value for row in world.rows("agreed_action")}
    assert states == {before: "proposed", **dict.fromkeys(drafts, "cancelled")}
