"""After the quick exit nobody can read the answers: no browser, not we, and in a day nobody at all."""

from datetime import timedelta

import pytest

from support.jobs import JOBS, run_job
from support.platform.crypto import Unreadable, ring_id_of
from support.platform.data_keys import wrapped_key
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World, at_page, at_result, begun
from tests.settings import ADDRESS

PLACES = ("/questions/7", "/result", "/review", "/contact", "/questions", "/questions/before")


@pytest.mark.requirement("SR-15")
@pytest.mark.parametrize("way", ["link of the page", "link of the help card"])
def test_every_page_of_the_questions_has_the_exit(way: str, world: World) -> None:
    if way == "link of the page":
        browser = at_page(world, "4c")
    else:
        browser = at_page(world, "4a")
        browser.post("/questions/4a", death_thoughts=["3"], self_harm=["today"])
        assert 'href="tel:112"' in browser.html()
    assert 'href="/poistu"' in browser.html()


@pytest.mark.requirement("SR-15")
def test_what_is_left_in_the_database_opens_with_no_key_of_ours(world: World) -> None:
    browser = at_result(world)
    _leaves(browser)
    (row,) = world.rows("triage_answer_set")
    with world.begin_work.to_read(LOOKER) as look:
        wrapped = wrapped_key(look.connection, row["key_id"])
    assert wrapped is not None
    assert ring_id_of(wrapped) == "token"
    with pytest.raises(Unreadable):
        world.begin_work.keys.ring.unwrap(row["key_id"], wrapped)
    for address in PLACES:
        assert browser.get(address).status_code == 410 or browser.url == "/", address


def test_in_a_day_row_and_key_are_gone(world: World) -> None:
    _leaves(at_result(world))
    (row,) = world.rows("triage_answer_set")
    world.clock.pass_time(timedelta(hours=24))
    run_job(next(job for job in JOBS if job.name == "forget"), world.begin_work, world.sender, ADDRESS)
    assert world.rows("triage_answer_set") == []
    assert world.rows("data_key", id=row["key_id"]) == []


def test_the_exit_ends_a_trial(world: World) -> None:
    browser = begun(world, "/questions/start-trial")
    assert browser.client.get_cookie("trial")
    _leaves(browser)
    assert browser.client.get_cookie("trial") is None
    assert "This is a trial." not in browser.get("/").get_data(as_text=True)


def test_no_page_of_the_questions_is_kept_by_the_browser(world: World) -> None:
    browser = at_result(world)
    for address in PLACES:
        answer = browser.client.get(address, headers=browser.headers)
        assert answer.headers["Cache-Control"] == "no-store", address


def _leaves(browser: Browser) -> None:
    answer = browser.client.get("/poistu", headers=browser.headers)
    assert answer.status_code == 302
    assert answer.location == "https://weather.example/"
