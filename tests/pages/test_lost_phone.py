"""Whoever has found or taken her phone: what it was told once is no key to her, then or later."""

from datetime import timedelta

import pytest

from support.my_support.number_actions import change_own_number
from support.people.number_actions import NewNumber
from support.vocabulary.errors import NotFound
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import SentCase, World, a_sent_case, signed_in_again
from tests.hands import press
from tests.pages.test_own_number import NEW, NUMBER, at_number, days_of, status, word_of
from tests.ways import herself

THIEVES = {"phone": "+35800000066", "safe_to_text": "yes"}
A_MINUTE = timedelta(minutes=1)


def takes(own: Browser, world: World, phone: str = NEW) -> None:
    """She types a number and confirms it."""
    own.get("/my/number")
    press(own, "Send a code", phone=phone, safe_to_text="yes")
    press(own, "Confirm", code=world.code())


def gets_with_a_document(nurse: Browser, world: World) -> None:
    """The nurse sees who she is and takes her new number into use."""
    press(nurse, "Send a code", **NUMBER, seen="yes")
    press(nurse, "Confirm", code=world.code())


def test_the_days_do_not_do_where_the_number_was_not_safe_any_more_when_it_was_lost(world: World) -> None:
    sent = a_sent_case(world)
    own = signed_in_again(world)
    own.get("/my/number")
    press(own, "Send a code", phone=PHONE, safe_to_text="no")
    nurse = at_number(world, sent)
    press(nurse, "The phone is lost")
    press(nurse, "Send a code", **THIEVES, **days_of(world, sent))
    assert status(nurse) == 422


def test_the_days_do_not_do_either_once_she_has_another_number(world: World) -> None:
    sent = a_sent_case(world)
    own = signed_in_again(world)
    own.get("/my/number")
    press(own, "My phone is lost")
    takes(own, world)
    nurse = at_number(world, sent)
    press(nurse, "Send a code", **THIEVES, **days_of(world, sent))
    assert status(nurse) == 422


def test_the_word_that_the_lost_phone_could_show_is_no_word_of_hers_later(world: World) -> None:
    sent = a_sent_case(world)
    before = word_of(world, sent)
    nurse = at_number(world, sent)
    press(nurse, "The phone is lost")
    gets_with_a_document(nurse, world)
    assert word_of(world, sent) != before
    own = signed_in_again(world, NEW)
    own.get("/my/number")
    assert word_of(world, sent) in own.html()
    nurse.get(f"/cases/{sent.case_id}/number")
    press(nurse, "Send a code", **THIEVES, word=before, sent_on=days_of(world, sent)["sent_on"])
    assert status(nurse) == 422


def test_a_word_stays_where_no_phone_was_lost(world: World) -> None:
    sent = a_sent_case(world)
    before = word_of(world, sent)
    takes(signed_in_again(world), world)
    assert word_of(world, sent) == before


@pytest.mark.parametrize("is_safe", [True, False])
def test_a_change_that_was_on_its_way_when_the_phone_was_lost_changes_nothing(
    is_safe: bool, world: World
) -> None:
    sent = a_sent_case(world)
    thiefs = _session_of(sent, world)
    world.clock.pass_time(A_MINUTE)
    own = signed_in_again(world)
    own.get("/my/number")
    press(own, "My phone is lost")
    new = NewNumber(THIEVES["phone"], is_safe=is_safe)
    with pytest.raises(NotFound), world.begin_work(herself(sent)) as work:
        change_own_number(work, new, session=thiefs, our_phone="090000000")
    assert world.rows("employee")[0]["phone"] is None
    own.get("/my/number")
    assert own.url == "/my/number", "her own browser is still signed in"


def _session_of(sent: SentCase, world: World) -> str:
    browser = signed_in_again(world)
    with browser.client.session_transaction() as session:
        return str(session["_user_id"])
