"""A nurse who is signed out while she writes gets her words back when she signs in, and nobody else does."""

import re
from datetime import timedelta

import pyotp
import pytest

from support.people.account_actions import give_role
from support.vocabulary.actor import Actor, Role
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, dump
from tests.people_of_the_tests import PASSWORD, Staff

SESSION_GONE, WORDS_GONE = timedelta(minutes=16), timedelta(minutes=31)
WORDS = "Kanariasanoja: soitin kahdesti.\nSovittiin uusi soitto <huomenna>."
SAVED = {
    "note": {"text": WORDS},
    "call": {"outcome": "no_answer", "note": WORDS},
    "decision": {"urgency": "routine", "path": "self_care", "reason": WORDS},
}


def _signed_out_at(world: World, do: str) -> tuple[Browser, str]:
    """A nurse who has pressed save when her session was over, and the case that she was writing about."""
    case = f"/cases/{a_sent_case(world).case_id}"
    nils = world.nurse(world.house.nils)
    nils.get(case)
    nils.post(f"{case}/claim")
    world.clock.pass_time(SESSION_GONE)
    nils.post(f"{case}/{do}", **SAVED[do])
    return nils, case


def _hidden(browser: Browser) -> dict[str, str]:
    found = re.search(r'name="kept_words" value="([^"]+)"', browser.html())
    return {"kept_words": found.group(1)} if found else {}


def _sign_in(world: World, browser: Browser, staff: Staff) -> Browser:
    """Sign in with what the page carries, as its forms would send it."""
    browser.post("/staff/sign-in", email=staff.email, password=PASSWORD, **_hidden(browser))
    code = pyotp.TOTP(staff.secret).at(int(world.clock.now().timestamp()))
    browser.post("/staff/sign-in/code", code=code, **_hidden(browser))
    return browser


def _save(browser: Browser) -> Browser:
    """Press the button of the page that shows her words."""
    form = re.search(r'<form method="post" action="(/cases/[^"]+)"[^>]*>(.*?)</form>', browser.html(), re.S)
    assert form, browser.text()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.group(2)))
    fields.pop("csrf_token")
    area = re.search(r'<textarea[^>]* name="(\w+)"', form.group(2))
    assert area
    browser.post(form.group(1), **fields, **{area.group(1): WORDS})
    return browser


@pytest.mark.parametrize("do", SAVED)
def test_she_finds_her_words_when_she_has_signed_in_again(do: str, world: World) -> None:
    nils, case = _signed_out_at(world, do)
    assert "you get it back" in nils.text()
    _sign_in(world, nils, world.house.nils)
    assert "soitin kahdesti.\nSovittiin uusi soitto &lt;huomenna&gt;." in nils.html()
    _save(nils)
    assert nils.url == case
    assert " ".join(WORDS.split()) in nils.text()


def test_a_mistyped_password_and_a_mistyped_code_take_no_words(world: World) -> None:
    nils, _case = _signed_out_at(world, "note")
    nils.post("/staff/sign-in", email=world.house.nils.email, password="x" * 20, **_hidden(nils))
    nils.post("/staff/sign-in", email=world.house.nils.email, password=PASSWORD, **_hidden(nils))
    nils.post("/staff/sign-in/code", code="000000", **_hidden(nils))
    world.clock.pass_time(timedelta(minutes=6))
    nils.post("/staff/sign-in/code", code="000000", **_hidden(nils))
    assert "you get it back" in nils.text()
    assert "soitin kahdesti" in _sign_in(world, nils, world.house.nils).html()


def test_another_nurse_at_the_same_computer_does_not_see_them(world: World) -> None:
    browser, _case = _signed_out_at(world, "note")
    _sign_in(world, browser, world.house.nina)
    assert browser.url == "/queue"
    assert "kahdesti" not in browser.html()


def test_the_words_cannot_be_read_before_she_has_signed_in(world: World) -> None:
    nils, _case = _signed_out_at(world, "note")
    sealed = _hidden(nils)["kept_words"]
    nils.post("/staff/sign-in", email=world.house.nils.email, password=PASSWORD, **_hidden(nils))
    assert _hidden(nils)
    cookies = str(nils.client._cookies)
    for said in (nils.html(), cookies, nils.url, str(dump(world.begin_work))):
        assert "kahdesti" not in said
    assert sealed not in cookies + nils.url + str(dump(world.begin_work))


def test_after_half_an_hour_they_are_gone(world: World) -> None:
    nils, _case = _signed_out_at(world, "note")
    world.clock.pass_time(WORDS_GONE)
    _sign_in(world, nils, world.house.nils)
    assert nils.url == "/queue"


def test_nothing_is_saved_until_she_presses_the_button(world: World) -> None:
    nils, case = _signed_out_at(world, "note")
    _sign_in(world, nils, world.house.nils)
    nils.get(case)
    assert "kahdesti" not in nils.html()


def test_what_is_no_sealed_text_of_ours_leads_to_the_queue(world: World) -> None:
    browser, _case = _signed_out_at(world, "note")
    sealed, nils = _hidden(browser)["kept_words"], world.house.nils
    for other in ("x", "ä", sealed[:-4], "A" * len(sealed)):
        world.clock.pass_time(timedelta(seconds=30))
        browser = world.browser()
        browser.get("/staff/sign-in")
        browser.post("/staff/sign-in", email=nils.email, password=PASSWORD, kept_words=other)
        code = pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp()))
        browser.post("/staff/sign-in/code", code=code, kept_words=other)
        assert browser.url == "/queue", other


def test_a_stranger_who_sends_the_form_is_asked_to_sign_in_and_nothing_is_kept(world: World) -> None:
    stranger = world.browser()
    stranger.get("/staff/sign-in")
    stranger.post("/cases/xxxxxxxxxxxxxxxxxxxxxx/note", text=WORDS)
    assert stranger.url == "/staff/sign-in"
    assert not _hidden(stranger)


def test_more_than_a_page_holds_is_not_kept(world: World) -> None:
    case = f"/cases/{a_sent_case(world).case_id}"
    nils = world.nurse(world.house.nils)
    world.clock.pass_time(SESSION_GONE)
    nils.post(f"{case}/note", text=WORDS, more="ä" * 20_000)
    assert nils.url == "/staff/sign-in"


def test_a_form_without_words_leads_to_the_sign_in(world: World) -> None:
    case = f"/cases/{a_sent_case(world).case_id}"
    nils = world.nurse(world.house.nils)
    world.clock.pass_time(SESSION_GONE)
    nils.post(f"{case}/note", text=" ")
    assert nils.url == "/staff/sign-in"


def test_after_a_change_of_role_the_words_are_still_hers(world: World) -> None:
    with world.begin_work(Actor.operator()) as work:
        give_role(work, world.house.nils.email, Role.ADMIN)
    case = f"/cases/{a_sent_case(world).case_id}"
    nils = world.nurse(world.house.nils)
    for role in ("admin", "nurse"):
        nils.post("/staff/role", role=role)
    nils.get(case)
    world.clock.pass_time(SESSION_GONE)
    nils.post(f"{case}/note", text=WORDS)
    assert "soitin kahdesti" in _sign_in(world, nils, world.house.nils).html()


def test_who_should_hear_of_refused_codes_hears_it_beside_her_words(world: World) -> None:
    nils, _case = _signed_out_at(world, "note")
    thief = world.browser()
    thief.get("/staff/sign-in")
    thief.post(email=world.house.nils.email, password=PASSWORD)
    thief.post(code="000000")
    _sign_in(world, nils, world.house.nils)
    assert 'href="/staff/signed-in"' in nils.html()
