"""A meeting of three: who sees what, who may do what, and what follows when somebody changes her mind."""

from datetime import timedelta
from typing import Any

import pytest

from support.booking.facts import JustTaken
from support.booking.meeting_ending_actions import cancel_meeting
from support.booking.meeting_time_actions import confirm_time
from support.booking.models import BookingCell
from support.consent.rules.fact_code import FactCode
from support.vocabulary.errors import Conflict, NotFound
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case, signed_in_again
from tests.meetings import (
    AGENDA,
    Arranged,
    agreed,
    approved,
    confirm,
    drafted,
    free_starts,
    invited,
    proposed,
    times_on,
)
from tests.supervisors import SUPERVISORS_NUMBER, link_in_the_last_message, named, signed_in_by, take_back

_TO_SUPERVISOR = SUPERVISORS_NUMBER.replace(" ", "")
_URLS = {"my_support_url": "https://x.example/my", "link_url": "https://x.example/s/"}
HEADINGS = AGENDA.split("\n")


def seen(browser: Browser, url: str) -> str:
    """What stands on this page."""
    browser.get(url)
    return browser.text()


def status(browser: Browser) -> int:
    """How the last page was answered."""
    assert browser.page is not None
    return int(browser.page.status_code)


def texts_to_supervisor(world: World) -> list[str]:
    """What has gone to the supervisor, without codes."""
    world.send_due()
    return [text for phone, text in world.sender.sent if phone == _TO_SUPERVISOR and "code" not in text]


def row_of(world: World, found: Arranged) -> dict[str, Any]:
    """The meeting as it is kept."""
    (row,) = world.rows("three_party_meeting", id=found.meeting_id)
    return row


def state_of(world: World, found: Arranged) -> str:
    """How far it has come."""
    return str(row_of(world, found)["state"].value)


def test_the_time_stands_in_all_three_calendars(world: World) -> None:
    found, supervisor = agreed(world)
    meeting = row_of(world, found)
    cells = world.rows("booking_cell", appointment_id=meeting["appointment_id"])
    people = {row["person_id"] for row in world.rows("meeting_participant", meeting_id=found.meeting_id)}
    assert {cell["person_id"] for cell in cells} == people
    assert len(people) == 3 and len(cells) == 3 * 4
    assert "Agreed time" in seen(supervisor, found.for_supervisor)
    assert "Agreed time" in seen(found.own, found.on_own_page)
    assert "Aino" in seen(found.nurse, "/appointments")
    assert "The discussion is agreed" in texts_to_supervisor(world)[-1]


def test_it_is_the_first_time_that_suits_both(world: World) -> None:
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=[times[2], times[1]])
    found.own.post(f"{found.on_own_page}/times", time=times)
    confirm(found)
    (second,) = world.rows("meeting_time", id=times[1])
    assert row_of(world, found)["starts_at"] == second["starts_at"]


def test_nothing_is_agreed_before_both_have_answered(world: World) -> None:
    found = proposed(world)
    found.own.post(f"{found.on_own_page}/times", time=times_on(found.own, found.on_own_page))
    assert "Confirm this time" not in seen(found.nurse, found.at_desk)
    start = world.rows("meeting_time", meeting_id=found.meeting_id)[0]["starts_at"]
    found.nurse.post(f"{found.at_desk}/confirm", start=f"{start:%Y%m%dT%H%MZ}")
    assert status(found.nurse) == 409
    assert state_of(world, found) == "proposed"


def test_the_supervisor_hears_nothing_before_the_agenda_is_approved_and_permission_given(
    world: World,
) -> None:
    found = approved(world, release=False)
    assert "No permission yet" in seen(found.nurse, found.at_desk)
    found.nurse.post(f"{found.at_desk}/times", start=["20261126T0800Z"])
    assert status(found.nurse) == 409
    assert not texts_to_supervisor(world)
    assert state_of(world, found) == "agenda_approved"


def test_permission_before_the_agenda_is_approved_opens_nothing(world: World) -> None:
    found = drafted(world)
    found.own.get("/my/supervisor")
    found.own.post("/my/supervisor/facts", fact=["F1"], months="6")
    found.nurse.post(f"{found.at_desk}/times", start=["20261126T0800Z"])
    assert status(found.nurse) == 409
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    supervisor.get(found.for_supervisor)
    assert status(supervisor) == 404
    assert HEADINGS[0] not in seen(supervisor, "/supervisor")


def test_who_was_not_asked_alone_gets_no_agenda(world: World) -> None:
    found = drafted(world, go="save", asked_alone="")
    fields = {"kind": "tripartite_coaching", "minutes": "60", "channel": "video", "agenda": "Work"}
    found.nurse.post(found.at_desk, go="send", **fields)
    assert status(found.nurse) == 422
    assert "Ask the person first" in found.nurse.text()
    assert state_of(world, found) == "drafting"
    found.own.get(found.on_own_page)
    assert status(found.own) == 404


def test_what_she_changes_is_what_the_supervisor_reads(world: World) -> None:
    found = drafted(world)
    found.own.get(found.on_own_page)
    found.own.post(f"{found.on_own_page}/agenda", agenda="Only the mornings", release="yes")
    proposed(world, arranged=found)
    supervisor = signed_in_by(world, link_in_the_last_message(world))
    page = seen(supervisor, found.for_supervisor)
    assert "Only the mornings" in page and HEADINGS[0] not in page


def test_an_approved_agenda_that_the_nurse_changes_goes_to_her_again(world: World) -> None:
    found = approved(world)
    fields = {"kind": "tripartite_coaching", "minutes": "60", "channel": "video", "agenda": "Something else"}
    found.nurse.post(found.at_desk, go="send", asked_alone="yes", **fields)
    assert state_of(world, found) == "agenda_to_employee"
    found.nurse.post(f"{found.at_desk}/times", start=["20261126T0800Z"])
    assert status(found.nurse) == 409


def test_the_two_kinds_are_not_mixed(world: World) -> None:
    found = drafted(world)
    fields = {"kind": "workability_negotiation", "minutes": "60", "channel": "video", "agenda": "Work"}
    found.nurse.post(found.at_desk, go="save", asked_alone="yes", **fields)
    assert status(found.nurse) == 409
    assert row_of(world, found)["kind"].value == "tripartite_coaching"


def test_permission_taken_back_in_the_middle_closes_everything_at_once(world: World) -> None:
    found, supervisor = invited(world)
    assert HEADINGS[0] in seen(supervisor, found.for_supervisor)
    take_back(found.own, FactCode.F1)
    assert state_of(world, found) == "cancelled"
    for page in (found.for_supervisor, f"/supervisor/meetings/{'x' * 22}"):
        supervisor.get(page)
        assert status(supervisor) == 404
    assert "Three-party" not in seen(supervisor, "/supervisor")
    last = texts_to_supervisor(world)[-1]
    assert last == "The invitation to a discussion is cancelled. You do not need to do anything."
    supervisor.post(f"{found.for_supervisor}/times", time=["none"])
    assert status(supervisor) == 404


def test_whoever_withdraws_from_an_agreed_meeting_tells_only_that_it_is_cancelled(world: World) -> None:
    found, supervisor = agreed(world)
    assert len(texts_to_supervisor(world)) == 2
    meeting = row_of(world, found)
    found.own.post(f"{found.on_own_page}/end")
    assert state_of(world, found) == "cancelled"
    assert not world.rows("booking_cell", appointment_id=meeting["appointment_id"])
    (booked,) = world.rows("appointment", id=meeting["appointment_id"])
    assert booked["state"].value == "cancelled_by_employee" and booked["remind_at"] is None
    last = texts_to_supervisor(world)[-1]
    assert last.startswith("The discussion ")
    assert last.endswith("is cancelled. You do not need to do anything.")
    supervisor.get(found.for_supervisor)
    assert status(supervisor) == 404
    found.own.post(f"{found.on_own_page}/end")
    assert len(texts_to_supervisor(world)) == 3


def test_a_supervisor_who_can_come_at_no_time_leads_back_to_other_times(world: World) -> None:
    found, supervisor = invited(world)
    times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=["none"])
    assert "Thank you for your answer." in supervisor.text()
    assert state_of(world, found) == "agenda_approved"
    assert "None of the times suits everybody" in seen(found.nurse, f"/cases/{found.sent.case_id}")
    before = {row["id"] for row in world.rows("meeting_time")}
    proposed(world, arranged=found)
    assert not before & {row["id"] for row in world.rows("meeting_time")}
    assert not world.rows("meeting_mark")


def test_a_supervisor_who_has_once_been_invited_hears_that_it_is_cancelled(world: World) -> None:
    found, supervisor = invited(world)
    times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=["none"])
    found.nurse.post(f"{found.at_desk}/cancel")
    assert state_of(world, found) == "cancelled"
    assert "invitation to a discussion is cancelled" in texts_to_supervisor(world)[-1]


def test_her_own_list_leads_the_nurse_to_the_meeting_and_ends_nothing_there(world: World) -> None:
    found, _supervisor = agreed(world)
    world.clock.set(row_of(world, found)["starts_at"] + timedelta(minutes=5))
    nurse = world.nurse(world.house.nils)
    nurse.get("/appointments")
    assert f'href="{found.at_desk}"' in nurse.html()
    assert "/came" not in nurse.html()
    nurse.get(f"/cases/{found.sent.case_id}")
    assert "/missed" not in nurse.html()


@pytest.mark.parametrize("ticked", [[], ["none", "first"]])
def test_nothing_ticked_and_both_ticked_are_asked_about_again(world: World, ticked: list[str]) -> None:
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(
        f"{found.for_supervisor}/times", time=[times[0] if one == "first" else one for one in ticked]
    )
    assert status(supervisor) == 422
    assert not world.rows("meeting_mark")


def test_a_time_that_somebody_has_filled_since_is_not_agreed(world: World) -> None:
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times)
    found.own.post(f"{found.on_own_page}/times", time=times)
    first, second = (world.rows("meeting_time", id=one)[0]["starts_at"] for one in times[:2])
    take_the_hour_of_the_nurse(world, first)
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        confirm_time(work, found.sent.case_id, first, **_URLS)
    confirm(found)
    assert row_of(world, found)["starts_at"] == second


def take_the_hour_of_the_nurse(world: World, starts_at: Any) -> None:
    """Somebody else gets the call of Nils at this time."""
    other = a_sent_case(world, book=False, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    other.browser.get("/times?talk=1")
    slot = f"{starts_at:%Y%m%dT%H%MZ}~{world.house.nils.id}~phone"
    other.browser.post("/times?talk=1", slot=slot)
    assert other.browser.url.startswith("/times/booked/"), other.browser.text()


def test_of_two_who_confirm_at_once_both_see_one_time(world: World) -> None:
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times)
    found.own.post(f"{found.on_own_page}/times", time=times)
    start = world.rows("meeting_time", id=times[0])[0]["starts_at"]
    for _ in range(2):
        with world.begin_work(world.house.nils.actor) as work:
            confirm_time(work, found.sent.case_id, start, **_URLS)
    other = world.rows("meeting_time", id=times[1])[0]["starts_at"]
    with pytest.raises(Conflict), world.begin_work(world.house.nils.actor) as work:
        confirm_time(work, found.sent.case_id, other, **_URLS)
    assert len(world.rows("appointment", kind="three_party")) == 1


def test_all_acknowledge_before_it_counts_as_held(world: World) -> None:
    found, supervisor = agreed(world)
    start = row_of(world, found)["starts_at"]
    world.clock.set(start + timedelta(minutes=30))
    nurse, own = world.nurse(world.house.nils), signed_in_again(world)
    came = ["employee", "supervisor"]
    nurse.post(f"{found.at_desk}/came", came=came)
    assert status(nurse) == 409 and "confidentiality" in nurse.text()
    world.send_due()
    supervisor = signed_in_by(world, link_to_supervisor(world))
    for browser, page in (
        (nurse, found.at_desk),
        (own, found.on_own_page),
        (supervisor, found.for_supervisor),
    ):
        assert "Here we agree together" in seen(browser, page)
        browser.post(f"{page}/acknowledge")
    kept = world.rows("meeting_acknowledgement", about="confidentiality")
    assert {row["version"] for row in kept} == {1} and len(kept) == 3
    nurse.post(f"{found.at_desk}/came", came=came)
    assert "done=held" in nurse.url, nurse.text()
    assert state_of(world, found) == "attended"
    (case,) = world.rows("support_case", id=found.sent.case_id)
    assert case["first_contact_at"] == start


def link_to_supervisor(world: World) -> str:
    """The last link that a supervisor got."""
    return link_in_the_last_message(world)


def test_without_the_employee_the_meeting_was_not_held(world: World) -> None:
    found, _supervisor = agreed(world)
    meeting = row_of(world, found)
    world.clock.set(meeting["starts_at"] + timedelta(minutes=30))
    nurse = world.nurse(world.house.nils)
    nurse.post(f"{found.at_desk}/came", came=["supervisor"])
    assert "done=not_held" in nurse.url, nurse.text()
    assert state_of(world, found) == "partly_attended"
    (booked,) = world.rows("appointment", id=meeting["appointment_id"])
    assert booked["state"].value == "no_show"
    (case,) = world.rows("support_case", id=found.sent.case_id)
    assert case["first_contact_at"] is None


def test_nobody_has_been_there_before_it_begins(world: World) -> None:
    found, _supervisor = agreed(world)
    found.nurse.post(f"{found.at_desk}/came", came=["employee", "supervisor"])
    assert status(found.nurse) == 409
    assert state_of(world, found) == "confirmed"


def test_a_meeting_that_is_put_off_keeps_what_she_has_approved(world: World) -> None:
    found, supervisor = agreed(world)
    found.nurse.post(f"{found.at_desk}/put-off")
    assert state_of(world, found) == "rebooked"
    (following,) = world.rows("three_party_meeting", ended_at=None)
    assert following["state"].value == "agenda_approved"
    assert HEADINGS[0] in seen(found.nurse, found.at_desk)
    supervisor.get(found.for_supervisor)
    assert status(supervisor) == 404
    proposed(world, arranged=Arranged(found.sent, found.nurse, following["id"]))


def test_the_person_changes_the_time_of_three_nowhere_else(world: World) -> None:
    found, _supervisor = agreed(world)
    appointment = row_of(world, found)["appointment_id"]
    found.own.post(f"/times/booked/{appointment}/cancel")
    assert status(found.own) in (404, 409)
    world.clock.set(row_of(world, found)["starts_at"] + timedelta(minutes=5))
    nurse = world.nurse(world.house.nils)
    nurse.post(f"/appointments/{appointment}/missed")
    assert status(nurse) == 409
    assert state_of(world, found) == "confirmed"


def test_she_may_have_a_time_of_her_own_beside_it(world: World) -> None:
    found, _supervisor = agreed(world)
    found.own.get("/times")
    assert "slot" in found.own.html()


def test_a_case_that_ends_ends_the_meeting(world: World) -> None:
    found, _supervisor = agreed(world)
    found.nurse.post(f"/cases/{found.sent.case_id}/close", close_reason="by_person")
    assert state_of(world, found) == "cancelled"
    assert "cancelled" in texts_to_supervisor(world)[-1]


def test_another_supervisor_sees_nothing_and_the_one_before_hears_that_it_is_cancelled(world: World) -> None:
    found, supervisor = invited(world)
    named(world, found.sent, number="+358 00 000 009")
    assert state_of(world, found) == "cancelled"
    supervisor.get(found.for_supervisor)
    assert status(supervisor) == 404
    assert "cancelled" in texts_to_supervisor(world)[-1]


def test_strangers_and_those_with_another_hat_find_nothing(world: World) -> None:
    found, supervisor = invited(world)
    other = a_sent_case(world, book=False, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    outi = world.nurse(world.house.outi)
    for browser, page in (
        (other.browser, found.on_own_page),
        (outi, found.at_desk),
        (outi, found.on_own_page),
        (other.browser, found.for_supervisor),
        (supervisor, found.on_own_page),
        (supervisor, found.at_desk),
        (found.own, found.for_supervisor),
        (found.own, found.at_desk),
    ):
        browser.get(page)
        assert HEADINGS[0] not in browser.text(), (page, browser.url)
    times = world.rows("meeting_time", meeting_id=found.meeting_id)
    for browser in (other.browser, outi, supervisor):
        browser.post(f"{found.on_own_page}/times", time=[str(times[0]["id"])])
    assert not world.rows("meeting_mark")
    with pytest.raises(NotFound), world.begin_work(world.house.outi.actor) as work:
        cancel_meeting(work, found.sent.case_id, my_support_url="https://x.example/my")


def test_a_supervisor_of_another_finds_nothing(world: World) -> None:
    found, _supervisor = invited(world)
    other = a_sent_case(world, book=False, contact={"first_name": "Veera", "phone": "+358 00 000 002"})
    named(world, other, number="+358 00 000 009")
    other.browser.post("/my/supervisor/facts", fact=["F1"], months="6")
    stranger = signed_in_by(world, link_in_the_last_message(world))
    stranger.get(found.for_supervisor)
    assert status(stranger) == 404
    assert "Aino" not in seen(stranger, "/supervisor")


def test_a_nurse_who_has_not_taken_the_case_changes_nothing(world: World) -> None:
    found = approved(world)
    nina = world.nurse(world.house.nina)
    assert HEADINGS[0] in seen(nina, found.at_desk)
    for action in ("times", "confirm", "cancel", "put-off", "acknowledge", "came"):
        nina.post(f"{found.at_desk}/{action}", start="20261126T0800Z", came="employee")
        assert status(nina) == 409, action
    assert state_of(world, found) == "agenda_approved"


def test_what_the_supervisor_opens_is_recorded_and_told(world: World) -> None:
    found, supervisor = invited(world)
    supervisor.get(found.for_supervisor)
    reads = [
        row
        for row in world.rows("audit_entry", subject_id=found.sent.case_id, verb="read")
        if row["role"] == "supervisor"
    ]
    assert {row["subject_type"] for row in reads} >= {"meeting_line", "employee"}
    assert "When your supervisor has looked" in seen(found.own, "/my/supervisor")


def test_a_support_person_comes_only_with_the_employee(world: World) -> None:
    found, supervisor = agreed(world)
    found.own.post(f"{found.on_own_page}/support-person", support_person="Tuula Tuki")
    for browser, page in (
        (found.own, found.on_own_page),
        (supervisor, found.for_supervisor),
        (found.nurse, found.at_desk),
    ):
        assert "Tuula Tuki" in seen(browser, page)
    found.own.post(f"{found.on_own_page}/support-person", support_person="")
    assert "Tuula Tuki" not in seen(supervisor, found.for_supervisor)


def test_no_message_names_anybody_or_the_matter(world: World) -> None:
    agreed(world)
    world.send_due()
    for _phone, text in world.sender.sent:
        for word in ("Aino", "Siiri", "Nils", *HEADINGS, "kolmikanta", "työterveys"):
            assert word.lower() not in text.lower(), text


def test_two_races_for_a_supervisors_hour_leave_one(world: World) -> None:
    found, supervisor = invited(world)
    times = times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=times[:1])
    found.own.post(f"{found.on_own_page}/times", time=times[:1])
    start = world.rows("meeting_time", id=times[0])[0]["starts_at"]
    people = world.rows("meeting_participant", meeting_id=found.meeting_id)
    (boss,) = (row["person_id"] for row in people if row["party"].value == "supervisor")
    fill(world, boss, start)
    with pytest.raises((Conflict, JustTaken)), world.begin_work(world.house.nils.actor) as work:
        confirm_time(work, found.sent.case_id, start, **_URLS)
    assert not world.rows("appointment", kind="three_party")
    assert free_starts(found)


def fill(world: World, person_id: str, starts_at: Any) -> None:
    """This person is taken then."""
    with world.begin_work(world.house.nils.actor) as work:
        work.session.add(
            BookingCell(
                person_id=person_id,
                starts_at=starts_at,
                held_by="x" * 22,
                held_until=work.now + timedelta(days=9),
            )
        )
