"""Nobody learns from the sign-in who is a customer, and nobody gets in without both steps."""

import re
from datetime import timedelta

import pyotp
import pytest

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case
from tests.pages.forms import send
from tests.people_of_the_tests import PASSWORD

UNKNOWN = "+358 00 000 009"


def _asks(world: World, phone: str) -> tuple[Browser, int, str]:
    browser = world.browser()
    browser.get("/sign-in")
    answer = browser.post(phone=phone)
    body = re.sub(r'value="[^"]{40,}"', "", answer.get_data(as_text=True))
    return browser, answer.status_code, body.replace(f"ends in {phone[-2:]}", "ends in NN")


def test_known_and_unknown_numbers_get_the_same_answer_and_the_unknown_one_no_message(world: World) -> None:
    a_sent_case(world)
    world.send_due()
    before = len(world.sender.sent)
    _, known_status, known = _asks(world, PHONE)
    world.send_due()
    assert len(world.sender.sent) == before + 1
    browser, unknown_status, unknown = _asks(world, UNKNOWN)
    world.send_due()
    assert (unknown_status, unknown) == (known_status, known)
    assert len(world.sender.sent) == before + 1
    assert {row["state"].value for row in world.rows("outbound_message")} >= {"accepted", "suppressed"}
    answer = browser.post(code="123456")
    assert answer.status_code == 422


def test_a_number_that_had_its_codes_gets_the_same_page_and_no_message(world: World) -> None:
    a_sent_case(world)
    known = [_asks(world, PHONE)[1:] for _ in range(4)]
    unknown = [_asks(world, UNKNOWN)[1:] for _ in range(4)]
    assert {status for status, _ in (*known, *unknown)} == {200}
    assert len({body for _, body in (*known, *unknown)}) == 1
    # The one with the answers is counted by itself: nobody uses up the codes of who wants to send.
    world.send_due()
    codes = [row for row in world.rows("outbound_message") if row["template"] == "code"]
    assert len([row for row in codes if row["state"].value == "accepted"]) == 1 + 3


def test_the_right_code_of_an_unknown_number_opens_nothing(world: World) -> None:
    a_sent_case(world)
    browser, _, _ = _asks(world, UNKNOWN)
    for code in ("000000", "123456", "", "\x00"):
        assert browser.post(code=code).status_code == 422
    assert browser.get("/my").request.path == "/sign-in"


def test_an_address_asks_for_sixty_codes_an_hour(world: World) -> None:
    answers = [_asks(world, f"+358 00 000 0{n:02}")[1] for n in range(20, 81)]
    assert answers == [200] * 60 + [429]


@pytest.mark.parametrize("email", ["nils@ulappa.example", "nobody@ulappa.example", "", "\x00", "x" * 5_000])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(email: str, world: World) -> None:
    browser = world.browser()
    answer = send(browser, "/staff/sign-in", [("email", email.encode()), ("password", b"not the password")])
    assert answer.status_code == 422
    assert "The address or the password is not right" in answer.get_data(as_text=True)
    assert "not the password" not in answer.get_data(as_text=True)


def test_a_password_alone_opens_nothing(world: World) -> None:
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=world.house.nils.email, password=PASSWORD)
    assert browser.url == "/staff/sign-in/code"
    assert browser.get("/queue").request.path == "/staff/sign-in"


def test_the_first_step_is_good_for_five_minutes_and_one_code_for_one_sign_in(world: World) -> None:
    nils = world.house.nils
    first = world.nurse(nils)
    assert first.url.startswith("/queue")
    again = world.browser()
    again.get("/staff/sign-in")
    again.post(email=nils.email, password=PASSWORD)
    code = pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp()))
    assert again.post(code=code).status_code == 422


@pytest.mark.parametrize(
    ("waited", "way"),
    [(timedelta(minutes=4, seconds=59), "/queue"), (timedelta(minutes=5), "/staff/sign-in")],
)
def test_a_code_follows_its_password_within_five_minutes(waited: timedelta, way: str, world: World) -> None:
    browser = _with_password_given(world)
    world.clock.pass_time(waited)
    browser.post("/staff/sign-in/code", code=_totp(world))
    assert browser.url == way


def test_ten_wrong_codes_close_the_second_step_for_a_while_also_for_the_right_one(world: World) -> None:
    browser = _with_password_given(world)
    for _ in range(10):
        browser.post("/staff/sign-in/code", code="000000")
    assert browser.post("/staff/sign-in/code", code=_totp(world)).status_code == 429
    assert _with_password_given(world).post(code=_totp(world)).status_code == 429
    world.clock.pass_time(timedelta(minutes=15, seconds=1))
    again = _with_password_given(world)
    again.post(code=_totp(world))
    assert again.get("/queue").status_code == 200
    assert again.url == "/queue"


def _with_password_given(world: World) -> Browser:
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=world.house.nils.email, password=PASSWORD)
    return browser


def _totp(world: World) -> str:
    return pyotp.TOTP(world.house.nils.secret).at(int(world.clock.now().timestamp()))


def test_ten_wrong_passwords_close_the_account_for_a_while_also_for_the_right_one(world: World) -> None:
    nils = world.house.nils
    browser = world.browser()
    browser.get("/staff/sign-in")
    for _ in range(10):
        browser.post("/staff/sign-in", email=nils.email, password="wrong wrong wrong")
    answer = browser.post("/staff/sign-in", email=nils.email, password=PASSWORD)
    assert answer.status_code == 429
    world.clock.pass_time(timedelta(minutes=15, seconds=1))
    browser.get("/staff/sign-in")
    browser.post("/staff/sign-in", email=nils.email, password=PASSWORD)
    assert browser.url == "/staff/sign-in/code"


def test_a_sign_in_ends_when_it_is_idle_and_at_the_sign_out(world: World) -> None:
    nils = world.nurse(world.house.nils)
    world.clock.pass_time(timedelta(minutes=14, seconds=59))
    assert nils.get("/queue").request.path == "/queue"
    world.clock.pass_time(timedelta(minutes=15))
    assert nils.get("/queue").request.path == "/staff/sign-in"
    nina = world.nurse(world.house.nina)
    cookie = nina.client.get_cookie("kynnys")
    assert cookie
    nina.post("/sign-out")
    copied = world.browser()
    copied.client.set_cookie("kynnys", cookie.value)
    assert copied.get("/queue").request.path == "/staff/sign-in"


@pytest.mark.parametrize("token", ["no-such-invitation", "%00", "x" * 500, "../../etc/passwd"])
def test_an_invitation_that_is_none_is_told_with_a_way_on(token: str, world: World) -> None:
    answer = world.browser().get(f"/staff/invitation/{token}")
    assert answer.status_code == 404
    assert 'href="/' in answer.get_data(as_text=True)
