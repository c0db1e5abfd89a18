"""Whoever may not know of a thing gets the same page as for a thing that does not exist, byte for byte."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from support.cases.alert_actions import raise_alert
from support.cases.rules.alerts import AlertKind
from support.vocabulary.actor import Actor
from support.vocabulary.errors import NotFound
from support.web.access import public
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case, addresses, at_page, open_values
from tests.ways import with_everything

# An argument of an address is either the id of somebody's row, or may be known to all.
IDS = {
    *("action_id", "alert_id", "appointment_id", "case_id", "coaching_id", "meeting_id"),
    *("practitioner_id", "session_ref", "step_id"),
    *("cohort_id", "pilot_id", "review_id"),
}
KNOWN_TO_ALL = {
    *("key", "lang", "join_code", "name", "token", "version_asked"),
    *("pathway_name", "step_key"),
}
NOBODYS = {
    "action_id": "F" * 22,
    "alert_id": "E" * 22,
    "case_id": "A" * 22,
    "appointment_id": "B" * 22,
    "meeting_id": "G" * 22,
    "coaching_id": "L" * 22,
    "practitioner_id": "D" * 22,
    "session_ref": "c" * 32,
    "step_id": "H" * 22,
    **{name: "K" * 22 for name in ("cohort_id", "pilot_id", "review_id")},
}
OTHER_PHONE = "+358 00 000 002"


def test_every_argument_of_an_address_is_an_id_or_known_to_all(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.arguments <= IDS | KNOWN_TO_ALL, f"{rule}: say in this guard what the new argument is"


def test_a_stranger_gets_the_page_of_what_does_not_exist(world: World) -> None:
    sent = _with_an_alert(world)
    other = a_sent_case(world, contact={"first_name": "Veera", "phone": OTHER_PHONE})
    readers = {
        "another employee": other.browser,
        "a nurse of another employer": world.nurse(world.house.outi),
    }
    for who, browser in readers.items():
        _compare_all(world, browser, sent, who)


def test_an_employee_gets_none_of_the_nurses_pages_of_her_own_case(world: World) -> None:
    sent = _with_an_alert(world)
    _compare_all(world, sent.browser, sent, "the employee herself", only="case_id")
    _compare_all(world, sent.browser, sent, "the employee herself", only="alert_id")


def test_a_nurse_gets_none_of_the_employees_pages(world: World) -> None:
    sent = a_sent_case(world)
    nurse = world.nurse(world.house.nils)
    _compare_all(world, nurse, sent, "the nurse of the employer", only="appointment_id")


def test_the_queue_of_a_stranger_is_the_same_with_and_without_the_case(world: World) -> None:
    outi = world.nurse(world.house.outi)
    before = _bare(outi.get("/queue"), {})
    assert "mark=" in before
    a_sent_case(world)
    assert _bare(outi.get("/queue"), {}) == before, "the mark of the queue, or something else in it, differs"


def test_without_a_sign_in_every_such_address_leads_to_the_sign_in(world: World) -> None:
    sent = a_sent_case(world)
    for browser in (world.browser(), at_page(world, "3")):
        for method, rule, address in _guarded(world, sent.values):
            answer = _ask(browser, method, address)
            assert answer.status_code == 302, f"{method} {rule}"
            assert "/sign-in" in answer.location, f"{method} {rule}"
            assert sent.case_id not in answer.location.partition("next=")[0]


@pytest.mark.parametrize("giveaway", ["This case is held by another team.", " "])
def test_a_page_that_tells_the_two_apart_is_found(giveaway: str, world: World) -> None:
    sent = a_sent_case(world)

    @public
    def planted(case_id: str) -> tuple[str, int]:
        if case_id == sent.case_id:
            return giveaway, 404
        raise NotFound

    world.app.view_functions["desk.case"] = planted
    with pytest.raises(AssertionError, match="GET /cases/<case_id> as another nurse"):
        _compare_all(world, world.nurse(world.house.outi), sent, "another nurse", only="case_id")


def _with_an_alert(world: World) -> SentCase:
    sent = with_everything(world)
    with world.begin_work(Actor.job("check-ins")) as work:
        alert_id = raise_alert(work, sent.case_id, AlertKind.REPLY_TO_READ)
    return replace(sent, values={**sent.values, "alert_id": alert_id})


def _compare_all(world: World, browser: Browser, sent: SentCase, who: str, *, only: str = "") -> None:
    compared = 0
    pairs = zip(_guarded(world, sent.values), _guarded(world, NOBODYS), strict=True)
    for (method, rule, real), (_method, _rule, made_up) in pairs:
        if only and only not in rule.arguments:
            continue
        theirs, nothing = _ask(browser, method, real), _ask(browser, method, made_up)
        assert nothing.status_code == 404, f"{method} {rule} of nothing, as {who}"
        assert theirs.status_code == 404, f"{method} {rule} as {who}: {theirs.status_code}"
        assert _bare(theirs, sent.values) == _bare(nothing, NOBODYS), f"{method} {rule} as {who}"
        compared += 1
    assert compared, "nothing was compared"


def _guarded(world: World, values: dict[str, str]) -> list[tuple[str, Rule, str]]:
    found = []
    for method in ("GET", "POST"):
        for rule, address in addresses(world.app, open_values(world.app) | values, method):
            if rule.arguments & IDS:
                found.append((method, rule, address))
    return found


def _ask(browser: Browser, method: str, address: str) -> TestResponse:
    browser.get("/")
    data = {"csrf_token": browser.token()} if method == "POST" else None
    return browser.client.open(address, method=method, data=data, headers=browser.headers)


def _bare(answer: TestResponse, values: dict[str, str]) -> str:
    body = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
    for name, value in values.items():
        body = body.replace(value, name)
    return body
