"""A meeting of three in the browser: none of the times suits the supervisor, and the next ones do."""

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


def test_no_time_suits_the_supervisor_and_the_nurse_proposes_others(comes: Comes, site: Site) -> None:
    # given: the employee has approved what is talked about, and her nurse proposes three times
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    found = approved(world)
    site.clock.pass_time(CODE_AGAIN)
    nurse = signs_in(comes(DESK, "en"), site.house.nils)
    own = _signs_in(comes(PHONE, "fi"))
    _proposes(nurse, found, (0, 2, 4))
    supervisor = _comes_by(comes(PHONE, "sv"), link_in_the_last_message(world))
    # when: the employee can come at each of them, and her supervisor at none
    first = _marks(own.open(found.on_own_page))
    supervisor.follow("Answer the invitation")
    assert HEADING in supervisor.text
    supervisor.choose("time", "none").press("Send the times that suit")
    # then: the supervisor is thanked, and asked for nothing more
    supervisor.is_at("/supervisor")
    assert supervisor.words(THANKS) in supervisor.text
    assert supervisor.words("Other times are being looked for.") in supervisor.text
    supervisor.keep_picture("journey-none-suits-supervisor")
    # and: the employee sees that others are looked for, and has no times to mark any more
    own.open("/my")
    assert own.words("Other times are being looked for.") in own.text
    own.open(found.on_own_page)
    assert own.words("Other times are being looked for.") in own.text
    own.keep_picture("journey-none-suits-employee")
    # and: the nurse reads it in the case, can agree on nothing, and proposes others
    nurse.open(f"/cases/{found.sent.case_id}")
    assert "None of the times suits everybody" in nurse.text
    nurse.follow("Open the meeting").is_at(found.at_desk)
    assert nurse.page.get_by_role("button", name="Confirm this time").count() == 0
    nurse.keep_picture("journey-none-suits-nurse")
    site.clock.pass_time(CODE_AGAIN)
    _proposes(nurse, found, (6, 8))
    # and: both are asked about the new times and no others, the supervisor by a link of her own
    supervisor = _comes_by(comes(PHONE, "sv"), link_in_the_last_message(world))
    second = _marks(supervisor.follow("Answer the invitation"), but=1)
    assert not set(_marks(own.open(found.on_own_page))) & set(first)
    # then: it is agreed on the time that suits both, and all three see the same one
    nurse.open(found.at_desk).press("Confirm this time")
    (booked,) = world.rows("appointment", kind="three_party")
    (wanted,) = world.rows("meeting_time", id=second[0])
    assert booked["starts_at"] == wanted["starts_at"]
    for visitor, page in (
        (nurse, found.at_desk),
        (own, found.on_own_page),
        (supervisor, found.for_supervisor),
    ):
        visitor.open(page)
        assert visitor.words("Agreed time") in visitor.text
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
