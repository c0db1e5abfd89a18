"""A time that we cannot keep, or that its person gives back late."""

from datetime import timedelta

import pytest

from support.booking.rules.appointment import State
from tests.builders import World, a_sent_case, first_slot, signed_in_again, with_a_call_booked
from tests.pages.how_it_went import books_again, case_of, row_of, state_of


def test_we_cancel_with_the_message_that_was_shown_and_somebody_calls(world: World) -> None:
    sent = with_a_call_booked(world)
    world.send_due()
    nils = world.nurse(world.house.nils)
    nils.get(f"/appointments/{sent.appointment_id}/cancel")
    shown = nils.text()
    before = len(world.sender.sent)
    for _ in range(2):
        nils.post(f"/appointments/{sent.appointment_id}/cancel")
        assert nils.url == "/appointments?done=cancelled"
    world.send_due()
    ((_phone, text),) = world.sender.sent[before:]
    assert text.startswith("We had to cancel your time ") and text in shown
    assert state_of(world, sent) is State.CANCELLED_BY_PROVIDER
    assert world.rows("booking_cell") == []
    assert case_of(world)["call_asked_at"] == world.clock.now()
    assert len(world.rows("audit_entry", verb="appointment:cancel_by_provider")) == 1
    assert "A nurse calls you by" in signed_in_again(world).text()


def test_in_the_quiet_hours_the_page_says_when_the_message_goes(world: World) -> None:
    sent = with_a_call_booked(world)
    world.clock.set(row_of(world, sent)["starts_at"].replace(hour=19))
    nils = world.nurse(world.house.nils)
    nils.get(f"/appointments/{sent.appointment_id}/cancel")
    assert "after the quiet hours" in nils.text()
    nils.post(f"/appointments/{sent.appointment_id}/cancel")
    (message,) = world.rows("outbound_message", template="cxl_us")
    assert message["due_at"].hour == 6


def test_what_was_moved_or_cancelled_cannot_be_cancelled_by_us(world: World) -> None:
    sent = with_a_call_booked(world)
    sent.browser.get(f"/times/cancel/{sent.appointment_id}")
    sent.browser.post()
    nils = world.nurse(world.house.nils)
    url = f"/appointments/{sent.appointment_id}/cancel"
    assert nils.get(url).status_code == 409
    nils.get("/appointments")
    assert nils.post(url).status_code == 409
    assert state_of(world, sent) is State.CANCELLED_BY_EMPLOYEE


@pytest.mark.parametrize(("hours_before", "late"), [(25, False), (23, True)])
def test_giving_back_late_is_counted_and_costs_nothing(hours_before: int, late: bool, world: World) -> None:
    sent = a_sent_case(world)
    world.clock.set(row_of(world, sent)["starts_at"] - timedelta(hours=hours_before))
    person = signed_in_again(world)
    person.get(f"/times/cancel/{sent.appointment_id}")
    person.post()
    assert row_of(world, sent)["was_late"] is late
    again = books_again(world, sent)
    world.clock.set(row_of(world, again)["starts_at"] - timedelta(hours=hours_before))
    person = signed_in_again(world)
    person.get(f"/times/move/{again.appointment_id}")
    person.post(slot=first_slot(person))
    assert row_of(world, again)["was_late"] is late
    assert "late" not in person.text().lower()
