"""The staff hear what was tried in their names, and end things with the authenticator in their hands."""

from datetime import timedelta

import pyotp
import pytest

from support.jobs import JOBS, run_job
from support.people.facts import Step
from support.people.rules import KNOWN_BROWSER_LIVES, REFUSED_KEPT
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, nurse_in_two_browsers
from tests.pages.forms import send
from tests.people_of_the_tests import PASSWORD
from tests.settings import ADDRESS

NILS, NOBODY = "nils@ulappa.example", "nobody@ulappa.example"
PAGE = "/staff/signed-in"
WARNING = "somebody tried to sign in to your account and gave a wrong code"
CHANGES = ("/staff/signed-in/end-others", "/staff/known-browsers/forget")


def _code(world: World) -> str:
    return pyotp.TOTP(world.house.nils.secret).at(int(world.clock.now().timestamp()))


def _password(browser: Browser, email: str, password: str) -> Browser:
    browser.get("/staff/sign-in")
    browser.post(email=email, password=password)
    return browser


def _somebody_fails(world: World, passwords: int = 0, codes: int = 0) -> None:
    world.clock.pass_time(timedelta(minutes=1))
    stranger = world.browser()
    for _ in range(passwords):
        _password(stranger, NILS, "wrong wrong wrong")
    if codes:
        _password(stranger, NILS, PASSWORD)
    for _ in range(codes):
        stranger.post("/staff/sign-in/code", code="000000")


def _signs_in(world: World, browser: Browser | None = None) -> Browser:
    world.clock.pass_time(timedelta(minutes=1))
    browser = _password(browser or world.browser(), NILS, PASSWORD)
    browser.post(code=_code(world))
    return browser


def test_what_was_refused_stands_on_her_page_with_its_times_and_how_often(world: World) -> None:
    _somebody_fails(world, passwords=3, codes=2)
    nils = _signs_in(world)
    text = nils.text()
    assert "Wrong password 3 attempts, the last: 9:31 today" in text
    assert "Wrong code 2 attempts, the last: 9:31 today" in text
    assert "127.0.0.1" not in text


def test_nobody_else_sees_it(world: World) -> None:
    _somebody_fails(world, passwords=3)
    nina = world.nurse(world.house.nina)
    nina.get(PAGE)
    assert "Wrong password" not in nina.text()
    assert "There were none in the last 30 days." in nina.text()


def test_each_day_is_counted_by_itself_and_forgotten_after_a_month(world: World) -> None:
    _somebody_fails(world, passwords=1)
    world.clock.pass_time(timedelta(days=1))
    _somebody_fails(world, passwords=2)
    assert [row["count"] for row in world.rows("refused_try")] == [1, 2]
    world.clock.pass_time(REFUSED_KEPT - timedelta(hours=1))
    run_job(JOBS[1], world.begin_work, world.sender, ADDRESS)
    assert [row["count"] for row in world.rows("refused_try")] == [2]
    world.clock.pass_time(timedelta(hours=1))
    nils = _signs_in(world)
    nils.get(PAGE)
    assert "There were none" in nils.text()


def test_an_unknown_address_is_counted_in_the_same_way(world: World) -> None:
    for email in (NILS, NOBODY):
        _password(world.browser(), email, "wrong wrong wrong")
    rows = world.rows("refused_try")
    assert [(row["step"], row["count"]) for row in rows] == [(Step.PASSWORD, 1)] * 2
    assert not any(name in str(rows) for name in (NILS, NOBODY))


def test_a_try_over_its_limit_is_counted_no_further(world: World) -> None:
    _somebody_fails(world, passwords=12)
    assert [row["count"] for row in world.rows("refused_try")] == [10]


def test_after_refused_codes_her_next_sign_in_begins_with_the_notice(world: World) -> None:
    world.nurse(world.house.nils)
    world.clock.pass_time(timedelta(minutes=1))
    _somebody_fails(world, codes=1)
    nils = _signs_in(world)
    assert nils.url == PAGE
    assert WARNING in nils.text()
    assert 'href="/queue"' in nils.html()
    assert WARNING in nils.get(PAGE).get_data(as_text=True)
    again = _signs_in(world)
    assert again.url == "/queue"
    again.get(PAGE)
    assert WARNING not in again.text()


def test_a_wrong_password_alone_brings_no_notice(world: World) -> None:
    _somebody_fails(world, passwords=3)
    assert _signs_in(world).url == "/queue"


def test_the_notice_stays_when_she_changes_her_role(world: World) -> None:
    with world.app.app_context():
        world.app.test_cli_runner().invoke(args=["give-role", NILS, "admin"])
    _somebody_fails(world, codes=1)
    nils = _signs_in(world)
    nils.post("/staff/role", role="admin")
    nils.get(PAGE)
    assert WARNING in nils.text()


def test_known_browsers_stand_there_and_this_one_is_marked(world: World) -> None:
    _first, second, _ref = nurse_in_two_browsers(world, world.house.nils)
    second.get(PAGE)
    known = second.text().partition("Browsers that we know")[2]
    assert known.count("This browser") == 1
    assert known.count("Another browser") == 1


def test_a_browser_in_which_she_signs_in_again_stands_there_once(world: World) -> None:
    nils = _signs_in(world, _signs_in(world))
    assert nils.url == "/queue"
    assert len(world.rows("known_browser")) == 1


def test_the_last_one_to_sign_in_is_the_one_whom_a_browser_knows(world: World) -> None:
    shared = _signs_in(world)
    shared.post("/sign-out")
    _password(shared, world.house.nina.email, PASSWORD)
    shared.post(code=pyotp.TOTP(world.house.nina.secret).at(int(world.clock.now().timestamp())))
    (row,) = world.rows("known_browser")
    (nina,) = world.rows("account", practitioner_id=world.house.nina.id)
    assert row["account_id"] == nina["id"]


def test_the_others_are_forgotten_with_a_code_and_this_one_stays(world: World) -> None:
    first, second, _ref = nurse_in_two_browsers(world, world.house.nils)
    cookie = second.client.get_cookie("known")
    world.nurse(world.house.nina)
    world.clock.pass_time(timedelta(seconds=30))
    second.get("/staff/known-browsers/forget")
    second.post(code=_code(world))
    assert second.url == PAGE
    assert "Forget the other browsers" not in second.text()
    assert len(world.rows("known_browser")) == 2
    assert cookie == second.client.get_cookie("known")
    assert first.get("/queue").request.path == "/queue"
    (entry,) = world.rows("audit_entry", verb="browser:forget")
    assert entry["actor_id"] == world.house.nils.id


def test_a_forgotten_browser_has_no_tries_of_its_own_any_more(world: World) -> None:
    first, second, _ref = nurse_in_two_browsers(world, world.house.nils)
    world.clock.pass_time(timedelta(seconds=30))
    second.get("/staff/known-browsers/forget")
    second.post(code=_code(world))
    for browser in (first, second):
        browser.post("/sign-out")
    _somebody_fails(world, passwords=11)
    assert _password(first, NILS, PASSWORD).page is not None
    assert first.url == "/staff/sign-in"
    assert _password(second, NILS, PASSWORD).url == "/staff/sign-in/code"


def test_rows_of_browsers_end_after_ninety_days(world: World) -> None:
    _signs_in(world)
    world.clock.pass_time(KNOWN_BROWSER_LIVES)
    run_job(JOBS[1], world.begin_work, world.sender, ADDRESS)
    assert world.rows("known_browser") == []


@pytest.mark.parametrize("code", ["", "000000", "used"])
@pytest.mark.parametrize("address", [*CHANGES, "/staff/signed-in/{ref}/end"])
def test_without_a_fresh_code_nothing_ends_elsewhere(address: str, code: str, world: World) -> None:
    _first, second, ref = nurse_in_two_browsers(world, world.house.nils)
    used = _code(world)
    second.get(PAGE)
    answer = second.post(address.format(ref=ref), code=used if code == "used" else code)
    assert answer.status_code == 422
    assert 'id="code-error"' in second.html()
    assert len(world.rows("sign_in")) == len(world.rows("known_browser")) == 2


def test_a_code_ends_one_thing_only(world: World) -> None:
    _first, second, _ref = nurse_in_two_browsers(world, world.house.nils)
    world.clock.pass_time(timedelta(seconds=30))
    code = [("code", _code(world).encode())]
    assert [send(second, address, code).status_code for address in CHANGES] == [302, 422]


def test_guessing_the_code_there_ends_the_session_in_which_it_is_guessed(world: World) -> None:
    _first, second, _ref = nurse_in_two_browsers(world, world.house.nils)
    world.clock.pass_time(timedelta(seconds=30))
    answers = [send(second, CHANGES[0], [("code", b"000000")]).status_code for _ in range(11)]
    assert answers == [422] * 11
    assert len(world.rows("sign_in")) == 1
    assert "/sign-in" in second.get("/queue").request.path


def test_an_employee_and_a_stranger_get_none_of_these_pages(world: World) -> None:
    sent = a_sent_case(world)
    for address in (PAGE, *CHANGES):
        assert sent.browser.client.get(address).status_code == 404
        assert "/staff/sign-in" in world.browser().client.get(address).location


@pytest.mark.parametrize("command", ["reinvite", "end-employment"])
def test_with_a_new_invitation_and_at_her_leaving_no_browser_is_known(command: str, world: World) -> None:
    _signs_in(world)
    assert len(world.rows("known_browser")) == 1
    with world.app.app_context():
        world.app.test_cli_runner().invoke(args=[command, NILS])
    assert world.rows("known_browser") == []
