"""The staff see when nobody has checked the help lines for a month; a wrong number is worse than none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from support.desk import queue_pages
from support.triage.line_loading import own_lines
from support.triage.rules.lines import Line
from support.vocabulary.calendar import local_date
from tests.builders import World

TOLD = "not been checked for 30 days. Tell the service manager."


def checked_on(day: date, *, but_one: date | None = None) -> list[Line]:
    lines = [replace(line, checked_on=day) for line in own_lines()]
    return [replace(lines[0], checked_on=but_one), *lines[1:]] if but_one else lines


@pytest.mark.parametrize(("days", "told"), [(0, False), (30, False), (31, True), (400, True)])
@pytest.mark.requirement("SR-1")
def test_the_queue_says_when_the_lines_are_old(
    days: int, told: bool, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = local_date(world.clock.now()) - timedelta(days=days)
    monkeypatch.setattr(queue_pages, "own_lines", lambda: checked_on(day))
    assert (TOLD in world.nurse(world.house.nils).text()) is told


def test_one_old_line_is_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    today = local_date(world.clock.now())
    lines = checked_on(today, but_one=today - timedelta(days=31))
    monkeypatch.setattr(queue_pages, "own_lines", lambda: lines)
    assert "1 help line has " + TOLD in world.nurse(world.house.nils).text()


def test_it_is_no_matter_of_the_people_who_look_for_help(world: World) -> None:
    browser = world.browser()
    for address in ("/", "/help/en", "/call-me"):
        browser.get(address)
        assert TOLD not in browser.text()
