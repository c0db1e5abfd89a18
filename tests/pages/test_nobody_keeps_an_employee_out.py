"""Whoever asks for codes in an employee's name does not keep her out of her usual browser."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from support.people.models import Employee
from support.people.rules import CODES_PER_NUMBER, CODES_WHERE_KNOWN, KNOWN_BROWSER_LIVES
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import LOOKER, World, a_sent_case, begun, contact_fields, signed_in_again
from tests.pages.forms import a_token, send
from tests.statements import counted

UNKNOWN, NEW = "+358 00 000 009", "+358 00 000 008"
COOKIE = "number"
(AN_HOUR, _), (A_DAY, _) = CODES_PER_NUMBER


def _asks(browser: Browser, phone: str = PHONE) -> None:
    browser.get("/sign-in")
    browser.post(phone=phone)
    assert browser.url == "/sign-in/code"


def _codes(world: World) -> int:
    """How many codes have gone out so far."""
    world.send_due()
    return len([row for row in world.rows("outbound_message") if _is_a_sent_code(row)])


def _is_a_sent_code(row: dict[str, object]) -> bool:
    return row["template"] == "code" and str(row["state"]) == "accepted"


def _gets_a_code(world: World, browser: Browser, phone: str = PHONE) -> bool:
    before = _codes(world)
    _asks(browser, phone)
    return _codes(world) == before + 1


def _held_by_a_stranger(world: World, phone: str = PHONE) -> None:
    """Somebody asks for codes to her number until it has had them all."""
    stranger = world.browser()
    for _ in range(AN_HOUR + 1):
        _asks(stranger, phone)
    assert not _gets_a_code(world, world.browser(), phone)


@pytest.fixture
def her(world: World) -> Browser:
    """Signed in with a code before, and signed out."""
    browser = a_sent_case(world, book=False).browser
    browser.post("/sign-out")
    return browser


def test_in_her_usual_browser_she_signs_in_while_a_stranger_uses_up_the_codes_of_her_number(
    world: World, her: Browser
) -> None:
    _held_by_a_stranger(world)
    assert _gets_a_code(world, her)
    her.post(code=world.code())
    assert her.url == "/my"


def test_a_browser_in_which_she_signed_in_without_sending_anything_is_known_too(world: World) -> None:
    a_sent_case(world, book=False)
    browser = signed_in_again(world)
    _held_by_a_stranger(world)
    assert _gets_a_code(world, browser)


def test_there_she_also_sends_new_answers_with_a_code(world: World, her: Browser) -> None:
    for _ in range(AN_HOUR):
        begun(world, "/questions/start-direct").post("/contact", **contact_fields(world))
    world.send_due()
    before = _codes(world)
    her.get("/")
    her.post("/questions/start-direct")
    her.post("/contact", **contact_fields(world))
    assert _codes(world) == before + 1
    her.post(code=world.code())
    assert her.url.startswith("/times")


def test_the_day_holds_her_codes_too_however_long_a_stranger_goes_on(world: World, her: Browser) -> None:
    for _ in range(3):
        _held_by_a_stranger(world)
        world.clock.pass_time(timedelta(hours=1, seconds=1))
    assert not _gets_a_code(world, world.browser())
    assert _gets_a_code(world, her)


def test_her_own_browser_has_limits_too_and_a_number_gets_so_many_messages_at_most(
    world: World, her: Browser
) -> None:
    """The total of docs/limits.md: to sign in, to send, and where she is known."""
    before, began = _codes(world) - 1, world.clock.now()
    for number in range(14):
        if number < 7:
            _asks(world.browser())
            begun(world, "/questions/start-direct").post("/contact", **contact_fields(world))
        else:
            _asks(her)
        _codes(world)
        world.clock.pass_time(timedelta(minutes=61))
    assert world.clock.now() - began < timedelta(days=1)
    # The first of them was hers, for sending.
    assert _codes(world) - before == 2 * A_DAY + CODES_WHERE_KNOWN[-1][0] == 15


def test_in_a_browser_that_knows_her_another_number_is_a_stranger(world: World, her: Browser) -> None:
    veera = "+358 00 000 002"
    a_sent_case(world, book=False, contact={"first_name": "Veera", "phone": veera})
    _held_by_a_stranger(world, veera)
    assert not _gets_a_code(world, her, veera)


@pytest.mark.parametrize("wrong", ["000000", ""])
def test_without_the_right_code_no_browser_is_known(wrong: str, world: World) -> None:
    a_sent_case(world, book=False)
    browser = world.browser()
    _asks(browser)
    browser.post(code=wrong)
    assert browser.client.get_cookie(COOKIE) is None


def test_a_number_that_no_code_has_confirmed_is_not_known(world: World) -> None:
    browser = a_sent_case(world, book=False, contact={"safe_to_text": "no"}).browser
    assert browser.client.get_cookie(COOKIE) is None


def test_what_the_browser_keeps_tells_neither_the_number_nor_who_she_is(world: World, her: Browser) -> None:
    cookie = her.client.get_cookie(COOKIE)
    (employee,) = world.rows("employee")
    assert cookie is not None
    assert cookie.http_only and cookie.same_site == "Strict"
    for told in (PHONE[-7:].replace(" ", ""), employee["id"], employee["phone_lookup"].hex()):
        assert told not in cookie.decoded_value


def test_an_altered_or_invented_cookie_knows_nobody(world: World, her: Browser) -> None:
    cookie = her.client.get_cookie(COOKIE)
    assert cookie is not None
    _held_by_a_stranger(world)
    for value in ("x", "x" * 3_000, cookie.value[:-2], "a" + cookie.value, ""):
        her.client.set_cookie(COOKIE, value)
        assert not _gets_a_code(world, her), value


def test_after_ninety_days_the_browser_is_a_stranger_again(world: World, her: Browser) -> None:
    kept = her.client.get_cookie(COOKIE)
    assert kept is not None
    world.clock.pass_time(KNOWN_BROWSER_LIVES)
    her.client.set_cookie(COOKIE, kept.value)
    _held_by_a_stranger(world)
    assert not _gets_a_code(world, her)


@pytest.mark.parametrize("leaves", ["takes back", "quick exit"])
def test_taking_everything_back_and_the_quick_exit_leave_nothing_of_it(leaves: str, world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    assert browser.client.get_cookie(COOKIE) is not None
    if leaves == "takes back":
        browser.get("/my/delete")
        browser.post()
    else:
        browser.client.get("/poistu", headers=browser.headers)
    assert browser.client.get_cookie(COOKIE) is None


def test_what_another_browser_kept_is_worthless_once_she_has_taken_everything_back(
    world: World, her: Browser
) -> None:
    again = signed_in_again(world)
    again.get("/my/delete")
    again.post()
    a_sent_case(world, book=False)
    world.clock.pass_time(timedelta(days=1, seconds=1))
    _held_by_a_stranger(world)
    assert not _gets_a_code(world, her)


def test_what_was_kept_for_another_number_of_hers_is_worthless(world: World, her: Browser) -> None:
    """As if her number had been changed: no page does that yet."""
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Employee).values(phone_lookup=work.lookup("phone", NEW.replace(" ", ""))))
    assert _gets_a_code(world, world.browser(), NEW)
    _held_by_a_stranger(world, NEW)
    assert not _gets_a_code(world, her, NEW)


@pytest.mark.parametrize("phone", [UNKNOWN, "+358 00 000 002"])
def test_asking_there_for_any_number_costs_and_looks_the_same(phone: str, world: World, her: Browser) -> None:
    a_sent_case(world, book=False, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    costs = []
    for one in (PHONE, phone):
        token = a_token(her)
        with counted(world) as statements:
            answer = send(her, "/sign-in", [("phone", one.encode())], token)
        costs.append((answer.status_code, answer.location, list(statements)))
    assert costs[0] == costs[1]
