"""A nurse books, moves and cancels for the person on the phone; each message is seen before it goes out."""

import re
from html import unescape

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import World, a_sent_case
from tests.hands import follow, press, time_at

# 12:00 on one day and 13:30 on the next, in Helsinki.
FIRST, SECOND = "20261126T1000Z", "20261127T1130Z"


def test_a_nurse_books_moves_and_cancels_and_sees_what_goes_out(world: World) -> None:
    aino = a_sent_case(world, book=False).browser
    nils = world.nurse(world.house.nils)
    follow(nils, "Aino")
    case = nils.url
    press(nils, "Take this")

    _books(world, nils, aino)
    assert nils.url == case and "12:00" in nils.text()
    _is_for_nobody_else(world, case)
    _moves(world, nils, aino)
    _cancels(world, nils, aino)
    assert nils.url == case and "No time booked." in nils.text()
    assert "Nils Nurmi" in aino.text(), "who has opened her case stands on her own page"


def _books(world: World, nils: Browser, aino: Browser) -> None:
    follow(nils, "Book a time")
    press(nils, "Continue", slot=time_at(nils, FIRST))
    _has_no_time(aino)
    assert _told(world, nils, "Confirm the booking").startswith("Your time is booked: ")
    _has(aino, "12:00")


def _moves(world: World, nils: Browser, aino: Browser) -> None:
    follow(nils, "Move the time")
    press(nils, "Continue", slot=time_at(nils, SECOND))
    _has(aino, "12:00")
    assert _told(world, nils, "Confirm the move").startswith("Your time has been moved: ")
    _has(aino, "13:30")
    assert "12:00" not in aino.text()


def _cancels(world: World, nils: Browser, aino: Browser) -> None:
    follow(nils, "Cancel the time")
    _has(aino, "13:30")
    assert re.match(r"Your time .+ is cancelled\.", _told(world, nils, "Cancel the time"))
    _has_no_time(aino)


def _told(world: World, nurse: Browser, confirm: str) -> str:
    """Confirm; what goes out to her number, which is to the letter what the nurse saw before."""
    found = re.search(r'<p class="outgoing">([^<]+)</p>', nurse.html())
    assert found, nurse.text()
    world.send_due()
    before = len(world.sender.sent)
    press(nurse, confirm)
    world.send_due()
    assert world.sender.sent[before:] == [(PHONE.replace(" ", ""), unescape(found.group(1)))]
    return world.sender.sent[-1][1]


def _is_for_nobody_else(world: World, case: str) -> None:
    """A colleague sees the time and changes nothing; a nurse of another customer sees nothing."""
    nina, outi = world.nurse(world.house.nina), world.nurse(world.house.outi)
    nina.get(case)
    assert "12:00" in nina.text() and "Move the time" not in nina.text()
    for address in (case, f"{case}/time", f"{case}/time/cancel"):
        outi.get(address)
        assert outi.page is not None and outi.page.status_code == 404
        assert "Aino" not in outi.text()


def _has(aino: Browser, clock: str) -> None:
    aino.get("/my")
    assert clock in aino.text() and "Maarit Oksa" in aino.text()


def _has_no_time(aino: Browser) -> None:
    aino.get("/my")
    assert "You have no time booked." in aino.text()
