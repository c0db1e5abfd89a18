"""Two employers under one contract: no page of the people of one shows that the other exists."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from support.people.models import Employer
from support.vocabulary.permissions import Permission
from support.web.access import Access, requires
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World, open_values, signed_in_again
from tests.crawl import crawled
from tests.matrix.world import Peopled, peopled
from tests.supervisors import signed_in_by

pytestmark = pytest.mark.once

# As nobody else is called; each employer has a name in each language.
NAMES = {
    "HS": ("Hiljasalon kunta", "Tysta kommun", "Municipality of Hiljasalo"),
    "MV": ("Metsä- ja vesiministeriö", "Skogs- och vattenministeriet", "Ministry of Forests and Waters"),
}
UNITS = {"HS": "Varhaiskasvatus", "MV": "Vesiosasto"}
PEOPLE = {"HS": ("aino", "veera", "eeva", "viivi", "katri"), "MV": ("kaisa",)}
# Who serves or belongs to one of the two and not to the other.
READERS = {
    "HS": ("employee", "supervisor", "employee as supervisor", "nurse", "psychologist"),
    "MV": ("nurse elsewhere", "employee of the other", "supervisor of the other"),
}


def test_no_page_of_one_shows_that_the_other_exists(world: World) -> None:
    """Neither its names in any language, its units and addresses, nor anybody who works there."""
    people = _under_one_contract(world)
    browsers = people.browsers | _of_the_other(world)
    opened = 0
    for own, other in (("HS", "MV"), ("MV", "HS")):
        words = _words_of(world, people, other)
        for reader in READERS[own]:
            for language in ("fi", "sv", "en"):
                values = open_values(world.app) | people.values("aino" if own == "HS" else "kaisa")
                found, seen = _found(world, browsers[reader], language, values, words)
                assert not found, f"{reader} in {language}: {found}"
                opened += seen
    assert opened > 150


@pytest.mark.parametrize("giveaway", ["Ministry of Forests and Waters", "joinMV", "Vesiosasto"])
def test_a_page_that_shows_the_other_is_found(giveaway: str, world: World) -> None:
    people = _under_one_contract(world)
    planted = requires(Permission.OWN_SUPPORT)(lambda: f"<p>{giveaway}</p>")
    world.app.view_functions["my_support.consents"] = planted
    words = _words_of(world, people, "MV")
    values = open_values(world.app) | people.values("aino")
    found, _seen = _found(world, people.browsers["employee"], "en", values, words)
    assert found == [f"/my/supervisor: {giveaway}"]


def test_the_queue_of_one_counts_nobody_of_the_other(world: World) -> None:
    people = _under_one_contract(world)
    nurse, elsewhere = people.browsers["nurse"], people.browsers["nurse elsewhere"]
    # Of six people one has been helped, and one works for the other.
    assert len(_cases_on(nurse)) == 4
    assert len(_cases_on(elsewhere)) == 1
    assert not _cases_on(nurse) & _cases_on(elsewhere)


def _under_one_contract(world: World) -> Peopled:
    people = peopled(world)
    with world.begin_work(LOOKER) as work:
        group = work.session.get_one(Employer, world.house.hiljasalo).group_id
        for code, (fi, sv, en) in NAMES.items():
            named = {"name_fi": fi, "name_sv": sv, "name_en": en, "group_id": group}
            work.session.execute(update(Employer).where(Employer.code == code).values(**named))
    return people


def _of_the_other(world: World) -> dict[str, Browser]:
    """Kaisa and her supervisor Tiina, of the other employer."""
    link = next(
        text.partition("/s/")[2].split()[0]
        for phone, text in reversed(world.sender.sent)
        if phone.endswith("008") and "/s/" in text
    )
    return {
        "employee of the other": signed_in_again(world, "+358 00 000 003"),
        "supervisor of the other": signed_in_by(world, f"/s/{link}"),
    }


def _words_of(world: World, people: Peopled, code: str) -> list[str]:
    """What tells that this employer exists."""
    cases = [people.values(one)["case_id"] for one in PEOPLE[code]]
    (employer,) = world.rows("employer", code=code)
    numbers = [str(world.rows("support_case", id=one)[0]["short_code"]) for one in cases]
    units = [str(row["id"]) for row in world.rows("unit", employer_id=employer["id"])]
    ids = [*cases, *units, str(employer["id"])]
    return [*NAMES[code], UNITS[code], f"join{code}", *numbers, *ids]


def _found(
    world: World, browser: Browser, language: str, values: dict[str, str], words: list[str]
) -> tuple[list[str], int]:
    """Where one of the words stands on a page for whoever is signed in; how many pages were read."""
    browser.headers = {"Accept-Language": language}
    found, seen = [], 0
    for page in _signed_in_pages(world, browser, values):
        seen += 1
        found += [f"{page[0]}: {word}" for word in words if re.search(rf"\b{re.escape(word)}\b", page[1])]
    return found, seen


def _signed_in_pages(world: World, browser: Browser, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    for opened in crawled(world.app, browser, {**values, "session_ref": "c" * 32}):
        access: Access = vars(world.app.view_functions[opened.endpoint])["access"]
        if access.kind == "requires" and opened.answer.status_code == 200:
            yield opened.address, f"{opened.body}\n{opened.answer.headers}"


def _cases_on(browser: Browser) -> set[str]:
    browser.get("/queue")
    return set(re.findall(r'href="/cases/([\w-]{22})"', browser.html()))
