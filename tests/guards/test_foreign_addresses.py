"""Neither a header nor a parameter of an address leads anybody elsewhere or makes her somebody else."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pyotp
import pytest
from flask import redirect, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from support.web.access import public
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import (
    World,
    a_sent_case,
    addresses,
    at_page,
    begun,
    contact_fields,
    made_up_values,
    open_values,
)
from tests.counts import a_third_of
from tests.pages.forms import send
from tests.pages.made_ready import made_ready
from tests.pages.ready_forms import FORMS
from tests.people_of_the_tests import PASSWORD
from tests.settings import ADDRESS

pytestmark = pytest.mark.once

OURS, FOREIGN = "localhost", "evil.example"
# The quick exit leads to the one neutral address of the settings.
LEADS_AWAY = {"public.leave"}

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "http://localhost@evil.example/",
    "http://localhost:80@evil.example/",
    "http://localhost\\@evil.example/",
    "http://evil.example#localhost",
    "http://localhost.evil.example/",
    "http://[evil.example",
    "javascript:alert(1)",
    "data:text/html,evil.example",
    "/%09/evil.example",
    "/%5Cevil.example",
    "%2F%2Fevil.example",
    "/.//evil.example",
    "/;//evil.example",
    "//evil.example/%2e%2e",
    "\u3002evil.example",
    "//evil\u3002example",
]
RETURN_NAMES = ["next", "return", "return_to", "returnUrl", "url", "redirect", "redirect_uri", "to"]
RETURN_NAMES += ["continue"]
FORWARDED = {
    "X-Forwarded-For": "203.0.113.99",
    "X-Forwarded-Host": FOREIGN,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "4443",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-IP": "203.0.113.99",
    "X-Original-URL": "/queue",
    "X-Rewrite-URL": "/queue",
    "X-Http-Method-Override": "DELETE",
    "Forwarded": "for=203.0.113.99;host=evil.example;proto=https",
}


@pytest.mark.parametrize(
    "host", [FOREIGN, f"{OURS}.{FOREIGN}", f"{OURS}@{FOREIGN}", f"{FOREIGN}:80", "[", "a b"]
)
def test_under_a_foreign_host_name_there_is_no_page(host: str, world: World) -> None:
    client = world.app.test_client()
    for method in ("GET", "POST"):
        for rule, address in addresses(world.app, made_up_values(world.app), method):
            answer = client.open(address, method=method, headers={"Host": host})
            assert answer.status_code == 400, f"{method} {rule} at {host}"
            assert FOREIGN not in f"{answer.headers} {answer.get_data(as_text=True)}"


def test_headers_of_a_proxy_that_is_not_there_change_no_page(world: World) -> None:
    sent = a_sent_case(world)
    nurse = world.nurse(world.house.nils)
    for browser in (world.browser(), at_page(world, "3"), sent.browser, nurse):
        for rule, address in addresses(world.app, open_values(world.app) | sent.values):
            assert _told_by_headers(browser, address) == [], str(rule)


def test_a_program_that_believes_such_headers_is_found(world: World) -> None:
    told = public(lambda: request.headers.get("X-Forwarded-Host", "nothing"))
    world.app.view_functions["public.about"] = told
    assert _told_by_headers(world.browser(), "/about") == ["a foreign host", "another page"]
    world.app.wsgi_app = ProxyFix(world.app.wsgi_app, x_host=1)  # type: ignore[method-assign]  # the planted fault
    assert _told_by_headers(world.browser(), "/privacy") == ["another page"]


def test_an_address_that_a_caller_claims_does_not_get_around_the_limits(world: World) -> None:
    browser = world.browser()
    for number in range(61):
        claimed = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        browser.headers = {"Accept-Language": "en", **claimed}
        answer = send(browser, "/sign-in", [("phone", f"+358 00 000 0{number + 20:02}".encode())])
        assert answer.status_code == (429 if number == 60 else 302), number


def test_whoever_guesses_passwords_shuts_nobody_else_out(world: World) -> None:
    nils = world.house.nils
    for _ in range(10):
        assert _first_step(world, nils.email, "wrong wrong wrong", "203.0.113.7") == 422
    assert _first_step(world, nils.email, "wrong wrong wrong", "203.0.113.7") == 429
    assert _first_step(world, nils.email, PASSWORD, "203.0.113.7") == 429
    assert _first_step(world, nils.email, PASSWORD, "198.51.100.4") == 302


def test_no_parameter_of_an_address_leads_elsewhere(world: World) -> None:
    sent = a_sent_case(world)
    values = open_values(world.app) | sent.values
    readers = (world.browser(), sent.browser, world.nurse(world.house.nils))
    for reader, browser in enumerate(readers):
        for turn, (rule, address) in enumerate(addresses(world.app, values)):
            if rule.endpoint in LEADS_AWAY:
                continue
            for target in a_third_of(ELSEWHERE, turn + reader):
                asked = "&".join(f"{name}={quote(target)}" for name in RETURN_NAMES)
                answer = browser.client.get(f"{address}?{asked}", headers=browser.headers)
                assert _ways_out(answer) == [], f"{rule} {target!r}"


@pytest.mark.parametrize("endpoint", FORMS)
def test_no_parameter_of_a_form_leads_elsewhere(endpoint: str, world: World) -> None:
    form = made_ready(world, endpoint)
    own = [(name, value.encode()) for name, values in form.fields.items() for value in values]
    for target in a_third_of(ELSEWHERE, list(FORMS).index(endpoint)):
        sign = "&" if "?" in form.url else "?"
        url = f"{form.url}{sign}next={quote(target)}&return={quote(target)}"
        asked = [(name, target.encode()) for name in RETURN_NAMES]
        assert _ways_out(send(form.browser, url, [*own, *asked])) == [], repr(target)


@pytest.mark.parametrize("who", ["employee", "nurse", "sender"])
def test_a_sign_in_that_succeeds_leads_nowhere_else(who: str, world: World) -> None:
    asked = "&".join(f"{name}={quote(ELSEWHERE[0])}" for name in RETURN_NAMES)
    browser, address, code = _before_the_last_step(world, who, asked)
    fields = [(name, ELSEWHERE[0].encode()) for name in RETURN_NAMES]
    answer = send(browser, f"{address}?{asked}", [("code", code.encode()), *fields])
    assert answer.status_code == 302
    assert _ways_out(answer) == []
    assert browser.get(answer.location).status_code == 200


@pytest.mark.parametrize("target", ["", "/", "/about", *ELSEWHERE])
@pytest.mark.parametrize("before", ["", "http://localhost", "http://evil.example"])
def test_the_page_before_is_gone_back_to_only_when_it_is_ours(before: str, target: str, world: World) -> None:
    browser = world.browser()
    referer = f"{before}{target}".encode().decode("latin-1").replace("\n", "")
    browser.headers = {"Accept-Language": "en", "Referer": referer}
    answer = send(browser, "/theme", [("theme", b"dark")])
    is_ours = before == "http://localhost" and target == "/about"
    assert answer.status_code == 302
    assert answer.location == ("/about" if is_ours else "/")


def test_a_way_that_leads_elsewhere_is_found(world: World) -> None:
    def follows() -> Response:
        return redirect(request.args.get("next", "/"))

    def shows() -> str:
        return f'<a href="{request.args.get("next", "/")}">on</a>'

    client = world.app.test_client()
    for planted in (follows, shows):
        world.app.view_functions["public.about"] = public(planted)
        for target in ("//evil.example", "/\\evil.example", "https:/evil.example"):
            assert _ways_out(client.get(f"/about?next={quote(target)}")) == [FOREIGN], target
        assert _ways_out(client.get("/about?next=/privacy")) == []
    assert [_host_of(one) for one in ("/\t/evil.example", "\\\\evil.example", "/about", "?next=x")] == [
        *(FOREIGN, FOREIGN),
        *("", ""),
    ]


def _before_the_last_step(world: World, who: str, asked: str) -> tuple[Browser, str, str]:
    """A browser that has only its code to send, the address for it, and the right code."""
    if who == "sender":
        browser = begun(world, "/questions/start-direct")
        browser.post(f"/contact?{asked}", **contact_fields(world))
        return browser, "/code", world.code()
    a_sent_case(world)
    browser, nils = world.browser(), world.house.nils
    way = "/sign-in" if who == "employee" else "/staff/sign-in"
    browser.get(f"{way}?{asked}")
    browser.post(f"{way}?{asked}", phone=PHONE, email=nils.email, password=PASSWORD)
    now = int(world.clock.now().timestamp())
    return browser, f"{way}/code", world.code() if who == "employee" else pyotp.TOTP(nils.secret).at(now)


def _first_step(world: World, email: str, password: str, address: str) -> int:
    browser = world.browser()
    browser.client.environ_base["REMOTE_ADDR"] = address
    browser.get("/staff/sign-in")
    pairs = [("email", email.encode()), ("password", password.encode())]
    return send(browser, "/staff/sign-in", pairs).status_code


def _told_by_headers(browser: Browser, address: str) -> list[str]:
    """What a page does when headers of a proxy are claimed."""
    plain = browser.client.get(address, headers=browser.headers)
    claimed = browser.client.get(address, headers={**browser.headers, **FORWARDED})
    found = []
    if FOREIGN in f"{claimed.headers} {claimed.get_data(as_text=True)}":
        found.append("a foreign host")
    if (claimed.status_code, _bare(claimed)) != (plain.status_code, _bare(plain)):
        found.append("another page")
    return found


def _bare(answer: TestResponse) -> str:
    page = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
    return f"{answer.location} {page}"


def _ways_out(answer: TestResponse) -> list[str]:
    """The foreign hosts to which the answer leads, as a browser reads addresses."""
    page = answer.get_data(as_text=True) if (answer.mimetype or "").startswith("text/html") else ""
    links = re.findall(r'(?:href|src|action|formaction|hx-get|hx-post)="([^"]*)"', page)
    return sorted({host for link in [answer.location or "/", *links] if (host := _host_of(unescape(link)))})


def _host_of(link: str) -> str:
    # Browsers drop tabs and line ends, take a backslash for a slash, and need no two slashes after a scheme.
    read = re.sub(r"[\t\r\n]", "", link).strip().replace("\\", "/")
    read = re.sub(r"^(https?):/*", r"\1://", read, flags=re.I)
    parts = urlsplit(urljoin("http://localhost/", read))
    # Opened by a program of the device; none of them names a host.
    if parts.scheme in ("tel", "sms", "mailto", "otpauth"):
        return ""
    # The links that are passed on name the address under which the service is known outside.
    return "" if parts.hostname in (OURS, urlsplit(ADDRESS).hostname) else parts.hostname or parts.scheme
