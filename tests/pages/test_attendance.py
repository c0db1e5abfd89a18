"""Whether somebody came is said in one tap; who did not is met kindly, and never lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from support.booking.attendance_queries import AT_ONCE
from support.booking.models import Appointment
from support.booking.rules.appointment import State
from support.cases.rules.states import State as CaseState
from support.vocabulary.pathway import Urgency
from tests.browser_of_the_tests import Browser
from tests.builders import (
    LOOKER,
    SentCase,
    World,
    a_sent_case,
    after_its_start,
    first_slot,
    signed_in_again,
    with_a_call_booked,
)
from tests.statements import counted

SECOND = {"first_name": "Veera", "phone": "+358 00 000 002"}
SAME_DAY: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}


def test_the_list_shows_what_waits_first_and_then_what_comes(world: World) -> None:
    sent = with_a_call_booked(world)
    with_a_call_booked(world, SECOND)
    after_its_start(world, sent)
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    said = nils.text()
    assert (
        said.index("Did the person come?") < said.index("Aino") < said.index("Today and the next two weeks")
    )
    assert said.index("Today and the next two weeks") < said.index("Veera")


def test_one_tap_says_that_somebody_came(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "came")
    assert nils.url == "/appointments?done=came"
    assert "Saved: the person came." in nils.text() and "Did the person come?" not in nils.text()
    assert _state(world, sent) is State.ATTENDED
    (case,) = world.rows("support_case")
    assert case["state"] is CaseState.IN_PATHWAY
    assert case["first_contact_at"] == _row(world, sent)["starts_at"]
    assert [row["actor_id"] for row in world.rows("audit_entry", verb="appointment:attend")] == [
        world.house.nils.id
    ]
    assert [row["actor_id"] for row in world.rows("case_step", kind="came")] == [world.house.nils.id]


def test_who_has_been_met_takes_nothing_back_by_herself(world: World) -> None:
    sent, nils = _begun(world)
    assert "Delete what I have sent" in signed_in_again(world).text()
    _says(nils, sent, "came")
    person = signed_in_again(world)
    assert "Delete what I have sent" not in person.text()
    assert person.post("/my/delete").status_code == 409
    assert _state(world, sent) is State.ATTENDED


def test_a_tap_sent_twice_is_one_tap(world: World) -> None:
    sent, nils = _begun(world)
    for _ in range(2):
        _says(nils, sent, "missed")
        assert nils.url == "/appointments?done=missed"
    assert len(world.rows("audit_entry", verb="appointment:miss")) == 1
    assert len(world.rows("case_step", kind="missed")) == 1
    assert len(world.rows("outbound_message", template="missed")) == 1


def test_before_the_start_nothing_is_said(world: World) -> None:
    sent = with_a_call_booked(world)
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    assert "Did not come" not in nils.text()
    assert _says(nils, sent, "missed") == 409
    assert _state(world, sent) is State.CONFIRMED


def test_who_came_is_not_said_to_have_stayed_away_without_taking_it_back(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "came")
    assert _says(nils, sent, "missed") == 409
    assert _state(world, sent) is State.ATTENDED


def test_a_mistake_is_taken_back_with_all_that_followed(world: World) -> None:
    sent, nils = _begun(world)
    before = _case(world)
    for said in ("missed", "came"):
        _says(nils, sent, said)
        _says(nils, sent, "take-back")
        assert nils.url == "/appointments?done=taken_back"
        assert "Did the person come?" in nils.text()
        assert _state(world, sent) is State.CONFIRMED
        assert _case(world) == before
    assert world.rows("outbound_message", template="missed") == []
    assert len(world.rows("audit_entry", verb="appointment:take_back")) == 2


def test_a_call_that_a_mistake_asked_for_is_taken_back(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "missed")
    again = _books_again(world, sent)
    after_its_start(world, again)
    before = _case(world)
    nils = world.nurse(world.house.nils)
    _says(nils, again, "missed")
    assert _case(world)["urgency"] is Urgency.NEXT_DAY
    _says(nils, again, "take-back")
    case = _case(world)
    assert case["call_asked_at"] is None
    assert (case["urgency"], case["state"]) == (before["urgency"], before["state"])


def test_taking_back_twice_is_once(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "missed")
    for _ in range(2):
        assert _says(nils, sent, "take-back") == 200
    assert len(world.rows("audit_entry", verb="appointment:take_back")) == 1


def test_after_the_end_of_the_next_day_it_stands(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "missed")
    world.clock.pass_time(timedelta(days=2))
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    assert "Take it back" not in nils.text()
    assert _says(nils, sent, "take-back") == 410
    assert _state(world, sent) is State.NO_SHOW


def test_what_happened_since_stays_when_a_mistake_is_taken_back(world: World) -> None:
    sent, nils = _begun(world, None, **SAME_DAY)
    _says(nils, sent, "missed")
    asked_at = world.clock.now()
    world.clock.pass_time(timedelta(minutes=1))
    person = signed_in_again(world)
    person.get("/times?talk=1")
    person.post("/times?talk=1", slot=first_slot(person))
    assert _case(world)["call_asked_at"] == asked_at
    _says(nils, sent, "take-back")
    case = _case(world)
    assert case["state"] is CaseState.BOOKED and case["call_asked_at"] is None


def test_who_missed_a_time_gets_one_kind_message_half_an_hour_later(world: World) -> None:
    sent, nils = _begun(world)
    before = len(world.sender.sent)
    _says(nils, sent, "missed")
    world.send_due()
    assert len(world.sender.sent) == before
    world.clock.pass_time(timedelta(minutes=30))
    world.send_due()
    ((_phone, text),) = world.sender.sent[before:]
    assert "did not take place. That is all right. Pick a new one when it suits you: " in text
    assert text.endswith("/my")
    nils = world.nurse(world.house.nils)
    _says(nils, sent, "take-back")
    _says(nils, sent, "missed")
    world.clock.pass_time(timedelta(minutes=30))
    world.send_due()
    assert len(world.sender.sent) == before + 1, "of one time she hears once"


def test_the_kind_message_waits_for_the_morning(world: World) -> None:
    sent, _nils = _begun(world)
    day = _row(world, sent)["starts_at"]
    world.clock.set(day.replace(hour=19, minute=0))
    _says(world.nurse(world.house.nils), sent, "missed")
    (message,) = world.rows("outbound_message", template="missed")
    assert message["due_at"].hour == 6 and message["due_at"] > world.clock.now()


def test_who_wants_no_messages_gets_none(world: World) -> None:
    sent, nils = _begun(world, contact={"safe_to_text": "no"})
    _says(nils, sent, "missed")
    assert world.rows("outbound_message") == []
    assert _state(world, sent) is State.NO_SHOW


def test_her_own_page_says_kindly_that_the_time_has_passed(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "missed")
    person = signed_in_again(world)
    assert "Your time has passed, and that is all right." in person.text()
    assert "Book a time" in person.text()
    person.get("/times")
    person.post("/times", slot=first_slot(person))
    assert person.url.startswith("/times/booked/")
    person.get("/my")
    assert "Your time has passed" not in person.text()


def test_after_one_missed_time_that_is_not_urgent_nobody_is_called(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "missed")
    case = _case(world)
    assert case["state"] is CaseState.OFFERED
    assert case["call_asked_at"] is None and case["urgency"] is Urgency.ROUTINE


def test_after_the_second_missed_time_a_human_calls(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "missed")
    again = _books_again(world, sent)
    after_its_start(world, again)
    nils = world.nurse(world.house.nils)
    _says(nils, again, "missed")
    case = _case(world)
    assert case["call_asked_at"] == world.clock.now() and case["due_at"] > world.clock.now()
    assert case["closed_at"] is None
    assert len(world.rows("outbound_message", template="missed_call")) == 1
    assert "A nurse calls you by" in signed_in_again(world).text()
    nils.get("/queue")
    assert "promise kept" not in nils.text()


def test_who_is_urgent_is_called_after_the_first_and_never_closed_by_silence(world: World) -> None:
    sent, nils = _begun(world, None, **SAME_DAY)
    _says(nils, sent, "missed")
    case = _case(world)
    assert case["urgency"] is Urgency.SAME_DAY
    assert case["call_asked_at"] == world.clock.now() and case["due_at"] > world.clock.now()
    assert len(world.rows("alert", resolved_at=None)) == 1
    assert [
        row["template"] for row in world.rows("outbound_message") if row["template"].startswith("missed")
    ] == ["missed_call"]
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    assert nils.post(f"/cases/{sent.case_id}/close", close_reason="no_answer").status_code == 409
    assert _case(world)["closed_at"] is None


def test_coming_counts_the_missed_times_anew(world: World) -> None:
    sent, nils = _begun(world)
    _says(nils, sent, "missed")
    for said in ("came", "missed"):
        sent = _books_again(world, sent)
        after_its_start(world, sent)
        _says(world.nurse(world.house.nils), sent, said)
    assert _case(world)["call_asked_at"] is None


def test_who_has_another_time_already_is_not_asked_to_choose_one(world: World) -> None:
    sent = with_a_call_booked(world)
    after_its_start(world, sent, by=timedelta(hours=3))
    again = _books_again(world, sent)
    _says(world.nurse(world.house.nils), sent, "missed")
    assert world.rows("outbound_message", template="missed") == []
    assert _case(world)["state"] is CaseState.BOOKED
    assert _state(world, again) is State.CONFIRMED


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
    assert _state(world, sent) is State.CANCELLED_BY_PROVIDER
    assert world.rows("booking_cell") == []
    assert _case(world)["call_asked_at"] == world.clock.now()
    assert len(world.rows("audit_entry", verb="appointment:cancel_by_provider")) == 1
    assert "A nurse calls you by" in signed_in_again(world).text()


def test_in_the_quiet_hours_the_page_says_when_the_message_goes(world: World) -> None:
    sent = with_a_call_booked(world)
    world.clock.set(_row(world, sent)["starts_at"].replace(hour=19))
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
    assert _state(world, sent) is State.CANCELLED_BY_EMPLOYEE


@pytest.mark.parametrize(("hours_before", "late"), [(25, False), (23, True)])
def test_giving_back_late_is_counted_and_costs_nothing(hours_before: int, late: bool, world: World) -> None:
    sent = a_sent_case(world)
    world.clock.set(_row(world, sent)["starts_at"] - timedelta(hours=hours_before))
    person = signed_in_again(world)
    person.get(f"/times/cancel/{sent.appointment_id}")
    person.post()
    assert _row(world, sent)["was_late"] is late
    again = _books_again(world, sent)
    world.clock.set(_row(world, again)["starts_at"] - timedelta(hours=hours_before))
    person = signed_in_again(world)
    person.get(f"/times/move/{again.appointment_id}")
    person.post(slot=first_slot(person))
    assert _row(world, again)["was_late"] is late
    assert "late" not in person.text().lower()


def test_the_nurse_who_has_taken_the_case_says_it_there(world: World) -> None:
    sent = a_sent_case(world)
    after_its_start(world, sent)
    nina = world.nurse(world.house.nina)
    nina.get(f"/cases/{sent.case_id}")
    assert "Did not come" not in nina.text()
    nina.post(f"/cases/{sent.case_id}/claim")
    assert "Did not come" in nina.text()
    nina.post(f"/appointments/{sent.appointment_id}/missed", at="case")
    assert nina.url == f"/cases/{sent.case_id}"
    assert "Did not come to the time" in nina.text() and "Take it back" in nina.text()
    assert _state(world, sent) is State.NO_SHOW


@pytest.mark.parametrize("do", ["came", "missed", "take-back", "cancel"])
def test_nobody_else_says_it(do: str, world: World) -> None:
    sent = with_a_call_booked(world)
    after_its_start(world, sent)
    strangers = {
        "a colleague who has not taken the case": world.nurse(world.house.nina),
        "a nurse of another employer": world.nurse(world.house.outi),
    }
    for who, browser in strangers.items():
        browser.get("/appointments")
        assert "Aino" not in browser.text(), who
        assert browser.post(f"/appointments/{sent.appointment_id}/{do}").status_code == 404, who
    person = signed_in_again(world)
    assert person.post(f"/appointments/{sent.appointment_id}/{do}").status_code == 404
    assert person.get("/appointments").status_code == 404
    assert _state(world, sent) is State.CONFIRMED


def test_who_no_longer_serves_the_employer_still_sees_her_own_time_and_no_case(world: World) -> None:
    sent = with_a_call_booked(world)
    with world.begin_work(LOOKER) as work:
        for row in work.session.query(Appointment):
            row.practitioner_id = world.house.outi.id
    after_its_start(world, sent)
    outi = world.nurse(world.house.outi)
    outi.get("/appointments")
    assert "Aino" in outi.text() and sent.case_id not in outi.html()
    _says(outi, sent, "came")
    assert outi.url == "/appointments?done=came"
    assert _state(world, sent) is State.ATTENDED


def test_each_name_on_the_list_is_recorded_as_read(world: World) -> None:
    sent = with_a_call_booked(world)
    world.nurse(world.house.nils).get("/appointments")
    reads = [row for row in world.rows("audit_entry") if str(row["detail"]).endswith(": appointments")]
    assert [(row["actor_id"], row["subject_id"]) for row in reads] == [(world.house.nils.id, sent.case_id)]


def test_without_times_the_list_says_so(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    assert "No times are booked with you" in nils.text()


def test_the_list_costs_the_same_however_much_is_over(world: World) -> None:
    sent, nils = _begun(world)
    nils.get("/appointments")
    with counted(world) as before:
        nils.get("/appointments")
    _add_old(world, sent, 3 * AT_ONCE)
    with counted(world) as after:
        nils.get("/appointments")
    assert len(after) == len(before)


def _begun(
    world: World, contact: dict[str, str] | None = None, **answers: dict[str, list[str]]
) -> tuple[SentCase, Browser]:
    """Somebody whose call with Nils began ten minutes ago, and the browser of Nils."""
    sent = with_a_call_booked(world, contact, **answers)
    world.send_due()
    after_its_start(world, sent)
    return sent, world.nurse(world.house.nils)


def _says(browser: Browser, sent: SentCase, what: str) -> int:
    """What stands behind one of the buttons; the status of the answer."""
    if not browser.url.startswith("/appointments"):
        browser.get("/appointments")
    return browser.post(f"/appointments/{sent.appointment_id}/{what}").status_code


def _books_again(world: World, sent: SentCase) -> SentCase:
    person = signed_in_again(world)
    person.get("/times?talk=1")
    person.post("/times?talk=1", slot=first_slot(person))
    assert person.url.startswith("/times/booked/"), person.text()
    return SentCase(person, sent.case_id, sent.employee_id, person.url.rpartition("/")[2])


def _row(world: World, sent: SentCase) -> dict[str, Any]:
    (row,) = world.rows("appointment", id=sent.appointment_id)
    return row


def _state(world: World, sent: SentCase) -> State:
    state: State = _row(world, sent)["state"]
    return state


def _case(world: World) -> dict[str, Any]:
    (case,) = world.rows("support_case")
    return {name: value for name, value in case.items() if name != "version"}


def _add_old(world: World, sent: SentCase, count: int) -> None:
    """So many times of Nils that are over and done, a month ago and more."""
    row = _row(world, sent)
    with world.begin_work(LOOKER) as work:
        for number in range(count):
            starts_at: datetime = row["starts_at"] - timedelta(days=30, hours=number)
            other = {
                "id": work.new_id(),
                "starts_at": starts_at,
                "state": State.ATTENDED,
                "ended_at": starts_at,
            }
            work.session.add(Appointment(**{**row, **other}))
