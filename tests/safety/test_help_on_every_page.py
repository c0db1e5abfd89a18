"""SR-1: help now stands on every page, and its numbers need nothing that could be missing."""

import re

import pytest

from support.triage.line_loading import own_lines
from tests.builders import World, a_sent_case, addresses, at_page, open_values


@pytest.mark.requirement("SR-1")
def test_every_page_of_every_reader_has_the_way_to_help_or_is_help_itself(world: World) -> None:
    sent = a_sent_case(world)
    readers = [world.browser(), at_page(world, "5"), sent.browser, world.nurse(world.house.nils)]
    for browser in readers:
        for rule, address in addresses(world.app, open_values(world.app) | sent.values):
            answer = browser.client.get(address, headers=browser.headers)
            if answer.mimetype != "text/html" or answer.status_code in (302, 303):
                continue
            html = answer.get_data(as_text=True)
            assert re.search(r'href="(/help/(fi|sv|en)[^"]*|tel:112)"', html) or _is_part(html), f"{rule}"


def _is_part(html: str) -> bool:
    """Whether this is a piece that is put into a page, not a page."""
    return "<html" not in html


@pytest.mark.requirement("SR-1")
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_numbers_need_no_sign_in_no_script_no_form_and_no_cookie(world: World, language: str) -> None:
    page = world.app.test_client().get(f"/help/{language}")
    html = page.get_data(as_text=True)
    dialled = re.findall(r'href="tel:([+\d]+)"', html)
    assert dialled[0] == "112"
    assert set(dialled) & {line.tel for line in own_lines() if line.hours.always and not line.emergency}
    assert "<form" not in html
    assert page.headers.getlist("Set-Cookie") == []
