"""A number that stands on the help page and on the page of our own faults is told of in the same words."""

import pytest

from support.triage.line_loading import own_lines
from tests.browser_of_the_tests import Browser
from tests.builders import World


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_medical_helpline_is_told_of_alike_on_both(
    world: World, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = (one for one in own_lines() if one.tel == "116117")
    browser = Browser(world.app, language)
    browser.get(f"/help/{language}")
    told = f"{line.name(language)} {line.number}"
    assert told in browser.text() and line.about(language) in browser.text()
    endpoint = "public.about"
    monkeypatch.setitem(world.app.view_functions, endpoint, _falls)
    browser.get("/about")
    assert browser.page is not None and browser.page.status_code == 503
    assert told in browser.text() and line.about(language) in browser.text()


def _falls() -> str:
    raise RuntimeError
