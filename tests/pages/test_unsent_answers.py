"""Unsent answers wait a day for the browser that began them, and go at once when they are to go."""

import re
from datetime import timedelta

import pytest

from support.jobs import JOBS, run_job
from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World, a_sent_case, at_page, at_result, begun
from tests.pages.forms import send
from tests.settings import ADDRESS

DAY = timedelta(hours=24)
NEEDS_A_VISIT = ("/questions/before", "/questions/5", "/result", "/review", "/contact")


def test_she_goes_on_where_she_left_off(world: World) -> None:
    browser = at_page(world, "7")
    browser.get("/")
    browser.get("/questions")
    assert browser.url == "/questions/7"


def test_going_back_keeps_every_answer(world: World) -> None:
    browser = at_page(world, "7")
    page = browser.get("/questions/3").get_data(as_text=True)
    assert " checked" in page.partition('name="scale_now" value="4"')[2].partition(">")[0]


def test_a_change_from_the_review_keeps_the_other_answers_and_comes_back(world: World) -> None:
    browser = at_result(world)
    browser.get("/review")
    before = _reviewed(browser)
    change = re.search(r'href="(/questions/3\?[^"]*)"', browser.html())
    assert change
    browser.get(change.group(1))
    browser.post(browser.url, scale_now="9")
    assert browser.url == "/review"
    after = _reviewed(browser)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert "4 / 10" in changed[0][0]
    assert "9 / 10" in changed[0][1]


def test_what_is_deleted_is_gone_with_its_key(world: World) -> None:
    browser = at_page(world, "6")
    (row,) = world.rows("triage_answer_set")
    assert world.rows("data_key", id=row["key_id"])
    browser.post("/questions/delete")
    assert world.rows("triage_answer_set") == []
    assert world.rows("data_key", id=row["key_id"]) == []
    assert browser.client.get_cookie("visit") is None


def test_after_deleting_everything_the_promise_of_a_call_is_shown_no_more(world: World) -> None:
    """Whoever sits down after her and types the address reads no word and no digits of her number."""
    browser = world.browser()
    browser.get("/call-me")
    browser.post(first_name="Aino", phone="+358 00 000 001")
    assert world.rows("employee")[0]["reference_word"] in browser.text()
    _begin_and_delete(browser)
    assert "We still call you, as you asked." in browser.text()
    assert browser.get("/call-promised").request.path == "/"


def test_after_deleting_everything_no_call_is_told_of_where_none_was_asked_for(world: World) -> None:
    browser = world.browser()
    _begin_and_delete(browser)
    assert "Nothing was sent to anyone." in browser.text()


def test_after_deleting_everything_no_workplace_is_filled_in(world: World) -> None:
    browser = world.browser()
    browser.get("/e/joinHS")
    _begin_and_delete(browser)
    browser.get("/")
    browser.post("/questions/start-direct")
    assert browser.url == "/contact"
    assert f'value="{world.house.hiljasalo}" selected' not in browser.html()


def test_deleting_what_is_not_sent_signs_nobody_out(world: World) -> None:
    browser = a_sent_case(world).browser
    _begin_and_delete(browser)
    assert browser.get("/my").request.path == "/my"


def _begin_and_delete(browser: Browser) -> None:
    browser.get("/")
    browser.post("/questions/start")
    browser.post("/questions/delete")
    assert browser.url.startswith("/questions/deleted")


def test_beginning_again_deletes_what_was_there(world: World) -> None:
    browser = at_page(world, "6")
    (earlier,) = world.rows("triage_answer_set")
    browser.get("/")
    browser.post("/questions/start")
    (later,) = world.rows("triage_answer_set")
    assert later["id"] != earlier["id"]
    assert world.rows("data_key", id=earlier["key_id"]) == []


@pytest.mark.requirement("SR-15")
def test_the_quick_exit_takes_every_cookie_and_leads_to_a_neutral_page(world: World) -> None:
    browser = at_page(world, "6")
    answer = browser.client.get("/poistu", headers=browser.headers)
    assert answer.status_code == 302
    assert answer.location == "https://weather.example/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert browser.client.get_cookie("visit") is None
    assert browser.client.get_cookie("kynnys") is None
    assert browser.get("/questions").request.path == "/"


@pytest.mark.parametrize("address", NEEDS_A_VISIT)
@pytest.mark.parametrize("why", ["a day old", "another browser", "a tampered key", "no visit at all"])
def test_answers_that_are_gone_are_told_with_a_way_on(address: str, why: str, world: World) -> None:
    browser = _without_answers(world, why)
    answer = browser.get(address)
    assert answer.status_code == 410
    assert "These answers are no longer here: they were sent, deleted or moved" in browser.text()
    for way in _ways_on(browser):
        onward = browser.get(way)
        assert onward.status_code == 200, f"the way on to {way} leads to {onward.status_code}"


@pytest.mark.parametrize("why", ["a day old", "another browser", "a tampered key"])
def test_a_page_sent_too_late_is_told_with_a_way_on(why: str, world: World) -> None:
    browser = _without_answers(world, why)
    for address, fields in (
        ("/questions/6", ANSWERS["6"]),
        ("/contact", {}),
        ("/code", {"code": ["123456"]}),
    ):
        pairs = [(name, one.encode()) for name, values in fields.items() for one in values]
        answer = send(browser, address, pairs)
        assert answer.status_code in (410, 422), address
        assert 'href="/' in answer.get_data(as_text=True)


def test_the_start_page_offers_no_way_back_to_answers_that_are_gone(world: World) -> None:
    browser = _without_answers(world, "a day old")
    browser.get("/questions/5")
    browser.get("/")
    if 'href="/questions"' in browser.html():
        assert browser.get("/questions").status_code == 200


def test_answers_wait_for_a_day_after_the_last_page(world: World) -> None:
    browser = at_page(world, "6")
    world.clock.pass_time(DAY - timedelta(seconds=1))
    browser.post("/questions/6", **ANSWERS["6"])
    browser.post("/questions/continue")
    assert browser.url == "/questions/7"
    world.clock.pass_time(DAY - timedelta(seconds=1))
    browser.post("/questions/continue")
    assert browser.url == "/questions/7"
    assert browser.page and browser.page.status_code == 200
    world.clock.pass_time(timedelta(seconds=1))
    assert browser.get("/questions/7").status_code == 410


def test_the_worker_forgets_what_was_not_sent_in_a_day(world: World) -> None:
    at_page(world, "6")
    (row,) = world.rows("triage_answer_set")
    forget = next(job for job in JOBS if job.name == "forget")
    world.clock.pass_time(DAY - timedelta(seconds=1))
    run_job(forget, world.begin_work, world.sender, ADDRESS)
    assert world.rows("triage_answer_set")
    world.clock.pass_time(timedelta(seconds=1))
    run_job(forget, world.begin_work, world.sender, ADDRESS)
    assert world.rows("triage_answer_set") == []
    assert world.rows("data_key", id=row["key_id"]) == []


def _without_answers(world: World, why: str) -> Browser:
    browser = at_page(world, "5")
    if why == "a day old":
        world.clock.pass_time(DAY)
    elif why == "another browser":
        browser.client.set_cookie("visit", world.begin_work.ids.token())
    elif why == "a tampered key":
        cookie = browser.client.get_cookie("visit")
        assert cookie
        browser.client.set_cookie("visit", cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B"))
    else:
        browser.client.delete_cookie("visit")
    return browser


def _ways_on(browser: Browser) -> list[str]:
    actions = browser.html().partition('<div class="actions">')[2].partition("</div>")[0]
    ways = re.findall(r'href="([^"]+)"', actions)
    assert ways
    return ways


def _reviewed(browser: Browser) -> list[str]:
    rows = re.findall(r"<dt.*?</dd>", browser.html(), re.S)
    assert rows
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_a_visit_begun_by_one_is_read_by_no_other(world: World) -> None:
    mine, others = at_page(world, "5"), begun(world)
    others.get("/questions/3")
    assert " checked" not in others.html()
    assert mine.get("/questions/3").status_code == 200
    assert " checked" in mine.html()
