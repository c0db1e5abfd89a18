"""What protects a person at her own phone: the cover, the exit, the trial, paper, and another device."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Comes
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser_of_the_tests import ANSWERS

pytestmark = pytest.mark.browser


def _begun(person: Visitor, stop: str) -> Visitor:
    person.open("/").press("Start with the questions").follow("Begin")
    return person.answer_until(stop)


def test_an_open_page_is_covered_after_a_rest_and_keeps_what_was_written(comes: Comes) -> None:
    person = comes(PHONE)
    page = person.page
    _begun(person, "/questions/13")
    page.clock.install()
    person.open("/questions/13").write("own_words", "en nuku").choose("wish", "few_talks")
    cover = page.locator("[data-cover]")
    page.clock.fast_forward("14:50")
    assert not cover.is_visible()
    person.site.clock.pass_time(timedelta(minutes=15))
    page.clock.fast_forward("00:20")
    cover.wait_for()
    assert not page.locator("main").is_visible()
    assert not page.locator(".site-footer").is_visible()
    assert page.locator(".site-header .btn--crisis").is_visible()
    assert page.evaluate("document.activeElement.id") == "cover-title"
    assert cover.get_by_role("button").count() == 2
    assert cover.get_by_role("link", name=person.words("Leave quickly")).is_visible()
    person.keep_picture("cover")
    cover.get_by_role("button", name=person.words("Continue")).click()
    page.locator("main").wait_for()
    assert not cover.is_visible()
    assert page.input_value("[name=own_words]") == "en nuku"
    person.press("Continue")
    assert person.path != "/questions/pause"


def test_a_phone_that_wakes_shows_no_answers(comes: Comes) -> None:
    person = comes(PHONE)
    page = person.page
    _begun(person, "/result")
    page.clock.install()
    person.open("/result")
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 16 * 60)
    # The timers slept with the phone; it says only that the page is visible again.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.locator("[data-cover]").is_visible()
    assert not page.locator("main").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_delete_everything_on_the_cover_deletes(comes: Comes, scripts: bool) -> None:
    person = comes(PHONE, scripts=scripts)
    _begun(person, "/questions/7")
    person.site.clock.pass_time(timedelta(minutes=15))
    person.open("/questions/7").is_at("/questions/pause")
    person.press("Delete everything").is_at("/questions/deleted")
    person.open("/questions").is_at("/")


@pytest.mark.requirement("SR-15")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_back_key_after_the_exit_shows_nothing(comes: Comes, scripts: bool) -> None:
    person = comes(PHONE, scripts=scripts)
    _begun(person, "/result")
    exit_from = person.site.app.config["EXIT_ADDRESS"]
    person.page.route(f"{exit_from}**", lambda route: route.fulfill(body="<title>weather</title>"))
    person.page.get_by_role("link", name=person.words("Leave quickly")).first.click()
    person.page.wait_for_url(f"{exit_from}**")
    for _ in range(3):
        person.page.go_back()
        assert person.page.locator("#suggestion-title").count() == 0
        assert person.page.locator("input:checked").count() == 0
        assert "4 / 10" not in person.text
    person.complaints.foreign.clear()


def test_a_trial_made_real_leads_to_the_call_and_leaves_the_banner(comes: Comes) -> None:
    person = comes(PHONE, "sv", scripts=False)
    person.open("/").press("Just trying").follow("Begin").answer_until("/questions/4a")
    person.answer({"death_thoughts": ["3"], "self_harm": ["today"]})
    assert person.words("This is a trial.") in person.text
    assert person.page.locator('a[href="tel:112"]').first.is_visible()
    person.press("Make it real").is_at("/call-me")
    assert person.words("This is a trial.") not in person.text
    person.write("phone", "+358 00 000 001").press("Ask for a call").is_at("/call-promised")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_she_goes_on_at_another_device_with_a_code(comes: Comes, size: tuple[int, int]) -> None:
    at_work, at_home = comes(DESK, scripts=False), comes(size, "en")
    _begun(at_work, "/questions/7").open("/questions/stop").press("Show a code")
    code = at_work.page.inner_text(".resume-code")
    at_home.open("/").follow("I have a code from another device")
    at_home.write("resume_code", code.lower()).press("Continue").is_at("/questions/7")
    at_work.follow("Continue here instead")
    assert at_work.status == 410


def test_the_result_prints_whole_and_without_navigation(comes: Comes) -> None:
    person = comes(DESK)
    person.open("/").press("Start with the questions").follow("Begin")
    violence = {"harm_others": ["no"], "violence": ["past"], "unusual": ["no"]}
    person.answer_until("/result", p4c=violence, p9={"substance": ["harm"]})
    page = person.page
    button = page.get_by_role("button", name=person.words("Print this page"))
    assert button.is_visible()
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    button.click()
    page.emulate_media(media="print")
    for part in ("#carry-title", "#weigh-title", "#suggestion-title", "details.why li", "#worse-title"):
        assert page.locator(part).first.is_visible(), part
    assert page.locator('#worse-title ~ .line-row a[href="tel:112"]').is_visible()
    assert (
        page.locator("a.btn:visible, button:visible, nav:visible, input:visible, .qbar:visible").count() == 0
    )
    assert page.locator("#others-title").is_hidden()
    person.keep_picture("result-print")
    assert not _private_words(person)


def test_no_number_on_paper_tells_what_was_told(comes: Comes) -> None:
    calm, in_danger = comes(DESK), comes(DESK)
    _begun(calm, "/result")
    in_danger.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/4c")
    in_danger.answer({"harm_others": ["no"], "violence": ["now"], "unusual": ["no"]})
    in_danger.follow("Go on with the questions").answer_until("/result")
    assert in_danger.page.locator('a[href="tel:116006"]').first.is_visible()
    printed = []
    for person in (calm, in_danger):
        person.page.emulate_media(media="print")
        numbers = person.page.locator('a[href^="tel:"]:visible').all()
        printed.append([number.get_attribute("href") for number in numbers])
    assert printed[0] == printed[1] != []
    assert not _private_words(in_danger)


def _private_words(person: Visitor) -> list[str]:
    """What on the page, but for the numbers that are the same for all, would tell a private answer."""
    numbers = person.page.inner_text(".line-row").casefold()
    printed = person.page.inner_text("body").casefold().replace(numbers, "")
    return [word for word in ("väkival", "alkohol", "päihde", "huume", "vahingoit") if word in printed]


def test_without_scripts_there_is_no_button_that_does_nothing(comes: Comes) -> None:
    person = comes(PHONE, scripts=False)
    _begun(person, "/result")
    assert not person.page.locator("[data-print]").is_visible()
    assert ANSWERS["13"]["own_words"][0] not in person.text
