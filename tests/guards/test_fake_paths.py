"""An address that is not quite ours shows nothing to keep, and production has no back rooms."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from config import Environment, Settings
from support.app import create_app
from support.platform.database import db
from support.web.access import public
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, addresses, at_page, made_up_values, open_values
from tests.fakes import FixedClock
from tests.pages.ready_forms import NO_FORMS

pytestmark = pytest.mark.once

# Something that looks like a file for everybody, behind the address of a page for one person.
BEHIND = [
    "/x/style.css",
    "/x/logo.png",
    "/x/app.js?v=1",
    "/..;/",
    "/..;/style.css",
    "/%2e%2e/x/style.css",
    "/%2e%2e%2fstyle.css/x",
    "//style.css",
    "/;/style.css",
    "/%3b/style.css",
    "/%00/style.css",
    "/%0a/style.css",
    "/./style.css",
    "/x%2fstyle.css/y",
    "/",
    "//",
]
# Alone, two slashes would begin the name of a host.
BEHIND_THE_FIRST = [one for one in BEHIND if len(one) > 1 and not one.startswith("//")]
# One more sign in the last part: where that part is an id, it is the id of nothing.
ATTACHED = [
    ".css",
    ".",
    ";.css",
    ";x=style.css",
    "%3b.css",
    "%00.css",
    "%0a.css",
    "%09",
    "%20",
    "~",
    "%2f",
    "%23x",
]
NOTHING_HERE = {404, 410}

_BACK_ROOMS = """
/.git/config /.git/HEAD /.git/index /.gitignore /.svn/entries /.hg/hgrc /.env /.env.local /.env.production
/.aws/credentials /.ssh/id_rsa /.htaccess /.htpasswd /.DS_Store /.well-known/security
/.vscode/settings.json /console /debug /debug/default/view /__debug__/ /__debugger__ /_debug_toolbar/
/_profiler /trace.axd /elmah.axd /demo /demo/ /demo/messages /demo/components /dev /test /tests /testing
/staging /sandbox /playground /mock /seed /reset /admin /admin/ /admin/login /administrator /manage
/manager/html /wp-admin /wp-login.php /phpmyadmin /adminer.php /server-status /server-info /status /metrics
/actuator /actuator/env /actuator/health /healthz /info /info.php /phpinfo.php /api /api/v1 /api/docs
/swagger /swagger.json /swagger-ui /openapi.json /graphql /graphiql /rpc /config /config.py /config.json
/config.yml /settings.py /wsgi.py /app.py /pyproject.toml /requirements.txt /Dockerfile /docker-compose.yml
/Makefile /package.json /README.md /CHANGELOG.md /LICENSE /instance /instance/ /kynnys.sqlite3 /db.sqlite3
/database.sqlite /backup /backup.zip /backup.sql /dump.sql /site.tar.gz /old /tmp /logs /log /error.log
/access.log /server.log /static /static/ /static/x /templates /templates/layouts/base.html /support
/support/app.py /migrations /migrations/env.py /vendor /node_modules /cgi-bin/test.cgi /shell /cmd /docs
/docs/asvs.md /redoc /crossdomain.xml /clientaccesspolicy.xml /sitemap.xml /web.config /xmlrpc.php /index.php
"""
BACK_ROOMS = _BACK_ROOMS.split()


@pytest.fixture
def production(settings: Settings, world: World, clock: FixedClock) -> Iterator[Flask]:
    """The same installation as real people would have it."""
    app = create_app(replace(settings, environment=Environment.PRODUCTION), clock=clock, sender=world.sender)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_what_looks_like_a_file_behind_a_page_is_nothing(world: World) -> None:
    for who, browser, values in _readers(world):
        for rule, address in addresses(world.app, values):
            plain = address.rstrip("/")
            for more in BEHIND if plain else BEHIND_THE_FIRST:
                answer = _get(browser, plain + more)
                assert answer.status_code == 404, f"{rule} {more} as {who}: {answer.status_code}"
                assert _kept(answer) == "", f"{rule} {more} as {who}"


def test_an_address_with_a_sign_more_is_nothing(world: World) -> None:
    for who, browser, values in _readers(world):
        for rule, address in addresses(world.app, values):
            for more in ATTACHED if rule.endpoint != "public.landing" else []:
                answer = _get(browser, address + more)
                to_sign_in = answer.status_code == 302 and "/sign-in?" in answer.location
                said = f"{rule} {more} as {who}: {answer.status_code}"
                assert to_sign_in or answer.status_code in NOTHING_HERE, said
                assert _kept(answer) == "", f"{rule} {more} as {who}"


def test_two_slashes_before_an_address_are_one_too_many(world: World) -> None:
    for who, browser, values in _readers(world):
        for method in ("GET", "POST"):
            for rule, address in addresses(world.app, values, method):
                slashes = {"PATH_INFO": f"/{address}"}
                answer = browser.client.open(
                    "/", method=method, headers=browser.headers, environ_overrides=slashes
                )
                # A form without its token is refused before anything else is looked at.
                is_form = method == "POST" and rule.endpoint not in NO_FORMS
                assert answer.status_code == (400 if is_form else 404), f"{rule} as {who}"


def test_a_page_that_answers_for_everything_behind_it_is_found(world: World) -> None:
    world.app.add_url_rule("/mine", "mine", public(lambda: "mine"))
    world.app.add_url_rule(
        "/mine/<path:rest>", "rest", public(lambda rest: ("mine", {"Cache-Control": "public"}))
    )
    browser = world.browser()
    assert _get(browser, "/mine/x/style.css").status_code == 200
    assert _kept(_get(browser, "/mine/x/style.css")) == "public"
    with pytest.raises(AssertionError, match=r"/mine /x/style\.css as anonymous: 200"):
        test_what_looks_like_a_file_behind_a_page_is_nothing(world)


def test_production_has_no_back_rooms(production: Flask, world: World) -> None:
    assert len(BACK_ROOMS) > 60
    nurse = world.nurse(world.house.nils)
    cookie = nurse.client.get_cookie("kynnys")
    assert cookie
    signed_in = Browser(production, "en")
    signed_in.client.set_cookie("kynnys", cookie.value)
    assert _get(signed_in, "/queue").status_code == 200
    for browser in (Browser(production, "en"), signed_in):
        assert _back_rooms(browser) == []


def test_production_has_no_page_of_the_demo_and_no_other_page_more(production: Flask, world: World) -> None:
    pages, of_the_tests = (
        {rule.endpoint for rule in app.url_map.iter_rules()} for app in (production, world.app)
    )
    assert of_the_tests - pages == {"demo.messages", "demo.components"}
    assert pages <= of_the_tests
    assert not production.debug and not production.testing


def test_a_back_room_is_found(production: Flask) -> None:
    production.add_url_rule("/debug", "debug", public(lambda: "everything"))
    assert _back_rooms(Browser(production, "en")) == ["/debug: 200"]


def _readers(world: World) -> Iterator[tuple[str, Browser, dict[str, str]]]:
    yield "anonymous", world.browser(), made_up_values(world.app)
    sent = a_sent_case(world)
    values = open_values(world.app) | sent.values
    yield "somebody in the middle of the questions", at_page(world, "3"), values
    yield "the employee", sent.browser, values
    yield "the nurse", world.nurse(world.house.nils), values


def _get(browser: Browser, address: str) -> TestResponse:
    return browser.client.get(address, headers=browser.headers)


def _kept(answer: TestResponse) -> str:
    said = answer.headers.get("Cache-Control", "nothing")
    return "" if said == "no-store" else said


def _back_rooms(browser: Browser) -> list[str]:
    answers = {address: _get(browser, address) for address in BACK_ROOMS}
    return [
        f"{address}: {answer.status_code}"
        for address, answer in answers.items()
        if answer.status_code != 404 or _kept(answer)
    ]
