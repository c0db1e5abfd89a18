"""Whether somebody came is said in one tap, by whoever may, and a mistake is taken back."""

from datetime import datetime, timedelta

import pytest

from support.booking.attendance_queries import AT_ONCE
from support.booking.models import Appointment
from support.booking.rules.appointment import State
from support.cases.rules.states import State as CaseState
from support.vocabulary.pathway import Urgency
from tests.builders import (
    LOOKER,
    SECOND,
    SentCase,
    World,
    a_sent_case,
    after_its_start,
    first_slot,
    signed_in_again,
    with_a_call_booked,
)
from tests.pages.how_it_went import SAME_DAY, a_call_begun, books_again, case_of, row_of, says, state_of
from tests.statements import counted


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


def test_where_not_all_stand_there_at_once_the_list_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("support.booking.attendance_queries.AT_ONCE", 1)
    sent = with_a_call_booked(world)
    nils, later = world.nurse(world.house.nils), "Later times appear when these are over."
    assert later not in nils.get("/appointments").get_data(as_text=True)
    other = with_a_call_booked(world, SECOND)
    nils.get("/appointments")
    assert later in nils.text() and "Aino" in nils.text() and "Veera" not in nils.text()
    after_its_start(world, other)
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    assert "More appear when you have marked these." in nils.text() and "Veera" not in nils.text()
    nils.post(f"/appointments/{sent.appointment_id}/came")
    assert "More appear" not in nils.text() and "Veera" in nils.text()


def test_one_tap_says_that_somebody_came(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "came")
    assert nils.url == "/appointments?done=came"
    assert "Saved: the person came." in nils.text() and "Did the person come?" not in nils.text()
    assert state_of(world, sent) is State.ATTENDED
    (case,) = world.rows("support_case")
    assert case["state"] is CaseState.IN_PATHWAY
    assert case["first_contact_at"] == row_of(world, sent)["starts_at"]
    assert [row["actor_id"] for row in world.rows("audit_entry", verb="appointment:attend")] == [
        world.house.nils.id
    ]
    assert [row["actor_id"] for row in world.rows("case_step", kind="came")] == [world.house.nils.id]


def test_who_has_been_met_takes_nothing_back_by_herself(world: World) -> None:
    sent, nils = a_call_begun(world)
    assert "Delete what I have sent" in signed_in_again(world).text()
    says(nils, sent, "came")
    person = signed_in_again(world)
    assert "Delete what I have sent" not in person.text()
    assert person.post("/my/delete").status_code == 409
    assert state_of(world, sent) is State.ATTENDED


def test_a_tap_sent_twice_is_one_tap(world: World) -> None:
    sent, nils = a_call_begun(world)
    for _ in range(2):
        says(nils, sent, "missed")
        assert nils.url == "/appointments?done=missed"
    assert len(world.rows("audit_entry", verb="appointment:miss")) == 1
    assert len(world.rows("case_step", kind="missed")) == 1
    assert len(world.rows("outbound_message", template="missed")) == 1


def test_before_the_start_nothing_is_said(world: World) -> None:
    sent = with_a_call_booked(world)
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    assert "Did not come" not in nils.text()
    assert says(nils, sent, "missed") == 409
    assert state_of(world, sent) is State.CONFIRMED


def test_who_came_is_not_said_to_have_stayed_away_without_taking_it_back(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "came")
    assert says(nils, sent, "missed") == 409
    assert state_of(world, sent) is State.ATTENDED


def test_a_mistake_is_taken_back_with_all_that_followed(world: World) -> None:
    sent, nils = a_call_begun(world)
    before = case_of(world)
    for said in ("missed", "came"):
        says(nils, sent, said)
        says(nils, sent, "take-back")
        assert nils.url == "/appointments?done=taken_back"
        assert "Did the person come?" in nils.text()
        assert state_of(world, sent) is State.CONFIRMED
        assert case_of(world) == before
    assert world.rows("outbound_message", template="missed") == []
    assert len(world.rows("audit_entry", verb="appointment:take_back")) == 2


def test_a_call_that_a_mistake_asked_for_is_taken_back(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "missed")
    again = books_again(world, sent)
    after_its_start(world, again)
    before = case_of(world)
    nils = world.nurse(world.house.nils)
    says(nils, again, "missed")
    assert case_of(world)["urgency"] is Urgency.NEXT_DAY
    says(nils, again, "take-back")
    case = case_of(world)
    assert case["call_asked_at"] is None
    assert (case["urgency"], case["state"]) == (before["urgency"], before["state"])


def test_taking_back_twice_is_once(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "missed")
    for _ in range(2):
        assert says(nils, sent, "take-back") == 200
    assert len(world.rows("audit_entry", verb="appointment:take_back")) == 1


def test_after_the_end_of_the_next_day_it_stands(world: World) -> None:
    sent, nils = a_call_begun(world)
    says(nils, sent, "missed")
    world.clock.pass_time(timedelta(days=2))
    nils = world.nurse(world.house.nils)
    nils.get("/appointments")
    assert "Take it back" not in nils.text()
    assert says(nils, sent, "take-back") == 410
    assert state_of(world, sent) is State.NO_SHOW


def test_what_happened_since_stays_when_a_mistake_is_taken_back(world: World) -> None:
    sent, nils = a_call_begun(world, None, **SAME_DAY)
    says(nils, sent, "missed")
    asked_at = world.clock.now()
    world.clock.pass_time(timedelta(minutes=1))
    person = signed_in_again(world)
    person.get("/times?talk=1")
    person.post("/times?talk=1", slot=first_slot(person))
    assert case_of(world)["call_asked_at"] == asked_at
    says(nils, sent, "take-back")
    case = case_of(world)
    assert case["state"] is CaseState.BOOKED and case["call_asked_at"] is None


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
    assert state_of(world, sent) is State.NO_SHOW


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
    assert state_of(world, sent) is State.CONFIRMED


def test_who_no_longer_serves_the_employer_still_sees_her_own_time_and_no_case(world: World) -> None:
    sent = with_a_call_booked(world)
    with world.begin_work(LOOKER) as work:
        for row in work.session.query(Appointment):
            row.practitioner_id = world.house.outi.id
    after_its_start(world, sent)
    outi = world.nurse(world.house.outi)
    outi.get("/appointments")
    assert "Aino" in outi.text() and sent.case_id not in outi.html()
    says(outi, sent, "came")
    assert outi.url == "/appointments?done=came"
    assert state_of(world, sent) is State.ATTENDED


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
    sent, nils = a_call_begun(world)
    nils.get("/appointments")
    with counted(world) as before:
        nils.get("/appointments")
    _add_old(world, sent, 3 * AT_ONCE)
    with counted(world) as after:
        nils.get("/appointments")
    assert len(after) == len(before)


def _add_old(world: World, sent: SentCase, count: int) -> None:
    """So many times of Nils that are over and done, a month ago and more."""
    row = row_of(world, sent)
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
