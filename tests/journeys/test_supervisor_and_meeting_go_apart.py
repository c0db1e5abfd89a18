"""A meeting of three that does not come as planned: the permission taken back, or no time that suits."""

from datetime import timedelta

from tests.browser_of_the_tests import Browser
from tests.builders import World, first_slot, signed_in_again
from tests.hands import follow, press
from tests.meetings import AGENDA, approved, confirm, invited, proposed, times_on
from tests.supervisors import SUPERVISORS_NUMBER, link_in_the_last_message, signed_in_by

_TO_SUPERVISOR = SUPERVISORS_NUMBER.replace(" ", "")
_UNKNOWN = f"/supervisor/meetings/{'x' * 22}"


def test_permission_taken_back_between_proposal_and_agreement(world: World) -> None:
    # given: an employee who goes along brief support, and a supervisor who has marked times
    found = approved(world)
    found.nurse.get(f"/cases/{found.sent.case_id}")
    press(found.nurse, "Begin", answer="accepted")
    found = proposed(world, arranged=found)
    supervisor = signed_in_by(world, link_in_the_last_message(world), "fi")
    supervisor.post(f"{found.for_supervisor}/times", time=times_on(supervisor, found.for_supervisor))
    assert AGENDA.split("\n")[0] in _seen(supervisor, found.for_supervisor)
    # when: the employee takes back that her supervisor may know of the meeting
    own = _in_swedish(signed_in_again(world))
    follow(own, "Se och bestäm")
    press(own, "Återta tillståndet")
    # then: the supervisor hears that it is cancelled and not why, and her page is as one that never was
    assert _texts(world)[-1] == "Kutsu keskusteluun on peruttu. Sinun ei tarvitse tehdä mitään."
    assert _seen(supervisor, found.for_supervisor) == _seen(supervisor, _UNKNOWN)
    assert supervisor.page and supervisor.page.status_code == 404
    assert "Täällä ei ole nyt mitään sinulle" in _seen(supervisor, "/supervisor")
    assert "Aino" not in supervisor.html()
    # and: what the nurse had arranged is over, and she sees that nothing is arranged any more
    found.nurse.get(found.at_desk)
    assert "Confirm this time" not in found.nurse.text()
    # and: the employee's own path goes on, one to one
    own.get("/times")
    own.post("/times", slot=first_slot(own))
    own.get("/my")
    assert "Härnäst på din stödväg: Första samtalet." in own.text()
    (booked,) = world.rows("appointment", case_id=found.sent.case_id)
    assert (booked["kind"], booked["state"].value) == ("one_to_one", "confirmed")
    (way,) = world.rows("enrolment")
    assert way["state"].value == "accepted"


def test_a_supervisor_who_can_come_at_no_time_is_asked_about_others(world: World) -> None:
    # given: times are proposed, and the employee can come at each of them
    found, supervisor = invited(world)
    first = times_on(supervisor, found.for_supervisor)
    found.own.post(f"{found.on_own_page}/times", time=first)
    # when: the supervisor can come at none
    times_on(supervisor, found.for_supervisor)
    supervisor.post(f"{found.for_supervisor}/times", time=["none"])
    assert "Thank you for your answer." in supervisor.text()
    # then: nothing can be agreed, and the nurse proposes others
    found.nurse.get(found.at_desk)
    assert "Confirm this time" not in found.nurse.text()
    world.clock.pass_time(timedelta(minutes=5))
    found = proposed(world, arranged=found)
    # and: the supervisor hears of it by a link of her own, and both can come at the second of the new times
    again = signed_in_by(world, link_in_the_last_message(world), "sv")
    times = times_on(again, found.for_supervisor)
    assert not set(times) & set(first)
    again.post(f"{found.for_supervisor}/times", time=times[1:])
    found.own.post(f"{found.on_own_page}/times", time=times)
    confirm(found)
    # then: it is agreed for all three, and each has been told once
    (second,) = world.rows("meeting_time", id=times[1])
    (booked,) = world.rows("appointment", kind="three_party")
    assert booked["starts_at"] == second["starts_at"]
    assert "Avtalad tid" in _seen(again, found.for_supervisor)
    assert _texts(world)[-1].startswith("Samtalet är avtalat")
    assert [row["state"].value for row in world.rows("three_party_meeting")] == ["confirmed"]


def _seen(browser: Browser, url: str) -> str:
    browser.get(url)
    return browser.text()


def _in_swedish(browser: Browser) -> Browser:
    browser.headers = {"Accept-Language": "sv"}
    browser.get("/my?lang=sv")
    return browser


def _texts(world: World) -> list[str]:
    """What has gone to the supervisor."""
    world.send_due()
    return [text for phone, text in world.sender.sent if phone == _TO_SUPERVISOR]
