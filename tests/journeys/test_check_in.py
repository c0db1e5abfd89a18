"""Check-ins: asked by text message, answered in a minute without a sign-in, followed by a call."""

from datetime import timedelta

import pytest

from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World
from tests.check_ins import asked, pass_to_the_next, was_met
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
    browser = Browser(world.app, language)
    link = asked(world)
    browser.get(link)
    assert "Aino" not in browser.text()
    press(browser, CONTINUE[language], better=OWN_WORDS, scale="6", direction="better", call="not_now")
    press(browser, SEND[language], work_ability="7", **{f"who5_{n}": "4" for n in range(1, 6)})
    assert SENT[language] in browser.text()

    again = Browser(world.app, language)
    again.get(link)
    assert SENT[language] in again.text() and OWN_WORDS not in again.html()
    nils = world.nurse(world.house.nils)
    nils.get("/follow-up")
    assert "Better" in nils.text()
    nils.get(f"/cases/{met.case_id}")
    for words in (OWN_WORDS, "6/10 · Better", "WHO-5 80", "Up from 4 to 6."):
        assert words in nils.text()
    assert not world.rows("alert", resolved_at=None)


def test_worse_raises_an_alert_which_a_call_resolves(world: World, met: SentCase) -> None:
    browser = Browser(world.app, "en")
    browser.get(asked(world))
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
    browser.get(asked(world))
    press(browser, "Continue", scale="1")
    press(browser, "Continue", safe=safe)
    assert "You do not have to manage this alone." in browser.text() and "112" in browser.text()
    assert "A nurse calls you by" in browser.text()
    assert kind in {row["kind"] for row in world.rows("alert", resolved_at=None)}


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
