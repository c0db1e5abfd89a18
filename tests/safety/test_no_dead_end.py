"""SR-4, SR-13, SR-18: every result has a human and a moment, and says what to do if it gets worse."""

import re
from datetime import UTC, datetime

import pytest

from support.triage.line_loading import own_lines
from tests.builders import World, at_result

MOMENTS = {
    "in the morning": datetime(2026, 11, 25, 7, 30, tzinfo=UTC),
    "late on a Friday": datetime(2026, 11, 27, 15, 30, tzinfo=UTC),
    "at night": datetime(2026, 11, 26, 0, 15, tzinfo=UTC),
    "on the eve of Midsummer": datetime(2026, 6, 19, 9, 0, tzinfo=UTC),
    "on Christmas Day": datetime(2026, 12, 25, 12, 0, tzinfo=UTC),
}
RESULTS = {
    "now": {"p4a": {"death_thoughts": ["1"], "self_harm": ["today"]}},
    "same day": {"p4c": {"harm_others": ["no"], "violence": ["afraid"], "unusual": ["no"]}},
    "next day": {"p9": {"substance": ["harm"]}},
    "routine": {},
    "physician": {"p13": {"wish": ["physician"]}},
    "own pace": {"p13": {"wish": ["own_pace"]}},
}
# A clock time in words: "Thu 26 Nov at 10:00" or "today at 16:00".
_MOMENT = re.compile(r"\d{1,2}:\d{2}")


@pytest.mark.requirement("SR-4", "SR-18")
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", RESULTS)
def test_every_result_has_a_human_and_a_moment_whenever_it_is_read(
    world: World, kind: str, moment: str
) -> None:
    world.clock.set(MOMENTS[moment])
    browser = at_result(world, **RESULTS[kind])
    html = browser.html()
    assert re.search(r'href="(/call-me|/result\?talk=1|/times)[^"]*"', html) or 'name="slot"' in html
    assert 'action="/result' in html or 'href="/call-me"' in html
    assert _MOMENT.search(browser.text())


@pytest.mark.requirement("SR-13")
@pytest.mark.parametrize("kind", RESULTS)
def test_every_result_says_what_to_do_if_it_gets_worse_with_numbers(world: World, kind: str) -> None:
    html = at_result(world, **RESULTS[kind]).html()
    worse = html.partition('id="worse-title"')[2]
    assert worse
    assert 'href="tel:112"' in worse
    assert re.search(r'href="/help/', worse)


@pytest.mark.requirement("SR-18")
@pytest.mark.parametrize(
    ("moment", "promised"),
    [
        ("in the morning", "10:00 today"),
        ("late on a Friday", "Mon 30 Nov at 8:30"),
        ("at night", "8:30 today"),
        ("on the eve of Midsummer", "Mon 22 Jun at 8:30"),
        ("on Christmas Day", "Mon 28 Dec at 8:30"),
    ],
)
def test_a_call_is_promised_by_a_moment_at_which_somebody_is_there(
    world: World, moment: str, promised: str
) -> None:
    world.clock.set(MOMENTS[moment])
    browser = at_result(world, **RESULTS["now"])
    assert 'href="tel:112"' in browser.html()
    browser.get("/call-me")
    assert promised in browser.text()


@pytest.mark.requirement("SR-18")
@pytest.mark.parametrize("moment", MOMENTS)
def test_no_line_is_said_to_be_open_when_its_hours_are_not_known(world: World, moment: str) -> None:
    world.clock.set(MOMENTS[moment])
    browser = at_result(world, **RESULTS["now"])
    browser.get("/call-me")
    row = browser.html().partition("line-row")[2].partition("</p>")[0]
    named = [each for each in own_lines() if f'href="tel:{each.tel}"' in row]
    assert any(each.hours.open_at(world.clock.now()) is None for each in named)
    assert "open" not in row.lower()
