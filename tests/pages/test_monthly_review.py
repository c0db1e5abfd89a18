"""The review of decisions: numbers of nobody, and only those lowered cases that the reader may open."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from support.cases import lowered_queries
from support.triage.count_models import DecisionCount, DecisionRowCount
from support.triage.rules.row_counts import month_before
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case
from tests.whole_months import OCTOBER, counted

D1: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}


def lowered(world: World, number: int = 1) -> SentCase:
    sent = a_sent_case(world, book=False, contact={"phone": f"+358 00 000 {number:03d}"}, **D1)
    world.clock.pass_time(timedelta(minutes=1))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.post(f"/cases/{sent.case_id}/decision", urgency="routine", path="brief_support", reason="Sovittu.")
    world.clock.pass_time(timedelta(minutes=1))
    return sent


def cells(browser: Browser, row_id: str) -> list[str]:
    """The numbers of one row, as they stand on the page."""
    line = re.search(rf'counts__code">{row_id}</span>.*?</tr>', browser.html(), re.S)
    assert line, browser.text()
    return re.findall(r'class="nowrap">([^<]*)</span></td>', line.group())


def test_small_numbers_are_not_shown(world: World) -> None:
    counted(world.begin_work, OCTOBER, 40, D1=(12, 5, 4, 3), X1=(4, 1, 0, 0))
    nils = world.nurse(world.house.nils)
    nils.get("/decisions")
    assert "October 2026" in nils.text()
    assert cells(nils, "D1") == ["12", "5", "under 5", "under 5"]
    assert cells(nils, "X1") == ["under 5", "under 5", "0", "0"]
    assert cells(nils, "N1") == ["0", "0", "0", "0"]


def test_every_row_of_the_version_stands_there_with_its_words(world: World) -> None:
    counted(world.begin_work, OCTOBER, 40, D1=(12, 5, 4, 3))
    nils = world.nurse(world.house.nils)
    nils.get("/decisions")
    codes = re.findall(r'counts__code">(\w+)</span> (\S+)', nils.html())
    assert len(codes) == 28
    assert all(text and not text.startswith("<") for _, text in codes)


def test_a_version_that_is_gone_keeps_its_numbers(world: World) -> None:
    with world.begin_work(LOOKER) as work:
        work.session.execute(insert(DecisionCount).values(month=OCTOBER, protocol="old 0.9", decided=9))
        numbers = {"matched": 7, "sole": 6, "lowered": 0, "lowered_sole": 0}
        work.session.execute(
            insert(DecisionRowCount).values(month=OCTOBER, protocol="old 0.9", row_id="Q1", **numbers)
        )
    nils = world.nurse(world.house.nils)
    nils.get("/decisions")
    assert "old 0.9" in nils.text()
    assert cells(nils, "Q1") == ["7", "6", "0", "0"]


def test_a_month_without_decisions_says_so(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/decisions")
    for words in ("Nothing was decided during the month", "Lowered during the month"):
        assert words in nils.text()
    assert "No decision was lowered in a case that you may open." in nils.text()


def test_the_months_lead_to_each_other_and_no_further(world: World) -> None:
    september = month_before(OCTOBER)
    counted(world.begin_work, september, 9)
    nils = world.nurse(world.house.nils)
    nils.get("/decisions?month=2026-09")
    assert "Previous month" not in nils.text()
    nils.get(_link(nils, "Next month"))
    assert "October 2026" in nils.text()
    nils.get(_link(nils, "Next month"))
    assert "November 2026" in nils.text()
    assert "Next month" not in nils.text()
    assert "This month is not over." in nils.text()


@pytest.mark.parametrize("asked", ["2026-13", "x", "%00", "1999-01", "2099-12", "20%D9%A2%D9%A6-10"])
def test_a_month_that_is_none_is_answered(asked: str, world: World) -> None:
    nils = world.nurse(world.house.nils)
    assert nils.client.get(f"/decisions?month={asked}", headers=nils.headers).status_code in (200, 404)


def test_the_present_month_shows_lowered_cases_and_no_number(world: World) -> None:
    sent = lowered(world)
    nils = world.nurse(world.house.nils)
    nils.get("/decisions?month=2026-11")
    assert f'href="/cases/{sent.case_id}"' in nils.html()
    assert "counts__code" not in nils.html()


def test_lowered_cases_stand_there_for_those_who_may_open_them(world: World) -> None:
    sent = lowered(world)
    (case,) = world.rows("support_case")
    nina, outi = world.nurse(world.house.nina), world.nurse(world.house.outi)
    nina.get("/decisions?month=2026-11")
    assert case["short_code"] in nina.text()
    assert "Aino" not in nina.text()
    assert "Sovittu." not in nina.text()
    outi.get("/decisions?month=2026-11")
    assert case["short_code"] not in outi.html()
    assert sent.case_id not in outi.html()


def test_many_lowered_cases_are_shown_a_page_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lowered_queries, "AT_ONCE", 2)
    monkeypatch.setattr("support.desk.monthly_pages.AT_ONCE", 2)
    sent = {lowered(world, number).case_id for number in range(3)}
    nils = world.nurse(world.house.nils)
    nils.get("/decisions?month=2026-11")
    first = set(re.findall(r'href="/cases/([^"]+)"', nils.html()))
    nils.get(_link(nils, "Show older ones"))
    second = set(re.findall(r'href="/cases/([^"]+)"', nils.html()))
    assert (len(first), len(second)) == (2, 1)
    assert first | second == sent
    assert "Show older ones" not in nils.text()


def test_looking_opens_nothing(world: World) -> None:
    lowered(world)
    world.clock.pass_time(timedelta(days=10))
    nils = world.nurse(world.house.nils)
    before = len(world.rows("audit_entry"))
    for address in ("/decisions", "/decisions?month=2026-11", "/decisions?month=2026-12"):
        nils.get(address)
        assert nils.html()
    assert len(world.rows("audit_entry")) == before


def test_a_person_finds_no_such_page(world: World) -> None:
    sent = a_sent_case(world)
    assert sent.browser.client.get("/decisions", headers=sent.browser.headers).status_code == 404
    answer = world.browser().client.get("/decisions")
    assert (answer.status_code, answer.location) == (302, "/staff/sign-in?next=/decisions")


def _link(browser: Browser, label: str) -> str:
    found = re.search(rf'href="([^"]+)">{label}', browser.html())
    assert found, browser.text()
    return found.group(1).replace("&amp;", "&")
