"""A trial from the start page to its end: the same questions and the same help, and nothing is stored."""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest

from support.platform.crypto import close_for_browser
from support.triage.trial_cookie import MOST
from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World, at_page, begun, dump, first_slot
from tests.pages.forms import send
from tests.row_changes import changed

DANGER = {"death_thoughts": ["3"], "self_harm": ["today"]}
BANNER = "This is a trial."
NOBODY_KNOWS = "Nobody sees what you answered, and nobody calls you."


def trying(world: World) -> Browser:
    """Somebody who is just trying, on the first page of questions."""
    browser = world.browser()
    browser.get("/")
    browser.post("/questions/start-trial")
    assert browser.url == "/questions/before"
    first = re.search(r'href="(/questions/[^"/]+)"', browser.html().partition('class="actions"')[2])
    assert first
    browser.get(first.group(1))
    return browser


def at_trial_result(world: World, **answers: dict[str, list[str]]) -> Browser:
    """A trial with every page answered."""
    browser = trying(world)
    for _ in range(40):
        assert BANNER in browser.text(), browser.url
        if browser.url.startswith("/result"):
            return browser
        key = browser.url.rpartition("/")[2]
        browser.post(browser.url, **(answers.get(f"p{key}") or ANSWERS[key]))
        if browser.url.endswith(f"/{key}"):
            browser.get("/questions")
    raise AssertionError(f"never came to the result; the last page was {browser.url}")


def test_a_whole_trial_changes_no_row_at_all(world: World) -> None:
    before = dump(world.begin_work)
    browser = at_trial_result(world)
    browser.post("/result", slot=first_slot(browser))
    assert browser.url == "/review"
    assert BANNER in browser.text()
    assert "4 / 10" in browser.text()
    browser.post("/review")
    assert browser.url == "/contact"
    assert "Nothing can be sent or booked from here" in browser.text()
    assert 'name="phone"' not in browser.html()
    browser.post("/questions/delete")
    assert browser.url == "/questions/deleted"
    assert BANNER not in browser.text()
    assert browser.client.get_cookie("trial") is None
    assert not changed(before, dump(world.begin_work))


def test_a_trial_does_not_say_that_its_answers_are_used(world: World) -> None:
    real, trial = begun(world), trying(world)
    for browser in (real, trial):
        browser.get("/questions/before")
    assert "The answers are used" in real.text()
    assert "The answers are used" not in trial.text()
    assert "In real use: The data controller" in trial.text()


def test_nothing_that_is_posted_in_a_trial_reaches_anybody(world: World) -> None:
    browser = at_trial_result(world, p4a=DANGER)
    before = dump(world.begin_work)
    fields = [("phone", b"+358 00 000 001"), ("first_name", b"Aino"), ("workplace", b"unknown")]
    for address in ("/call-me", "/contact", "/code", "/code/new"):
        answer = send(browser, address, [*fields, ("safe_to_text", b"no"), ("code", b"123456")])
        assert answer.status_code == 409, address
        assert "Nothing can be sent or booked from here" in answer.get_data(as_text=True)
    world.send_due()
    assert world.sender.sent == []
    assert set(changed(before, dump(world.begin_work))) <= {"heartbeat"}


def test_help_stands_in_a_trial_exactly_as_in_real_use(world: World) -> None:
    real, trial = world.browser(), trying(world)
    real.get("/")
    real.post("/questions/start")
    pages = []
    for browser in (real, trial):
        for key in ("2", "3"):
            browser.post(f"/questions/{key}", **ANSWERS[key])
        browser.post("/questions/4a", **DANGER)
        pages.append(re.sub(r'value="[\w.-]{60,}"', "", browser.html()))
    in_real, in_trial = (page.partition("<main")[2].partition("</main>")[0] for page in pages)
    assert 'href="tel:112"' in in_real
    thanks_in_real, _, help_in_real = in_real.partition('<div class="lines">')
    thanks_in_trial, _, help_in_trial = in_trial.partition('<div class="lines">')
    assert "let us call you" in thanks_in_real
    assert "let us call you" not in thanks_in_trial
    assert "Call one of these numbers now." in thanks_in_trial
    numbers_in_real, _, call_in_real = help_in_real.partition('<section class="section card')
    numbers_in_trial, _, call_in_trial = help_in_trial.partition('<section class="section card')
    assert numbers_in_trial == numbers_in_real
    # Only a call is promised to nobody who tries.
    assert "a nurse calls you by" in call_in_real
    assert "a nurse calls you by" not in call_in_trial
    assert "In a trial nobody calls you." in call_in_trial
    assert "Your answers are saved" not in call_in_trial
    assert NOBODY_KNOWS in trial.text()
    assert NOBODY_KNOWS not in real.text()


def test_the_result_of_a_trial_promises_no_call_and_leads_to_the_real_thing(world: World) -> None:
    page = at_trial_result(world, p4a=DANGER).html().partition("<main")[2].partition("</main>")[0]
    assert 'href="tel:112"' in page
    for promise in ("nurse calls you", "nurse will call you", "We call you by", "Leave your number"):
        assert promise not in page
    assert "In a trial we do not call" in page
    assert 'action="/trial/real"' in page
    assert "Only you. In a trial nothing is sent or stored." in page


def test_one_tap_makes_it_real_and_keeps_the_answers(world: World) -> None:
    browser = trying(world)
    for key in ("2", "3"):
        browser.post(f"/questions/{key}", **ANSWERS[key])
    browser.post("/questions/4a", **DANGER)
    browser.post("/trial/real")
    assert browser.url == "/call-me"
    assert BANNER not in browser.text()
    assert browser.client.get_cookie("trial") is None
    browser.post("/call-me", phone="+358 00 000 001")
    (case,) = world.rows("support_case")
    assert (case["urgency"], case["has_safety_row"]) == ("now", True)
    (answers,) = world.rows("triage_answer_set")
    assert answers["case_id"] == case["id"]


@pytest.mark.parametrize(
    "answers",
    [
        {"p4c": {"harm_others": ["no"], "violence": ["afraid"], "unusual": ["no"]}},
        {"p13": {"wish": ["talk_today"]}},
    ],
)
def test_a_result_of_the_same_day_says_that_nobody_will_know(
    world: World, answers: dict[str, dict[str, list[str]]]
) -> None:
    browser = at_trial_result(world, **answers)
    assert NOBODY_KNOWS in browser.text()
    assert 'action="/trial/real"' in browser.html()


def test_a_calm_result_is_made_real_where_she_stands(world: World) -> None:
    browser = at_trial_result(world)
    assert NOBODY_KNOWS not in browser.text()
    browser.post("/contact")
    browser.post("/trial/real", to="contact")
    assert browser.url == "/contact"
    assert 'name="phone"' in browser.html()
    browser.get("/review")
    assert "4 / 10" in browser.text()


def test_a_page_that_looks_alike_for_all_says_to_whom_it_is_a_trial(world: World) -> None:
    for _ in range(2):
        trial, real = trying(world), begun(world)
        for browser in (trial, real):
            browser.get("/questions/2")
        assert BANNER in trial.text()
        assert BANNER not in real.text()


def test_a_trial_that_somebody_made_up_is_none(world: World) -> None:
    browser = trying(world)
    cookie = browser.client.get_cookie("trial")
    assert cookie
    for made_up in ("x", "å", cookie.value[:-4], cookie.value[:40] + "A" * (len(cookie.value) - 40)):
        browser.client.set_cookie("trial", made_up)
        assert browser.get("/questions/2").status_code == 410
        assert BANNER not in browser.text()


def test_the_cookie_of_a_trial_cannot_be_read_and_goes_with_the_browser(world: World) -> None:
    browser = at_trial_result(world, p13={"wish": ["few_talks"], "own_words": ["kanariasanat"]})
    cookie = browser.client.get_cookie("trial")
    assert cookie
    assert cookie.http_only and cookie.same_site == "Lax"
    assert cookie.max_age is None and cookie.expires is None
    assert b"kanaria" not in urlsafe_b64decode(cookie.value)
    assert len(cookie.value) < 1500
    world.clock.pass_time(timedelta(hours=24))
    assert browser.get("/result").status_code == 410


def test_however_much_is_written_the_cookie_of_a_trial_is_kept(world: World) -> None:
    words = "".join(chr(0x4E00 + 37 * n % 20000) for n in range(500))
    browser = at_trial_result(world, p13={"wish": ["few_talks"], "own_words": [words]})
    cookie = browser.client.get_cookie("trial")
    assert cookie and len(cookie.value) <= MOST
    browser.get("/questions/13")
    assert browser.url == "/questions/13"


def test_a_second_tap_on_making_it_real_loses_nothing(world: World) -> None:
    browser = at_trial_result(world)
    browser.post("/trial/real")
    assert send(browser, "/trial/real", []).status_code == 302
    assert browser.get("/result").status_code == 200
    assert browser.url == "/result"
    assert len(world.rows("triage_answer_set")) == 1


def test_a_code_that_is_asked_for_in_a_trial_takes_nothing_from_what_was_begun_in_earnest(
    world: World,
) -> None:
    browser = at_page(world, "6")
    send(browser, "/questions/start-trial", [])
    assert send(browser, "/questions/move", []).status_code == 410
    send(browser, "/trial/end", [])
    browser.get("/questions")
    assert browser.url == "/questions/6"


@pytest.mark.parametrize("anew", ["/trial/real", "/questions/start"])
def test_what_begins_anew_from_a_trial_ends_what_was_begun_before_it(anew: str, world: World) -> None:
    browser = at_page(world, "6")
    (before,) = world.rows("triage_answer_set")
    send(browser, "/questions/start-trial", [])
    send(browser, anew, [])
    (after,) = world.rows("triage_answer_set")
    assert after["id"] != before["id"]
    assert world.rows("data_key", id=before["key_id"]) == []


@pytest.mark.parametrize(
    "packed", ["{}", "[]", '["protocol", "2027-01-01T00:00:00+00:00", "{}"]', "[1, 2, {}]"]
)
def test_a_trial_that_another_version_packed_takes_the_numbers_to_call_from_nobody(
    packed: str, world: World
) -> None:
    browser = world.browser()
    closed = close_for_browser(world.begin_work.keys.lookup, "trial", zlib.compress(packed.encode()))
    browser.client.set_cookie("trial", urlsafe_b64encode(closed).decode())
    for address in ("/help/en", "/", "/call-me"):
        assert browser.get(address).status_code == 200
        assert BANNER not in browser.text()
