"""She asks to be told, is offered a time that has opened, and takes it in one tap or keeps what she has."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from support.booking.models import Availability
from support.booking.rules.waiting import LISTED, PROPOSAL_LIVES, State
from support.jobs import JOBS, run_job
from tests.browser_of_the_tests import PHONE
from tests.builders import LOOKER, SECOND, SentCase, World, a_sent_case, first_slot, signed_in_again
from tests.people_of_the_tests import say_that_hours_changed
from tests.settings import ADDRESS

ASK, LEAVE, OFFER = "/times/waiting", "/times/waiting/leave", "/times/offer"


@pytest.fixture
def earlier(world: World) -> SentCase:
    """One who has a time tomorrow."""
    return _books(world, a_sent_case(world, book=False, contact=SECOND), "20261126T1000Z")


@pytest.fixture
def waits(world: World, earlier: SentCase) -> SentCase:
    """One who has a later time, and has asked to be told."""
    sent = _books(world, a_sent_case(world, book=False), "20261127T1000Z")
    sent.browser.get("/my")
    assert "Tell me if an earlier time opens" in sent.browser.text()
    sent.browser.post(ASK)
    return sent


def test_she_asks_on_her_own_page_and_leaves_the_list_whenever_she_wants(
    world: World, waits: SentCase
) -> None:
    assert "Your wish is saved." in waits.browser.text()
    assert "We tell you by text message if an earlier time opens." in waits.browser.text()
    for _ in range(2):
        waits.browser.post(LEAVE)
        assert "We no longer tell you about times that open." in waits.browser.text()
    assert "Tell me if an earlier time opens" in waits.browser.text()
    assert world.rows("waiting") == []


def test_asking_twice_keeps_her_place(world: World, waits: SentCase) -> None:
    before = world.rows("waiting")
    world.clock.pass_time(timedelta(minutes=5))
    waits.browser.post(ASK)
    assert world.rows("waiting") == before
    assert len(world.rows("case_step", kind="listed")) == 1


def test_getting_on_and_off_without_end_fills_no_record(world: World, waits: SentCase) -> None:
    limit, window = LISTED
    for count in range(1, limit + 1):
        waits.browser.post(LEAVE)
        answer = waits.browser.post(ASK)
        assert answer.status_code == (200 if count < limit else 429), count
    assert "09 000 0000" in waits.browser.text()
    assert len(world.rows("case_step", kind="listed")) == limit
    world.clock.pass_time(window)
    again = signed_in_again(world)
    again.post(ASK)
    assert "Your wish is saved." in again.text()


def test_where_she_chooses_a_time_she_asks_for_the_way_of_meeting_that_she_looks_at(world: World) -> None:
    sent = a_sent_case(world, book=False)
    sent.browser.get("/times?channel=phone")
    assert "Tell me if an earlier time opens" in sent.browser.text()
    fields = dict(
        re.findall(r'<input type="hidden" name="(channel|talk)" value="(\w*)"', sent.browser.html())
    )
    assert fields == {"channel": "phone", "talk": ""}
    sent.browser.post(ASK, **fields)
    assert [row["channel"] for row in world.rows("waiting")] == ["phone"]
    assert "We tell you by text message when a time opens." in sent.browser.text()
    sent.browser.get("/times?channel=phone")
    assert "We tell you by text message if an earlier time opens." in sent.browser.text()


def test_where_there_are_no_times_she_asks_to_be_told_of_any(world: World) -> None:
    sent = a_sent_case(world, book=False)
    with world.begin_work(LOOKER) as work:
        work.session.execute(delete(Availability))
        say_that_hours_changed(work, world.house)
    sent.browser.get("/times")
    assert "Tell me when a time opens" in sent.browser.text()
    sent.browser.post(ASK)
    sent.browser.get("/times")
    assert "We tell you by text message when a time opens." in sent.browser.text()


def test_where_she_moves_her_time_she_can_ask_too(waits: SentCase, earlier: SentCase) -> None:
    earlier.browser.get(f"/times/move/{earlier.appointment_id}")
    assert "Tell me if an earlier time opens" in earlier.browser.text()
    waits.browser.get(f"/times/move/{waits.appointment_id}")
    assert "We tell you by text message if an earlier time opens." in waits.browser.text()


@pytest.mark.parametrize("why", ["no message may go to her", "she needs a call today"])
def test_who_cannot_be_told_or_is_called_today_is_not_offered_the_list(why: str, world: World) -> None:
    if why == "she needs a call today":
        sent = a_sent_case(world, p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
    else:
        sent = a_sent_case(world, contact={"safe_to_text": "no"})
    sent.browser.get("/my")
    assert "Tell me" not in sent.browser.text()
    assert sent.browser.post(ASK).status_code == 409
    assert world.rows("waiting") == []


def test_from_the_message_she_comes_to_the_code_and_then_to_the_offer(
    world: World, earlier: SentCase, waits: SentCase
) -> None:
    _cancels(earlier)
    _propose(world)
    world.send_due()
    (link,) = re.findall(r"http://127\.0\.0\.1:5000(\S+)", world.sender.sent[-1][1])
    assert link == OFFER
    again = world.browser()
    again.get(link)
    assert again.url.startswith("/sign-in"), again.text()
    assert "opened" not in again.text()
    again.post(phone=PHONE)
    assert "opened" not in again.text()
    again.post(code=world.code())
    assert "A time has opened for you" in again.text()
    assert "We keep it for you until 11:30." in again.text()


def test_in_one_tap_it_is_hers_and_sent_twice_it_is_the_same(
    world: World, earlier: SentCase, waits: SentCase
) -> None:
    offered = _offered(world, earlier, waits)
    waits.browser.post(OFFER, offer=offered)
    assert "The time has been moved." in waits.browser.text()
    first = waits.browser.url
    waits.browser.get("/my")
    waits.browser.post(OFFER, offer=offered)
    assert waits.browser.url == first
    waits.browser.get(OFFER)
    assert waits.browser.url == "/my"
    assert world.rows("waiting") == []
    (old,) = world.rows("appointment", id=waits.appointment_id)
    assert old["state"].value == "rebooked"


def test_she_keeps_what_she_has_and_stays_on_the_list(
    world: World, earlier: SentCase, waits: SentCase
) -> None:
    offered = _offered(world, earlier, waits)
    for _ in range(2):
        waits.browser.post(f"{OFFER}/decline", offer=offered)
        assert "Nothing has changed." in waits.browser.text()
    assert "We tell you by text message if an earlier time opens." in waits.browser.text()
    assert waits.browser.get(OFFER).status_code == 200
    assert waits.browser.url == "/my"
    (has,) = world.rows("appointment", id=waits.appointment_id)
    assert has["state"].value == "confirmed"


def test_after_two_hours_the_offer_has_ended_with_no_job_run(
    world: World, earlier: SentCase, waits: SentCase
) -> None:
    offered = _offered(world, earlier, waits)
    waits.browser.get("/my")
    assert "We keep the time" in waits.browser.text()
    world.clock.pass_time(PROPOSAL_LIVES)
    again = signed_in_again(world)
    assert "We keep the time" not in again.text()
    answer = again.post(OFFER, offer=offered)
    assert answer.status_code == 409
    assert "This offer has ended" in again.text()
    assert "You still have your time:" in again.text()
    other = a_sent_case(world, book=False, contact={"first_name": "Ilona", "phone": "+358 00 000 003"})
    assert first_slot(other.browser)


def test_what_can_no_longer_be_booked_is_said_and_the_next_one_will_be_told(
    world: World, earlier: SentCase, waits: SentCase
) -> None:
    offered = _offered(world, earlier, waits)
    with world.begin_work(LOOKER) as work:
        work.session.execute(delete(Availability))
        say_that_hours_changed(work, world.house)
    assert waits.browser.post(OFFER, offer=offered).status_code == 409
    assert "That time can no longer be booked." in waits.browser.text()
    assert "We tell you when the next one opens." in waits.browser.text()
    assert [row["state"] for row in world.rows("proposal")] == [State.WITHDRAWN]
    assert world.rows("appointment", id=waits.appointment_id)[0]["state"].value == "confirmed"


def test_a_stranger_sees_takes_and_declines_nothing_of_it(
    world: World, earlier: SentCase, waits: SentCase
) -> None:
    offered = _offered(world, earlier, waits)
    stranger = a_sent_case(world, contact={"first_name": "Ilona", "phone": "+358 00 000 003"}).browser
    stranger.get(OFFER)
    assert stranger.url == "/my"
    assert "We keep the time" not in stranger.text()
    for url in (OFFER, f"{OFFER}/decline"):
        for asked in (offered, "x" * 22, ""):
            stranger.get("/my")
            assert stranger.post(url, offer=asked).status_code == 404
    assert [row["state"] for row in world.rows("proposal")] == [State.OPEN]


def test_the_nurse_sees_that_she_waits_and_what_was_offered_and_takes_her_off(
    world: World, earlier: SentCase, waits: SentCase
) -> None:
    _offered(world, earlier, waits)
    nils, case = world.nurse(world.house.nils), f"/cases/{waits.case_id}"
    nils.get(case)
    assert "On the list for an earlier time since Wed" in nils.text()
    assert "Offered until 11:30:" in nils.text()
    assert "An earlier time was offered" in nils.text()
    assert "Take off the list" not in nils.text()
    assert nils.post(f"{case}/waiting/end").status_code == 409
    nils.get(case)
    nils.post(f"{case}/claim")
    assert "Take off the list" in nils.text()
    nils.post(f"{case}/waiting/end")
    assert "On the list for" not in nils.text()
    assert "Is no longer on the list for an earlier time" in nils.text()
    outi = world.nurse(world.house.outi)
    outi.get("/queue")
    assert outi.post(f"{case}/waiting/end").status_code == 404


def test_taking_everything_back_leaves_no_trace_of_the_list(world: World, earlier: SentCase) -> None:
    sent = a_sent_case(world, book=False)
    sent.browser.post(ASK)
    _cancels(earlier)
    _propose(world)
    assert world.rows("proposal")
    sent.browser.get("/my/delete")
    sent.browser.post("/my/delete")
    assert world.rows("proposal") == world.rows("waiting") == world.rows("booking_cell") == []
    assert {row["state"].value for row in world.rows("outbound_message", template="earlier")} <= {"cancelled"}


def _books(world: World, sent: SentCase, moment: str) -> SentCase:
    """The case with the psychologist's time of this moment."""
    sent.browser.post("/times", slot=f"{moment}~{world.house.psychologist}~video")
    (row,) = world.rows("appointment", case_id=sent.case_id)
    return replace(sent, appointment_id=row["id"])


def _cancels(sent: SentCase) -> None:
    sent.browser.post(f"/times/cancel/{sent.appointment_id}")


def _propose(world: World) -> None:
    run_job(next(job for job in JOBS if job.name == "propose-times"), world.begin_work, world.sender, ADDRESS)


def _offered(world: World, earlier: SentCase, waits: SentCase) -> str:
    """The first time is given back and offered; the id of the offer as her page sends it."""
    _cancels(earlier)
    _propose(world)
    waits.browser.get(OFFER)
    assert "A time has opened for you" in waits.browser.text()
    (found,) = set(re.findall(r'name="offer" value="([\w-]{22})"', waits.browser.html()))
    return str(found)
