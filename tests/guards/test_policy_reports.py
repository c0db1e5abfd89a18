"""Browsers may tell of breaches of the content policy; of what they send two words are kept (3.4.7)."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from support.web import policy_reports
from support.web.policy_reports import AT_ONCE, DIRECTIVES, LONGEST, REPORTS_OF_ALL, REPORTS_PER_ADDRESS
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, dump
from tests.row_changes import changed

ADDRESS = "/policy-report"
SECRET = "kanariasalaisuus"
OLD, NEW = "application/csp-report", "application/reports+json"


def _old(document: str, directive: str = "script-src") -> dict[str, Any]:
    return {
        "csp-report": {
            "document-uri": document,
            "referrer": document,
            "violated-directive": directive,
            "effective-directive": directive,
            "blocked-uri": f"https://evil.example/{SECRET}",
            "script-sample": SECRET,
            "original-policy": SECRET,
        }
    }


def _new(document: str, directive: str = "script-src-elem") -> list[dict[str, Any]]:
    body = {"documentURL": document, "effectiveDirective": directive, "sample": SECRET, "blockedURL": SECRET}
    return [{"type": "csp-violation", "age": 1, "url": document, "user_agent": SECRET, "body": body}]


def _tell(browser: Browser, report: object, kind: str = OLD, **headers: str) -> TestResponse:
    data = report if isinstance(report, bytes) else json.dumps(report).encode()
    return browser.client.post(ADDRESS, data=data, content_type=kind, headers=headers)


def _lines(log: io.StringIO) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [(line["kind"], line["endpoint"]) for line in lines if line["event"] == "policy breach"]


def test_every_page_says_where_breaches_are_told(world: World) -> None:
    for address in ("/", "/help/fi", "/no-such-page"):
        headers = world.browser().client.get(address).headers
        assert headers["Reporting-Endpoints"] == f'policy="{ADDRESS}"'
        policy = headers["Content-Security-Policy"]
        assert policy.endswith(f"report-uri {ADDRESS}; report-to policy")
    # A second value would be a second policy.
    assert len(world.browser().client.get("/").headers.getlist("Reporting-Endpoints")) == 1


def test_of_a_report_the_directive_and_the_name_of_the_page_are_kept_and_nothing_else(
    world: World, log: io.StringIO
) -> None:
    sent = a_sent_case(world)
    page = f"http://127.0.0.1:5000/cases/{sent.case_id}?peek={SECRET}#{SECRET}"
    before = dump(world.begin_work)
    assert _tell(world.browser(), _old(page)).status_code == 204
    assert _tell(world.browser(), _new(page), NEW).status_code == 204
    assert _lines(log) == [("script-src", "desk.case"), ("script-src-elem", "desk.case")]
    for word in (SECRET, sent.case_id, "evil.example"):
        assert word not in log.getvalue()
    assert changed(before, dump(world.begin_work)) == {"rate_count"}


@pytest.mark.parametrize(
    "document",
    [f"/{SECRET}", f"http://[{SECRET}", f"/staff/invitation/{SECRET}", "", None, 7, [SECRET], "\x00"],
)
def test_whatever_the_address_is_only_the_name_of_a_route_is_kept(
    document: Any, world: World, log: io.StringIO
) -> None:
    assert _tell(world.browser(), _old(document, SECRET)).status_code == 204
    ((directive, endpoint),) = _lines(log)
    assert directive == "unknown" and endpoint in ("unknown", "staff.invitation", "public.landing")
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize(
    "garbage",
    [b" ", b"\xff\xfe", b"{", b"7", b"null", b'"x"', b"[]", b"[[]]", b'{"csp-report": 7}', b"[" * 15_000],
)
def test_what_is_no_report_is_refused_and_leaves_nothing(
    garbage: bytes, world: World, log: io.StringIO
) -> None:
    before = dump(world.begin_work)
    assert _tell(world.browser(), garbage).status_code == 400
    assert dump(world.begin_work) == before
    assert log.getvalue() == ""


def test_a_long_report_is_refused_and_of_many_at_once_the_first_are_kept(
    world: World, log: io.StringIO
) -> None:
    report = json.dumps(_old("/")).encode()
    padded = report[:-1] + b" " * (LONGEST - len(report)) + b"}"
    assert _tell(world.browser(), padded).status_code == 204
    assert _tell(world.browser(), padded + b" ").status_code == 413
    assert _tell(world.browser(), _new("/") * 20, NEW).status_code == 204
    assert len(_lines(log)) == 1 + AT_ONCE


def test_an_address_tells_thirty_times_an_hour(world: World, log: io.StringIO) -> None:
    limit, window = REPORTS_PER_ADDRESS
    browser = world.browser()
    assert [_tell(browser, _old("/")).status_code for _ in range(limit + 1)] == [204] * limit + [429]
    assert len(_lines(log)) == limit
    world.clock.pass_time(window)
    assert _tell(browser, _old("/")).status_code == 204


def test_all_together_fill_the_log_no_faster(world: World, log: io.StringIO) -> None:
    limit, _window = REPORTS_OF_ALL
    browser = world.browser()
    answers = []
    for number in range(limit + 20):
        browser.client.environ_base["REMOTE_ADDR"] = f"198.51.{number // 250}.{number % 250}"
        answers.append(_tell(browser, _old("/")).status_code)
    assert answers == [204] * limit + [429] * 20


def test_a_report_keeps_nobody_signed_in_and_a_foreign_page_tells_nothing(world: World) -> None:
    nils = world.nurse(world.house.nils)
    before = world.rows("sign_in")
    world.clock.pass_time(timedelta(minutes=5))
    assert _tell(nils, _old("/")).status_code == 204
    assert world.rows("sign_in") == before
    assert _tell(nils, _old("/"), **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert _tell(nils, _old("/"), **{"Sec-Fetch-Site": "same-origin"}).status_code == 204


def test_only_this_address_and_those_of_the_provider_ask_for_no_form_token(world: World) -> None:
    csrf = world.app.extensions["csrf"]
    assert world.app.config["WTF_CSRF_ENABLED"] and world.app.config["WTF_CSRF_CHECK_DEFAULT"]
    assert csrf._exempt_views == set()
    assert {blueprint.name for blueprint in csrf._exempt_blueprints} == {"reports", "webhooks"}
    exempt = ("reports.", "webhooks.")
    found = {rule.rule for rule in world.app.url_map.iter_rules() if rule.endpoint.startswith(exempt)}
    # For what the provider tells, its signature stands in the place of the token.
    assert found == {ADDRESS, "/messages/reply", "/messages/report"}


def test_a_report_that_is_kept_as_it_came_is_found(
    world: World, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy_reports, "_page", lambda body: body["document-uri"])
    _tell(world.browser(), _old(f"/cases/{SECRET}"))
    assert SECRET in log.getvalue()


def test_every_directive_of_ours_is_known() -> None:
    assert {"script-src", "default-src", "frame-ancestors", "form-action"} <= DIRECTIVES
