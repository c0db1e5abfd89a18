"""A page that could not be made offers its address again; what was sent is never offered again."""

import re
from html import unescape

import pytest

from tests.builders import World


@pytest.fixture
def broken(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A service in which every request meets a fault of ours."""

    def fail() -> None:
        raise ArithmeticError("a fault of ours")

    before = world.app.before_request_funcs
    monkeypatch.setitem(before, None, [fail, *before.get(None, [])])
    return world


def _again(page: str) -> list[str]:
    found = re.findall(r'href="([^"]*)"[^>]*>Try again<', page)
    return [unescape(one) for one in found]


@pytest.mark.parametrize("address", ["/", "/queue?show=mine&peek=x", "/help/en"])
def test_a_look_that_failed_can_be_tried_again(address: str, broken: World) -> None:
    answer = broken.browser().client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert _again(answer.text) == [address]


def test_trying_again_never_leads_to_another_place(broken: World) -> None:
    asked = {"PATH_INFO": "//other.example/x"}
    answer = broken.browser().client.get("/", headers={"Accept-Language": "en"}, environ_overrides=asked)
    assert answer.status_code == 503
    assert _again(answer.text) == ["/other.example/x"]


def test_what_was_sent_is_not_offered_again(broken: World) -> None:
    answer = broken.browser().client.post("/sign-in", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert _again(answer.text) == []
    assert "Try again" not in answer.text.replace("Try again in a while", "")
