"""A visit moves to another device by a code that is shown once, works once, and is kept by nobody."""

import re
from datetime import timedelta

import pytest

from support.jobs import JOBS, run_job
from support.triage.rules.resume_code import LETTERS, RESUMES_PER_ADDRESS, grouped, read_code
from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World, at_page, at_result, begun, dump
from tests.pages.forms import fault_at, send
from tests.settings import ADDRESS

DAY = timedelta(hours=24)
NO_SUCH_CODE = "This code does not open anything."


def a_code(browser: Browser, where: str = "/questions/stop") -> str:
    """The code that the page shows her, as it stands there."""
    browser.get(where)
    assert "On another device" in browser.text()
    browser.post("/questions/move")
    found = re.search(r'class="resume-code">(.+?)</p>', browser.html())
    assert found, browser.text()
    return re.sub("<[^>]+>", "", found.group(1))


def moved(world: World, code: str) -> Browser:
    """Another browser, after the code was typed there."""
    browser = world.browser()
    browser.get("/")
    browser.get("/go-on")
    browser.post(resume_code=code)
    return browser


def test_she_goes_on_at_home_where_she_left_off_at_work(world: World) -> None:
    at_work = at_page(world, "7")
    code = a_code(at_work)
    at_home = moved(world, code)
    assert at_home.url == "/questions/7"
    at_home.get("/questions/3")
    assert " checked" in at_home.html().partition('name="scale_now" value="4"')[2].partition(">")[0]
    assert at_work.get("/questions/7").status_code == 410
    at_home.get("/questions/7")
    for key in ("7", "8"):
        at_home.post(f"/questions/{key}", **ANSWERS[key])
    assert at_home.url == "/questions/9"
    assert len(world.rows("triage_answer_set")) == 1


def test_the_code_is_offered_on_the_review(world: World) -> None:
    browser = at_result(world)
    code = a_code(browser, "/review")
    other = moved(world, code)
    assert other.url == "/result"


@pytest.mark.parametrize(
    "as_typed",
    [str.lower, lambda code: code.replace("-", ""), lambda code: " " + code.replace("-", " ") + "\t"],
)
def test_it_does_not_matter_how_the_code_is_written(as_typed, world: World) -> None:  # type: ignore[no-untyped-def]
    browser = moved(world, as_typed(a_code(at_page(world, "7"))))
    assert browser.url == "/questions/7"


def test_a_code_works_once(world: World) -> None:
    code = a_code(at_page(world, "7"))
    first = moved(world, code)
    second = moved(world, code)
    assert NO_SUCH_CODE in second.text()
    assert first.get("/questions/7").status_code == 200
    assert world.rows("resume_code") == []


def test_a_newer_code_ends_the_older(world: World) -> None:
    browser = at_page(world, "7")
    older, newer = a_code(browser), a_code(browser)
    assert older != newer
    assert NO_SUCH_CODE in moved(world, older).text()
    assert moved(world, newer).url == "/questions/7"


def test_the_server_keeps_nothing_with_which_it_could_read_the_answers(world: World) -> None:
    browser = at_page(world, "7")
    code = a_code(browser)
    (row,) = world.rows("resume_code")
    written = repr(dump(world.begin_work))
    for spelling in (code, read_code(code), code.lower()):
        assert spelling not in written
    assert len(row["code_hash"]) == 64
    assert row["wrapped"].startswith(b"token:")
    assert len(read_code(code)) == 20 and set(read_code(code)) <= set(LETTERS)
    assert grouped(read_code(code)) == code
    assert len(LETTERS) ** 20 > 2**96


def test_the_code_is_shown_once_and_in_no_address(world: World) -> None:
    browser = at_page(world, "7")
    code = a_code(browser)
    assert browser.page and browser.page.headers["Cache-Control"] == "no-store"
    assert code not in browser.url
    for address in ("/questions/stop", "/questions/7", "/"):
        assert code not in browser.get(address).get_data(as_text=True)


@pytest.mark.parametrize("why", ["sent", "deleted", "a day old"])
def test_the_code_ends_with_the_answers(why: str, world: World) -> None:
    browser = at_page(world, "7")
    code = a_code(browser)
    if why == "sent":
        browser.get("/call-me")
        browser.post(phone="+358 00 000 001")
    elif why == "deleted":
        browser.post("/questions/delete")
    else:
        world.clock.pass_time(DAY)
    assert NO_SUCH_CODE in moved(world, code).text()
    run_job(next(job for job in JOBS if job.name == "forget"), world.begin_work, world.sender, ADDRESS)
    assert world.rows("resume_code") == []


def test_the_tries_of_one_address_are_counted(world: World) -> None:
    most, _ = RESUMES_PER_ADDRESS
    code = a_code(at_page(world, "7"))
    browser = world.browser()
    statuses = []
    for _ in range(most):
        answer = send(browser, "/go-on", [("resume_code", b"AAAAA-AAAAA-AAAAA-AAAAA")])
        statuses.append(answer.status_code)
    assert set(statuses) == {422}
    late = send(browser, "/go-on", [("resume_code", code.encode())])
    assert late.status_code == 429
    assert "Many codes have been tried" in late.get_data(as_text=True)
    world.clock.pass_time(timedelta(hours=1))
    assert send(browser, "/go-on", [("resume_code", code.encode())]).status_code == 302


@pytest.mark.parametrize("typed", ["", "ABCDE", "AAAAA-AAAAA-AAAAA-AAAAA", "x" * 3000, "🦉" * 20])
def test_a_code_that_opens_nothing_is_told_at_the_field(typed: str, world: World) -> None:
    answer = send(world.browser(), "/go-on", [("resume_code", typed.encode())])
    assert answer.status_code == 422
    assert fault_at(answer, "resume_code")


def test_what_had_been_begun_in_the_new_browser_goes(world: World) -> None:
    code = a_code(at_page(world, "7"))
    other = begun(world)
    other.get("/go-on")
    other.post(resume_code=code)
    assert other.url == "/questions/7"
    assert len(world.rows("triage_answer_set")) == 1


def test_her_own_code_in_her_own_browser_leads_her_on(world: World) -> None:
    browser = at_page(world, "7")
    code = a_code(browser)
    browser.get("/go-on")
    browser.post(resume_code=code)
    assert browser.url == "/questions/7"
    assert len(world.rows("triage_answer_set")) == 1


def test_a_trial_has_no_code(world: World) -> None:
    browser = begun(world, "/questions/start-trial")
    browser.get("/questions/stop")
    assert "On another device" not in browser.text()
    assert browser.post("/questions/move").status_code == 410
    assert world.rows("resume_code") == []


def test_a_stranger_gets_no_code(world: World) -> None:
    at_page(world, "7")
    stranger = world.browser()
    stranger.get("/")
    assert stranger.post("/questions/move").status_code == 410
    assert world.rows("resume_code") == []
