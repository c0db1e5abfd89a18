"""Nothing is sent about joining or the way there, so a booked time names the call that tells it."""

import pytest
from sqlalchemy import update

from support.booking.models import Appointment
from tests.builders import LOOKER, World, a_sent_case

SECOND = {"first_name": "Veera", "phone": "+358 00 000 002"}


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("video", "Call us before the time, and we tell you how to join: 09 000 0000"),
        ("on_site", "Call us before the time, and we tell you the address: 09 000 0000"),
        ("phone", "We call you at this time."),
    ],
)
def test_the_pages_of_a_booked_time_say_what_is_to_be_done(world: World, way: str, told: str) -> None:
    sent = a_sent_case(world)
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Appointment).values(channel=way))
    for page in (f"/times/booked/{sent.appointment_id}", "/my"):
        sent.browser.get(page)
        assert told in sent.browser.text(), page


def test_the_sheet_of_free_times_says_where_they_are_chosen(world: World) -> None:
    told = '<p class="on-paper">Choose the time on the screen, or call us:'
    chooses, moves = a_sent_case(world, book=False).browser, a_sent_case(world, contact=SECOND)
    assert told in chooses.get("/times").get_data(as_text=True)
    assert told in moves.browser.get(f"/times/move/{moves.appointment_id}").get_data(as_text=True)
