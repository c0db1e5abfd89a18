"""Ways of support in the browser: self-care that is not enough."""

import re
from datetime import timedelta

import pytest

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.time_walks import CODE_AGAIN
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.walks import leaves_a_number, signs_in
from tests.browser_of_the_tests import PHONE as NUMBER
from tests.check_ins import WELL

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("language", "scripts"), [("sv", True), ("fi", False)], ids=["sv with scripts", "fi without scripts"]
)
def test_worse_on_self_care_leads_to_a_call_and_a_time(
    comes: Comes, site: Site, language: str, scripts: bool
) -> None:
    # given: somebody whose resources carry
    person = _on_self_care(comes(PHONE, language, scripts=scripts), site.house.unit)
    # when: she is asked after a week and says that it is worse
    person.open(_asked(site))
    person.choose("scale", "3").choose("direction", "worse").choose("call", "this_week").press("Send")
    person.choose("safe", "yes").press("Send")
    assert person.words("A nurse calls you by %(time)s.").split("%")[0] in person.text
    # then: a nurse finds her, calls, and opens times for talks
    nurse = signs_in(comes(DESK, "fi"), site.house.nils)
    nurse.open("/follow-up")
    nurse.page.get_by_role("link", name=re.compile("^Joel")).click()
    nurse.press("Take this").choose("outcome", "reached").press("Save the call")
    nurse.press("Open times for a talk")
    assert nurse.words("Open times for a talk") not in nurse.text
    # and: she comes by the message and takes the first time of an hour
    assert "/my" in person.newest_message()
    site.clock.pass_time(CODE_AGAIN)
    person.open("/sign-in")
    if person.path == "/sign-in":
        person.write("phone", NUMBER).press("Send a code")
        person.write("code", person.read_code()).press("Confirm")
    person.is_at("/my").follow("Book a time")
    assert "60 min" in person.text
    person.page.locator('input[name="slot"]').first.check()
    person.press("Continue").is_at("/times/booked/")


def _on_self_care(person: Visitor, unit: str) -> Visitor:
    """She answers, sends and confirms her number, and takes no time."""
    person.open("/").press("Start with the questions").follow("Begin").answer_until("/result", **WELL)
    person.page.locator('form[action="/result"] button').last.click()
    person.is_at("/review").press("Send and book a time")
    leaves_a_number(person, NUMBER, "Joel", unit)
    return person.write("code", person.read_code()).press("Confirm")


def _asked(site: Site) -> str:
    """The link in the message of the next check-in."""
    for _ in range(10):
        site.clock.pass_time(timedelta(days=1))
        site.let_worker_run()
        links = [link for _phone, text in site.sender.sent for link in re.findall(r"5000(/c/\S+)", text)]
        if links:
            return str(links[-1])
    raise AssertionError("nobody was asked")
