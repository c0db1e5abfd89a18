"""A first offer is what a person was really shown: a promise is not kept by times that nobody had."""

from sqlalchemy import delete

from support.booking.models import Availability
from tests.browser_of_the_tests import PHONE
from tests.builders import LOOKER, World, a_sent_case, at_result, contact_fields
from tests.people_of_the_tests import say_that_hours_changed


def _without_free_times(world: World) -> None:
    with world.begin_work(LOOKER) as work:
        work.session.execute(delete(Availability))
        say_that_hours_changed(work, world.house)


def test_times_that_she_comes_to_are_an_offer(world: World) -> None:
    a_sent_case(world, book=False)
    (case,) = world.rows("support_case")
    assert case["first_offer_at"] == world.clock.now()


def test_where_no_time_is_free_nothing_was_offered(world: World) -> None:
    _without_free_times(world)
    a_sent_case(world, book=False)
    (case,) = world.rows("support_case")
    assert case["first_offer_at"] is None
    assert case["due_at"] > world.clock.now()


def test_who_asks_for_a_call_was_offered_no_time(world: World) -> None:
    browser = at_result(world)
    browser.get("/call-me")
    browser.post(phone=PHONE)
    (case,) = world.rows("support_case")
    assert case["first_offer_at"] is None


def test_who_leaves_no_number_and_chose_no_time_was_offered_none(world: World) -> None:
    browser = at_result(world)
    browser.get("/contact")
    browser.post(**contact_fields(world, safe_to_text="no", without_number="1"))
    (case,) = world.rows("support_case")
    assert case["first_offer_at"] is None
