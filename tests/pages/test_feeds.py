"""Whoever holds the secret address of a feed sees when somebody has appointments, and nobody else does."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import insert, update
from werkzeug.test import TestResponse

from support.booking.models import Appointment
from support.booking.rules.appointment import State
from support.booking.rules.feed import FEEDS_MADE, FETCHES_PER_FEED, GOES_BACK
from support.people.account_actions import give_role, leave, lock_account, reinvite, take_role, unlock_account
from support.people.models import Account
from support.people.staff_actions import accept_invitation, hash_password, offered_totp_secret
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.language import Language
from tests.builders import LOOKER, SECOND, SentCase, World, first_slot, with_a_call_booked
from tests.calendar_files import ALL_SAID, feed_of, read_entries, told_in
from tests.people_of_the_tests import PASSWORD

NOWHERE = "/calendar/no-such-secret.ics"


def test_a_feed_shows_when_she_has_appointments_and_not_with_whom(world: World) -> None:
    sent = with_a_call_booked(world)
    answer = _fetch(world, feed_of(world.nurse(world.house.nils)))
    (entry,) = read_entries(answer)
    assert entry.begins == _row(world, sent)["starts_at"]
    assert (entry.status, entry.privacy, entry.sequence) == ("CONFIRMED", "PRIVATE", 0)
    assert entry.names == ALL_SAID
    assert told_in(answer) == []
    for name in ("id", "case_id", "employee_id", "practitioner_id"):
        assert _row(world, sent)[name] not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("language", "title", "name"),
    [("fi", "Tapaaminen", "Tapaamiset"), ("sv", "Möte", "Möten"), ("en", "An appointment", "Appointments")],
)
def test_a_feed_speaks_the_language_of_its_owner(language: str, title: str, name: str, world: World) -> None:
    with_a_call_booked(world)
    address = feed_of(world.nurse(world.house.nils))
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Account).values(language=Language(language)))
    answer = world.app.test_client().get(address, headers={"Accept-Language": "sv"})
    assert read_entries(answer)[0].title == title
    assert f"X-WR-CALNAME:{name}\r\n" in answer.get_data(as_text=True)


def test_only_her_own_appointments_stand_in_a_feed(world: World) -> None:
    with_a_call_booked(world)
    assert read_entries(_fetch(world, feed_of(world.nurse(world.house.nina)))) == []


def test_a_moved_time_is_one_entry_and_a_cancelled_one_says_so(world: World) -> None:
    address = feed_of(world.nurse(world.house.nils))
    sent = with_a_call_booked(world)
    (first,) = read_entries(_fetch(world, address))
    moved = _moves(sent)
    (second,) = read_entries(_fetch(world, address))
    assert (second.uid, second.sequence, second.status) == (first.uid, 1, "CONFIRMED")
    assert second.begins == _row(world, moved)["starts_at"] != first.begins
    moved.browser.get("/my")
    moved.browser.post(f"/times/cancel/{moved.appointment_id}")
    (third,) = read_entries(_fetch(world, address))
    assert (third.uid, third.sequence, third.status) == (first.uid, 2, "CANCELLED")


def test_a_time_that_is_moved_to_a_colleague_is_cancelled_here_and_comes_back_as_the_same(
    world: World,
) -> None:
    nils, nina = (feed_of(world.nurse(one)) for one in (world.house.nils, world.house.nina))
    sent = with_a_call_booked(world)
    (before,) = read_entries(_fetch(world, nils))
    there = _handed(world, sent, world.house.nina.id)
    (left,), (came,) = read_entries(_fetch(world, nils)), read_entries(_fetch(world, nina))
    assert (left.uid, left.status, left.sequence) == (before.uid, "CANCELLED", 1)
    assert (came.status, came.sequence) == ("CONFIRMED", 1)
    _handed(world, there, world.house.nils.id)
    (back,) = read_entries(_fetch(world, nils))
    assert (back.uid, back.status, back.sequence) == (before.uid, "CONFIRMED", 2)


def test_what_is_long_over_or_long_cancelled_is_left_out(world: World) -> None:
    address = feed_of(world.nurse(world.house.nils))
    held = with_a_call_booked(world)
    starts_at = _row(world, held)["starts_at"]
    world.clock.set(starts_at + GOES_BACK - timedelta(seconds=1))
    assert len(read_entries(_fetch(world, address))) == 1
    world.clock.set(starts_at + GOES_BACK)
    assert read_entries(_fetch(world, address)) == []
    cancelled = with_a_call_booked(world, SECOND)
    cancelled.browser.get("/my")
    cancelled.browser.post(f"/times/cancel/{cancelled.appointment_id}")
    with world.begin_work(LOOKER) as work:
        later = work.now + GOES_BACK * 2
        work.session.execute(update(Appointment).values(starts_at=later))
    (entry,) = [one for one in read_entries(_fetch(world, address)) if one.status == "CANCELLED"]
    world.clock.pass_time(GOES_BACK)
    assert entry.uid not in {one.uid for one in read_entries(_fetch(world, address))}


def test_the_address_is_shown_once_and_only_its_hash_is_kept(world: World) -> None:
    nils = world.nurse(world.house.nils)
    token = _token(feed_of(nils))
    assert len(token) == 43
    (row,) = world.rows("calendar_feed")
    assert row["token_hash"] == token_hash(token)
    assert token not in repr(row)
    for url in ("/own-calendar", "/hours", f"/hours/{world.house.nils.id}", "/staff/signed-in"):
        assert token not in nils.get(url).get_data(as_text=True)
    assert "You have an address." in nils.get("/own-calendar").get_data(as_text=True)


def test_a_new_address_ends_the_one_before_and_she_can_end_it_herself(world: World) -> None:
    nils = world.nurse(world.house.nils)
    first, second = feed_of(nils), feed_of(nils)
    assert _status(world, first) == 404 and _status(world, second) == 200
    for _ in range(2):
        nils.get("/own-calendar")
        nils.post("/own-calendar/end")
    assert "The address no longer opens anything." in nils.text() and "You have no address." in nils.text()
    assert _status(world, second) == 404
    assert world.rows("calendar_feed") == []
    verbs = [row["verb"] for row in world.rows("audit_entry", subject_id=world.house.nils.id)]
    assert [verb for verb in verbs if verb.startswith("feed:")] == ["feed:make", "feed:make", "feed:end"]


def test_a_colleague_makes_and_ends_only_her_own(world: World) -> None:
    address = feed_of(world.nurse(world.house.nils))
    nina = world.nurse(world.house.nina)
    nina.get("/own-calendar")
    assert "You have no address." in nina.text()
    nina.post("/own-calendar/end")
    assert _status(world, address) == 200


@pytest.mark.parametrize("what", [lock_account, leave, reinvite])
def test_a_closed_account_has_no_feed(what: Callable[[Work, str], object], world: World) -> None:
    address = feed_of(world.nurse(world.house.nils))
    with world.begin_work(LOOKER) as work:
        what(work, world.house.nils.email)
    assert _same_as_nothing(world, address)


def test_an_unlocked_account_has_its_feed_again(world: World) -> None:
    address = feed_of(world.nurse(world.house.nils))
    for change in (lock_account, unlock_account):
        with world.begin_work(LOOKER) as work:
            change(work, world.house.nils.email)
    assert _status(world, address) == 200


def test_who_no_longer_has_times_of_her_own_has_no_feed(world: World) -> None:
    address = feed_of(world.nurse(world.house.nils))
    for change, role, opens in (
        (give_role, Role.ADMIN, True),
        (take_role, Role.NURSE, False),
        (give_role, Role.NURSE, True),
    ):
        with world.begin_work(LOOKER) as work:
            change(work, world.house.nils.email, role)
        assert _same_as_nothing(world, address) is not opens


def test_what_she_had_before_she_began_anew_opens_nothing(world: World) -> None:
    """She lost her authenticator, and perhaps the device that held the address too."""
    address = feed_of(world.nurse(world.house.nils))
    world.clock.pass_time(timedelta(minutes=5))
    with world.begin_work(LOOKER) as work:
        invitation = reinvite(work, world.house.nils.email)
        secret = offered_totp_secret(work, invitation)
    with world.begin_work(Actor.visitor()) as work:
        code = _code(secret, work.now)
        assert accept_invitation(work, invitation, stored_password=hash_password(PASSWORD), code=code)
    assert _same_as_nothing(world, address)


def test_whoever_guesses_gets_the_page_of_what_does_not_exist_and_keeps_nobody_waiting(
    world: World,
) -> None:
    address = feed_of(world.nurse(world.house.nils))
    before = (world.rows("rate_count"), world.rows("audit_entry"))
    other_end = "A" if _token(address)[-1] != "A" else "B"
    for wrong in (
        NOWHERE,
        f"/calendar/{_token(address)[:-1]}{other_end}.ics",
        f"/calendar/{token_hash(_token(address))}.ics",
        f"/calendar/{world.house.nils.id}.ics",
        "/calendar/%00.ics",
    ):
        assert _same_as_nothing(world, wrong), wrong
    assert (world.rows("rate_count"), world.rows("audit_entry")) == before


def test_a_feed_is_asked_for_so_often_and_then_again_an_hour_later(world: World) -> None:
    most, window = FETCHES_PER_FEED
    address, other = (feed_of(world.nurse(one)) for one in (world.house.nils, world.house.nina))
    assert {_status(world, address) for _ in range(most)} == {200}
    assert _status(world, address) == 429
    assert _status(world, other) == 200
    world.clock.pass_time(window)
    assert _status(world, address) == 200


def test_addresses_are_made_so_often_and_the_last_one_goes_on(world: World) -> None:
    most, _window = FEEDS_MADE
    nils = world.nurse(world.house.nils)
    last = [feed_of(nils) for _ in range(most)][-1]
    nils.get("/own-calendar")
    assert nils.post("/own-calendar").status_code == 429
    assert _status(world, last) == 200
    assert len(world.rows("audit_entry", verb="feed:make")) == most


def test_what_has_not_changed_is_not_sent_again(world: World) -> None:
    address = feed_of(world.nurse(world.house.nils))
    sent = with_a_call_booked(world)
    mark = _fetch(world, address).headers["ETag"]
    world.clock.pass_time(timedelta(minutes=10))
    again = world.app.test_client().get(address, headers={"If-None-Match": mark})
    assert (again.status_code, again.get_data()) == (304, b"")
    sent.browser.get("/my")
    sent.browser.post(f"/times/cancel/{sent.appointment_id}")
    changed = world.app.test_client().get(address, headers={"If-None-Match": mark})
    assert changed.status_code == 200 and changed.headers["ETag"] != mark


def test_a_feed_is_no_page_and_no_browser_keeps_it(world: World) -> None:
    answer = _fetch(world, feed_of(world.nurse(world.house.nils)))
    assert answer.content_type == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.getlist("Set-Cookie") == []


def test_nobody_but_the_staff_makes_an_address(world: World) -> None:
    sent = with_a_call_booked(world)
    assert sent.browser.get("/own-calendar").status_code == 404
    sent.browser.get("/my")
    assert sent.browser.post("/own-calendar").status_code == 404
    answer = world.browser().client.get("/own-calendar")
    assert answer.status_code == 302 and "/staff/sign-in" in answer.location


def _fetch(world: World, address: str) -> TestResponse:
    answer = world.app.test_client().get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer


def _status(world: World, address: str) -> int:
    return world.app.test_client().get(address).status_code


def _same_as_nothing(world: World, address: str) -> bool:
    """Whether the answer is that of an address nobody ever made, byte for byte."""
    theirs, nothing = (world.app.test_client().get(one) for one in (address, NOWHERE))
    bare = [
        re.sub(r'name="csrf_token" value="[^"]*"', "", one.get_data(as_text=True))
        for one in (theirs, nothing)
    ]
    return theirs.status_code == nothing.status_code == 404 and bare[0] == bare[1]


def _token(address: str) -> str:
    return address.removeprefix("/calendar/").removesuffix(".ics")


def _row(world: World, sent: SentCase) -> dict[str, Any]:
    (row,) = world.rows("appointment", id=sent.appointment_id)
    return row


def _moves(sent: SentCase) -> SentCase:
    sent.browser.get(f"/times/move/{sent.appointment_id}")
    slot = first_slot(sent.browser)
    sent.browser.post(f"/times/move/{sent.appointment_id}", slot=slot)
    assert sent.browser.url.startswith("/times/booked/"), sent.browser.text()
    return SentCase(sent.browser, sent.case_id, sent.employee_id, sent.browser.url.rpartition("/")[2])


def _handed(world: World, sent: SentCase, to: str) -> SentCase:
    """The time is moved to another practitioner, at the same moment."""
    with world.begin_work(LOOKER) as work:
        row = work.session.get_one(Appointment, sent.appointment_id)
        row.state, row.ended_at = State.REBOOKED, work.now
    (was,) = world.rows("appointment", id=sent.appointment_id)
    with world.begin_work(LOOKER) as work:
        new = work.new_id()
        changed = {"id": new, "practitioner_id": to, "state": State.CONFIRMED, "ended_at": None}
        work.session.execute(insert(Appointment).values({**was, **changed, "rebooked_from": was["id"]}))
    return SentCase(sent.browser, sent.case_id, sent.employee_id, new)


def _code(secret: str, now: datetime) -> str:
    return pyotp.TOTP(secret).at(int(now.timestamp()))
