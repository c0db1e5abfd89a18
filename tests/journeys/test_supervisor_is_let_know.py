"""A supervisor is let know one thing: named, told, signed in, shown; and then it is taken back."""

import pytest

from support.consent.rules.fact_code import FactCode
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case
from tests.hands import follow, press
from tests.supervisors import NAME, SUPERVISORS_NUMBER, link_in_the_last_message

SEE = {"fi": "Katso ja päätä", "sv": "Se och bestäm", "en": "See and decide"}
SAVE = {"fi": "Tallenna esihenkilö", "sv": "Spara chefen", "en": "Save the supervisor"}
GIVE = {"fi": "Anna lupa", "sv": "Ge tillstånd", "en": "Give permission"}
TAKE_BACK = {"fi": "Peru lupa", "sv": "Återta tillståndet", "en": "Take the permission back"}
SEND_CODE = {"fi": "Lähetä koodi", "sv": "Skicka en kod", "en": "Send a code"}
CONFIRM = {"fi": "Vahvista", "sv": "Bekräfta", "en": "Confirm"}
SEEN = {
    "fi": "toive, että otat asian puheeksi",
    "sv": "en önskan om att du tar upp saken",
    "en": "a wish that you bring the matter up",
}
NOTHING = {
    "fi": "Täällä ei ole nyt mitään sinulle",
    "sv": "Här finns inget för dig just nu",
    "en": "There is nothing for you here now",
}
CLOSED = {
    "fi": "Tämä linkki ei ole enää käytössä",
    "sv": "Den här länken används inte längre",
    "en": "This link is no longer in use",
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_from_naming_to_taking_back(world: World, language: str) -> None:
    own = a_sent_case(world).browser
    own.headers = {"Accept-Language": language}
    _names_and_gives(world, own, language)
    link = link_in_the_last_message(world)
    browser = Browser(world.app, language)
    _signs_in(world, browser, link, language)
    assert "Aino" in browser.text() and SEEN[language] in browser.text()

    own.get("/my/supervisor")
    press(own, TAKE_BACK[language])
    browser.get("/supervisor")
    assert NOTHING[language] in browser.text() and "Aino" not in browser.html()
    browser.get(link)
    never = Browser(world.app, language)
    never.get("/s/neverneverneverne")
    assert never.page and never.page.status_code == 404
    assert CLOSED[language] in never.text() == browser.text()


def _names_and_gives(world: World, own: Browser, language: str) -> None:
    own.get(f"/my?lang={language}")
    follow(own, SEE[language])
    press(own, SAVE[language], supervisor_name=NAME, supervisor_phone=SUPERVISORS_NUMBER)
    world.send_due()
    assert not [phone for phone, _ in world.sender.sent if phone == SUPERVISORS_NUMBER.replace(" ", "")]
    press(own, GIVE[language], fact=FactCode.F8.value)


def _signs_in(world: World, browser: Browser, link: str, language: str) -> None:
    message = world.sender.sent[-1][1]
    assert "Aino" not in message and NAME not in message
    browser.get(link)
    assert "Aino" not in browser.html() and NAME not in browser.html()
    press(browser, SEND_CODE[language])
    press(browser, CONFIRM[language], code=world.code())
    assert browser.url == "/supervisor"
