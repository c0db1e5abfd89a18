"""Words that stand nowhere else lie in every confidential field; nobody finds one that is not for her."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from support.web.access import public
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, at_page, open_values
from tests.crawl import crawled
from tests.people_of_the_tests import Staff

CANARIES = {
    "name": "Kanarianimi",
    "phone": PHONE.replace(" ", ""),
    "own words": "kanariasanat",
    "call note": "kanariamuistio",
    "reason": "kanariaperuste",
    "unsent words": "kanarialuonnos",
}
OF_THE_CASE = {"name", "phone", "own words", "call note", "reason"}
# The demo shows what it would have sent, to numbers that no network can dial; production has no such page.
FOR_ALL_ON = {"demo.messages": {"phone"}}
OTHER_PHONE = "+358 00 000 002"


@dataclass(frozen=True)
class Reader:
    """Somebody who looks at everything, and the canaries that are for her."""

    who: str
    browser: Browser
    may_see: frozenset[str]


@dataclass(frozen=True)
class Crawl:
    """What was opened and what was found."""

    endpoints: frozenset[str]
    pages: int
    leaks: tuple[str, ...]


@pytest.fixture
def values(world: World) -> dict[str, str]:
    """Addresses of a case in which every confidential field holds its canary."""
    sent = a_sent_case(
        world,
        contact={"first_name": CANARIES["name"]},
        p13={"wish": ["few_talks"], "own_words": [CANARIES["own words"]]},
    )
    nina = world.nurse(world.house.nina)
    case = f"/cases/{sent.case_id}"
    nina.get(case)
    nina.post(f"{case}/claim")
    nina.post(f"{case}/call", outcome="no_answer", note=CANARIES["call note"])
    nina.post(f"{case}/decision", urgency="routine", path="self_care", reason=CANARIES["reason"])
    assert all(CANARIES[one] in nina.html() for one in OF_THE_CASE), nina.text()
    world.app.extensions["the employee"] = sent.browser
    return open_values(world.app) | sent.values


def _readers(world: World) -> list[Reader]:
    def someone(who: str, browser: Browser, *may_see: str) -> Reader:
        return Reader(who, browser, frozenset(may_see))

    draft = at_page(world, "13")
    draft.post(wish="few_talks", own_words=CANARIES["unsent words"])
    other = a_sent_case(world, contact={"first_name": "Veera", "phone": OTHER_PHONE})
    nurse: Callable[[Staff], Browser] = world.nurse
    return [
        someone("anonymous", world.browser()),
        someone("a visitor with unsent answers", draft, "unsent words"),
        someone("the employee", world.app.extensions["the employee"], "name", "own words"),
        someone("another employee", other.browser),
        someone("a nurse of the employer", nurse(world.house.nils), *OF_THE_CASE),
        someone("a nurse of another employer", nurse(world.house.outi)),
    ]


@pytest.mark.requirement("SR-16")
def test_no_reader_finds_what_is_not_for_her(world: World, values: dict[str, str]) -> None:
    visited: set[str] = set()
    for reader in _readers(world):
        crawl = _crawled(world.app, reader, values)
        assert crawl.leaks == ()
        assert crawl.pages > 10, reader.who
        visited |= crawl.endpoints
    to_visit = {rule.endpoint for rule in world.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert visited == to_visit


def test_the_readers_for_whom_they_are_do_find_them(world: World, values: dict[str, str]) -> None:
    for reader in _readers(world):
        everything = Reader(reader.who, reader.browser, frozenset())
        found = {leak.partition(" stands on ")[0] for leak in _crawled(world.app, everything, values).leaks}
        assert found >= reader.may_see, reader.who


def test_a_planted_leak_is_found(world: World, values: dict[str, str]) -> None:
    shown = " ".join(CANARIES.values()).upper()
    world.app.view_functions["public.about"] = public(lambda: f"<p>{shown}</p>")
    crawl = _crawled(world.app, Reader("anonymous", world.browser(), frozenset()), values)
    assert set(crawl.leaks) == {f"{canary} stands on /about for anonymous" for canary in CANARIES}


def _crawled(app: Flask, reader: Reader, values: dict[str, str]) -> Crawl:
    """Open everything and look for the canaries."""
    opened: list[str] = []
    leaks: list[str] = []
    for page in crawled(app, reader.browser, values):
        opened.append(page.endpoint)
        assert page.answer.status_code < 500, f"GET {page.address} as {reader.who}"
        allowed = reader.may_see | FOR_ALL_ON.get(page.endpoint, set())
        leaks += [
            f"{name} stands on {page.address} for {reader.who}"
            for name in _canaries_in(f"{page.address} {page.answer.headers} {page.body}")
            if name not in allowed
        ]
    return Crawl(frozenset(opened), len(opened), tuple(leaks))


def _canaries_in(said: str) -> list[str]:
    # A number may be shown with spaces in it.
    plain = said.casefold() + re.sub(r"(?<=\d)[ \u00a0](?=\d)", "", said)
    return [name for name, word in CANARIES.items() if word.casefold() in plain]
