"""Where the files of a page lie is ours to say, wherever a caller or a proxy says that the program lies."""

import re

from tests.builders import World


def test_no_word_of_a_caller_stands_in_the_address_of_a_file(world: World) -> None:
    client = world.app.test_client()
    for number in range(3):
        place = {"SCRIPT_NAME": f"/made-up-{number}"}
        page = client.get("/about", environ_overrides=place).get_data(as_text=True)
        found = re.findall(r'(?:<link rel="stylesheet"|<script|<use) (?:href|src)="([^"]+)"', page)
        assert len(found) > 4
        assert {one.split("/")[1] for one in found} == {"static"}


def test_every_file_is_found_under_the_address_that_a_page_names(world: World) -> None:
    client = world.app.test_client()
    page = client.get("/").get_data(as_text=True)
    for address in re.findall(r'(?:href|src)="(/static/[^"#]+)', page):
        answer = client.get(address)
        assert (answer.status_code, answer.cache_control.max_age) == (200, 31_536_000), address
