"""Brief support in the browser that ends when it was enough: after one talk, or after two."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.walks import leaves_a_number, signs_in, unfolds
from tests.browser_of_the_tests import PHONE as NUMBER
from tests.builders import World
from tests.check_ins import asked

pytestmark = pytest.mark.browser

REASON = "Keskustelut riittivät, ajatukset järjestyivät."
BEGUN = timedelta(minutes=10)


@pytest.mark.parametrize("talks", [1, 2], ids=["one talk", "two talks"])
def test_so_few_talks_are_enough_and_the_check_ins_go_on(comes: Comes, site: Site, talks: int) -> None:
    # given: somebody whose path of support her nurse has begun, and who has come to each of her talks
    world = World(site.app, site.begin_work, site.clock, site.sender, site.house)
    own, nurse = _sends_her_answers(comes(PHONE, "en"), site.house.unit), comes(DESK, "fi")
    case = _begins_the_path(nurse)
    for _ in range(talks):
        own = _takes_the_first_time(own)
        _came(nurse, case, world)
    # when: she and her nurse agree that it was enough
    _ends_early(nurse.open(f"{case}/talks"))
    # then: that is completion, and her nurse sees it with the reason
    assert nurse.words("Completed early, as agreed") in nurse.text
    assert REASON in nurse.text
    nurse.keep_picture(f"journey-early-{talks}-talks")
    assert nurse.words("Completed early, as agreed") in nurse.open(case).text
    # and: her own page says what comes next, and names no further talk
    own = _signs_in_again(own)
    assert "We ask now and then how you are." in own.text
    assert "We next ask how you are around Thu 7 Jan." in own.text
    assert "Next on your path" not in own.text
    own.keep_picture(f"journey-early-{talks}-own")
    # and: she is asked after six weeks and after four months, and her nurse reads what she says
    for scale in ("7", "8"):
        _says_how_she_is(own.open(asked(world)), scale)
    _signs_in_once_more(nurse).open(case)
    for scale in ("7", "8"):
        assert f"{scale}/10 · {nurse.words('Better')}" in nurse.text
    (plan,) = world.rows("follow_up_plan")
    assert plan["state"].value == "completed"


def _sends_her_answers(own: Visitor, unit: str) -> Visitor:
    """She answers, sends, confirms her number, and stands before the free times."""
    own.open("/").press("Start with the questions").follow("Begin").answer_until("/result")
    leaves_a_number(own.open("/contact"), NUMBER, "Aino", unit)
    return own.write("code", own.read_code()).press("Confirm").is_at("/times")


def _begins_the_path(nurse: Visitor) -> str:
    """Her nurse takes the case and begins the path that it has; the address of the case."""
    signs_in(nurse, nurse.site.house.nils)
    nurse.open("/queue?show=free").page.locator("table.queue a.name").last.click()
    case = nurse.follow("Open the case").is_at("/cases/").press("Take this").path
    unfolds(nurse)
    nurse.choose("answer", "accepted").press("Begin").is_at(case)
    return case


def _takes_the_first_time(own: Visitor) -> Visitor:
    own.open("/times")
    if own.path != "/times":
        own = _signs_in_again(own).open("/times")
    own.page.locator('input[name="slot"]').first.check()
    return own.press("Continue").is_at("/times/booked/")


def _came(nurse: Visitor, case: str, world: World) -> None:
    """The time has begun, and her nurse says that she came."""
    start = max(row["starts_at"] for row in world.rows("appointment"))
    world.clock.set(start + BEGUN)
    _signs_in_once_more(nurse).open(case).press("Came").is_at(case)


def _ends_early(nurse: Visitor) -> None:
    """First without a reason, which is asked for."""
    unfolds(nurse)
    nurse.choose("end", "early").press("End the path of support")
    assert nurse.words("Write in a few words why it ends.") in nurse.text
    nurse.write("end_reason", REASON).press("End the path of support")


def _says_how_she_is(own: Visitor, scale: str) -> None:
    own.choose("scale", scale).choose("direction", "better").press("Continue").press("Send")
    assert own.words("Thank you, your answers have been sent") in own.text


def _signs_in_again(own: Visitor) -> Visitor:
    own.site.clock.pass_time(CODE_AGAIN)
    own.context.clear_cookies()
    own.open("/sign-in").write("phone", NUMBER).press("Send a code")
    return own.write("code", own.read_code()).press("Confirm").is_at("/my")


def _signs_in_once_more(nurse: Visitor) -> Visitor:
    # A code of the authenticator is taken once.
    nurse.site.clock.pass_time(CODE_AGAIN)
    nurse.context.clear_cookies()
    return signs_in(nurse, nurse.site.house.nils)
