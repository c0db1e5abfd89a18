"""A number goes from one person to another: what went there is of whoever had confirmed it at that time."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from support.messaging.actions import queue_sms
from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from support.vocabulary.language import Language
from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import LOOKER, SECOND, World, a_sent_case, signed_in_again
from tests.hands import press

ONE, OTHER, NEW = PHONE.replace(" ", ""), SECOND["phone"].replace(" ", ""), "+35800000055"
A_MINUTE, MONTHS = timedelta(minutes=1), timedelta(days=200)
WORDS = "Olen niin uupunut 2"


def planned(world: World, phone: str, key: str, *, template: str = "message") -> None:
    """A message that waits to leave to this number."""
    with world.begin_work(world.house.nils.actor) as work:
        queue_sms(
            work,
            template=template,
            phone=phone,
            language=Language.FI,
            values={"link": "https://x.example/my"},
            business_key=key,
            lives=timedelta(days=400),
            waits=timedelta(hours=1),
        )


def written(world: World, phone: str) -> None:
    """Somebody answers from this number."""
    with world.begin_work(LOOKER) as work:
        incoming = IncomingMessage(f"SM{phone}", phone, WORDS, is_stopped=False)
        receive(work, incoming, our_phone="090000000")


def taken(own: Browser, world: World, phone: str) -> None:
    """She takes a number into use by the code that came there."""
    own.get("/my/number")
    press(own, "Send a code", phone=phone, safe_to_text="yes")
    press(own, "Confirm", code=world.code())
    assert own.url.startswith("/my?"), own.text()


def typed(own: Browser, phone: str) -> None:
    """She types a number as one that is not safe: nobody confirms it."""
    own.get("/my/number")
    press(own, "Send a code", phone=phone, safe_to_text="no")


def in_file(own: Browser, section: str) -> list[dict[str, Any]]:
    """What her file says."""
    own.get("/my/information/file")
    found: list[dict[str, Any]] = json.loads(own.html())["sections"][section]
    return found


def state_of(world: World, key: str) -> list[str]:
    return [row["state"] for row in world.rows("outbound_message", business_key=key)]


@pytest.fixture
def before_her(world: World) -> Iterator[list[str]]:
    """Somebody had the number, was written to, answered, and lost her phone; the ids of those rows."""
    a_sent_case(world)
    written(world, ONE)
    own = signed_in_again(world)
    world.clock.pass_time(A_MINUTE)
    planned(world, ONE, "of the one before")
    world.clock.pass_time(A_MINUTE)
    press_lost(own)
    ids = [row["id"] for table in ("outbound_message", "inbound_message") for row in world.rows(table)]
    world.clock.pass_time(MONTHS)
    yield ids


def press_lost(own: Browser) -> None:
    own.get("/my/number")
    press(own, "My phone is lost")


def test_who_was_given_a_number_reads_and_deletes_nothing_of_the_one_before(
    world: World, before_her: list[str]
) -> None:
    a_sent_case(world, contact={**SECOND, "phone": PHONE})
    kept = _ids(world) & set(before_her)
    own = signed_in_again(world)
    assert {row["queued_at"] for row in in_file(own, "outbound_message")} == {_moment(world)}
    assert in_file(own, "inbound_message") == []
    own.get("/my/delete")
    own.post()
    assert _ids(world) == kept and state_of(world, "of the one before") == ["queued"]


def test_who_was_given_a_number_and_leaves_it_takes_nothing_of_the_one_before_along(
    world: World, before_her: list[str]
) -> None:
    a_sent_case(world, contact={**SECOND, "phone": PHONE})
    own = signed_in_again(world)
    world.clock.pass_time(A_MINUTE)
    planned(world, ONE, "hers")
    world.clock.pass_time(A_MINUTE)
    taken(own, world, NEW)
    world.clock.pass_time(timedelta(hours=2))
    world.sender.sent.clear()
    world.send_due()
    assert state_of(world, "of the one before") == ["queued"] and state_of(world, "hers") == ["accepted"]
    assert [number for number, text in world.sender.sent if "Avaa se tästä" in text] == [NEW]
    planned(world, NEW, "later")
    written(world, NEW)
    own = signed_in_again(world, NEW)
    texts = [row["text"] for row in in_file(own, "outbound_message")]
    assert sum("Avaa se tästä" in (text or "") for text in texts) == 2
    assert [row["text"] for row in in_file(own, "inbound_message")] == [WORDS]
    kept = _ids(world) & set(before_her)
    own.get("/my/delete")
    own.post()
    assert _ids(world) == kept and state_of(world, "of the one before") == ["queued"]


def test_who_says_that_a_number_that_she_was_given_is_not_safe_cancels_nothing_of_the_one_before(
    world: World, before_her: list[str]
) -> None:
    contact = {**SECOND, "phone": PHONE}
    a_sent_case(world, contact=contact)
    own = signed_in_again(world)
    typed(own, PHONE)
    assert state_of(world, "of the one before") == ["queued"]
    (row,) = world.rows("outbound_message", business_key="of the one before")
    assert row["id"] in before_her and row["due_at"] == row["expires_at"]


def test_a_number_that_was_typed_before_another_lost_it_brings_nothing_of_hers(world: World) -> None:
    a_sent_case(world)
    hers = signed_in_again(world)
    a_sent_case(world, contact=SECOND)
    own = signed_in_again(world, OTHER)
    typed(own, ONE)
    world.clock.pass_time(A_MINUTE)
    taken(own, world, OTHER)
    planned(world, ONE, "of the other")
    world.clock.pass_time(A_MINUTE)
    press_lost(hers)
    world.clock.pass_time(A_MINUTE)
    taken(own, world, NEW)
    world.clock.pass_time(timedelta(hours=2))
    world.sender.sent.clear()
    world.send_due()
    assert state_of(world, "of the other") == ["queued"]
    assert not [text for _, text in world.sender.sent if "Avaa se tästä" in text]


def test_who_had_a_number_before_gets_nothing_of_whoever_has_it_now(world: World) -> None:
    a_sent_case(world)
    before = signed_in_again(world)
    world.clock.pass_time(A_MINUTE)
    taken(before, world, NEW)
    world.clock.pass_time(A_MINUTE)
    a_sent_case(world, contact={**SECOND, "phone": PHONE})
    now = signed_in_again(world)
    planned(world, ONE, "of the one now")
    press_lost(now)
    world.clock.pass_time(A_MINUTE)
    taken(before, world, "+35800000066")
    world.clock.pass_time(timedelta(hours=2))
    world.send_due()
    assert state_of(world, "of the one now") == ["queued"]


def test_what_went_to_a_number_before_she_had_confirmed_it_is_not_hers_and_what_goes_to_a_supervisor_stays(
    world: World,
) -> None:
    planned(world, ONE, "before")
    world.clock.pass_time(A_MINUTE)
    a_sent_case(world)
    planned(world, ONE, "supervisor:x:1", template="sup_first")
    own = signed_in_again(world)
    assert "queued" in state_of(world, "before")
    assert not [
        row for row in in_file(own, "outbound_message") if row["template"] in ("message", "sup_first")
    ]
    own.get("/my/delete")
    own.post()
    assert state_of(world, "before") == ["queued"] and state_of(world, "supervisor:x:1") == ["queued"]


def test_a_nurse_reads_in_a_case_only_what_came_while_the_number_was_hers(world: World) -> None:
    sent = a_sent_case(world, contact=SECOND)
    written(world, NEW)
    own = signed_in_again(world, OTHER)
    world.clock.pass_time(A_MINUTE)
    taken(own, world, NEW)
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    assert WORDS not in nurse.text()


def _ids(world: World) -> set[str]:
    tables = ("outbound_message", "inbound_message")
    return {row["id"] for table in tables for row in world.rows(table)}


def _moment(world: World) -> str:
    return str(world.clock.now().isoformat())
