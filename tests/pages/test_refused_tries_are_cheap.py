"""A try over its limit is answered before anything slow, waits for nobody and tells nothing."""

import re
from datetime import timedelta

import pyotp
import pytest

from config import Settings
from support.platform.crypto import slow_hash
from support.triage import visit_actions
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case, begun, contact_fields
from tests.faults.locks import locked_from_outside
from tests.people_of_the_tests import PASSWORD

NILS, NOBODY = "nils@ulappa.example", "nobody@ulappa.example"
WRONG = "wrong wrong wrong"


class Hashing:
    """Stands in the place of the slow hash and remembers how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def matches(self, _stored: str, text: str) -> bool:
        self.times += 1
        return text == PASSWORD

    def make(self, text: str) -> str:
        self.times += 1
        return slow_hash(text)


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> Hashing:
    hashing = Hashing()
    monkeypatch.setattr("support.people.sign_in_actions.slow_hash_matches", hashing.matches)
    monkeypatch.setattr("support.people.code_actions.slow_hash", hashing.make)
    return hashing


def _tries(world: World, email: str, times: int, browser: Browser | None = None) -> Browser:
    browser = browser or world.browser()
    for _ in range(times):
        browser.get("/staff/sign-in")
        browser.post(email=email, password=WRONG)
    return browser


def _status(browser: Browser) -> int:
    assert browser.page is not None
    return browser.page.status_code


@pytest.mark.parametrize("email", [NILS, NOBODY])
def test_over_the_limit_no_password_is_hashed(email: str, hashing: Hashing, world: World) -> None:
    browser = _tries(world, email, 10)
    assert (_status(browser), hashing.times) == (422, 10)
    _tries(world, email, 5, browser)
    assert (_status(browser), hashing.times) == (429, 10)


def test_from_an_address_over_its_limit_no_password_of_anybody_is_hashed(
    hashing: Hashing, world: World
) -> None:
    browser = world.browser()
    for number in range(60):
        _tries(world, f"nobody{number}@ulappa.example", 1, browser)
    asked = hashing.times
    for email in (NILS, NOBODY, ""):
        assert _status(_tries(world, email, 1)) == 429
    assert hashing.times == asked == 60


def test_a_beginning_over_the_limit_waits_for_no_writer(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit_actions, "VISITS_PER_ADDRESS", (1, timedelta(hours=1)))
    browser = begun(world)
    browser.get("/")
    kept = world.rows("rate_count")
    with locked_from_outside(settings.database_url):
        browser.post("/questions/start")
    assert _status(browser) == 429
    assert world.rows("rate_count") == kept


def test_a_refused_try_waits_for_no_writer(world: World, hashing: Hashing, settings: Settings) -> None:
    browsers = [_tries(world, email, 11) for email in (NILS, NOBODY)]
    kept = world.rows("rate_count")
    for browser in browsers:
        browser.get("/staff/sign-in")
    with locked_from_outside(settings.database_url):
        for browser, email in zip(browsers, (NILS, NOBODY), strict=True):
            assert browser.post("/staff/sign-in", email=email, password=WRONG).status_code == 429
    assert world.rows("rate_count") == kept


def test_the_refusal_is_the_same_for_known_and_unknown_addresses(hashing: Hashing, world: World) -> None:
    known, unknown = _tries(world, NILS, 11), _tries(world, NOBODY, 11)
    assert _status(known) == _status(unknown) == 429
    assert re.sub(r'value="[^"]{40,}"', "", known.html()) == re.sub(r'value="[^"]{40,}"', "", unknown.html())


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fi", "Odotetaan hetki"), ("sv", "vänta"), ("en", "Let us wait a moment")],
)
def test_the_page_names_the_way_on_and_the_numbers(
    language: str, heading: str, hashing: Hashing, world: World
) -> None:
    browser = Browser(world.app, language)
    _tries(world, NILS, 11, browser)
    assert heading in browser.text()
    for number in ("112", "116117", "090000000"):
        assert f'href="tel:{number}"' in browser.html()
    assert 'href="/staff/sign-in"' in browser.html()


def test_over_its_limit_no_code_of_the_authenticator_is_looked_at(world: World) -> None:
    nils = world.house.nils
    browser = world.browser()
    browser.get("/staff/sign-in")
    browser.post(email=nils.email, password=PASSWORD)
    for _ in range(10):
        assert browser.post("/staff/sign-in/code", code="000000").status_code == 422
    reads = len(world.rows("audit_entry", verb="read"))
    right = pyotp.TOTP(nils.secret).at(int(world.clock.now().timestamp()))
    for code in ("000000", right):
        browser.get("/staff/sign-in/code")
        assert browser.post("/staff/sign-in/code", code=code).status_code == 429
    assert len(world.rows("audit_entry", verb="read")) == reads
    assert world.rows("sign_in") == []


def test_from_an_address_over_its_limit_no_code_is_made(hashing: Hashing, world: World) -> None:
    a_sent_case(world)
    for number in range(60):
        browser = world.browser()
        browser.get("/sign-in")
        browser.post(phone=f"+358 00 000 0{number + 20:02}")
    made, messages = hashing.times, len(world.rows("outbound_message"))
    for phone in (PHONE, "+358 00 000 009"):
        browser = world.browser()
        browser.get("/sign-in")
        assert browser.post(phone=phone).status_code == 429
        assert "tel:" in browser.html() or "09 000 0000" in browser.text().replace("\xa0", " ")
    sending = begun(world, "/questions/start-direct")
    assert sending.post(**contact_fields(world)).status_code == 429
    assert (hashing.times, len(world.rows("outbound_message"))) == (made, messages)
