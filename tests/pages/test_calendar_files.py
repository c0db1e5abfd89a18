"""An employee takes her time into her own calendar, which others may see: it says when, and not what."""

import re
from datetime import datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from tests.builders import (
    SECOND,
    SentCase,
    World,
    a_sent_case,
    first_slot,
    signed_in_again,
    slots_on,
    with_a_call_booked,
)
from tests.calendar_files import ALL_SAID, ReadEntry, feed_of, read_entries, told_in
from tests.coaching import booked, offered
from tests.hands import press
from tests.statements import counted


def test_the_booked_page_gives_her_time_as_a_file(world: World) -> None:
    sent = a_sent_case(world)
    (link,) = re.findall(r'href="([^"]+\.ics)"', sent.browser.html())
    answer = sent.browser.client.get(link)
    (row,) = world.rows("appointment", id=sent.appointment_id)
    entry = _only(answer)
    assert (entry.begins, entry.ends) == (row["starts_at"], row["starts_at"] + timedelta(minutes=60))
    assert (entry.sequence, entry.status, entry.privacy) == (0, "CONFIRMED", "PRIVATE")
    assert entry.written == world.clock.now()
    assert entry.changed == row["booked_at"]
    assert link in sent.browser.get("/my").get_data(as_text=True), "my support gives it too"


def test_it_is_sent_as_a_file_that_no_browser_keeps(world: World) -> None:
    answer = _asks(a_sent_case(world))
    assert answer.content_type == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["Content-Disposition"] == "attachment; filename=calendar.ics"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "title", "way"),
    [("fi", "Tapaaminen", "Etänä"), ("sv", "Möte", "Per video"), ("en", "An appointment", "By video")],
)
def test_it_speaks_her_language_and_says_nothing_of_what_the_time_is_about(
    language: str, title: str, way: str, world: World
) -> None:
    sent = a_sent_case(world)
    sent.browser.headers["Accept-Language"] = language
    answer = _asks(sent)
    entry = _only(answer)
    assert (entry.title, entry.place, entry.names) == (title, way, ALL_SAID)
    assert told_in(answer) == []


def test_no_id_of_ours_stands_in_it(world: World) -> None:
    sent = a_sent_case(world)
    file = _asks(sent).get_data(as_text=True)
    (row,) = world.rows("appointment")
    for name in ("id", "case_id", "employee_id", "practitioner_id"):
        assert row[name] not in file
    assert re.fullmatch("[0-9a-f]{32}", _only(_asks(sent)).uid)


def test_a_moved_time_is_the_same_entry_changed_once_more(world: World) -> None:
    sent = a_sent_case(world)
    first = _only(_asks(sent))
    world.clock.pass_time(timedelta(minutes=1))
    second = _moves(sent, 3)
    moved = _only(_asks(second))
    assert (moved.uid, moved.sequence) == (first.uid, 1)
    assert moved.begins == _starts_at(world, second.appointment_id) != first.begins
    assert moved.changed == world.clock.now() > first.changed
    assert _only(_asks(_moves(second, 5))).sequence == 2


def test_an_older_address_gives_the_entry_as_it_stands_now(world: World) -> None:
    sent = a_sent_case(world)
    second = _moves(sent, 3)
    again, now = _only(_asks(sent)), _only(_asks(second))
    assert (again.uid, again.sequence, again.begins) == (now.uid, now.sequence, now.begins)


def test_it_costs_as_many_statements_however_often_she_has_moved_it(world: World) -> None:
    sent = a_sent_case(world)
    last = _moves(sent, 3)
    with counted(world) as before:
        _asks(sent)
    for place in (5, 7, 9):
        last = _moves(last, place)
    with counted(world) as after:
        assert _only(_asks(sent)).sequence == 4
    assert len(after) == len(before)


def test_a_cancelled_time_can_be_taken_out_of_the_calendar(world: World) -> None:
    sent = a_sent_case(world)
    moved = _moves(sent, 3)
    before = _only(_asks(moved))
    _cancels(moved)
    text = sent.browser.text()
    assert "Take the cancelled time out of my calendar" in text and "Add to calendar" not in text
    (link,) = re.findall(r'href="([^"]+\.ics)"', sent.browser.html())
    entry = _only(sent.browser.client.get(link))
    assert (entry.uid, entry.status, entry.sequence) == (before.uid, "CANCELLED", before.sequence + 1)
    assert entry.begins == before.begins


def test_what_is_over_or_replaced_is_not_offered_for_removal(world: World) -> None:
    sent = a_sent_case(world)
    _cancels(sent)
    assert ".ics" in sent.browser.html()
    sent.browser.get("/times")
    sent.browser.post("/times", slot=first_slot(sent.browser))
    sent.browser.get("/my")
    assert "Take the cancelled time" not in sent.browser.text()
    later = sent.browser.get("/my")
    (link,) = re.findall(r'href="([^"]+\.ics)"', later.get_data(as_text=True))
    assert _only(sent.browser.client.get(link)).status == "CONFIRMED"


def test_a_cancelled_time_is_not_offered_for_removal_once_it_would_be_over(world: World) -> None:
    sent = a_sent_case(world)
    starts_at = _starts_at(world, sent.appointment_id)
    _cancels(sent)
    world.clock.set(starts_at)
    assert ".ics" not in signed_in_again(world).html()


def test_a_time_that_has_begun_is_not_offered(world: World) -> None:
    sent = a_sent_case(world)
    world.clock.set(_starts_at(world, sent.appointment_id))
    browser = signed_in_again(world)
    assert "Maarit Oksa" in browser.text() and ".ics" not in browser.html()


def test_nobody_else_gets_it_nor_learns_that_it_is_there(world: World) -> None:
    sent = a_sent_case(world)
    other = a_sent_case(world, contact=SECOND).browser
    nils = world.nurse(world.house.nils)
    for browser in (other, nils):
        theirs = browser.client.get(_address(sent.appointment_id), headers=browser.headers)
        nothing = browser.client.get(_address("B" * 22), headers=browser.headers)
        assert (theirs.status_code, nothing.status_code) == (404, 404)
        assert theirs.mimetype == nothing.mimetype == "text/html"
    answer = world.browser().client.get(_address(sent.appointment_id))
    assert answer.status_code == 302 and "/sign-in" in answer.location


def test_the_entries_of_two_readers_cannot_be_put_together(world: World) -> None:
    nils = world.nurse(world.house.nils)
    sent = with_a_call_booked(world)
    feed = feed_of(nils)
    (hers,) = read_entries(_asks(sent))
    (his,) = read_entries(world.app.test_client().get(feed))
    assert hers.begins == his.begins
    assert hers.uid != his.uid


def test_a_supervisor_takes_a_talk_of_her_own_into_hers_and_the_moved_one_in_its_place(world: World) -> None:
    talk = booked(world)
    own = talk.supervisor
    own.get(talk.url)
    (link,) = re.findall(r'href="([^"]+\.ics)"', own.html())
    answer = own.client.get(link, headers=own.headers)
    first = _only(answer)
    (row,) = world.rows("supervisor_coaching")
    assert (first.begins, first.names, first.title) == (row["starts_at"], ALL_SAID, "An appointment")
    assert told_in(answer) == []
    assert row["id"] not in answer.get_data(as_text=True)
    own.get(f"{talk.url}?move=1")
    press(own, "Take the new time", slot=slots_on(own.html())[1])
    moved = _only(own.client.get(link))
    assert (moved.uid, moved.sequence) == (first.uid, first.sequence + 1)
    assert moved.begins != first.begins


def test_a_talk_without_a_time_leads_to_where_one_is_chosen(world: World) -> None:
    talk = offered(world)
    talk.supervisor.get(talk.url)
    assert ".ics" not in talk.supervisor.html()
    talk.supervisor.get(f"{talk.url}/calendar.ics")
    assert talk.supervisor.url == talk.url


def _only(answer: TestResponse) -> ReadEntry:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    (entry,) = read_entries(answer)
    return entry


def _asks(sent: SentCase) -> TestResponse:
    return sent.browser.client.get(_address(sent.appointment_id), headers=sent.browser.headers)


def _address(appointment_id: str) -> str:
    return f"/times/booked/{appointment_id}/calendar.ics"


def _moves(sent: SentCase, number: int) -> SentCase:
    """Move to the time that is so far down the list."""
    sent.browser.get(f"/times/move/{sent.appointment_id}")
    slot = slots_on(sent.browser.html())[number]
    sent.browser.post(f"/times/move/{sent.appointment_id}", slot=slot)
    assert sent.browser.url.startswith("/times/booked/"), sent.browser.text()
    return SentCase(sent.browser, sent.case_id, sent.employee_id, sent.browser.url.rpartition("/")[2])


def _cancels(sent: SentCase) -> None:
    sent.browser.get(f"/times/cancel/{sent.appointment_id}")
    sent.browser.post()
    assert sent.browser.url == "/my?done=cancelled", sent.browser.text()


def _starts_at(world: World, appointment_id: str) -> datetime:
    found: datetime = world.rows("appointment", id=appointment_id)[0]["starts_at"]
    return found
