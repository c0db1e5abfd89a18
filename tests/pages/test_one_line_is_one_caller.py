"""Limits by address: many addresses of one line are one caller, two lines are two."""

import pytest

from support.people.rules import CODES_PER_ADDRESS
from support.triage.rules.resume_code import RESUMES_PER_ADDRESS
from support.web.callers import counted_address
from tests.builders import World


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("203.0.113.7:50123", "203.0.113.7"),
        ("[2001:db8:1:2::1]:50123", "2001:db8:1:2::/64"),
        ("[::ffff:203.0.113.7]:50123", "203.0.113.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_is_counted_by_its_line(given: str, counted: str) -> None:
    assert counted_address(given) == counted


def test_a_caller_with_many_addresses_of_one_line_has_no_more_tries(world: World) -> None:
    limit, _ = CODES_PER_ADDRESS
    answers = []
    for number in range(limit + 1):
        browser = world.browser()
        browser.client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number:x}"
        browser.get("/sign-in")
        answers.append(browser.post(phone=f"+358 00 000 {number:03d}").status_code)
    assert answers[:limit] == [200] * limit
    assert answers[limit] == 429


def test_nobody_tries_codes_of_another_device_from_many_addresses_of_one_line(world: World) -> None:
    limit, _ = RESUMES_PER_ADDRESS
    answers = []
    for number in range(limit + 1):
        browser = world.browser()
        browser.client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number:x}"
        browser.get("/go-on")
        answers.append(browser.post(resume_code="AAAAA-AAAAA-AAAAA-AAAAA").status_code)
    assert answers == [422] * limit + [429]
