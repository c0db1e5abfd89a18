"""Three agree on a time: the employee and her supervisor have no mouse."""

import pytest

from tests.browser.conftest import Comes
from tests.browser.keyboard import focus, goes, tab_to, types
from tests.browser.site import Site
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.walks import signs_in
from tests.browser_of_the_tests import PHONE as NUMBER
from tests.builders import World
from tests.meetings import drafted, proposed
from tests.supervisors import link_in_the_last_message

pytestmark = pytest.mark.browser


def test_agenda_permission_and_times_are_given_with_the_keyboard_alone(comes: Comes, site: Site) -> None:
    # given: a nurse has asked somebody alone and sent her the agenda
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    found = drafted(world)
    site.clock.pass_time(CODE_AGAIN)
    # when: she approves it and lets her supervisor know
    own = types(comes(PHONE, "fi").open("/sign-in"), "phone", NUMBER)
    goes(own, "Send a code")
    goes(types(own, "code", own.read_code()), "Confirm").is_at("/my")
    own.open("/my?lang=fi").open(found.on_own_page)
    _ticks(own, "release")
    goes(own, "Approve the agenda").is_at(found.on_own_page)
    # and: times are proposed, and her supervisor comes by link and code
    proposed(world, arranged=found)
    supervisor = comes(PHONE, "sv").open(link_in_the_last_message(world))
    goes(supervisor, "Send a code")
    goes(types(supervisor, "code", supervisor.read_code()), "Confirm").is_at("/supervisor")
    goes(supervisor, "Answer the invitation").is_at(found.for_supervisor)
    _ticks(supervisor, "time")
    goes(supervisor, "Send the times that suit").is_at("/supervisor")
    _ticks(own.open(found.on_own_page), "time")
    goes(own, "Send the times that suit")
    # then: the nurse confirms the time that suits everybody, and it stands before the supervisor
    site.clock.pass_time(CODE_AGAIN)
    signs_in(comes(DESK, "en"), site.house.nils).open(found.at_desk).press("Confirm this time")
    supervisor.open(found.for_supervisor)
    assert supervisor.words("Agreed time") in supervisor.text


def _ticks(visitor: Visitor, name: str) -> None:
    """Come to the tick with Tab, in sight and not set beforehand, and set it with Space."""
    tab_to(visitor, name=name)
    value = focus(visitor)["value"]
    box = visitor.page.locator(f'input[name="{name}"][value="{value}"]')
    assert not box.is_checked()
    visitor.page.keyboard.press("Space")
    assert box.is_checked()
