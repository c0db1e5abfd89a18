"""Line ends and colours of a terminal, wherever they are sent, begin no log line and no header."""

import io
import json
from urllib.parse import quote_from_bytes

import pytest
from flask import Response, request
from werkzeug.test import TestResponse

from support.web.access import public
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
from tests.pages.forms import send
from tests.pages.made_ready import made_ready
from tests.pages.ready_forms import FORMS

pytestmark = pytest.mark.once

PLANTED = "planted-header"
BREAKS = {
    "CR LF": f"x\r\n{PLANTED}: 1\r\n\r\nbody".encode(),
    "LF": f"x\n{PLANTED}: 1".encode(),
    "CR": f"x\r{PLANTED}: 1".encode(),
    "ANSI": f"x\x1b[31m{PLANTED}: 1\x1b[0m\x07\x08".encode(),
    "line separators": f"x\u2028{PLANTED}: 1\u2029\x85".encode(),
    "a log line": b'x\n{"at": "now", "level": "ERROR", "event": "planted-header"}',
}


@pytest.mark.parametrize("endpoint", FORMS)
def test_a_line_end_in_a_field_begins_nothing(endpoint: str, world: World, log: io.StringIO) -> None:
    form = made_ready(world, endpoint)
    for name in form.fields:
        for what in ("CR LF", "ANSI", "a log line"):
            value = BREAKS[what]
            others = [(key, one.encode()) for key, of in form.fields.items() if key != name for one in of]
            answer = send(form.browser, form.url, [*others, (name, value)])
            assert _begun(answer, log) == [], f"{name}: {what}"
    world.send_due()
    assert all(PLANTED not in text or "\n" not in text for _, text in world.sender.sent)
    assert _begun(None, log) == []


@pytest.mark.parametrize("what", BREAKS)
def test_a_line_end_in_an_address_begins_nothing(what: str, world: World, log: io.StringIO) -> None:
    sign = quote_from_bytes(BREAKS[what])
    sent = a_sent_case(world)
    values = open_values(world.app) | sent.values
    broken = dict.fromkeys(made_up_values(world.app), BREAKS[what].decode())
    for browser in (world.browser(), sent.browser, world.nurse(world.house.nils)):
        asked = [address for _, address in addresses(world.app, broken)]
        asked += [
            f"{one}{more}"
            for _, one in addresses(world.app, values)
            for more in (sign, f"?lang={sign}&next={sign}")
        ]
        for address in asked:
            answer = browser.client.get(address, headers=browser.headers)
            assert answer.status_code < 500, address
            assert _begun(answer, log) == [], address


@pytest.mark.parametrize(
    "header", ["User-Agent", "Referer", "Accept-Language", "X-Forwarded-For", "HX-Request"]
)
def test_a_line_end_in_a_header_begins_nothing(header: str, world: World, log: io.StringIO) -> None:
    world.app.view_functions["public.about"] = public(_falls_over)
    for what, value in BREAKS.items():
        name = f"HTTP_{header.upper().replace('-', '_')}"
        for browser in (begun(world), world.browser()):
            for address in ("/", "/about", "/queue", "/questions", "/sign-in", "/no-such-page"):
                claimed = {name: value.decode("latin-1")}
                answer = browser.client.get(address, environ_overrides=claimed)
                assert _begun(answer, log) == [], f"{address}: {what}"
    assert "ValueError" in log.getvalue()


def test_a_first_name_with_line_ends_is_one_line_of_the_message(world: World) -> None:
    browser = at_page(world, "3")
    browser.post("/questions/start-direct")
    name = BREAKS["CR LF"].decode()
    browser.post("/contact", **contact_fields(world, first_name=name[:20]))
    world.send_due()
    assert world.sender.sent
    assert all("\r" not in text and PLANTED not in text for _, text in world.sender.sent)


def test_a_log_line_and_a_header_that_were_smuggled_in_are_found(world: World, log: io.StringIO) -> None:
    def writes() -> Response:
        log.write(f"visited by {request.headers['User-Agent']}\n")
        return Response("seen", headers={PLANTED: "1"})

    world.app.view_functions["public.about"] = public(writes)
    agent = {"HTTP_USER_AGENT": BREAKS["a log line"].decode()}
    answer = world.app.test_client().get("/about", environ_overrides=agent)
    assert _begun(answer, log) == ["a header", "a line that is none of ours", "a word of the caller"]


def _falls_over() -> str:
    raise ValueError(f"{request.headers} {request.full_path}")


def _begun(answer: TestResponse | None, log: io.StringIO) -> list[str]:
    """What was begun by what somebody sent: a header of the answer, a line of the log."""
    found = []
    if answer is not None and any(
        PLANTED in name.lower() or {"\r", "\n"} & set(value) for name, value in answer.headers
    ):
        found.append("a header")
    written = log.getvalue()
    if any(_kind(line) != "ours" for line in written.split("\n")):
        found.append("a line that is none of ours")
    if PLANTED in written:
        found.append("a word of the caller")
    return found


def _kind(line: str) -> str:
    if not line:
        return "ours"
    try:
        said = json.loads(line)
    except ValueError:
        return "no JSON"
    is_plain = all(sign >= " " for sign in line)
    return "ours" if is_plain and {"at", "level", "logger", "event"} <= said.keys() else "foreign"
