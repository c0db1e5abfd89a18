"""A time is booked as it was shown; a tampered one is refused, a taken one is answered with three others."""

import re
from datetime import date, timedelta

import pytest

from support.booking.models import Availability
from support.vocabulary.actor import Actor
from tests.builders import SECOND, World, a_sent_case, at_result, first_slot, signed_in_again, slots_on
from tests.pages.forms import fault_at, send
from tests.people_of_the_tests import House, say_that_hours_changed

_ARABIC = str.maketrans("0123456789", "".join(chr(0x0660 + digit) for digit in range(10)))


def _tampered(slot: str, house: House) -> dict[str, str]:
    moment, practitioner, channel = slot.split("~")
    return {
        "another practitioner": f"{moment}~{house.outi.id}~{channel}",
        "nobody": f"{moment}~{'A' * 22}~{channel}",
        "at night": f"{moment[:9]}0100Z~{practitioner}~{channel}",
        "between two times": f"{moment[:11]}07Z~{practitioner}~{channel}",
        "long ago": f"20200103T0900Z~{practitioner}~{channel}",
        "far away": f"99991231T2359Z~{practitioner}~{channel}",
        "next year": f"20271125T0900Z~{practitioner}~{channel}",
        "at the beginning of time": f"00010101T0000Z~{practitioner}~{channel}",
        "another way of meeting": f"{moment}~{practitioner}~on_site",
        "digits of another script": f"{moment[:4].translate(_ARABIC)}{moment[4:]}~{practitioner}~{channel}",
    }


def test_a_tampered_time_is_never_booked(world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    for what, slot in _tampered(first_slot(browser), world.house).items():
        answer = send(browser, "/times", [("slot", slot.encode())])
        assert answer.status_code in (409, 422), what
        assert len(slots_on(answer.get_data(as_text=True))) >= 1, what
        assert world.rows("appointment") == [], what


def test_a_tampered_time_on_the_result_is_dropped_before_anything_is_booked(world: World) -> None:
    first = a_sent_case(world, book=False).browser
    second = a_sent_case(world, book=False, contact=SECOND).browser
    for browser in (first, second):
        browser.get("/times?slot=20200103T0900Z~" + "A" * 22 + "~phone&talk=1&channel=pigeon")
        assert browser.page is not None
        assert browser.page.status_code == 200


def test_a_taken_time_is_answered_with_the_three_nearest(world: World) -> None:
    first = a_sent_case(world, book=False).browser
    second = a_sent_case(world, book=False, contact=SECOND).browser
    slot = first_slot(first)
    assert slot == first_slot(second)
    first.post(slot=slot)
    answer = second.post(slot=slot)
    assert answer.status_code == 409
    others = slots_on(second.html())
    assert len(others) == 3
    assert slot not in others
    (all_times,) = re.findall(r'<a href="([^"]+)">See all free times', second.html())
    assert len(slots_on(second.get(all_times).get_data(as_text=True))) > 3
    second.post("/times", slot=others[0])
    assert second.url.startswith("/times/booked/")
    assert len(world.rows("appointment")) == 2


def test_the_same_wish_sent_twice_is_one_booking(world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    slot = first_slot(browser)
    browser.post("/times", slot=slot)
    booked = browser.url
    browser.get("/my")
    browser.post("/times", slot=slot)
    assert browser.url == booked
    assert len(world.rows("appointment")) == 1


def test_a_second_time_is_refused_with_a_way_on(world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    slots = slots_on(browser.html())
    browser.post("/times", slot=slots[0])
    browser.get("/my")
    answer = browser.post("/times", slot=slots[1])
    assert answer.status_code == 409
    assert 'href="/' in answer.get_data(as_text=True)
    assert len(world.rows("appointment")) == 1


def test_after_her_first_time_she_books_the_next_one(world: World) -> None:
    a_sent_case(world)
    (first,) = world.rows("appointment")
    world.clock.set(first["starts_at"] + timedelta(hours=3))
    browser = signed_in_again(world)
    browser.get("/times")
    browser.post("/times", slot=first_slot(browser))
    assert browser.url.startswith("/times/booked/"), browser.text()
    assert len(world.rows("appointment", state="confirmed")) == 2


def test_a_cancelled_time_is_free_for_another(world: World) -> None:
    sent = a_sent_case(world)
    slot_time = world.rows("appointment")[0]["starts_at"]
    sent.browser.get(f"/times/cancel/{sent.appointment_id}")
    sent.browser.post()
    assert sent.browser.url.startswith("/my")
    assert world.rows("booking_cell") == []
    other = a_sent_case(world, contact=SECOND)
    assert world.rows("appointment", id=other.appointment_id)[0]["starts_at"] == slot_time


def test_cancelling_sent_twice_gets_the_first_answer(world: World) -> None:
    sent = a_sent_case(world)
    for _ in range(2):
        sent.browser.get("/my")
        sent.browser.post(f"/times/cancel/{sent.appointment_id}")
        assert sent.browser.url == "/my?done=cancelled"
    assert world.rows("appointment")[0]["state"].value == "cancelled_by_employee"
    assert len(world.rows("audit_entry", verb="appointment:cancel")) == 1
    assert len(world.rows("case_step", kind="unbooked")) == 1


def test_a_time_that_has_begun_cannot_be_cancelled_here(world: World) -> None:
    sent = a_sent_case(world)
    starts_at = world.rows("appointment")[0]["starts_at"]
    # As if the page had been left open; the sign-in itself would be over by now.
    world.clock.set(starts_at - timedelta(minutes=1))
    browser = signed_in_again(world)
    browser.get(f"/times/cancel/{sent.appointment_id}")
    world.clock.set(starts_at + timedelta(minutes=1))
    answer = browser.post(f"/times/cancel/{sent.appointment_id}")
    assert answer.status_code == 410
    assert world.rows("appointment")[0]["state"].value == "confirmed"


def test_cancelling_takes_back_the_message_that_has_not_left(world: World) -> None:
    sent = a_sent_case(world)
    sent.browser.get("/my")
    sent.browser.post(f"/times/cancel/{sent.appointment_id}")
    (message,) = [row for row in world.rows("outbound_message") if row["template"] == "booked"]
    assert message["state"].value == "cancelled"
    before = len(world.sender.sent)
    world.send_due()
    assert len(world.sender.sent) == before


@pytest.mark.parametrize("slot", ["", "x"])
def test_no_choice_on_the_page_of_times_is_named(slot: str, world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    answer = send(browser, "/times", [("slot", slot.encode())])
    assert answer.status_code == 422
    assert fault_at(answer, "slot")


@pytest.mark.parametrize("address", ["/times", "/result"])
def test_no_free_time_looks_chosen_before_it_is(world: World, address: str) -> None:
    browser = at_result(world) if address == "/result" else a_sent_case(world, book=False).browser
    browser.get(address)
    labels = re.findall(r'<label class="([^"]*)"><input type="radio" name="slot"[^>]*>', browser.html())
    assert set(labels) == {"slot"}
    assert len(re.findall(r'name="slot"[^>]* checked', browser.html())) == 0


def test_the_three_nearest_times_stand_open_and_the_others_are_folded_by_day(world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    html = browser.html()
    open_part, *folded = html.partition("</fieldset>")[0].split("<details")
    assert len(slots_on(open_part)) == 3
    assert len(folded) > 3
    assert [re.search(r"<summary>[^<]+<span>\d+ times?</span></summary>", day) is None for day in folded] == [
        False
    ] * len(folded)
    assert len(slots_on(html)) == len(set(slots_on(html))) == 60
    assert " open>" not in html


def test_the_day_of_the_time_that_was_pointed_at_stands_open(world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    later = slots_on(browser.html())[30]
    html = browser.get(f"/times?slot={later}").get_data(as_text=True)
    (opened,) = re.findall(r'<details class="day" open>.*?</details>', html, re.DOTALL)
    assert f'value="{later}" checked' in opened


def test_a_day_has_one_name_on_a_page(world: World) -> None:
    browser = at_result(world)
    assert "First free time 10:30 today" in browser.text()
    assert "Wed 25 Nov" not in browser.text()
    sent = a_sent_case(world, book=False)
    text = sent.browser.text()
    assert "Today Wed 25 Nov 10:30" in text
    assert "Wednesday 25" not in text
    assert text.count("Today Wed 25 Nov") == 1
    assert "Other times today 25 Nov" in text
    assert 'data-choice="10:30 today"' in sent.browser.html()
    sent.browser.post("/times", slot=first_slot(sent.browser))
    assert "today 25 Nov at 10:30" in sent.browser.text()


def test_whose_the_times_are_is_told_above_them_and_at_each_only_where_there_are_two(world: World) -> None:
    browser = a_sent_case(world, book=False).browser
    page = browser.get("/times?talk=1").get_data(as_text=True)
    assert "Occupational health nurse Nils Nurmi · 30 min" in page and "<small>" not in page
    with world.begin_work(Actor.operator()) as work:
        for weekday in range(5):
            work.session.add(
                Availability(
                    id=work.new_id(),
                    practitioner_id=world.house.nina.id,
                    weekday=weekday,
                    from_minute=15 * 60,
                    to_minute=16 * 60,
                    kinds=("nurse_call",),
                    channels=("phone",),
                    valid_from=date(2026, 1, 1),
                )
            )
        say_that_hours_changed(work, world.house)
    browser.get("/times?talk=1")
    assert "Occupational health nurse Nils Nurmi, occupational health nurse Nina Niemi" in browser.text()
    assert {"Nurmi", "Niemi"} == set(re.findall(r"<small>(\w+)</small>", browser.html()))


def test_the_times_look_alike_for_two_but_each_has_her_own_token_and_session(world: World) -> None:
    first = a_sent_case(world, book=False).browser
    world.clock.pass_time(timedelta(minutes=7))
    second = a_sent_case(world, book=False, contact=SECOND).browser
    seen = {}
    for browser in (first, second, first):
        browser.get("/times")
        (whole,) = re.findall(r'data-whole="(\d+)"', browser.html())
        assert "You are signed in until" in browser.text()
        seen[browser] = (browser.token(), whole)
    assert all(mine != other for mine, other in zip(*seen.values(), strict=True))
    assert first.token() not in second.html()
    assert "\u2063" not in first.html() + second.html() and "700000000" not in first.html()
    second.post("/times", slot=first_slot(second))
    assert second.url.startswith("/times/booked/")
