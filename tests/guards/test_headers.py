"""Every answer, errors too, tells the browser to keep nothing, load nothing foreign, and frame nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from config import Settings
from support.app import create_app
from support.platform.database import db
from support.web.access import public
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, addresses, at_page, made_up_values, open_values
from tests.fakes import FixedClock
from tests.people_of_the_tests import PASSWORD

pytestmark = pytest.mark.once

# Without its own line each of these would be allowed, or as free as the first line says.
NOTHING_FOREIGN = {
    "default-src": "'none'",
    "script-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# Where breaches are told, which lets nothing in (tests/guards/test_policy_reports.py).
TOLD_TO_US = {"report-uri": "/policy-report", "report-to": "policy"}
# Only these may be kept by a browser: they carry neither form, token nor session.
MAY_BE_KEPT = {"static", "triage.crisis"}
HTTPS = "https://support.example"


@pytest.fixture
def https_app(settings: Settings, world: World, clock: FixedClock) -> Iterator[Flask]:
    """The same installation as people reach it over TLS."""
    app = create_app(replace(settings, public_base_url=HTTPS), clock=clock, sender=world.sender)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_every_page_of_every_reader_carries_the_headers(world: World) -> None:
    sent = a_sent_case(world)
    readers = [world.browser(), at_page(world, "5"), sent.browser, world.nurse(world.house.nils)]
    values = open_values(world.app) | sent.values
    for browser in readers:
        for rule, address in addresses(world.app, values):
            answer = browser.client.get(address, headers=browser.headers)
            assert _faults(answer, may_be_kept=rule.endpoint in MAY_BE_KEPT) == [], f"{rule}"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/no-such-page", 404),
        ("GET", "/static/old/no-such-file.css", 404),
        ("GET", "/cases/x/style.css", 404),
        ("GET", "/questions/3", 410),
        ("PUT", "/", 405),
        ("POST", "/questions/start", 400),
        ("GET", "/queue", 302),
    ],
)
def test_every_refusal_carries_the_headers(method: str, address: str, status: int, world: World) -> None:
    answer = world.app.test_client().open(address, method=method)
    assert answer.status_code == status
    assert _faults(answer) == []


def test_a_foreign_host_name_is_refused_with_the_headers(world: World) -> None:
    answer = world.app.test_client().get("/about", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert _faults(answer) == []


def test_an_answer_without_its_headers_is_found(world: World) -> None:
    answer = world.app.test_client().get("/about")
    usual = dict(answer.headers)
    for name, value in (
        ("Content-Security-Policy", "default-src 'none'; script-src 'self' 'unsafe-inline'"),
        ("Content-Security-Policy", usual["Content-Security-Policy"].replace("form-action 'self'; ", "")),
        ("Content-Security-Policy", usual["Content-Security-Policy"] + "; media-src https:"),
        ("X-Content-Type-Options", ""),
        ("Referrer-Policy", "unsafe-url"),
        ("Cross-Origin-Opener-Policy", "unsafe-none"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Content-Type", "text/html"),
        ("Cache-Control", "public, max-age=60"),
    ):
        answer.headers[name] = value
        assert _faults(answer), name
        answer.headers[name] = usual[name]
    assert _faults(answer) == []


def test_too_much_text_carries_the_headers(world: World) -> None:
    answer = world.app.test_client().post("/sign-in", data={"phone": "1" * 1_000_000})
    assert answer.status_code == 413
    assert _faults(answer) == []


def test_a_fault_of_ours_carries_the_headers_and_says_nothing_of_itself(world: World) -> None:
    def falls_over() -> str:
        raise ValueError("the reason of the fault")

    world.app.view_functions["public.about"] = public(falls_over)
    answer = world.app.test_client().get("/about")
    assert answer.status_code == 503
    assert _faults(answer) == []
    body = answer.get_data(as_text=True)
    assert "the reason of the fault" not in body
    assert "Traceback" not in body


def test_pages_that_may_be_kept_carry_no_form_no_token_and_no_cookie(world: World) -> None:
    browser = at_page(world, "3")
    for language in ("fi", "sv", "en"):
        for address in (f"/help/{language}", f"/help/{language}?lang=sv&theme=dark"):
            answer = browser.client.get(address, headers=browser.headers)
            assert answer.headers.getlist("Set-Cookie") == []
            assert "csrf" not in answer.get_data(as_text=True)
            assert "<form" not in answer.get_data(as_text=True)


def test_every_cookie_is_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    there = "http://localhost"
    cookies = [*_cookies_of_a_story(world.app, there), *_cookies_of_staff(world.app, there, world)]
    assert {cookie.partition("=")[0] for cookie in cookies} >= {"kynnys", "visit", "known", "lang", "theme"}
    for cookie in cookies:
        assert "HttpOnly" in cookie, cookie
        assert "SameSite=" in cookie, cookie


def test_over_tls_every_cookie_is_secure_and_secrets_are_bound_to_the_host(
    https_app: Flask, world: World
) -> None:
    cookies = [*_cookies_of_a_story(https_app, HTTPS), *_cookies_of_staff(https_app, HTTPS, world)]
    names = {cookie.partition("=")[0] for cookie in cookies}
    assert names >= {"__Host-kynnys", "__Host-visit", "__Host-known", "lang", "theme"}
    assert not names & {"kynnys", "visit", "known"}
    for cookie in cookies:
        assert "Secure" in cookie, cookie
        assert "HttpOnly" in cookie, cookie
        if cookie.startswith("__Host-"):
            assert "Path=/" in cookie, cookie
            assert "Domain=" not in cookie, cookie


def test_over_tls_the_browser_is_told_to_stay_there(https_app: Flask) -> None:
    client = https_app.test_client()
    pages = [address for _, address in addresses(https_app, made_up_values(https_app))]
    for address in (*pages, "/help/fi", "/no-such-page"):
        answer = client.get(address, base_url=HTTPS)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", address


@pytest.mark.parametrize("reached_over", [HTTPS, "http://support.example"])
def test_the_quick_exit_takes_every_cookie_away(reached_over: str, https_app: Flask) -> None:
    # Behind a proxy that ends TLS the request itself may look like plain http.
    client = https_app.test_client()
    for name in ("__Host-kynnys", "__Host-visit", "lang"):
        client.set_cookie(name, "x", domain="support.example", secure=reached_over == HTTPS)
    answer = client.get("/poistu", base_url=reached_over)
    assert "cookies" in answer.headers["Clear-Site-Data"]
    taken = answer.headers.getlist("Set-Cookie")
    assert {one.partition("=")[0] for one in taken} == {"__Host-kynnys", "__Host-visit", "lang"}
    for one in taken:
        assert "Max-Age=0" in one, one
        # A browser ignores a cookie of this name that is not said to be secure, and so keeps the old one.
        assert "Secure" in one, one


def _cookies_of_a_story(app: Flask, base: str) -> list[str]:
    client = Browser(app, "en").client
    found: list[str] = []
    page = client.get("/?lang=sv", base_url=base)
    found += page.headers.getlist("Set-Cookie")
    token = page.get_data(as_text=True).partition('name="csrf_token" value="')[2].partition('"')[0]
    for address, field in (("/questions/start", ""), ("/theme", "dark"), ("/sign-in", "+358 00 000 001")):
        data = {"csrf_token": token, "theme": field, "phone": field}
        answer = client.post(address, data=data, base_url=base, headers={"Referer": f"{base}/"})
        assert answer.status_code == 302, address
        found += answer.headers.getlist("Set-Cookie")
    return found


def _cookies_of_staff(app: Flask, base: str, world: World) -> list[str]:
    nils, client = world.house.nils, Browser(app, "en").client
    found: list[str] = []
    code = pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp()))
    for address in ("/staff/sign-in", "/staff/sign-in/code"):
        page = client.get(address, base_url=base).get_data(as_text=True)
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        data = {"csrf_token": token, "email": nils.email, "password": PASSWORD, "code": code}
        answer = client.post(address, data=data, base_url=base, headers={"Referer": f"{base}/"})
        assert answer.status_code == 302, address
        found += answer.headers.getlist("Set-Cookie")
    return found


def _faults(answer: TestResponse, *, may_be_kept: bool = False) -> list[str]:
    headers = answer.headers
    faults = _faults_of_policy(headers.get("Content-Security-Policy", ""))
    if headers.get("X-Content-Type-Options") != "nosniff":
        faults.append("nosniff")
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        faults.append("referrer")
    if headers.get("Cross-Origin-Opener-Policy") != "same-origin":
        faults.append("opener")
    if headers.get("Cross-Origin-Resource-Policy") != "same-origin":
        faults.append("resource policy")
    if (answer.mimetype or "").startswith("text/") and "charset=utf-8" not in headers["Content-Type"]:
        faults.append(f"says not how it is written: {headers['Content-Type']}")
    if not may_be_kept and headers.get("Cache-Control") != "no-store":
        faults.append(f"may be kept: {headers.get('Cache-Control')}")
    return faults


def _faults_of_policy(policy: str) -> list[str]:
    """What the policy leaves out, and what it lets in beside our own files."""
    lines = dict(line.strip().partition(" ")[::2] for line in policy.split(";"))
    faults = [f"{name} is missing" for name, wanted in NOTHING_FOREIGN.items() if lines.get(name) != wanted]
    own = {name: said for name, said in lines.items() if TOLD_TO_US.get(name) != said}
    return faults + [f"{name}: {said}" for name, said in own.items() if said not in ("'self'", "'none'")]
