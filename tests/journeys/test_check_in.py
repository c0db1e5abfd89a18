"""Check-ins: asked by text message, answered in a minute without a sign-in, followed by a call."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from support.people.models import Employee
from support.vocabulary.language import Language
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World
from tests.check_ins import NUMBER, asked, pass_to_the_next, was_met
from tests.hands import press

SENT = {
    "fi": "Kiitos, vastauksesi on lähetetty",
    "sv": "Tack, dina svar har skickats",
    "en": "Thank you, your answers have been sent",
}
CONTINUE = {"fi": "Jatka", "sv": "Fortsätt", "en": "Continue"}
SEND = {"fi": "Lähetä", "sv": "Skicka", "en": "Send"}
OWN_WORDS = "Nukun taas."


@pytest.fixture
def met(world: World) -> SentCase:
    """Somebody whose check-ins are planned."""
    return was_met(world)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_check_in_by_link(world: World, met: SentCase, language: str) -> None:
    _is_served_in(world, language)
    # The language of the message counts, whatever this phone was bought with.
    browser = Browser(world.app, "fi" if language == "en" else "en")
    link = asked(world)
    browser.get(link)
    assert "Aino" not in browser.text()
    press(browser, CONTINUE[language], better=OWN_WORDS, scale="6", direction="better", call="not_now")
    press(browser, SEND[language], work_ability="7", **{f"who5_{n}": "4" for n in range(1, 6)})
    assert SENT[language] in browser.text()

    again = Browser(world.app, "en")
    again.get(link)
    assert SENT[language] in again.text() and OWN_WORDS not in again.html()
    nils = world.nurse(world.house.nils)
    nils.get("/follow-up")
    assert "Better" in nils.text()
    nils.get(f"/cases/{met.case_id}")
    for words in (OWN_WORDS, "6/10 · Better", "WHO-5 80", "Up from 4 to 6."):
        assert words in nils.text()
    assert not world.rows("alert", resolved_at=None)


def test_another_language_that_is_chosen_on_the_page_stays(world: World, met: SentCase) -> None:
    browser = Browser(world.app, "fi")
    browser.get(asked(world))
    assert 'lang="fi"' in browser.html()
    browser.get(f"{browser.url}?lang=sv")
    browser.url = browser.url.partition("?")[0]
    press(browser, CONTINUE["sv"], scale="6")
    press(browser, SEND["sv"])
    assert SENT["sv"] in browser.text()


def test_the_thank_you_says_when_we_ask_again_and_when_no_more(world: World, met: SentCase) -> None:
    browser = Browser(world.app, "en")
    for again in ("We ask again in about 11 weeks.", "This was the last time we ask."):
        browser.get(f"{asked(world)}?lang=en")
        press(browser, "Continue", scale="6")
        press(browser, "Send")
        assert "You do not have to do anything else now." in browser.text()
        assert again in browser.text()


def test_a_link_that_is_opened_again_takes_back_no_call(world: World, met: SentCase) -> None:
    browser = Browser(world.app, "en")
    link = asked(world)
    browser.get(f"{link}?lang=en")
    press(browser, "Continue", scale="1")
    press(browser, "Continue", safe="no")
    assert f"{link}?lang" not in browser.html(), "in another language there would be no numbers"
    assert '"/help/sv"' in browser.html()
    browser.get(link)
    assert SENT["en"] in browser.text()
    assert "You do not have to do anything else now." not in browser.text()


def test_a_promise_stays_what_it_was_when_it_is_looked_at_later(world: World, met: SentCase) -> None:
    browser = Browser(world.app, "en")
    browser.get(f"{asked(world)}?lang=en")
    press(browser, "Continue", scale="6", call="today")
    press(browser, "Send")
    assert "A nurse calls you by 16:00 today." in browser.text()
    world.clock.pass_time(timedelta(hours=2))
    browser.get(browser.url)
    assert "A nurse calls you by 16:00 today." in browser.text()
    world.clock.pass_time(timedelta(days=1))
    browser.get(browser.url)
    assert "A nurse calls you" not in browser.text()


def test_worse_raises_an_alert_which_a_call_resolves(world: World, met: SentCase) -> None:
    browser = Browser(world.app, "en")
    browser.get(f"{asked(world)}?lang=en")
    press(browser, "Continue", scale="3", direction="worse", call="not_now")
    assert "Are you safe?" in browser.text()
    press(browser, "Continue", safe="yes")
    press(browser, "Send")
    assert "A nurse calls you by" in browser.text()
    (alert,) = world.rows("alert", resolved_at=None)
    assert alert["kind"] == "safety_checkin"

    nils = world.nurse(world.house.nils)
    nils.get("/follow-up")
    assert "Worse" in nils.text()
    nils.get(f"/cases/{met.case_id}")
    nils.post(f"/cases/{met.case_id}/claim")
    nils.post(f"/cases/{met.case_id}/call", outcome="reached", note="Puhuttu.")
    assert not world.rows("alert", resolved_at=None)


@pytest.mark.requirement("SR-2")
@pytest.mark.requirement("SR-17")
@pytest.mark.parametrize(("safe", "kind"), [("no", "crisis"), ("unsure", "safety_checkin")])
def test_not_safe_brings_help_in_the_very_next_response(
    world: World, met: SentCase, safe: str, kind: str
) -> None:
    browser = Browser(world.app, "en")
    browser.get(f"{asked(world)}?lang=en")
    press(browser, "Continue", scale="1")
    press(browser, "Continue", safe=safe)
    assert "You do not have to manage this alone." in browser.text() and "112" in browser.text()
    assert "A nurse calls you by" in browser.text()
    assert kind in {row["kind"] for row in world.rows("alert", resolved_at=None)}


def test_what_she_writes_back_is_one_tap_from_its_alert_with_a_word_of_caution(
    world: World, met: SentCase
) -> None:
    nina = world.nurse(world.house.nina)
    nina.get("/follow-up")
    assert "Nobody to follow up now" in nina.text()
    link = asked(world)
    with world.begin_work(LOOKER) as work:
        came = IncomingMessage(reference="SM1", sender=NUMBER, text="Soittaisitteko?", is_stopped=False)
        receive(work, came, our_phone="09 000 0000")
    nils = world.nurse(world.house.nils)
    nils.get("/alerts")
    assert f"/cases/{met.case_id}#follow-up-title" in nils.html()
    nils.get(f"/cases/{met.case_id}")
    assert "Soittaisitteko?" in nils.text() and link not in nils.html()
    assert "A sender's number can be forged. Confirm what matters with a call." in nils.text()


def test_silent_twice_raises_an_alert(world: World, met: SentCase) -> None:
    for _ in range(2):
        assert not world.rows("alert", resolved_at=None)
        links = {asked(world), asked(world)}
        assert len(links) == 2, "each message has a link of its own"
        pass_to_the_next(world)
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["checkin_missed"]
    assert {row["state"] for row in world.rows("check_in")} == {"missed"}
    assert {row["state"] for row in world.rows("follow_up_plan")} == {"completed"}


def test_an_expired_link_tells_nothing(world: World, met: SentCase) -> None:
    link = asked(world)
    world.clock.pass_time(timedelta(days=15))
    expired, never = Browser(world.app, "en"), Browser(world.app, "en")
    expired.get(link)
    never.get("/c/neverneverneverne")
    assert expired.page and expired.page.status_code == 404
    assert "09 000 0000" in expired.text()
    assert expired.text() == never.text()


def _is_served_in(world: World, language: str) -> None:
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Employee).values(language=Language(language)))
