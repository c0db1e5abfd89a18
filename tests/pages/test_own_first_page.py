"""What stands first on her own page: what goes on now, once, and in agreement with itself."""

from datetime import timedelta

from support.pathways.rules.pathway import Pathway
from support.pathways.version_queries import version_of
from tests.agreed import taken_on
from tests.builders import World, signed_in_again
from tests.meetings import drafted
from tests.ways import enrolled, way_of


def _its_steps(pathway: Pathway) -> list[str]:
    return [step.key for step in pathway.steps if pathway.is_with_her(step)]


def test_a_path_that_goes_on_is_said_to_go_on_and_only_once(world: World) -> None:
    own = enrolled(world).browser
    own.get("/my")
    assert own.html().count('id="state-title"') == 1


def test_a_day_that_has_passed_is_not_named_as_her_next(world: World) -> None:
    sent = enrolled(world)
    window = way_of(world, sent).window
    world.clock.pass_time(timedelta(days=60))
    own = signed_in_again(world)
    assert "Next on your path:" in own.text()
    assert window is None or ", around" not in own.text()


def test_a_meeting_that_waits_for_her_stands_first_and_booking_is_secondary(world: World) -> None:
    own = drafted(world).own
    own.get("/my")
    assert "You have no time booked." not in own.text()
    assert own.html().index("Read and answer") < own.html().index(">Book a time")
    assert "A nurse is taking care of your matter." in own.text()


def test_what_the_supervisor_has_not_done_by_its_day_is_looked_at_together(world: World) -> None:
    agreed = taken_on(world)
    agreed.sent.browser.get("/my")
    assert "day has passed" not in agreed.sent.browser.text()
    world.clock.pass_time(timedelta(days=16))
    assert "day has passed, we look at it together" in signed_in_again(world).text()


def test_on_the_path_for_supervisors_the_talks_with_the_supervisor_are_hers(world: World) -> None:
    with world.begin_work.to_read(world.house.nils.actor) as look:
        pathways = {code: version_of(look, code, 1) for code in ("SUPERVISOR", "TRIPARTITE")}
    assert _its_steps(pathways["SUPERVISOR"]) == ["1", "2", "3", "4", "5"]
    assert "5b" not in _its_steps(pathways["TRIPARTITE"])
