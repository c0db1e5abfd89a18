"""A code works ten minutes, five tries, once, in one browser; otherwise the page says so and goes on."""

import re
from datetime import timedelta

import pytest

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, begun, contact_fields

WRONG = "000000"


def _asked(world: World) -> Browser:
    browser = begun(world, "/questions/start-direct")
    browser.post(**contact_fields(world))
    assert browser.url.startswith("/code")
    return browser


def _wrong(code: str) -> str:
    return WRONG if code != WRONG else "111111"


@pytest.mark.parametrize(
    ("waited", "works"),
    [
        (timedelta(minutes=9, seconds=59), True),
        (timedelta(minutes=10), False),
        (timedelta(minutes=10, seconds=1), False),
    ],
)
def test_a_code_works_for_ten_minutes(waited: timedelta, works: bool, world: World) -> None:
    browser = _asked(world)
    code = world.code()
    world.clock.pass_time(waited)
    answer = browser.post(code=code)
    assert bool(world.rows("support_case")) is works
    if not works:
        assert answer.status_code == 422
        assert "Ask for a new one; what you filled in is kept." in browser.text()
        browser.post("/code/new")
        browser.post(code=world.code())
        assert browser.url.startswith("/times"), browser.text()


def test_the_fifth_try_may_be_right_and_the_sixth_is_refused(world: World) -> None:
    fifth = _asked(world)
    code = world.code()
    for _ in range(4):
        assert fifth.post(code=_wrong(code)).status_code == 422
    fifth.post(code=code)
    assert fifth.url.startswith("/times")

    sixth = begun(world, "/questions/start-direct")
    sixth.post(**contact_fields(world, phone="+358 00 000 002"))
    code = world.code()
    for _ in range(5):
        assert sixth.post("/code", code=_wrong(code)).status_code == 422
    refused = sixth.post("/code", code=code)
    assert refused.status_code == 422
    assert 'href="tel:' in refused.get_data(as_text=True)
    assert len(world.rows("support_case")) == 1


def test_many_tries_at_once_are_still_five(world: World) -> None:
    browser = _asked(world)
    code = world.code()
    for _ in range(20):
        browser.post("/code", code=_wrong(code))
    assert [row["tries"] for row in world.rows("one_time_code")] == [5]


def test_a_code_is_used_once(world: World) -> None:
    a_sent_case(world)
    world.clock.pass_time(timedelta(minutes=1))
    first, second = world.browser(), world.browser()
    first.get("/sign-in")
    first.post(phone=PHONE)
    code = world.code()
    # The second one has the cookie of the first, as if it had been copied.
    cookie = first.client.get_cookie("kynnys")
    assert cookie
    second.client.set_cookie("kynnys", cookie.value)
    second.get("/sign-in/code")
    first.post("/sign-in/code", code=code)
    assert first.url.startswith("/my")
    answer = second.post("/sign-in/code", code=code)
    assert answer.status_code == 422
    assert second.get("/my").request.path == "/sign-in"


def test_a_code_works_in_no_other_browser(world: World) -> None:
    _asked(world)
    code = world.code()
    other = begun(world, "/questions/start-direct")
    other.post("/code", code=code)
    assert world.rows("support_case") == []
    stranger = world.browser()
    stranger.get("/sign-in")
    assert stranger.post("/sign-in/code", code=code).status_code == 422
    assert world.rows("sign_in", account_id=None) == []


def test_a_new_code_makes_the_earlier_one_useless(world: World) -> None:
    browser = _asked(world)
    earlier = world.code()
    world.clock.pass_time(timedelta(seconds=31))
    browser.post("/code/new")
    later = world.code()
    assert earlier != later
    assert browser.post("/code", code=earlier).status_code == 422
    browser.post("/code", code=later)
    assert browser.url.startswith("/times")


def test_a_new_code_must_be_waited_for_half_a_minute(world: World) -> None:
    browser = _asked(world)
    world.clock.pass_time(timedelta(seconds=29))
    answer = browser.post("/code/new")
    assert answer.status_code == 429
    assert len(world.rows("outbound_message")) == 1
    assert 'href="/contact"' in answer.get_data(as_text=True)


def test_the_code_that_comes_after_all_works_where_a_new_one_had_to_wait(world: World) -> None:
    browser = _asked(world)
    browser.post("/code/new")
    browser.post(_where_the_code_is_sent(browser), code=world.code())
    assert browser.url.startswith("/times")
    again = world.browser()
    again.get("/sign-in?next=/my/signed-in")
    again.post(phone=PHONE)
    again.post("/sign-in/code/new?next=/my/signed-in")
    again.post(_where_the_code_is_sent(again), code=world.code())
    assert again.url == "/my/signed-in"


def _where_the_code_is_sent(browser: Browser) -> str:
    form = re.search(r'<form method="post" action="([^"]+)" novalidate>', browser.html())
    assert form, browser.text()
    return form.group(1)


def _sent(world: World) -> list[bool]:
    return [row["state"].value != "suppressed" for row in world.rows("outbound_message")]


def test_a_number_gets_three_codes_an_hour_and_the_page_is_the_same_for_the_fourth(world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    answers = [browser.post("/contact", **contact_fields(world)).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 200]
    assert sorted(_sent(world)) == [False, True, True, True]
    assert "Many codes may also have been sent to this number lately." in browser.text()
    assert 'href="tel:' in browser.html()


def test_a_number_gets_five_codes_a_day(world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    for number in range(6):
        browser.post("/contact", **contact_fields(world))
        if number == 2:
            world.clock.pass_time(timedelta(hours=1, seconds=1))
    assert sorted(_sent(world)) == [False, True, True, True, True, True]


def test_a_code_may_be_pasted_with_spaces(world: World) -> None:
    browser = _asked(world)
    code = world.code()
    browser.post(code=f" {code[:3]} {code[3:]} ")
    assert browser.url.startswith("/times")


def test_a_code_for_one_number_confirms_no_other(world: World) -> None:
    browser = _asked(world)
    code = world.code()
    browser.get("/contact")
    # Three codes an hour have gone, so that the other number comes without a code of its own.
    _use_up_the_codes(world, "+358 00 000 002")
    browser.post("/contact", **contact_fields(world, phone="+358 00 000 002"))
    answer = browser.post("/code", code=code)
    assert answer.status_code == 422
    assert world.rows("employee") == []


def test_the_number_is_never_shown_whole_beside_the_field_for_the_code(world: World) -> None:
    page = _asked(world).html()
    assert "01" in page
    assert not re.search(r"358\s*00\s*000\s*001", page)


def _use_up_the_codes(world: World, phone: str) -> None:
    for _ in range(3):
        begun(world, "/questions/start-direct").post("/contact", **contact_fields(world, phone=phone))


def test_a_code_that_was_not_sent_confirms_no_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code of the fourth request is known here, as a lucky guess would be."""
    browser = begun(world, "/questions/start-direct")
    for _ in range(3):
        browser.post("/contact", **contact_fields(world))
    monkeypatch.setattr(world.begin_work.ids, "digits", lambda _count: "424242")
    browser.post("/contact", **contact_fields(world))
    assert _sent(world).count(False) == 1
    browser.post("/code", code="424242")
    assert browser.page and browser.page.status_code == 422
    assert not world.rows("employee")
