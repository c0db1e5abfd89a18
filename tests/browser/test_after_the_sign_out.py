"""After signing out, no way back shows anything of a case: no back key, no forward key, no address."""

import pytest

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.visitor import DESK, Visitor
from tests.browser.walks import signs_in
from tests.builders import World, a_sent_case

pytestmark = pytest.mark.browser

NAME, NOTE = "Kanarianimi", "kanariamuistio"
MOST = 8


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_after_the_sign_out_the_back_key_shows_nothing_of_the_case(
    comes: Comes, site: Site, scripts: bool
) -> None:
    nils, case = _at_a_case(comes, site, scripts=scripts)
    assert NAME in nils.page.content() and NOTE in nils.page.content()
    nils.press("Sign out")
    nils.is_at("/staff/sign-in")
    seen = _all_ways_back(nils, case)
    assert len(seen) > MOST
    for page in seen:
        assert NAME not in page and NOTE not in page


def test_without_a_sign_out_the_back_key_does_show_the_case(comes: Comes, site: Site) -> None:
    nils, case = _at_a_case(comes, site, scripts=True)
    nils.open("/about")
    assert any(NOTE in page for page in _all_ways_back(nils, case)[: 2 * MOST])


def _at_a_case(comes: Comes, site: Site, *, scripts: bool) -> tuple[Visitor, str]:
    """A nurse who has looked through the queue and changed a case, whose page she is on."""
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    sent = a_sent_case(world, contact={"first_name": NAME})
    nils = signs_in(comes(DESK, scripts=scripts), site.house.nils)
    nils.page.get_by_role("link", name=NAME).last.click()
    nils.press("Take this")
    nils.choose("outcome", "no_answer").write("note", NOTE).press("Save the call")
    return nils, f"/cases/{sent.case_id}"


def _all_ways_back(visitor: Visitor, case: str) -> list[str]:
    """What stands in the window at every step back, at every step forth, and at the address itself."""
    page, seen = visitor.page, []
    for step in [page.go_back] * MOST + [page.go_forward] * MOST:
        # At the end of what the browser remembers the key does nothing.
        step(wait_until="load")
        seen.append(page.content())
    for address in (case, "/queue"):
        visitor.open(address)
        seen.append(page.content())
    return seen
