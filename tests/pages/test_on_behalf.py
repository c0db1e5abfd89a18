"""A nurse who has taken a case books, moves and cancels for its person, with the message before her eyes."""

import re
from html import unescape

import pytest

from tests.browser_of_the_tests import Browser
from tests.builders import SECOND, SentCase, World, a_sent_case, first_slot, slots_on


def test_what_the_nurse_saw_is_what_goes_out(world: World) -> None:
    sent, nils = _claimed(world, book=False)
    slot = _chooses(nils, sent)
    shown = _message(nils)
    before = len(world.sender.sent)
    _confirms(nils)
    world.send_due()
    assert [text for _phone, text, *_ in world.sender.sent[before:]] == [shown]
    (row,) = world.rows("appointment")
    assert slot.startswith(f"{row['starts_at']:%Y%m%dT%H%MZ}~{row['practitioner_id']}")
    assert row["employee_id"] == sent.employee_id


def test_a_time_is_moved_for_her_with_its_own_message(world: World) -> None:
    sent, nils = _claimed(world)
    _chooses(nils, sent)
    shown = _message(nils)
    assert shown.startswith("Your time has been moved: ")
    before = len(world.sender.sent)
    _confirms(nils)
    world.send_due()
    assert [text for _phone, text, *_ in world.sender.sent[before:]] == [shown]
    states = {row["id"]: row["state"].value for row in world.rows("appointment")}
    assert states.pop(sent.appointment_id) == "rebooked" and list(states.values()) == ["confirmed"]


def test_a_time_is_cancelled_for_her_with_its_own_message(world: World) -> None:
    sent, nils = _claimed(world)
    nils.get(f"/cases/{sent.case_id}/time/cancel")
    shown = _message(nils)
    before = len(world.sender.sent)
    _confirms(nils)
    assert nils.url == f"/cases/{sent.case_id}"
    world.send_due()
    assert [text for _phone, text, *_ in world.sender.sent[before:]] == [shown]
    assert world.rows("booking_cell") == []


def test_who_did_it_stands_in_the_record_and_in_the_events_of_the_case(world: World) -> None:
    sent, nils = _claimed(world, book=False)
    _chooses(nils, sent)
    _confirms(nils)
    (act,) = world.rows("audit_entry", verb="appointment:book")
    (step,) = world.rows("case_step", kind="booked")
    assert act["actor_id"] == step["actor_id"] == world.house.nils.id


def test_who_wants_no_messages_gets_none_and_the_nurse_is_told(world: World) -> None:
    sent, nils = _claimed(world, book=False, safe_to_text="no")
    _chooses(nils, sent)
    assert "No text messages to this person." in nils.text()
    _confirms(nils)
    assert len(world.rows("appointment")) == 1
    assert world.rows("outbound_message") == []


def test_the_nurse_reads_whose_the_times_are(world: World) -> None:
    sent, nils = _claimed(world, book=False)
    nils.get(f"/cases/{sent.case_id}/time")
    assert "Occupational health psychologist Maarit Oksa · 60 min" in nils.text()


def test_nothing_is_booked_before_the_nurse_confirms(world: World) -> None:
    sent, nils = _claimed(world, book=False)
    _chooses(nils, sent)
    assert world.rows("appointment") == world.rows("booking_cell") == []


def test_a_confirmation_sent_twice_books_once(world: World) -> None:
    sent, nils = _claimed(world)
    _chooses(nils, sent)
    url, fields = _form(nils)
    for _ in range(2):
        nils.get(f"/cases/{sent.case_id}")
        nils.post(url, **fields)
        assert nils.url == f"/cases/{sent.case_id}"
    assert len(world.rows("appointment")) == 2
    nils.get(f"/cases/{sent.case_id}/time/cancel")
    url, fields = _form(nils)
    for _ in range(2):
        nils.get(f"/cases/{sent.case_id}")
        nils.post(url, **fields)
        assert nils.url == f"/cases/{sent.case_id}"
    assert len(world.rows("audit_entry", verb="appointment:cancel")) == 1
    assert len(world.rows("outbound_message", template="cxl_you")) == 1


def test_when_somebody_is_faster_the_nurse_sees_the_nearest_three(world: World) -> None:
    sent, nils = _claimed(world, book=False)
    slot = _chooses(nils, sent)
    url, fields = _form(nils)
    other = a_sent_case(world, book=False, contact=SECOND).browser
    other.post("/times", slot=slot)
    assert nils.post(url, **fields).status_code == 409
    assert len(set(slots_on(nils.html()))) == 3 and slot not in slots_on(nils.html())
    nils.get(f"/cases/{sent.case_id}/time/check?slot={slot}")
    assert nils.page is not None and nils.page.status_code == 409


@pytest.mark.parametrize("do", ["time", "time/cancel"])
def test_a_nurse_who_has_not_taken_the_case_books_and_cancels_nothing(do: str, world: World) -> None:
    sent = a_sent_case(world)
    nils = world.nurse(world.house.nils)
    url = f"/cases/{sent.case_id}/{do}"
    nils.get(url)
    assert nils.page is not None and nils.page.status_code == 409
    fields = {"slot": first_slot_of(world, sent), "appointment": sent.appointment_id}
    nils.get("/queue")
    assert nils.post(url, **fields, instead_of=sent.appointment_id).status_code == 409
    assert {row["state"].value for row in world.rows("appointment")} == {"confirmed"}


def test_a_time_of_another_case_is_not_changed_through_this_one(world: World) -> None:
    sent, nils = _claimed(world)
    other = a_sent_case(world, contact=SECOND)
    url = f"/cases/{sent.case_id}/time"
    nils.get(f"/cases/{sent.case_id}")
    assert nils.post(f"{url}/cancel", appointment=other.appointment_id).status_code == 404
    nils.get(url)
    slot = slots_on(nils.html())[3]
    assert nils.post(url, slot=slot, instead_of=other.appointment_id).status_code == 404
    assert {row["state"].value for row in world.rows("appointment")} == {"confirmed"}


def test_no_choice_is_named(world: World) -> None:
    sent, nils = _claimed(world, book=False)
    nils.get(f"/cases/{sent.case_id}/time/check")
    assert nils.page is not None and nils.page.status_code == 422
    assert "Choose a time first." in nils.text()


def first_slot_of(world: World, sent: SentCase) -> str:
    sent.browser.get(f"/times/move/{sent.appointment_id}")
    return first_slot(sent.browser)


def _claimed(world: World, *, book: bool = True, safe_to_text: str = "yes") -> tuple[SentCase, Browser]:
    sent = a_sent_case(world, book=book, contact={"safe_to_text": safe_to_text})
    world.send_due()
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return sent, nils


def _chooses(nils: Browser, sent: SentCase) -> str:
    nils.get(f"/cases/{sent.case_id}/time")
    slot = slots_on(nils.html())[3]
    nils.get(f"/cases/{sent.case_id}/time/check?slot={slot}")
    return slot


def _message(nils: Browser) -> str:
    found = re.search(r'<p class="outgoing">([^<]+)</p>', nils.html())
    assert found, nils.text()
    return unescape(found.group(1))


def _form(nils: Browser) -> tuple[str, dict[str, str]]:
    """The form with the button that confirms."""
    found = re.search(r'method="post" action="(/cases/[^"]+)">(.*?)</form>', nils.html(), re.S)
    assert found, nils.text()
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', found.group(2)))
    fields.pop("csrf_token")
    return found.group(1), fields


def _confirms(nils: Browser) -> None:
    url, fields = _form(nils)
    nils.post(url, **fields)
