"""Whatever takes a right away ends every session of the account: the next request leads to the sign-in."""

import re
from datetime import timedelta

import pyotp
import pytest
from click.testing import Result

from support.people.staff_actions import offered_totp_secret
from support.vocabulary.actor import Actor
from tests.browser_of_the_tests import Browser
from tests.builders import World
from tests.people_of_the_tests import PASSWORD, signed_in

NILS = "nils@ulappa.example"
COMMANDS = {
    "lock-account": (),
    "reinvite": (),
    "take-role": ("admin",),
    "end-employment": (),
}
NEW_PASSWORD = "viisi laiskaa pilveä taivaalla"


def _run(world: World, command: str, *given: str) -> Result:
    with world.app.app_context():
        return world.app.test_cli_runner().invoke(args=[command, *given])


@pytest.fixture(autouse=True)
def _nils_has_two_roles(world: World) -> None:
    assert _run(world, "give-role", NILS, "admin").exit_code == 0


def _first_step(world: World, password: str = PASSWORD) -> Browser:
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=NILS, password=password)
    return browser


def _code(world: World, secret: str) -> str:
    return pyotp.TOTP(secret).at(int(world.clock.now().timestamp()))


def _invited_anew(world: World) -> tuple[str, str]:
    """The address of the new invitation and the secret that it shows."""
    printed = _run(world, "reinvite", NILS)
    found = re.search(r"(/staff/invitation/(\S+))", printed.output)
    assert found, printed.output
    with world.begin_work.to_read(Actor.operator()) as look:
        return found.group(1), offered_totp_secret(look, found.group(2))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_next_request_with_the_old_cookie_leads_to_the_sign_in(command: str, world: World) -> None:
    at_the_desk = world.nurse(world.house.nils)
    world.clock.pass_time(timedelta(seconds=60))
    at_home = world.nurse(world.house.nils)
    nina = world.nurse(world.house.nina)
    assert _run(world, command, NILS, *COMMANDS[command]).exit_code == 0
    for browser in (at_the_desk, at_home):
        assert browser.get("/queue").request.path == "/staff/sign-in"
    assert nina.get("/queue").request.path == "/queue"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_form_and_a_poll_of_an_ended_session_change_nothing(command: str, world: World) -> None:
    nils = world.nurse(world.house.nils)
    _run(world, command, NILS, *COMMANDS[command])
    assert nils.client.get("/queue/news", headers={"HX-Request": "true"}).status_code == 401
    assert nils.post("/cases/nobody/claim").request.path == "/staff/sign-in"


@pytest.mark.parametrize("command", COMMANDS)
def test_it_stands_in_the_record_who_did_it(command: str, world: World) -> None:
    _run(world, command, NILS, *COMMANDS[command])
    other = {"lock-account": "lock", "end-employment": "leave"}
    (entry,) = world.rows("audit_entry", verb=f"account:{other.get(command, command)}")
    assert (entry["role"], entry["subject_type"]) == ("operator", "account")


@pytest.mark.parametrize("command", [*COMMANDS, "unlock-account"])
def test_an_address_that_nobody_has_is_told(command: str, world: World) -> None:
    result = _run(world, command, "nobody@ulappa.example", *COMMANDS.get(command, ()))
    assert result.exit_code == 1
    assert "nobody has this address" in result.output
    assert world.rows("audit_entry", role="operator", verb=f"account:{command.partition('-')[0]}") == []


def test_a_locked_account_lets_nobody_in_and_tells_nothing(world: World) -> None:
    half_way = _first_step(world)
    _run(world, "lock-account", NILS)
    refused = _first_step(world)
    assert refused.page is not None
    assert refused.page.status_code == 422
    assert "The address or the password is not right" in refused.text()
    assert half_way.post(code=_code(world, world.house.nils.secret)).status_code == 422
    assert world.rows("sign_in") == []


def test_an_unlocked_account_opens_with_what_it_had_and_brings_no_session_back(world: World) -> None:
    before = world.nurse(world.house.nils)
    _run(world, "lock-account", NILS)
    assert _run(world, "unlock-account", NILS).exit_code == 0
    assert before.get("/queue").request.path == "/staff/sign-in"
    world.clock.pass_time(timedelta(seconds=60))
    assert world.nurse(world.house.nils).get("/queue").request.path == "/queue"


def test_who_has_left_cannot_sign_in(world: World) -> None:
    _run(world, "end-employment", NILS)
    refused = _first_step(world)
    assert refused.page is not None
    assert refused.page.status_code == 422


def test_after_a_new_invitation_password_and_authenticator_are_both_new(world: World) -> None:
    old_secret = world.house.nils.secret
    address, new_secret = _invited_anew(world)
    assert _first_step(world).url == "/staff/sign-in"
    assert new_secret != old_secret
    browser = world.browser()
    browser.get(address)
    assert browser.post(password=NEW_PASSWORD, code=_code(world, old_secret)).status_code == 422
    browser.post(password=NEW_PASSWORD, code=_code(world, new_secret))
    assert browser.url == "/staff/sign-in"
    assert world.browser().get(address).status_code == 404
    world.clock.pass_time(timedelta(seconds=60))
    assert _first_step(world).url == "/staff/sign-in"
    again = _first_step(world, NEW_PASSWORD)
    assert again.post(code=_code(world, old_secret)).status_code == 422
    again.post(code=_code(world, new_secret))
    # The old code that was tried a moment ago is told first.
    assert again.url == "/staff/signed-in"


def test_the_old_password_given_a_moment_before_is_no_first_step_any_more(world: World) -> None:
    half_way = _first_step(world)
    address, new_secret = _invited_anew(world)
    for code in (_code(world, world.house.nils.secret), _code(world, new_secret), ""):
        assert half_way.post("/staff/sign-in/code", code=code).status_code == 422
    world.clock.pass_time(timedelta(seconds=30))
    owner = world.browser()
    owner.get(address)
    owner.post(password=NEW_PASSWORD, code=_code(world, new_secret))
    world.clock.pass_time(timedelta(seconds=30))
    assert half_way.post("/staff/sign-in/code", code=_code(world, new_secret)).status_code == 422


def test_a_new_invitation_lives_a_day_and_makes_the_one_before_worthless(world: World) -> None:
    first, _ = _invited_anew(world)
    second, _ = _invited_anew(world)
    assert world.browser().get(first).status_code == 404
    assert world.browser().get(second).status_code == 200
    world.clock.pass_time(timedelta(hours=24))
    assert world.browser().get(second).status_code == 404


@pytest.mark.parametrize("command", ["lock-account", "end-employment"])
def test_a_closed_account_is_not_opened_by_an_invitation(command: str, world: World) -> None:
    address, _ = _invited_anew(world)
    _run(world, command, NILS)
    assert world.browser().get(address).status_code == 404
    assert _run(world, "reinvite", NILS).exit_code == 1


def test_a_role_that_no_account_can_have_is_refused(world: World) -> None:
    assert _run(world, "give-role", NILS, "employee").exit_code == 2


def test_of_the_old_password_and_secret_nothing_stays_in_the_row(world: World) -> None:
    _invited_anew(world)
    (account,) = [row for row in world.rows("account") if row["activated_at"] is None]
    assert (account["password_hash"], account["totp_secret"]) == (None, None)
    assert _first_step(world, "").url == "/staff/sign-in"


def test_signing_in_anew_ends_the_session_that_the_browser_had(world: World) -> None:
    browser = world.nurse(world.house.nils)
    stolen = world.browser()
    for cookie in (browser.client._cookies or {}).values():
        stolen.client.set_cookie(cookie.key, cookie.value)
    assert stolen.get("/queue").status_code == 200 and stolen.url.startswith("/queue")
    world.clock.pass_time(timedelta(minutes=1))
    signed_in(browser, world.house.nils, world.clock.now().timestamp())
    assert browser.get("/queue").status_code == 200
    stolen.get("/queue")
    assert stolen.url.startswith("/staff/sign-in")


def test_a_lock_makes_an_open_invitation_worthless(world: World) -> None:
    address, _secret = _invited_anew(world)
    _run(world, "lock-account", NILS)
    _run(world, "unlock-account", NILS)
    assert world.browser().get(address).status_code == 404


def test_whatever_ended_an_invitation_the_page_says_the_same_and_leads_on(world: World) -> None:
    replaced, _ = _invited_anew(world)
    too_old, _ = _invited_anew(world)
    world.clock.pass_time(timedelta(hours=24))
    closed, _ = _invited_anew(world)
    _run(world, "lock-account", NILS)
    pages = {
        world.browser().get(one).text for one in ("/staff/invitation/unknown", replaced, too_old, closed)
    }
    (page,) = (re.sub(r"invitation/[\w-]+", "", one) for one in pages)
    assert "This invitation can no longer be used" in page
    assert "Ask your administrator for a new invitation." in page
    assert 'href="/staff/sign-in"' in page
