"""How much may be asked for is written down, kept to the number, and never a dead end (ASVS 2.1.3, 2.4.1)."""

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from support.people import rules
from support.triage import visit_actions
from tests.builders import (
    World,
    a_sent_case,
    addresses,
    at_result,
    begun,
    contact_fields,
    first_slot,
    open_values,
    signed_in_again,
)
from tests.guards.test_stranger import NOBODYS
from tests.pages.forms import a_token, send

PAPER = Path(__file__).parents[2] / "docs" / "limits.md"
_ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| (\d+) (h|min) \|", re.M)
_UNITS = {"h": timedelta(hours=1), "min": timedelta(minutes=1)}
DOORS = ("/questions/start", "/questions/start-team", "/questions/start-direct")
MOST, WINDOW = visit_actions.VISITS_PER_ADDRESS


def test_the_paper_says_what_the_program_does() -> None:
    assert _written(PAPER.read_text()) == _kept()


@pytest.mark.parametrize(("right", "wrong"), [("| 120 |", "| 121 |"), ("| 20 | 1 h |", "| 20 | 2 h |")])
def test_a_limit_that_is_written_otherwise_is_found(right: str, wrong: str) -> None:
    assert right in PAPER.read_text()
    assert _written(PAPER.read_text().replace(right, wrong, 1)) != _kept()


@pytest.mark.parametrize("door", DOORS)
def test_an_address_begins_as_often_as_is_written_and_then_sees_whom_to_call(door: str, world: World) -> None:
    program = world.browser()
    token = a_token(program)
    answers = [send(program, DOORS[n % 3], [], token).status_code for n in range(MOST)]
    assert set(answers) == {302}
    before = world.rows("triage_answer_set")
    refused = send(program, door, [], token)
    assert refused.status_code == 429
    for way_on in (
        'href="tel:112"',
        "09 000 0000",
        'href="/call-me"',
        "/help/en",
    ):
        assert way_on in refused.text, way_on
    # What was answered before is kept, and she can go on with it.
    assert world.rows("triage_answer_set") == before
    assert 'href="/questions"' in refused.text
    assert program.get("/questions").status_code == 200
    _elsewhere_all_is_well(world)
    world.clock.pass_time(WINDOW)
    assert send(world.browser(), door, []).status_code == 302


def test_whoever_may_not_begin_reaches_every_page_of_help_and_asks_for_a_call(world: World) -> None:
    program = world.browser()
    token = a_token(program)
    for _ in range(MOST + 1):
        send(program, DOORS[2], [], token)
    person = world.browser()
    assert send(person, DOORS[0], []).status_code == 429
    help_pages = [
        address
        for rule, address in addresses(world.app, open_values(world.app) | NOBODYS)
        if rule.endpoint in ("triage.crisis", "triage.call_me", "public.landing")
    ]
    assert len(help_pages) >= 3
    for address in help_pages:
        assert person.get(address).status_code == 200, address
    person.get("/call-me")
    person.post(phone="+358 00 000 007")
    assert person.url == "/call-promised", person.text()


@pytest.mark.parametrize(
    ("phone", "limit"),
    [("+358 00 000 001", rules.CALLS_PER_NUMBER[0]), ("", rules.CALLS_PER_ADDRESS[0][0])],
)
def test_what_no_code_has_confirmed_is_sent_as_often_as_a_call_is_asked_for(
    phone: str, limit: int, world: World
) -> None:
    """Otherwise one program fills the queue and the calendar, or lets us call somebody all day."""
    without = {} if phone else {"without_number": "1"}
    for number in range(limit + 1):
        person = begun(world, DOORS[2])
        answer = person.post("/contact", **contact_fields(world, safe_to_text="no", phone=phone, **without))
        assert answer.status_code == (200 if number < limit else 429)
    assert len(world.rows("support_case")) == limit
    assert "09 000 0000" in person.html()
    # What she answered is kept, and with a code it is sent all the same.
    person.post("/contact", **contact_fields(world))
    person.post(code=world.code())
    assert person.url.startswith("/times")


def test_what_no_code_has_confirmed_has_an_end_within_a_day_too(world: World) -> None:
    (in_an_hour, hour), (in_a_day, day) = rules.CALLS_PER_ADDRESS
    asked = [_asks_for_a_call(world, number) for number in range(in_an_hour)]
    while len(asked) < in_a_day:
        world.clock.pass_time(hour)
        asked += [_asks_for_a_call(world, len(asked) + number) for number in range(in_an_hour)]
    assert set(asked) == {302}
    world.clock.pass_time(hour)
    assert _asks_for_a_call(world, in_a_day) == 429
    world.clock.pass_time(day)
    assert _asks_for_a_call(world, in_a_day) == 302
    assert len(world.rows("support_case")) == in_a_day + 1


def test_a_person_has_one_time_before_her_at_most(world: World) -> None:
    sent = a_sent_case(world)
    elsewhere = signed_in_again(world)
    answer = send(elsewhere, "/times", [("slot", _another_slot(world).encode())])
    assert answer.status_code == 409
    assert "There is a time already." in answer.text
    assert len(world.rows("appointment")) == 1
    elsewhere.get(f"/times/cancel/{sent.appointment_id}")
    elsewhere.post()
    assert send(elsewhere, "/times", [("slot", _another_slot(world).encode())]).status_code == 302
    states = [row["state"].value for row in world.rows("appointment")]
    assert sorted(states) == ["cancelled_by_employee", "confirmed"]


def test_a_person_has_one_open_case_however_often_she_sends(world: World) -> None:
    a_sent_case(world, book=False)
    for _ in range(2):
        world.clock.pass_time(timedelta(hours=1))
        browser = at_result(world)
        browser.get("/contact")
        browser.post(**contact_fields(world))
        browser.post(code=world.code())
        assert browser.url.startswith("/times"), browser.text()
    assert len(world.rows("support_case")) == len(world.rows("employee")) == 1


def _asks_for_a_call(world: World, number: int) -> int:
    """What somebody is told who asks for a call with this number, always from the same address."""
    answer = send(world.browser(), "/call-me", [("phone", f"+358 00 000 0{number:02}".encode())])
    if answer.status_code == 429:
        assert "09 000 0000" in answer.text
    return answer.status_code


def _another_slot(world: World) -> str:
    return first_slot(at_result(world))


def _elsewhere_all_is_well(world: World) -> None:
    elsewhere = world.browser()
    elsewhere.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert send(elsewhere, DOORS[0], []).status_code == 302


def _written(paper: str) -> list[tuple[str, int, timedelta]]:
    return sorted((name, int(n), int(span) * _UNITS[unit]) for name, n, span, unit in _ROW.findall(paper))


def _kept() -> list[tuple[str, int, timedelta]]:
    """Every limit of the program: a number and a time, or several of them."""
    found = set()
    for module in [module for name, module in sys.modules.items() if name.startswith("support.")]:
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, tuple) and value:
                pairs = value if isinstance(value[0], tuple) else (value,)
                found |= {(name, *pair) for pair in pairs if isinstance(pair[-1], timedelta)}
    return sorted(found)
