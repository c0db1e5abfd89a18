"""Whoever is signed in chooses her language once: it is kept with her, and what is sent to her is in it."""

import re
from datetime import timedelta

from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, dump, signed_in_again
from tests.people_of_the_tests import signed_in
from tests.row_changes import changed

# The next code of an authenticator; and more than the idle time of anybody.
THIRTY_SECONDS, A_LONG_REST = timedelta(seconds=30), timedelta(hours=3)


def _language(browser: Browser) -> str:
    found = re.search(r'<html lang="(\w\w)"', browser.html())
    assert found
    return found.group(1)


def _choose(browser: Browser, language: str) -> None:
    """Press the button of the language on the present page."""
    assert re.search(rf'<button[^>]* name="language" value="{language}"', browser.html()), browser.url
    browser.headers["Referer"] = f"http://localhost{browser.url}"
    browser.post("/language", language=language)


def test_the_page_of_an_employee_goes_on_in_the_language_that_she_chose(world: World) -> None:
    browser = a_sent_case(world).browser
    browser.get("/my")
    _choose(browser, "sv")
    assert (browser.url, _language(browser)) == ("/my", "sv")
    browser.get("/my/signed-in")
    assert _language(browser) == "sv"


def test_an_employee_who_signs_in_elsewhere_finds_the_language_that_she_chose(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    _choose(sent.browser, "sv")
    assert _language(signed_in_again(world)) == "sv"
    assert [row["language"] for row in world.rows("employee", id=sent.employee_id)] == ["sv"]


def test_a_code_comes_in_the_language_that_is_kept_with_the_person(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    _choose(sent.browser, "sv")
    signed_in_again(world)
    assert "kod" in world.sender.sent[-1][1]
    assert [row["language"] for row in world.rows("outbound_message", template="code")].count("sv") == 1


def test_a_booking_is_confirmed_in_the_language_that_is_kept_with_the_person(world: World) -> None:
    sent = a_sent_case(world, book=False)
    sent.browser.get("/my")
    _choose(sent.browser, "sv")
    sent.browser.get("/times?lang=en")
    slot = re.search(r'name="slot" value="([^"]+)"', sent.browser.html())
    assert slot
    sent.browser.post("/times", slot=slot.group(1))
    (message,) = world.rows("outbound_message", template="booked")
    assert message["language"] == "sv"


def test_a_nurse_who_signs_in_elsewhere_finds_the_language_that_she_chose(world: World) -> None:
    nils = world.nurse(world.house.nils)
    _choose(nils, "sv")
    assert _language(nils) == "sv"
    world.clock.pass_time(THIRTY_SECONDS)
    assert _language(world.nurse(world.house.nils)) == "sv"
    assert _language(world.nurse(world.house.nina)) == "en"


def test_two_nurses_at_one_computer_each_find_their_own_language(world: World) -> None:
    nils, nina = world.nurse(world.house.nils), world.nurse(world.house.nina)
    _choose(nils, "sv")
    _choose(nina, "fi")
    nils.post("/sign-out")
    world.clock.pass_time(THIRTY_SECONDS)
    assert _language(signed_in(nils, world.house.nina, world.clock.now().timestamp())) == "fi"


def test_who_has_chosen_nothing_goes_on_as_the_browser_has_it(world: World) -> None:
    nils = world.browser()
    nils.get("/staff/sign-in?lang=sv")
    assert _language(signed_in(nils, world.house.nils, world.clock.now().timestamp())) == "sv"


def test_looking_at_a_page_in_another_language_keeps_nothing_with_the_person(world: World) -> None:
    sent, nils = a_sent_case(world), world.nurse(world.house.nils)
    before = dump(world.begin_work)
    sent.browser.get("/my?lang=sv")
    nils.get("/queue?lang=sv")
    assert (_language(sent.browser), _language(nils)) == ("sv", "sv")
    assert not changed(before, dump(world.begin_work)) - {"audit_entry"}


def test_the_case_that_the_nurse_has_opened_stays_when_she_chooses(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/queue?show=mine&peek={sent.case_id}&name=Aino")
    _choose(nils, "sv")
    assert nils.url == f"/queue?show=mine&peek={sent.case_id}"


def test_after_a_form_that_did_not_go_through_she_comes_to_a_page_that_is_there(world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.post(f"/cases/{sent.case_id}/note", text="")
    _choose(nils, "sv")
    assert nils.page is not None
    assert (nils.page.status_code, nils.url) == (200, "/queue")


def test_who_was_signed_out_meanwhile_still_reads_on_in_the_language(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    world.clock.pass_time(A_LONG_REST)
    _choose(sent.browser, "sv")
    assert sent.browser.url.startswith("/sign-in")
    assert _language(sent.browser) == "sv"
    assert [row["language"] for row in world.rows("employee", id=sent.employee_id)] == ["en"]


def test_a_language_that_we_do_not_speak_changes_nothing(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    sent.browser.post("/language", language="de")
    assert _language(sent.browser) == "en"
    assert [row["language"] for row in world.rows("employee", id=sent.employee_id)] == ["en"]
