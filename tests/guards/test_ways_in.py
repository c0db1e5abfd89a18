"""There are three ways in, all written here; each begins with a session that nobody had before (ASVS 7.2)."""

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from config import Environment, Settings
from support.app import create_app
from support.people.rules import INVITATION_LIVES
from support.platform.database import db
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, dump
from tests.fakes import FixedClock
from tests.pages.forms import send
from tests.pages.ready_forms import FORMS
from tests.people_of_the_tests import PASSWORD

ROOT = Path(__file__).parent.parent.parent
# Where a session begins: codes of employees and supervisors, the answers sent, the authenticator of staff.
BEGINS = {
    "support/my_support/number_routes.py": {"_changed"},
    "support/people/routes.py": {"confirm_code"},
    "support/people/session_loading.py": {"sign_in_browser"},
    "support/people/sign_in_actions.py": {"sign_in_with_code"},
    "support/people/supervisor_actions.py": {"sign_in_supervisor"},
    "support/supervisor/link_routes.py": {"confirm_code"},
    "support/people/staff_routes.py": {"second_step", "change_role", "_hold"},
    "support/triage/contact_routes.py": {"confirm_code", "_sent_without_code", "_signed_in"},
}
_BEGINNING = {"login_user", "sign_in_browser", "sign_in_account", "sign_in_employee"}
_BEGINNING |= {"wear_role", "_hold"}
# Programs that open every link of a message before its reader does.
SCANNERS = (
    "Mozilla/5.0 (compatible; Microsoft Exchange SafeLinks)",
    "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
    "Mimecast URL Protect",
    "Barracuda Sentinel (EE)",
    "BitdefenderLinkScanner",
    "WhatsApp/2.23.20 A",
    "TelegramBot (like TwitterBot)",
    "facebookexternalhit/1.1",
    "Slackbot-LinkExpanding 1.0",
    "Twitterbot/1.0",
    "SkypeUriPreview Preview/0.5",
    "Googlebot/2.1",
    "bingbot/2.0",
    "AppleBot/0.1",
    "DuckDuckBot/1.1",
    "LinkedInBot/1.0",
    "Discordbot/2.0",
    "GoogleImageProxy",
    "python-requests/2.32",
    "curl/8.5.0",
)


def test_sessions_begin_only_where_it_is_written_here() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): functions
        for path in (ROOT / "support").rglob("*.py")
        if (functions := _beginning(path.read_text()))
    }
    assert found == BEGINS


def test_another_way_in_is_found() -> None:
    assert _beginning("def back_door():\n    login_user(anybody)\n") == {"back_door"}
    assert _beginning("def back_door():\n    flask_login.login_user(anybody)\n") == {"back_door"}
    assert _beginning("def back_door():\n    session['_user_id'] = token\n") == {"back_door"}
    assert _beginning("def back_door():\n    begin = sign_in_browser\n    begin(token)\n") == {"back_door"}
    assert _beginning("def fine():\n    return session.get('_user_id')\n") == set()
    assert _beginning("def fine():\n    logout_user()\n") == set()


@pytest.mark.parametrize("who", ["employee", "nurse"])
def test_a_cookie_from_before_the_sign_in_opens_nothing_after_it(who: str, world: World) -> None:
    a_sent_case(world)
    browser, way = world.browser(), "/sign-in" if who == "employee" else "/staff/sign-in"
    browser.get(way)
    kept = [_cookie(browser)]
    token_before = browser.token()
    if who == "employee":
        browser.post(phone=PHONE)
        kept.append(_cookie(browser))
        browser.post(code=world.code())
    else:
        nils = world.house.nils
        browser.post(email=nils.email, password=PASSWORD)
        kept.append(_cookie(browser))
        browser.post(code=pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp())))
    page = browser.url
    assert page in ("/my", "/queue"), browser.text()
    assert _cookie(browser) not in kept
    for cookie in kept:
        assert _opened_with(world, cookie, page) == way
    assert _opened_with(world, _cookie(browser), page) == page
    assert send(browser, "/sign-out", [], token_before).status_code == 400


def test_two_sign_ins_of_one_person_have_nothing_in_common(world: World) -> None:
    world.nurse(world.house.nils)
    world.clock.pass_time(timedelta(minutes=1))
    world.nurse(world.house.nils)
    first, second = (row["token_hash"] for row in world.rows("sign_in"))
    assert first != second and len(first) == len(second) == 64


@pytest.mark.parametrize(("who", "hours"), [("employee", 2), ("nurse", 10)])
def test_whoever_never_rests_is_signed_out_all_the_same(who: str, hours: int, world: World) -> None:
    sent = a_sent_case(world)
    browser, page = (sent.browser, "/my") if who == "employee" else (world.nurse(world.house.nils), "/queue")
    for _ in range(hours * 6 - 1):
        world.clock.pass_time(timedelta(minutes=10))
        assert browser.get(page).request.path == page
    world.clock.pass_time(timedelta(minutes=9, seconds=59))
    assert browser.get(page).request.path == page
    world.clock.pass_time(timedelta(seconds=1))
    assert "/sign-in" in browser.get(page).request.path


@pytest.mark.parametrize("agent", SCANNERS)
def test_a_program_that_opens_the_link_first_takes_nothing_away(agent: str, world: World) -> None:
    form = FORMS["staff.take_into_use"][0](world)
    client = world.app.test_client()
    before = world.rows("account")
    for method in ("HEAD", "GET", "OPTIONS", "GET"):
        answer = client.open(form.url, method=method, headers={"User-Agent": agent, "Purpose": "prefetch"})
        assert answer.status_code == 200
    assert world.rows("sign_in") == []
    assert world.rows("account") == before


def test_an_invitation_lives_a_day(world: World) -> None:
    form = FORMS["staff.take_into_use"][0](world)
    world.clock.pass_time(INVITATION_LIVES - timedelta(seconds=1))
    assert form.browser.get(form.url).status_code == 200
    world.clock.pass_time(timedelta(seconds=1))
    assert form.browser.get(form.url).status_code == 404
    world.clock.pass_time(timedelta(days=30))
    assert form.browser.get(form.url).status_code == 404


def test_a_password_may_be_pasted_and_filled_in_by_a_program(world: World) -> None:
    form = FORMS["staff.take_into_use"][0](world)
    for url, kind in (("/staff/sign-in", "current-password"), (form.url, "new-password")):
        form.browser.get(url)
        assert f'autocomplete="{kind}"' in form.browser.html()
    scripts = "".join(path.read_text() for path in (ROOT / "static").glob("*.js"))
    assert "paste" not in scripts


def test_nobody_can_sign_in_to_a_new_database_of_real_people(settings: Settings, clock: FixedClock) -> None:
    app = create_app(replace(settings, environment=Environment.PRODUCTION), clock=clock)
    with app.app_context():
        prepared = app.test_cli_runner().invoke(args=["prepare", "--demo"])
        rows = dump(app.extensions["begin_work"])
        db.engine.dispose()
    assert prepared.exit_code == 0, prepared.output
    assert {table for table in rows if rows[table]} <= {"audit_entry", "key_check"}


def test_signing_out_leaves_nothing_in_the_browser(world: World) -> None:
    nils = world.nurse(world.house.nils)
    answer = send(nils, "/sign-out", [])
    assert answer.headers.get("Clear-Site-Data") == '"cache", "storage"'
    scripts = [path.read_text() for path in (ROOT / "static").glob("*.js")]
    assert scripts
    assert not any(
        word in script for script in scripts for word in ("localStorage", "sessionStorage", "indexedDB")
    )


def _beginning(source: str) -> set[str]:
    """The functions in which a session begins."""
    return {
        function.name
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if _begins(node)
    }


def _begins(node: ast.AST) -> bool:
    """Whether one of the beginnings is named here, or what Flask-Login keeps is written by hand."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        return isinstance(node.slice, ast.Constant) and node.slice.value == "_user_id"
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in _BEGINNING


def _cookie(browser: Browser) -> str:
    cookie = browser.client.get_cookie("kynnys")
    return cookie.value if cookie else ""


def _opened_with(world: World, cookie: str, page: str) -> str:
    other = world.browser()
    if cookie:
        other.client.set_cookie("kynnys", cookie)
    return other.get(page).request.path
