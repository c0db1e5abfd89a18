"""A time is moved whole or not at all: until the new one is hers, the old one is."""

from datetime import datetime, timedelta

import pytest

from support.booking.rules.slots import cells_of
from tests.builders import (
    SECOND,
    SentCase,
    World,
    a_sent_case,
    first_slot,
    signed_in_again,
    slots_on,
    takes_so_many_a_day,
)
from tests.pages.forms import fault_at, send


def test_a_moved_time_is_taken_and_the_old_one_is_free_for_another(world: World) -> None:
    sent = a_sent_case(world)
    old = _starts_at(world, sent.appointment_id)
    new = _moves(sent, _offered(sent)[3])
    assert "The time has been moved." in sent.browser.text()
    assert _cells(world, sent.employee_id) == list(cells_of(_starts_at(world, new), 60))
    other = a_sent_case(world, contact=SECOND)
    assert _starts_at(world, other.appointment_id) == old


def test_the_old_time_says_when_it_was_moved_and_the_new_one_from_where(world: World) -> None:
    sent = a_sent_case(world)
    new = _moves(sent, _offered(sent)[3])
    (was,) = world.rows("appointment", id=sent.appointment_id)
    (now,) = world.rows("appointment", id=new)
    assert (was["state"].value, was["ended_at"]) == ("rebooked", world.clock.now())
    assert (now["state"].value, now["rebooked_from"]) == ("confirmed", sent.appointment_id)
    assert [row["subject_id"] for row in world.rows("audit_entry", verb="appointment:move")] == [new]
    assert len(world.rows("case_step", kind="rebooked")) == 1


def test_a_time_can_be_moved_into_the_hour_that_it_takes_up_itself(world: World) -> None:
    sent = a_sent_case(world)
    old = _starts_at(world, sent.appointment_id)
    half_an_hour_later = old + timedelta(minutes=30)
    (slot,) = [one for one in _offered(sent) if one.startswith(f"{half_an_hour_later:%Y%m%dT%H%MZ}")]
    assert _starts_at(world, _moves(sent, slot)) == half_an_hour_later
    assert len(_cells(world, sent.employee_id)) == 4


def test_whose_the_other_times_are_is_told_above_them(world: World) -> None:
    sent = a_sent_case(world)
    assert _offered(sent)
    assert "Occupational health psychologist Maarit Oksa · 60 min" in sent.browser.text()


def test_the_time_that_she_has_is_not_offered_again(world: World) -> None:
    sent = a_sent_case(world)
    old = _starts_at(world, sent.appointment_id)
    assert not [one for one in _offered(sent) if one.startswith(f"{old:%Y%m%dT%H%MZ}")]


def test_within_a_day_that_only_her_own_time_fills_it_can_be_moved(world: World) -> None:
    sent = a_sent_case(world)
    takes_so_many_a_day(world, world.house.psychologist, 1)
    old = _starts_at(world, sent.appointment_id)
    (later, *_others) = [slot for slot in _offered(sent) if slot.startswith(f"{old:%Y%m%d}T")]
    other = a_sent_case(world, book=False, contact=SECOND).browser
    assert later not in slots_on(other.html())
    new = _moves(sent, later)
    assert _starts_at(world, new).date() == old.date()


def test_when_the_new_time_is_gone_she_keeps_the_old_one_and_sees_the_nearest_three(world: World) -> None:
    sent = a_sent_case(world)
    wanted = _offered(sent)[3]
    other = a_sent_case(world, book=False, contact=SECOND).browser
    other.post("/times", slot=wanted)
    assert other.url.startswith("/times/booked/")
    answer = sent.browser.post(f"/times/move/{sent.appointment_id}", slot=wanted)
    assert answer.status_code == 409
    assert len(set(slots_on(sent.browser.html()))) == 3 and wanted not in slots_on(sent.browser.html())
    (mine,) = world.rows("appointment", employee_id=sent.employee_id)
    assert (mine["id"], mine["state"].value) == (sent.appointment_id, "confirmed")
    assert _cells(world, sent.employee_id) == list(cells_of(mine["starts_at"], 60))


def test_the_same_move_sent_twice_gets_the_first_answer(world: World) -> None:
    sent = a_sent_case(world)
    wanted = _offered(sent)[3]
    new = _moves(sent, wanted)
    assert _moves(sent, wanted) == new
    assert len(world.rows("appointment")) == 2
    assert len(world.rows("audit_entry", verb="appointment:move")) == 1


def test_another_move_of_a_time_that_was_moved_is_refused(world: World) -> None:
    sent = a_sent_case(world)
    first, second = _offered(sent)[3:5]
    _moves(sent, first)
    assert sent.browser.post(f"/times/move/{sent.appointment_id}", slot=second).status_code == 409
    assert len(world.rows("appointment")) == 2


def test_a_moved_time_can_be_moved_and_cancelled(world: World) -> None:
    sent = a_sent_case(world)
    again = SentCase(sent.browser, sent.case_id, sent.employee_id, _moves(sent, _offered(sent)[3]))
    last = _moves(again, _offered(again)[5])
    sent.browser.get("/my")
    sent.browser.post(f"/times/cancel/{last}")
    assert world.rows("booking_cell") == []


def test_a_cancelled_time_is_not_moved(world: World) -> None:
    sent = a_sent_case(world)
    wanted = _offered(sent)[3]
    sent.browser.post(f"/times/cancel/{sent.appointment_id}")
    assert sent.browser.post(f"/times/move/{sent.appointment_id}", slot=wanted).status_code == 409
    sent.browser.get(f"/times/move/{sent.appointment_id}")
    assert sent.browser.url == "/my"


def test_a_time_that_has_begun_cannot_be_moved_here(world: World) -> None:
    sent = a_sent_case(world)
    starts_at = _starts_at(world, sent.appointment_id)
    world.clock.set(starts_at - timedelta(minutes=1))
    sent = SentCase(signed_in_again(world), sent.case_id, sent.employee_id, sent.appointment_id)
    wanted = _offered(sent)[3]
    world.clock.set(starts_at)
    answer = sent.browser.post(f"/times/move/{sent.appointment_id}", slot=wanted)
    assert answer.status_code == 410
    sent.browser.get(f"/times/move/{sent.appointment_id}")
    assert "It can no longer be moved here." in sent.browser.text()
    assert len(world.rows("appointment")) == 1


def test_a_move_is_told_once_and_what_was_planned_for_the_old_time_is_not_sent(world: World) -> None:
    sent = a_sent_case(world)
    before = len(world.sender.sent)
    _moves(sent, _offered(sent)[3])
    world.send_due()
    (text,) = [text for _phone, text, *_ in world.sender.sent[before:]]
    assert text.startswith("Your time has been moved: ")
    assert [row["state"].value for row in world.rows("outbound_message", template="booked")] == ["cancelled"]


def test_a_person_who_wants_no_messages_gets_none_about_a_move(world: World) -> None:
    sent = a_sent_case(world, contact={"safe_to_text": "no"})
    _moves(sent, _offered(sent)[3])
    assert world.rows("outbound_message") == []


@pytest.mark.parametrize("slot", ["", "x"])
def test_no_choice_is_named_at_the_times(slot: str, world: World) -> None:
    sent = a_sent_case(world)
    _offered(sent)
    answer = send(sent.browser, f"/times/move/{sent.appointment_id}", [("slot", slot.encode())])
    assert answer.status_code == 422
    assert fault_at(answer, "slot")


def test_nobody_moves_the_time_of_another(world: World) -> None:
    sent = a_sent_case(world)
    wanted = _offered(sent)[3]
    other = a_sent_case(world, contact=SECOND).browser
    assert other.post(f"/times/move/{sent.appointment_id}", slot=wanted).status_code == 404
    assert {row["state"].value for row in world.rows("appointment")} == {"confirmed"}


def test_a_kept_address_of_a_time_that_was_moved_leads_to_what_she_has_now(world: World) -> None:
    sent = a_sent_case(world)
    _moves(sent, _offered(sent)[3])
    sent.browser.get(f"/times/booked/{sent.appointment_id}")
    assert sent.browser.url == "/my"


def _offered(sent: SentCase) -> list[str]:
    sent.browser.get(f"/times/move/{sent.appointment_id}")
    assert first_slot(sent.browser)
    return slots_on(sent.browser.html())


def _moves(sent: SentCase, slot: str) -> str:
    """Move the time; the id of the new appointment."""
    sent.browser.get("/my")
    sent.browser.post(f"/times/move/{sent.appointment_id}", slot=slot)
    assert sent.browser.url.startswith("/times/booked/"), sent.browser.text()
    return sent.browser.url.rpartition("/")[2]


def _starts_at(world: World, appointment_id: str) -> datetime:
    (row,) = world.rows("appointment", id=appointment_id)
    found: datetime = row["starts_at"]
    return found


def _cells(world: World, person_id: str) -> list[datetime]:
    return [row["starts_at"] for row in world.rows("booking_cell", person_id=person_id)]
