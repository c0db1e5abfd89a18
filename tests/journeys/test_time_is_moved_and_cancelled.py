"""She moves her time and later gives it back, in her own language; everybody sees what became of it."""

import re

import pytest

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, contact_fields
from tests.hands import choices, follow, press, time_at

VEERA = "+358 00 000 002"
# Times of day in Helsinki: 12.00 on one day and 13.30 on the next.
FIRST, SECOND = "20261126T1000Z", "20261127T1130Z"
SAYS = {
    "fi": {
        "first": "12.00",
        "second": "13.30",
        "directly": "Tai varaa aika suoraan",
        "my support": "Avaa oma tukeni",
        "move": "Siirrä aika",
        "moved": "Aika on siirretty.",
        "message": "Aikasi on siirretty: ",
        "cancel": "Peru aika",
        "sure": "Perutaanko tämä aika?",
        "cancelled": "Aika on peruttu.",
        "then": "Hoitaja soittaa sinulle viimeistään",
    },
    "sv": {
        "first": "12.00",
        "second": "13.30",
        "directly": "Eller boka en tid direkt",
        "my support": "Öppna mitt stöd",
        "move": "Flytta tiden",
        "moved": "Tiden är flyttad.",
        "message": "Din tid är flyttad: ",
        "cancel": "Avboka tiden",
        "sure": "Vill du avboka den här tiden?",
        "cancelled": "Tiden är avbokad.",
        "then": "En företagshälsovårdare ringer dig senast",
    },
    "en": {
        "first": "12:00",
        "second": "13:30",
        "directly": "Or book a time directly",
        "my support": "Open my support",
        "move": "Move the time",
        "moved": "The time has been moved.",
        "message": "Your time has been moved: ",
        "cancel": "Cancel the time",
        "sure": "Cancel this time?",
        "cancelled": "The time is cancelled.",
        "then": "A nurse calls you by",
    },
}


@pytest.mark.parametrize("language", SAYS)
def test_a_time_is_moved_and_then_given_back(language: str, world: World) -> None:
    says = SAYS[language]
    aino = _before_the_times(world, Browser(world.app, language), PHONE, "Aino", says["directly"])
    first, second = time_at(aino, FIRST), time_at(aino, SECOND)
    aino.post("/times", slot=first)
    text = _moves_it(world, aino, second, says)

    _opens_for_nobody_else(world, text)
    veera = _before_the_times(world, world.browser(), VEERA, "Veera", SAYS["en"]["directly"])
    assert first in choices(veera, "slot") and second not in choices(veera, "slot")
    _is_nothing_to(veera, aino)
    nils = world.nurse(world.house.nils)
    follow(nils, "Aino")
    assert "13:30" in nils.text() and "12:00" not in nils.text()

    _gives_it_back(world, aino, says)
    veera.get("/times")
    assert {first, second} <= set(choices(veera, "slot"))
    nils.get(nils.url)
    assert "No time booked." in nils.text()
    nils.get("/queue")
    assert "Aino" in nils.text(), "who gives a time back is not lost"


def _moves_it(world: World, aino: Browser, second: str, says: dict[str, str]) -> str:
    """From her own page to another time; the message that she gets."""
    world.send_due()
    follow(aino, says["my support"])
    follow(aino, says["move"])
    press(aino, says["move"], slot=second)
    assert says["moved"] in aino.text() and says["second"] in aino.text()
    follow(aino, says["my support"])
    assert says["second"] in aino.text() and says["first"] not in aino.text()
    world.send_due()
    receiver, text = world.sender.sent[-1]
    assert receiver == PHONE.replace(" ", "")
    assert text.startswith(says["message"]) and says["second"] in text
    return text


def _gives_it_back(world: World, aino: Browser, says: dict[str, str]) -> None:
    sent = len(world.sender.sent)
    follow(aino, says["cancel"])
    assert says["sure"] in aino.text() and says["second"] in aino.text()
    press(aino, says["cancel"])
    assert says["cancelled"] in aino.text() and says["then"] in aino.text()
    world.send_due()
    assert world.sender.sent[sent:] == [], "she did it herself, so that nothing is told to her"


def _before_the_times(world: World, browser: Browser, phone: str, name: str, directly: str) -> Browser:
    browser.get("/")
    press(browser, directly)
    browser.post("/contact", **contact_fields(world, first_name=name, phone=phone))
    browser.post("/code", code=world.code())
    assert browser.url.startswith("/times"), browser.text()
    return browser


def _is_nothing_to(other: Browser, owner: Browser) -> None:
    """The addresses of her time lead another employee nowhere."""
    found = re.findall(r'href="(/times/(?:move|cancel)/[^"]+)"', owner.html())
    assert len(found) == 2
    for address in found:
        assert other.client.get(address).status_code == 404


def _opens_for_nobody_else(world: World, text: str) -> None:
    """The link in the message tells whoever has the phone nothing before a code."""
    (link,) = re.findall(r"http://127\.0\.0\.1:5000(\S+)", text)
    stranger = world.browser()
    stranger.get(link)
    assert "Aino" not in stranger.text() and stranger.url.startswith("/sign-in")
