"""A meeting of three in the browser: none of the times suits the supervisor, and the next ones do."""

from dataclasses import dataclass, replace

import pytest

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.walks import signs_in, unfolds
from tests.browser_of_the_tests import PHONE as NUMBER
from tests.builders import World
from tests.meetings import AGENDA, Arranged, approved
from tests.supervisors import link_in_the_last_message

pytestmark = pytest.mark.browser

HEADING = AGENDA.split("\n")[0]
THANKS = "Thank you for your answer. We tell you when a time is agreed or others are looked for."


@dataclass(frozen=True)
class Three:
    """The three of a meeting, each at a browser of her own and in a language of her own."""

    found: Arranged
    nurse: Visitor
    own: Visitor
    supervisor: Visitor


def test_no_time_suits_the_supervisor_and_the_nurse_proposes_others(comes: Comes, site: Site) -> None:
    # given: the employee has approved what is talked about, and her nurse has proposed three times
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    three = _invited(comes, world)
    # when: the employee can come at each of them, and her supervisor at none
    first = _marks(three.own.open(three.found.on_own_page))
    three.supervisor.follow("Answer the invitation")
    assert HEADING in three.supervisor.text
    three.supervisor.choose("time", "none").press("Send the times that suit")
    # then: all three see that nothing is agreed and that others are looked for
    _others_are_looked_for(three)
    # and: the nurse proposes others, and both are asked about these, the supervisor by a link of her own
    site.clock.pass_time(CODE_AGAIN)
    _proposes(three.nurse, three.found, (6, 8))
    again = replace(three, supervisor=_comes_by(comes(PHONE, "sv"), link_in_the_last_message(world)))
    second = _marks(again.supervisor.follow("Answer the invitation"), but=1)
    assert not set(_marks(again.own.open(again.found.on_own_page))) & set(first)
    # and: the nurse agrees on the time that suits both, and it is the same for all three
    again.nurse.open(again.found.at_desk).press("Confirm this time")
    (booked,) = world.rows("appointment", kind="three_party")
    (wanted,) = world.rows("meeting_time", id=second[0])
    assert booked["starts_at"] == wanted["starts_at"]
    _all_see_what_is_agreed(again)


def _invited(comes: Comes, world: World) -> Three:
    found = approved(world)
    world.clock.pass_time(CODE_AGAIN)
    nurse = signs_in(comes(DESK, "en"), world.house.nils)
    own = _signs_in(comes(PHONE, "fi"))
    _proposes(nurse, found, (0, 2, 4))
    return Three(found, nurse, own, _comes_by(comes(PHONE, "sv"), link_in_the_last_message(world)))


def _others_are_looked_for(three: Three) -> None:
    supervisor, own, nurse = three.supervisor.is_at("/supervisor"), three.own, three.nurse
    assert supervisor.words(THANKS) in supervisor.text
    assert supervisor.words("Other times are being looked for.") in supervisor.text
    supervisor.keep_picture("journey-none-suits-supervisor")
    for page in ("/my", three.found.on_own_page):
        assert own.words("Other times are being looked for.") in own.open(page).text
    own.keep_picture("journey-none-suits-employee")
    nurse.open(f"/cases/{three.found.sent.case_id}")
    assert nurse.words("None of the times suits everybody") in nurse.text
    nurse.follow("Open the meeting").is_at(three.found.at_desk)
    assert nurse.words("Confirm this time") not in nurse.text
    nurse.keep_picture("journey-none-suits-nurse")


def _all_see_what_is_agreed(three: Three) -> None:
    found = three.found
    pages = (found.at_desk, found.on_own_page, found.for_supervisor)
    for visitor, page in zip((three.nurse, three.own, three.supervisor), pages, strict=True):
        assert visitor.words("Agreed time") in visitor.open(page).text
        visitor.keep_picture("journey-agreed-after-all")


def _signs_in(own: Visitor) -> Visitor:
    """The employee comes by her number and a code."""
    own.open("/sign-in").write("phone", NUMBER).press("Send a code")
    return own.write("code", own.read_code()).press("Confirm").is_at("/my").open(f"/my?lang={own.language}")


def _comes_by(supervisor: Visitor, link: str) -> Visitor:
    """The supervisor comes by the link in her message and a code."""
    supervisor.open(link).press("Send a code")
    supervisor.write("code", supervisor.read_code()).press("Confirm").is_at("/supervisor")
    return supervisor.open(f"/supervisor?lang={supervisor.language}")


def _proposes(nurse: Visitor, found: Arranged, which: tuple[int, ...]) -> None:
    """The nurse ticks so many of her free times and sends the invitations."""
    unfolds(nurse.open(found.at_desk))
    for n in which:
        nurse.page.locator('input[name="start"]').nth(n).check()
    nurse.press("Send the invitations")
    assert nurse.words("The times are proposed. Both answer on their own pages.") in nurse.text


def _marks(visitor: Visitor, *, but: int = 0) -> list[str]:
    """Tick every proposed time but the first ones and send them; what was ticked."""
    times = visitor.page.locator('input[name="time"]:not([value="none"])')
    ticked = []
    for n in range(but, times.count()):
        times.nth(n).check()
        ticked.append(str(times.nth(n).get_attribute("value")))
    visitor.press("Send the times that suit")
    return ticked
