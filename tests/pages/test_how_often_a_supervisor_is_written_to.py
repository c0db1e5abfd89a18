"""A supervisor is not written to again and again, and nobody else keeps her from signing in."""

from datetime import timedelta

from support.consent.rules.fact_code import FactCode
from support.people.rules import CODES_PER_LINK, CODES_PER_LINK_AND_BROWSER, CODES_PER_NUMBER
from support.people.supervisor_rules import SUPERVISORS_REACHED, SUPERVISORS_TOLD
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case, contact_fields
from tests.supervisors import (
    MESSAGE_WAITS,
    NAME,
    SUPERVISORS_NUMBER,
    give,
    given,
    link_in_the_last_message,
    named,
    take_back,
)

NUMBER = SUPERVISORS_NUMBER.replace(" ", "")
OTHER_NUMBER = "+358 00 000 008"


def _told(world: World) -> int:
    world.send_due()
    return sum(phone == NUMBER and "A message is waiting" in text for phone, text in world.sender.sent)


def _codes(world: World, browser: Browser, link: str) -> int:
    """How many codes come when she asks for one."""
    before = len(world.rows("outbound_message", template="code", state="queued"))
    browser.get(link)
    browser.post(link)
    return len(world.rows("outbound_message", template="code", state="queued")) - before


def test_naming_her_anew_begins_no_new_count(world: World) -> None:
    sent = named(world)
    for number in (SUPERVISORS_NUMBER, OTHER_NUMBER, SUPERVISORS_NUMBER, OTHER_NUMBER):
        sent.browser.get("/my/supervisor")
        sent.browser.post("/my/supervisor", supervisor_name=NAME, supervisor_phone=number)
        give(sent.browser, FactCode.F8)
        world.clock.pass_time(MESSAGE_WAITS)
        for _ in range(SUPERVISORS_TOLD[0]):
            sent.browser.post("/my/supervisor/link")
        _told(world)
    assert _told(world) == SUPERVISORS_TOLD[0]


def test_many_who_name_her_reach_her_so_often_a_day_and_no_more(world: World) -> None:
    for n in range(1, 5):
        own = given(world, FactCode.F8, sent=_another(world, n)).browser
        for _ in range(2):
            own.post("/my/supervisor/link")
        world.send_due()
    assert _told(world) == SUPERVISORS_REACHED[0]


def test_giving_taking_back_and_giving_is_one_message(world: World) -> None:
    sent = given(world, FactCode.F8)
    link = link_in_the_last_message(world)
    assert _told(world) == 1
    take_back(sent.browser)
    give(sent.browser, FactCode.F8)
    world.clock.pass_time(MESSAGE_WAITS)
    assert _told(world) == 1
    assert world.browser().get(link).status_code == 200


def test_what_never_left_is_said_when_it_is_given_again(world: World) -> None:
    sent = given(world, FactCode.F8)
    take_back(sent.browser)
    give(sent.browser, FactCode.F8)
    world.clock.pass_time(MESSAGE_WAITS)
    assert _told(world) == 1


def test_a_permission_that_is_taken_back_at_once_sends_nothing_whatever_else_holds(world: World) -> None:
    sent = given(world, FactCode.F1)
    give(sent.browser, FactCode.F8)
    take_back(sent.browser, FactCode.F8)
    world.clock.pass_time(MESSAGE_WAITS)
    assert _told(world) == 0
    give(sent.browser, FactCode.F8)
    world.clock.pass_time(MESSAGE_WAITS)
    assert _told(world) == 1


def test_a_stranger_who_knows_her_number_does_not_keep_her_out(world: World) -> None:
    given(world, FactCode.F8, sent=a_sent_case(world, book=False))
    link = link_in_the_last_message(world)
    for _ in range(CODES_PER_NUMBER[0][0]):
        stranger = world.browser()
        stranger.get("/")
        stranger.post("/questions/start-direct")
        stranger.post("/contact", **contact_fields(world, first_name="X", phone=SUPERVISORS_NUMBER))
    assert _codes(world, world.browser(), link) == 1


def test_behind_her_link_codes_come_so_often_and_no_more(world: World) -> None:
    given(world, FactCode.F8)
    link = link_in_the_last_message(world)
    (each, _), (all_of_them, _) = CODES_PER_LINK_AND_BROWSER[0], CODES_PER_LINK[0]
    came = 0
    for _ in range(3):
        browser = world.browser()
        for n in range(each + 1):
            world.clock.pass_time(timedelta(minutes=1))
            one = _codes(world, browser, link)
            assert n < each or one == 0
            came += one
    assert came == all_of_them


def _another(world: World, n: int) -> SentCase:
    return a_sent_case(world, contact={"first_name": f"Anna{n}", "phone": f"+358 00 000 01{n}"}, book=False)
