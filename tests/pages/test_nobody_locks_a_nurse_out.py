"""Whoever fails in a nurse's name, from however many addresses, does not keep her out of her own browser."""

from datetime import timedelta

import pyotp
import pytest

from support.people.rules import KNOWN_BROWSER_LIVES
from tests.browser_of_the_tests import Browser
from tests.builders import World
from tests.people_of_the_tests import PASSWORD

NILS, NINA = "nils@ulappa.example", "nina@ulappa.example"
WRONG = "wrong wrong wrong"
COOKIE = "known"


def _tries(browser: Browser, email: str, password: str, address: str = "127.0.0.1") -> bool:
    """Whether the password was taken for right."""
    browser.client.environ_base["REMOTE_ADDR"] = address
    browser.get("/staff/sign-in")
    browser.post("/staff/sign-in", email=email, password=password)
    return browser.url == "/staff/sign-in/code"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing is slow on purpose; two hundred times of it would only be waiting."""
    monkeypatch.setattr(
        "support.people.sign_in_actions.slow_hash_matches", lambda _stored, password: password == PASSWORD
    )


def _attack(world: World, email: str, times: int = 200) -> None:
    stranger = world.browser()
    for number in range(times):
        assert not _tries(stranger, email, WRONG, f"198.51.{number // 250}.{number % 250}")


def _signed_out_at_home(world: World) -> Browser:
    browser = world.nurse(world.house.nils)
    browser.post("/sign-out")
    world.clock.pass_time(timedelta(minutes=1))
    return browser


def test_after_two_hundred_failures_from_many_addresses_she_signs_in_from_her_usual_browser(
    world: World,
) -> None:
    nils = _signed_out_at_home(world)
    _attack(world, NILS)
    assert _tries(nils, NILS, PASSWORD)
    nils.post(code=pyotp.TOTP(world.house.nils.secret).at(int(world.clock.now().timestamp())))
    assert nils.url.startswith("/queue")


def test_failures_from_her_own_address_do_not_keep_her_out_either(world: World) -> None:
    nils = _signed_out_at_home(world)
    neighbour = world.browser()
    for _ in range(70):
        _tries(neighbour, NILS, WRONG)
    assert _tries(nils, NILS, PASSWORD)


def test_a_browser_that_never_signed_in_is_held_off_for_a_while_with_the_right_password_too(
    world: World,
) -> None:
    _attack(world, NILS, 61)
    assert not _tries(world.browser(), NILS, PASSWORD)
    world.clock.pass_time(timedelta(minutes=15, seconds=1))
    assert _tries(world.browser(), NILS, PASSWORD)


def test_her_own_browser_has_ten_tries_too(world: World) -> None:
    nils = _signed_out_at_home(world)
    for _ in range(10):
        assert not _tries(nils, NILS, WRONG)
    assert not _tries(nils, NILS, PASSWORD)
    world.clock.pass_time(timedelta(minutes=15, seconds=1))
    assert _tries(nils, NILS, PASSWORD)


def test_a_known_browser_is_known_for_its_own_account_only(world: World) -> None:
    nils = _signed_out_at_home(world)
    _attack(world, NINA, 61)
    assert not _tries(nils, NINA, PASSWORD)


@pytest.mark.parametrize("cookie", ["", "x", "eyJpZCI6IngifQ.AAAA", "bnVsbA", "\u00e4", "a" * 4000])
def test_a_cookie_that_is_not_ours_makes_no_browser_known(cookie: str, world: World) -> None:
    browser = world.browser()
    browser.client.set_cookie(COOKIE, cookie)
    _attack(world, NILS, 61)
    assert not _tries(browser, NILS, PASSWORD)


def test_a_browser_is_known_for_ninety_days(world: World) -> None:
    nils = _signed_out_at_home(world)
    world.clock.pass_time(KNOWN_BROWSER_LIVES)
    _attack(world, NILS, 61)
    assert not _tries(nils, NILS, PASSWORD)


def test_after_a_new_invitation_no_browser_of_before_is_known(world: World) -> None:
    nils = _signed_out_at_home(world)
    with world.app.app_context():
        printed = world.app.test_cli_runner().invoke(args=["reinvite", NILS]).output
    address = printed.split()[0].partition("5000")[2]
    owner = world.browser()
    secret = owner.get(address).get_data(as_text=True).partition('class="num">')[2].partition("<")[0]
    code = pyotp.TOTP(secret.replace(" ", "")).at(int(world.clock.now().timestamp()))
    owner.post(password="viisi laiskaa pilveä taivaalla", code=code)
    assert owner.url == "/staff/sign-in"
    _attack(world, NILS, 61)
    assert not _tries(nils, NILS, PASSWORD)


def test_the_cookie_names_nobody_and_opens_nothing(world: World) -> None:
    nils = world.nurse(world.house.nils)
    cookie = nils.client.get_cookie(COOKIE)
    assert cookie
    (account,) = world.rows("account", practitioner_id=world.house.nils.id)
    assert (cookie.http_only, cookie.same_site) == (True, "Strict")
    for word in (NILS, account["id"], world.house.nils.id, account["email_lookup"].hex()):
        assert word not in cookie.value
    elsewhere = world.browser()
    elsewhere.client.set_cookie(COOKIE, cookie.value)
    assert elsewhere.get("/queue").request.path == "/staff/sign-in"


def test_one_address_alone_does_not_use_up_the_tries_of_everybody(world: World) -> None:
    stranger = world.browser()
    for _ in range(80):
        assert not _tries(stranger, NILS, WRONG, "198.51.100.7")
    assert _tries(world.browser(), NILS, PASSWORD, "203.0.113.5")
