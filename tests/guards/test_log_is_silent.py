"""The log says what happened and never to whom: not in the journey, not in a fault."""

import io
import json
import logging

import pytest
from flask import request

from support.platform.logging import ALLOWED
from support.web.access import by_link, public
from tests.browser_of_the_tests import PHONE
from tests.builders import World, a_sent_case
from tests.calendar_files import feed_of

CANARIES = {
    "name": "Kanarianimi",
    "own words": "kanariasanat",
    "call note": "kanariamuistio",
    "number": PHONE.replace(" ", ""),
    "end of the number": "00000001",
    "address of staff": "nils@ulappa.example",
    "name of staff": "Nils Nurmi",
}
ALWAYS = {"at", "level", "logger", "event", "exception", "places"}


def test_the_whole_journey_leaves_no_word_of_a_person_in_the_log(world: World, log: io.StringIO) -> None:
    _journey(world)
    logging.getLogger("kynnys.test").warning("the log is being listened to")
    assert "listened to" in log.getvalue()
    assert _found(log) == []


def test_a_fault_in_the_middle_leaves_no_word_of_a_person_in_the_log(world: World, log: io.StringIO) -> None:
    @public
    def falls_over() -> str:
        raise ValueError(f"{CANARIES['name']} {CANARIES['number']} {request.form}")

    for endpoint in ("triage.ask_for_call", "triage.call_me"):
        world.app.view_functions[endpoint] = falls_over
    browser = world.browser()
    browser.get("/")
    answer = browser.post("/call-me", first_name=CANARIES["name"], phone=PHONE)
    assert answer.status_code == 503
    assert CANARIES["name"] not in answer.get_data(as_text=True)
    assert browser.get("/call-me").status_code == 503
    assert "ValueError" in log.getvalue()
    assert "falls_over" in log.getvalue()
    assert _found(log) == []


def test_a_sender_that_fails_leaves_no_word_of_a_person_in_the_log(world: World, log: io.StringIO) -> None:
    world.sender.result = RuntimeError(f"could not reach {CANARIES['number']}")
    browser = world.browser()
    browser.get("/")
    browser.post("/questions/start-direct")
    browser.post(first_name=CANARIES["name"], safe_to_text="yes", phone=PHONE, workplace=world.house.unit)
    world.send_due()
    assert "RuntimeError" in log.getvalue()
    assert _found(log) == []


def test_the_log_has_nothing_but_the_fields_that_are_allowed(world: World, log: io.StringIO) -> None:
    _journey(world)
    world.sender.result = RuntimeError("nobody answers")
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=PHONE)
    world.send_due()
    lines = log.getvalue().splitlines()
    assert lines
    for line in lines:
        assert json.loads(line).keys() <= ALWAYS | set(ALLOWED)


@pytest.mark.parametrize("logger", ["werkzeug", "sqlalchemy.engine", "kynnys.messages", "anything"])
def test_what_is_said_with_arguments_never_reaches_the_log(logger: str, log: io.StringIO) -> None:
    logging.getLogger(logger).error("sent to %s", CANARIES["number"], extra={"phone": CANARIES["number"]})
    assert log.getvalue()
    assert _found(log) == []


def test_the_secret_address_of_a_feed_is_in_no_line_of_the_log(world: World, log: io.StringIO) -> None:
    address = feed_of(world.nurse(world.house.nils))
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    assert world.app.test_client().get(address).status_code == 200

    @by_link
    def falls_over(token: str) -> str:
        raise ValueError(f"{token} {request.path}")

    world.app.view_functions["calendars.feed"] = falls_over
    assert world.app.test_client().get(address).status_code == 503
    assert "falls_over" in log.getvalue()
    assert secret not in log.getvalue()


def test_a_word_in_the_log_is_found(log: io.StringIO) -> None:
    logging.getLogger("kynnys.planted").error(f"sent to {CANARIES['number']}")
    assert _found(log) == ["number"]


def _journey(world: World) -> None:
    sent = a_sent_case(
        world,
        contact={"first_name": CANARIES["name"]},
        p13={"wish": ["few_talks"], "own_words": [CANARIES["own words"]]},
    )
    nils = world.nurse(world.house.nils)
    case = f"/cases/{sent.case_id}"
    nils.get(case)
    nils.post(f"{case}/claim")
    nils.post(f"{case}/call", outcome="reached", note=CANARIES["call note"])
    sent.browser.get("/my")
    sent.browser.get(f"/times/cancel/{sent.appointment_id}")
    sent.browser.post()
    world.send_due()


def _found(log: io.StringIO) -> list[str]:
    # A number of the log itself, such as a time, is not the end of somebody's phone number.
    said = log.getvalue().casefold()
    found = [name for name, word in CANARIES.items() if word.casefold() in said]
    return [name for name in found if name != "end of the number" or "number" not in found]
