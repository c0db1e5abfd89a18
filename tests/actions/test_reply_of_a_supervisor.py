"""A supervisor who is somebody's client too answers as a supervisor: it is nothing of her own case."""

from datetime import timedelta

import pytest

from support.consent.rules.fact_code import FactCode
from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from tests.builders import LOOKER, SentCase, World, a_sent_case
from tests.supervisors import SUPERVISORS_NUMBER, given

NUMBER = SUPERVISORS_NUMBER.replace(" ", "")


def a_client_who_was_told_as_a_supervisor(world: World) -> SentCase:
    client = a_sent_case(world, contact={"first_name": "Siiri", "phone": SUPERVISORS_NUMBER}, book=False)
    world.send_due()
    world.clock.pass_time(timedelta(minutes=5))
    veera = a_sent_case(world, contact={"first_name": "Veera", "phone": "+358 00 000 002"}, book=False)
    given(world, FactCode.F8, sent=veera)
    world.send_due()
    return client


def writes(world: World, text: str) -> None:
    reference = f"SM{len(world.rows('inbound_message'))}"
    with world.begin_work(LOOKER) as work:
        receive(work, IncomingMessage(reference, NUMBER, text, is_stopped=False), our_phone="09 000 0000")


def alerts(world: World, client: SentCase) -> int:
    return len(world.rows("alert", case_id=client.case_id))


def answers(world: World) -> list[str]:
    return [row["template"] for row in world.rows("outbound_message") if "reply" in row["business_key"]]


@pytest.mark.parametrize("text", ["En ehdi keskustelemaan silloin.", "Passar inte.", "7", "siirrä"])
def test_what_a_supervisor_answers_raises_nothing_in_her_own_case(world: World, text: str) -> None:
    client = a_client_who_was_told_as_a_supervisor(world)
    before = alerts(world, client)
    writes(world, text)
    assert (alerts(world, client), answers(world)) == (before, ["unread"])
    writes(world, text)
    assert (alerts(world, client), answers(world)) == (before, ["unread"])


@pytest.mark.parametrize(
    "text", ["En jaksa enää.", "Jag orkar inte", "I can\u2019t do this any more", "APUA", "0", "2", "stop"]
)
def test_what_may_be_danger_or_ends_her_own_messages_reaches_a_nurse_all_the_same(
    world: World, text: str
) -> None:
    client = a_client_who_was_told_as_a_supervisor(world)
    before = alerts(world, client)
    writes(world, text)
    assert alerts(world, client) > before
    assert "unread" not in answers(world)


def test_two_weeks_later_her_words_are_those_of_a_client_again(world: World) -> None:
    client = a_client_who_was_told_as_a_supervisor(world)
    before = alerts(world, client)
    world.clock.pass_time(timedelta(days=15))
    writes(world, "En ehdi.")
    assert alerts(world, client) > before
