"""Choosing a language changes the words and nothing else: the same time, the same way."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from tests.builders import World, at_result


def _in_swedish(page: str) -> dict[str, list[str]]:
    found = re.search(r'href="([^"]+)" lang="sv"', page)
    assert found
    return parse_qs(urlsplit(unescape(found.group(1))).query)


def test_the_way_that_she_looks_at_stays(world: World) -> None:
    browser = at_result(world)
    browser.get("/result?talk=1&way=0")
    assert _in_swedish(browser.html()) == {"talk": ["1"], "way": ["0"], "lang": ["sv"]}


def test_what_is_not_ours_does_not_stay(world: World) -> None:
    browser = world.browser()
    browser.get("/sign-in?name=Aino&phone=%2B35800000001&slot=%3Cb%3E&talk=Aino%20Aalto&lang=en")
    assert _in_swedish(browser.html()) == {"lang": ["sv"]}
