"""A service manager takes a new version of a pathway into use; who is on the one before stays on it."""

import pytest

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.walks import signs_in, unfolds
from tests.browser_of_the_tests import PHONE as NUMBER
from tests.builders import SECOND, SentCase, World, a_sent_case
from tests.pathways import DRAFT, account_of_the_psychologist, let_her_manage
from tests.ways import WITH_HER_SUPERVISOR, opened

pytestmark = pytest.mark.browser

LAST = "/pathways/TRIPARTITE-2"
EXPLAIN = "Say what is different, why, and which decision is behind it."
IN_USE = "In use from now on. Whoever is on an earlier version stays on it."
DECISION = "Andra gruppens mellanmöte, beslut 1"


def test_version_three_is_made_without_code_and_a_running_case_stays_on_two(comes: Comes, site: Site) -> None:
    # given: somebody whose coaching has begun on version 2
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    nurse = comes(DESK, "fi")
    running = _begins_the_coaching(nurse, world)
    # when: a service manager drafts version 3 and says which decision is behind it, and sends it to review
    manager = _signs_in_as_manager(comes(DESK, "sv"), world)
    _drafts_a_shorter_coaching(manager)
    _names_the_decision(manager)
    # then: she cannot approve it herself; a psychologist does, and then it is taken into use
    _somebody_else_approves(comes(DESK, "en"), manager, world)
    manager.open(DRAFT).press("Take into use")
    assert manager.words(IN_USE) in manager.text
    assert DECISION in manager.text
    manager.keep_picture("journey-version-in-use")
    assert manager.words("No longer in use") in manager.open(LAST).text
    # and: who comes now begins on version 3, and each is offered times as long as her version says
    new = _begins_the_coaching(nurse, world, **SECOND)
    for sent, number, minutes in ((running, NUMBER, 90), (new, SECOND["phone"], 60)):
        opened(world, sent)
        assert _is_offered(comes(PHONE, "en"), number, minutes)
        (way,) = world.rows("enrolment", case_id=sent.case_id)
        assert way["pathway_version"] == (2 if sent is running else 3)


def _begins_the_coaching(nurse: Visitor, world: World, **contact: str) -> SentCase:
    """Somebody has sent her answers; her nurse takes her case and begins the coaching."""
    sent = a_sent_case(world, book=False, contact=contact, **WITH_HER_SUPERVISOR)
    world.clock.pass_time(CODE_AGAIN)
    nurse.context.clear_cookies()
    signs_in(nurse, world.house.nils).open(f"/cases/{sent.case_id}").press("Take this")
    unfolds(nurse)
    nurse.choose("answer", "accepted").press("Begin").is_at(f"/cases/{sent.case_id}")
    return sent


def _signs_in_as_manager(manager: Visitor, world: World) -> Visitor:
    let_her_manage(world)
    signs_in(manager, world.house.outi).page.locator('button[name="role"][value="admin"]').first.click()
    return manager.follow("Pathways").is_at("/pathways")


def _drafts_a_shorter_coaching(manager: Visitor) -> None:
    """From version 2, with one coaching of an hour instead of an hour and a half."""
    manager.page.locator(f'a[href="{LAST}"]').click()
    manager.press("Make a new version from this one").is_at(DRAFT)
    assert manager.words("Nothing is different yet.") in manager.text
    assert manager.words(EXPLAIN) in manager.text
    manager.page.locator(f'a[href="{DRAFT}/steps/2"]').click()
    manager.write("minutes", "60").press("Save the step").is_at(DRAFT)
    assert "480 min" in manager.text


def _names_the_decision(manager: Visitor) -> None:
    """Before a change has the decision behind it, nothing can be sent to review."""
    assert manager.page.get_by_role("button", name=manager.words("Send to review")).count() == 0
    manager.write("what", "En coachning är kortare.").write("why", "Ett tema tog en timme.")
    manager.press("Add this change")
    assert manager.page.locator('[name="decision"][aria-invalid="true"]').count() == 1
    manager.write("decision", DECISION).write("indicators", "I15, I17").press("Add this change")
    manager.keep_picture("journey-version-draft")
    manager.press("Send to review").is_at(DRAFT)


def _somebody_else_approves(psychologist: Visitor, manager: Visitor, world: World) -> None:
    for word in ("Approve", "Take into use"):
        assert manager.page.get_by_role("button", name=manager.words(word)).count() == 0
    signs_in(psychologist, account_of_the_psychologist(world.begin_work, world.house)).open(DRAFT)
    assert DECISION in psychologist.text
    psychologist.press("Approve")
    assert "Approved. The service manager can now take it into use." in psychologist.text


def _is_offered(own: Visitor, number: str, minutes: int) -> bool:
    """She comes by her number, and is offered times of this length."""
    own.site.clock.pass_time(CODE_AGAIN)
    own.open("/sign-in").write("phone", number).press("Send a code")
    own.write("code", own.read_code()).press("Confirm").is_at("/my").follow("Book a time")
    return f"{minutes} min" in own.text
