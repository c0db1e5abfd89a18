"""What a foreign page sends in a person's name changes nothing (ASVS 3.5.1, 3.5.3, 3.5.8)."""

from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from support.web.access import public
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, addresses, dump, open_values
from tests.pages.forms import Pairs, a_token, send
from tests.pages.made_ready import made_ready
from tests.pages.ready_form import Form
from tests.pages.ready_forms import FORMS
from tests.row_changes import changed

pytestmark = pytest.mark.once

FOREIGN = ("cross-site", "same-site", "no such word")
LOADED = (
    {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
    {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"},
)
FOLLOWED = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize("endpoint", FORMS)
def test_a_form_without_a_token_of_this_browser_changes_nothing(endpoint: str, world: World) -> None:
    form = made_ready(world, endpoint)
    assert _accepted_without_its_token(world, form) == []


def test_a_form_that_asks_for_no_token_is_found(world: World) -> None:
    world.app.extensions["csrf"].exempt(world.app.view_functions["triage.start"])
    form = made_ready(world, "triage.start")
    assert _accepted_without_its_token(world, form) == [
        "no token: 302 rows",
        "the token of another browser: 302 rows",
        "a token in the address only: 302 rows",
    ]


@pytest.mark.parametrize("endpoint", FORMS)
def test_a_form_that_a_foreign_page_sends_is_refused_with_the_right_token_too(
    endpoint: str, world: World
) -> None:
    form = made_ready(world, endpoint)
    token = a_token(form.browser)
    before = dump(world.begin_work)
    for site in FOREIGN:
        answer = _sent_from(form, site, token)
        assert answer.status_code == 403, site
    assert not changed(before, dump(world.begin_work))
    assert _sent_from(form, "same-origin", token).status_code != 403


def test_no_page_of_anybody_can_be_loaded_by_a_foreign_page(world: World) -> None:
    for who, browser, values in _readers(world):
        for rule, address in addresses(world.app, values):
            assert _loaded_from_abroad(browser, address) == [], f"{rule} as {who}"


def test_a_link_on_a_foreign_page_leads_here(world: World) -> None:
    for who, browser, values in _readers(world):
        for rule, address in addresses(world.app, values):
            answer = browser.client.get(address, headers={**browser.headers, **FOLLOWED})
            assert answer.status_code != 403, f"{rule} as {who}"


def test_a_page_that_a_foreign_page_can_load_is_found(world: World) -> None:
    world.app.before_request_funcs[None] = [
        one for one in world.app.before_request_funcs[None] if one.__name__ != "_only_led_here"
    ]
    world.app.view_functions["public.about"] = public(lambda: "about")
    found = _loaded_from_abroad(world.browser(), "/about")
    assert len(found) == 2 * len(LOADED)


def _readers(world: World) -> Iterator[tuple[str, Browser, dict[str, str]]]:
    sent = a_sent_case(world)
    values = open_values(world.app) | sent.values
    yield "anonymous", world.browser(), values
    yield "the employee", sent.browser, values
    yield "the nurse", world.nurse(world.house.nils), values


def _loaded_from_abroad(browser: Browser, address: str) -> list[str]:
    found = []
    for site in ("cross-site", "same-site"):
        for how in LOADED:
            headers = {**browser.headers, "Sec-Fetch-Site": site, **how}
            status = browser.client.get(address, headers=headers).status_code
            if status != 403:
                found.append(f"{site} {how}: {status}")
    return found


def _accepted_without_its_token(world: World, form: Form) -> list[str]:
    foreign = a_token(world.browser())
    before = dump(world.begin_work)
    found = []
    for what, url, token in (
        ("no token", form.url, None),
        ("the token of another browser", form.url, foreign),
        ("a token in the address only", _with_token(form), None),
    ):
        status = _sent_with(form, url, token).status_code
        after = dump(world.begin_work)
        if status != 400 or changed(before, after):
            found.append(f"{what}: {status} {'rows' if changed(before, after) else ''}")
        before = after
    return found


def _with_token(form: Form) -> str:
    sign = "&" if "?" in form.url else "?"
    return f"{form.url}{sign}csrf_token={a_token(form.browser)}"


def _sent_with(form: Form, url: str, token: str | None) -> TestResponse:
    return send(form.browser, url, _pairs(form), token or "")


def _sent_from(form: Form, site: str, token: str) -> TestResponse:
    browser = form.browser
    usual, browser.headers = browser.headers, {**browser.headers, "Sec-Fetch-Site": site}
    try:
        return send(browser, form.url, _pairs(form), token)
    finally:
        browser.headers = usual


def _pairs(form: Form) -> Pairs:
    return [(name, value.encode()) for name, values in form.fields.items() for value in values]
