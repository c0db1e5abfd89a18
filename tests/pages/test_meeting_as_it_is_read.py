"""A meeting of three says on each page what is so now: looked for, agreed, or held."""

import pytest

from support.consent.rules.fact_code import FactCode
from tests.builders import World
from tests.meetings import ACTION, DRAFT, GOAL, drafted, invited, times_on, together
from tests.supervisors import give


def test_a_held_meeting_is_spoken_of_as_held_and_stays_to_be_read(world: World) -> None:
    three = together(world)
    three.acknowledge()
    three.writes("action", **ACTION)
    three.says_yes(three.own, three.found.on_own_page)
    three.nurse.get(three.found.at_desk)
    assert "Not agreed yet: the supervisor sees this only if" in three.nurse.text()
    three.own.get(three.found.on_own_page)
    assert "Not agreed yet: your supervisor sees this only if you allow it." in three.own.text()
    three.nurse.post(f"{three.found.at_desk}/came", came=["employee", "supervisor"], do="without_step")
    for browser, home, page in (
        (three.own, "/my", three.found.on_own_page),
        (three.supervisor, "/supervisor", three.found.for_supervisor),
    ):
        browser.get(page)
        assert "You met together" in browser.text()
        for gone in ("Agreed time", "Call us before", "does not suit you any more", "How to prepare"):
            assert gone not in browser.text(), gone
        browser.get(home)
        assert "See what you agreed on" in browser.text()
    three.nurse.get(three.found.at_desk)
    assert "What comes next" in three.nurse.text()
    assert "First you ask the person alone" not in three.nurse.text()


def test_once_none_of_the_times_suits_both_read_that_others_are_looked_for(world: World) -> None:
    found, supervisor = invited(world)
    times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=["none"])
    supervisor.get("/supervisor")
    assert "Other times are being looked for." in supervisor.text()
    found.own.get(found.on_own_page)
    assert "Other times are being looked for." in found.own.text()
    assert "Has marked times" not in found.own.text()


@pytest.mark.parametrize("came", [["employee"], []])
def test_a_supervisor_who_was_not_there_does_not_learn_who_was(came: list[str], world: World) -> None:
    three = together(world)
    three.writes("goal", **GOAL)
    for browser, page in ((three.nurse, three.found.at_desk), (three.own, three.found.on_own_page)):
        browser.post(f"{page}/acknowledge")
    three.says_yes(three.own, three.found.on_own_page)
    three.nurse.post(f"{three.found.at_desk}/came", came=came, do="without_step")
    assert "done=" in three.nurse.url, three.nurse.text()
    assert three.supervisor.get(three.found.for_supervisor).status_code == 404
    three.supervisor.get("/supervisor")
    assert "Three-party discussion" not in three.supervisor.text()
    three.nurse.get(three.found.at_desk)
    three.nurse.post(f"{three.found.at_desk}/came/take-back")
    assert three.supervisor.get(three.found.for_supervisor).status_code == 200


def test_that_the_agenda_is_written_anew_changes_nothing_for_a_supervisor_who_waits(world: World) -> None:
    found, supervisor = invited(world)
    times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=["none"])
    supervisor.get("/supervisor")
    before = supervisor.text()
    assert "Other times are being looked for." in before
    other = {**DRAFT, "agenda": "Muut asiat"}
    for go in ("save", "send"):
        found.nurse.get(found.at_desk)
        found.nurse.post(found.at_desk, go=go, **other)
        assert "done=" in found.nurse.url, found.nurse.text()
        supervisor.get("/supervisor")
        assert supervisor.text() == before, go
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/agenda", agenda="Muut asiat")
    supervisor.get("/supervisor")
    assert supervisor.text() == before


def test_a_nurse_reads_that_no_time_suited_and_is_led_to_others(world: World) -> None:
    found, supervisor = invited(world)
    found.nurse.get(found.at_desk)
    assert "did not suit" not in found.nurse.text()
    times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=["none"])
    found.nurse.get(found.at_desk)
    assert "Propose others, and both are asked again." in found.nurse.text()
    found.nurse.get(f"/cases/{found.sent.case_id}")
    assert "The times did not suit" in found.nurse.text()


def test_everything_that_a_draft_lacks_is_said_at_once(world: World) -> None:
    found = drafted(world, go="save")
    empty = {**DRAFT, "kind": "", "agenda": "", "asked_alone": ""}
    found.nurse.post(found.at_desk, go="send", **empty)
    for said in ("Choose which meeting it is.", "Write at least one heading.", "Ask the person first"):
        assert said in found.nurse.text()
    assert 'href="#kind"' in found.nurse.html()


def test_she_reads_with_whom_and_that_her_supervisor_knows_nothing_yet(world: World) -> None:
    found = drafted(world)
    found.own.get(found.on_own_page)
    for said in ("You, your supervisor and", "not invited yet", "Your supervisor knows nothing of this yet."):
        assert said in found.own.text()


def test_a_supervisor_who_is_asked_to_bring_it_up_reads_how(world: World) -> None:
    found, supervisor = invited(world)
    give(found.own, FactCode.F8)
    supervisor.get("/supervisor")
    assert "Ask how work is going and what would help." in supervisor.text()
