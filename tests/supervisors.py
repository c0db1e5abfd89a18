"""Somebody who has named her supervisor, and the supervisor's way to her first page."""

import re
from datetime import timedelta

from support.consent.inviting_actions import invite_supervisor
from support.consent.rules.fact_code import FactCode
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import LOOKER, SentCase, World, a_sent_case
from tests.settings import ADDRESS

SUPERVISORS_NUMBER = "+358 00 000 007"
NAME = "Siiri Salmi"
OWN_NUMBER = PHONE
# A slip of the finger is no message.
MESSAGE_WAITS = timedelta(minutes=10)


def named(world: World, sent: SentCase | None = None, number: str = SUPERVISORS_NUMBER) -> SentCase:
    """Somebody whose supervisor is named, by herself."""
    sent = sent or a_sent_case(world)
    sent.browser.get("/my/supervisor")
    sent.browser.post("/my/supervisor", supervisor_name=NAME, supervisor_phone=number)
    assert "done=saved" in sent.browser.url, sent.browser.text()
    return sent


def lets_her_supervisor_know(world: World, own: Browser, name: str) -> str:
    """Name a supervisor by this name and give everything; the link in the message."""
    own.get("/my/supervisor")
    own.post("/my/supervisor", supervisor_name=name, supervisor_phone=SUPERVISORS_NUMBER)
    give(own, *FactCode)
    return link_in_the_last_message(world)


def given(world: World, *facts: FactCode, sent: SentCase | None = None) -> SentCase:
    """Somebody who lets her supervisor know these facts."""

    def come() -> SentCase:
        own = named(world, sent)
        give(own.browser, *facts)
        if FactCode.F8 in facts:
            world.clock.pass_time(MESSAGE_WAITS)
        return own

    return come() if sent else world.come_to(("given", facts), come)


def give(browser: Browser, *facts: FactCode) -> None:
    """Tick these and give permission."""
    browser.get("/my/supervisor")
    browser.post("/my/supervisor/facts", fact=[one.value for one in facts], months="6")
    assert "done=answered" in browser.url, browser.text()


def take_back(browser: Browser, fact: FactCode | None = None) -> None:
    """Take one thing back, or everything."""
    browser.get("/my/supervisor")
    browser.post("/my/supervisor/facts/back", fact=fact.value if fact else "all")
    assert "done=updated" in browser.url, browser.text()


def link_in_the_last_message(world: World) -> str:
    """The address in the last message that a supervisor got.

    Who was let know of a meeting alone gets it with the times of that; here by itself.
    """
    for row in world.rows("supervisor_link", told_at=None, ended_at=None):
        if world.rows("consent", supervisor_link_id=row["id"]):
            with world.begin_work(LOOKER) as work:
                invite_supervisor(work, str(row["id"]), f"{ADDRESS}/s/")
    world.send_due()
    if any(":f8:" in row["business_key"] for row in world.rows("outbound_message", state="queued")):
        world.clock.pass_time(MESSAGE_WAITS)
        world.send_due()
    links = [
        link for phone, text in world.sender.sent for link in re.findall(rf"{ADDRESS}(/s/\S+)", text) if phone
    ]
    assert links, world.sender.sent
    return str(links[-1])


def signed_in_by(world: World, link: str, language: str = "en") -> Browser:
    """The supervisor after link and code."""
    browser = Browser(world.app, language)
    browser.get(link)
    browser.post(link)
    browser.post(code=world.code())
    assert browser.url == "/supervisor", browser.text()
    return browser
