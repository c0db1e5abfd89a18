"""One person may have several roles; she wears one at a time, changes it herself, and gains no time by it."""

from datetime import timedelta

import pyotp
import pytest
from click.testing import Result
from sqlalchemy import delete

from support.people.models import HeldRole
from support.people.rules import ABSOLUTE, IDLE, ROLE_CHANGES
from support.vocabulary.actor import Role
from support.vocabulary.permissions import GRANTED, Permission
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import LOOKER, World, a_sent_case
from tests.pages.forms import send
from tests.people_of_the_tests import PASSWORD

NILS = "nils@ulappa.example"
MOST, _ = ROLE_CHANGES


def _run(world: World, *command: str) -> Result:
    with world.app.app_context():
        return world.app.test_cli_runner().invoke(args=[*command])


def _with_two_roles(world: World) -> Browser:
    assert _run(world, "give-role", NILS, "admin").exit_code == 0
    return world.nurse(world.house.nils)


def _wears(browser: Browser, role: str) -> Browser:
    browser.post("/staff/role", role=role)
    return browser


def test_a_missing_page_does_not_speak_to_the_staff_as_to_a_person(world: World) -> None:
    nils = world.nurse(world.house.nils)
    assert nils.get("/nowhere").status_code == 404
    assert "Nothing has been deleted." in nils.text()
    assert "you have told us" not in nils.text()


def _administrator(world: World) -> Browser:
    """Nils, who is an administrator only, after signing in."""
    _run(world, "give-role", NILS, "admin")
    _run(world, "take-role", NILS, "nurse")
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=NILS, password=PASSWORD)
    browser.post(code=pyotp.TOTP(world.house.nils.secret).at(int(world.clock.now().timestamp())))
    return browser


def test_who_has_one_role_is_offered_no_other(world: World) -> None:
    assert "Switch to" not in world.nurse(world.house.nils).text()


def test_who_has_two_signs_in_as_a_nurse_and_changes_in_the_menu(world: World) -> None:
    nils = _with_two_roles(world)
    assert nils.url == "/queue"
    assert "Switch to service manager" in nils.text()
    _wears(nils, "admin")
    assert nils.url == "/staff"
    assert "You are now service manager" in nils.text()
    assert "Switch to occupational health nurse" in nils.text()
    _wears(nils, "nurse")
    assert nils.url == "/queue"


def test_only_the_permissions_of_the_role_worn_hold(world: World) -> None:
    sent = a_sent_case(world)
    nils = _wears(_with_two_roles(world), "admin")
    assert nils.client.get("/queue").status_code == 404
    assert nils.client.get(f"/cases/{sent.case_id}").status_code == 404
    assert send(nils, f"/cases/{sent.case_id}/claim", []).status_code == 404
    nils.get("/staff")
    assert nils.client.get(f"/cases/{sent.case_id}").status_code == 404
    _wears(nils, "nurse")
    assert nils.get(f"/cases/{sent.case_id}").status_code == 200


def test_a_change_of_role_is_recorded_and_makes_the_old_secret_worthless(world: World) -> None:
    nils = _with_two_roles(world)
    copied = world.browser()
    for cookie in (nils.client._cookies or {}).values():
        copied.client.set_cookie(cookie.key, cookie.value)
    (before,) = world.rows("sign_in")
    _wears(nils, "admin")
    (after,) = world.rows("sign_in")
    assert after["token_hash"] != before["token_hash"]
    assert (before["role"], after["role"]) == (Role.NURSE, Role.ADMIN)
    assert copied.get("/staff").request.path == "/staff/sign-in"
    (entry,) = world.rows("audit_entry", verb="session:role")
    assert (entry["actor_id"], entry["detail"]) == (world.house.nils.id, "nurse to admin")


def test_what_is_done_in_a_role_stands_in_the_record_under_it(world: World) -> None:
    nils = _wears(_with_two_roles(world), "admin")
    world.clock.pass_time(timedelta(minutes=1))
    world.nurse(world.house.nils)
    nils.get("/staff/signed-in")
    _wears(nils, "nurse")
    roles = [entry["role"] for entry in world.rows("audit_entry", verb="session:role")]
    assert roles == ["nurse", "admin"]


def test_the_limits_are_those_of_the_role_worn_and_no_change_makes_them_longer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ABSOLUTE, Role.ADMIN, timedelta(hours=1))
    monkeypatch.setitem(IDLE, Role.ADMIN, timedelta(minutes=5))
    nils = _with_two_roles(world)
    for _ in range(3):
        world.clock.pass_time(timedelta(minutes=10))
        nils.get("/queue")
    _wears(nils, "admin")
    (row,) = world.rows("sign_in")
    assert row["ends_at"] - world.clock.now() == timedelta(minutes=30)
    _wears(nils, "nurse")
    (row,) = world.rows("sign_in")
    assert row["ends_at"] - world.clock.now() == ABSOLUTE[Role.NURSE] - timedelta(minutes=30)
    _wears(nils, "admin")
    world.clock.pass_time(timedelta(minutes=5))
    assert nils.get("/staff").request.path == "/staff/sign-in"


def test_she_changes_twenty_times_an_hour_and_then_goes_on_in_the_role_that_she_wears(world: World) -> None:
    """Each change is recorded, and nobody may delete a record."""
    nils = _with_two_roles(world)
    for number in range(MOST):
        assert send(nils, "/staff/role", [("role", b"nurse" if number % 2 else b"admin")]).status_code == 302
    assert send(nils, "/staff/role", [("role", b"admin")]).status_code == 429
    assert nils.get("/queue").request.path == "/queue"
    assert len(world.rows("audit_entry", verb="session:role")) == MOST
    # Whoever has stolen one session holds nobody else up.
    world.clock.pass_time(timedelta(minutes=1))
    assert _wears(world.nurse(world.house.nils), "admin").url == "/staff"
    for _ in range(7):
        world.clock.pass_time(timedelta(minutes=9))
        nils.get("/queue")
    assert _wears(nils, "admin").url == "/staff"


@pytest.mark.parametrize("role", ["admin", "employee", "operator", "job", "visitor", "", "x"])
def test_a_role_that_she_does_not_have_is_not_to_be_had(role: str, world: World) -> None:
    nils = world.nurse(world.house.nils)
    before = world.rows("sign_in")
    assert send(nils, "/staff/role", [("role", role.encode())]).status_code == 404
    assert world.rows("sign_in") == before


def test_an_employee_and_a_stranger_change_no_role(world: World) -> None:
    sent = a_sent_case(world)
    assert send(sent.browser, "/staff/role", [("role", b"nurse")]).status_code == 404
    answer = send(world.browser(), "/staff/role", [("role", b"nurse")])
    assert "/staff/sign-in" in answer.location


def test_a_role_that_is_taken_is_gone_at_once_with_all_sessions(world: World) -> None:
    nils = _wears(_with_two_roles(world), "admin")
    assert _run(world, "take-role", NILS, "admin").exit_code == 0
    assert nils.get("/staff").request.path == "/staff/sign-in"
    world.clock.pass_time(timedelta(minutes=1))
    again = world.nurse(world.house.nils)
    assert send(again, "/staff/role", [("role", b"admin")]).status_code == 404


def test_a_session_in_a_role_that_is_no_longer_held_opens_nothing(world: World) -> None:
    nils = _wears(_with_two_roles(world), "admin")
    # As if somebody had taken the row out by hand and left the sessions.
    with world.begin_work(LOOKER) as work:
        work.session.execute(delete(HeldRole).where(HeldRole.role == Role.ADMIN))
    assert nils.get("/staff").request.path == "/staff/sign-in"


def test_a_role_that_is_given_ends_no_session_and_can_be_put_on_at_once(world: World) -> None:
    nils = world.nurse(world.house.nils)
    _run(world, "give-role", NILS, "admin")
    assert "Switch to service manager" in nils.get("/queue").get_data(as_text=True)
    assert _wears(nils, "admin").url == "/staff"


@pytest.mark.parametrize(
    ("command", "role", "said"),
    [
        ("give-role", "nurse", "already"),
        ("take-role", "admin", "does not have"),
        ("take-role", "nurse", "only role"),
    ],
)
def test_what_cannot_be_given_or_taken_is_told(command: str, role: str, said: str, world: World) -> None:
    result = _run(world, command, NILS, role)
    assert result.exit_code == 1
    assert said in result.output
    assert len(world.rows("held_role")) == 3


def test_an_administrator_begins_on_a_page_of_her_own(world: World) -> None:
    browser = _administrator(world)
    assert browser.url == "/staff"
    assert 'href="/queue"' not in browser.html()
    missing = browser.get("/no-such-page")
    assert missing.status_code == 404
    assert 'href="/staff"' in missing.get_data(as_text=True)


def test_an_administrator_sees_her_sessions_and_signs_out(world: World) -> None:
    browser = _administrator(world)
    assert browser.get("/staff/signed-in").status_code == 200
    assert "You are signed in only here." in browser.text()
    browser.post("/sign-out")
    assert browser.get("/staff/signed-in").request.path == "/staff/sign-in"


def test_a_nurse_is_led_from_the_start_of_the_staff_to_her_queue(world: World) -> None:
    assert world.nurse(world.house.nils).get("/staff").request.path == "/queue"


def test_no_role_of_an_account_opens_the_pages_of_an_employee(world: World) -> None:
    of_staff = [GRANTED[role] for role in (Role.NURSE, Role.ADMIN)]
    assert not any(Permission.OWN_SUPPORT in granted for granted in of_staff)
    assert Permission.OWN_ACCOUNT not in GRANTED[Role.EMPLOYEE]


def test_who_signs_in_as_an_employee_in_the_same_browser_is_no_nurse_there_any_more(world: World) -> None:
    sent = a_sent_case(world)
    nils = _with_two_roles(world)
    nils.get("/sign-in")
    nils.post(phone=PHONE)
    nils.post(code=world.code())
    assert nils.url == "/my"
    assert nils.client.get(f"/cases/{sent.case_id}").status_code == 404
    assert world.rows("sign_in", role=Role.NURSE) == []
