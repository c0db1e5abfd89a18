"""Her number has changed, or her phone is lost: the old one leads to nothing any more, and gets nothing."""

import pytest

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import SentCase, World, a_sent_case, signed_in_again
from tests.hands import choices, follow, press

OLD, NEW = PHONE.replace(" ", ""), "+35800000055"
TOLD = "No more messages will be sent to this number."


def to(world: World, phone: str) -> list[str]:
    """What has gone to a number since this was last asked."""
    world.send_due()
    found = [text for number, text in world.sender.sent if number == phone]
    world.sender.sent.clear()
    return found


def asks_for_a_code(world: World, phone: str) -> Browser:
    browser = world.browser()
    browser.get("/sign-in")
    browser.post(phone=phone)
    return browser


def is_signed_out(browser: Browser) -> bool:
    browser.get("/my")
    return browser.url.startswith("/sign-in")


def code_to(world: World, phone: str) -> str:
    (message,) = to(world, phone)
    return next(word.strip(".") for word in message.split() if word.strip(".").isdigit())


def test_she_changes_it_herself_with_the_old_phone_in_her_hand(world: World) -> None:
    sent = a_sent_case(world)
    elsewhere, own = signed_in_again(world), signed_in_again(world)
    follow(own, "My number has changed")
    press(own, "Send a code", phone=NEW, safe_to_text="yes")
    assert "ends in 55" in own.text()
    code = code_to(world, NEW)
    press(own, "Confirm", code=code)
    assert own.url.startswith("/my") and "Your new number is in use." in own.text()

    # The old number hears of it once, and leads nowhere.
    (told,) = to(world, OLD)
    assert told.startswith(TOLD)
    assert is_signed_out(sent.browser)
    assert is_signed_out(elsewhere)
    asks_for_a_code(world, OLD)
    assert to(world, OLD) == []
    browser = asks_for_a_code(world, NEW)
    browser.post(code=code_to(world, NEW))
    assert browser.url == "/my"

    # What is said to her from now on goes to the new one.
    press(follow(browser, "Move the time"), "Move the time", slot=choices(browser, "slot")[-1])
    assert "Your time has been moved" in to(world, NEW)[-1]
    assert to(world, OLD) == []


@pytest.mark.parametrize("by", ["the word", "the days"])
def test_she_calls_and_the_nurse_changes_it_while_they_talk(world: World, by: str) -> None:
    sent = a_sent_case(world)
    nurse = _at_her_number(world, sent)
    (person,) = world.rows("employee", id=sent.employee_id)
    (booked,) = world.rows("appointment", case_id=sent.case_id)
    said = {"booked_on": booked["starts_at"].date().isoformat()}
    if by == "the word":
        said["word"] = person["reference_word"]
    else:
        (case,) = world.rows("support_case", id=sent.case_id)
        said["sent_on"] = case["opened_at"].date().isoformat()
    world.sender.sent.clear()
    press(nurse, "Send a code", phone=NEW, safe_to_text="yes", **said)
    (message,) = to(world, NEW)
    assert "Say it only to the person you are speaking with now." in message
    press(nurse, "Confirm", code=message.partition("call is ")[2][:6])
    assert "The new number is in use." in nurse.text()

    (told,) = to(world, OLD)
    assert told.startswith(TOLD)
    assert is_signed_out(sent.browser)
    asks_for_a_code(world, OLD)
    assert to(world, OLD) == []
    browser = asks_for_a_code(world, NEW)
    browser.post(code=code_to(world, NEW))
    assert browser.url == "/my"


def test_her_phone_is_lost_and_she_says_so_from_another_device(world: World) -> None:
    sent = a_sent_case(world)
    own = signed_in_again(world)
    follow(own, "My number has changed")
    world.sender.sent.clear()
    press(own, "My phone is lost")
    assert "Nothing goes to that number any more." in own.text()
    assert is_signed_out(sent.browser)
    asks_for_a_code(world, OLD)
    assert to(world, OLD) == []

    press(own, "Send a code", phone=NEW, safe_to_text="yes")
    press(own, "Confirm", code=code_to(world, NEW))
    assert own.url.startswith("/my") and "Your new number is in use." in own.text()
    assert to(world, OLD) == []


def test_her_phone_is_lost_and_she_calls(world: World) -> None:
    sent = a_sent_case(world)
    nurse = _at_her_number(world, sent)
    press(nurse, "The phone is lost")
    assert is_signed_out(sent.browser)
    asks_for_a_code(world, OLD)
    # The time is cancelled by us: she is called, and nothing waits for the phone that somebody has found.
    world.sender.sent.clear()
    nurse.get(f"/cases/{sent.case_id}/time/cancel")
    press(nurse, "Cancel the time")
    assert to(world, OLD) == []


def _at_her_number(world: World, sent: SentCase) -> Browser:
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    press(nurse, "Take this")
    return follow(nurse, "The number has changed")
