"""What was let known and taken back before anybody was told of it is told to nobody."""

from datetime import timedelta

from support.consent.rules.fact_code import FactCode
from support.pathways.rules.agreed_action import Owner
from tests.agreed import OTHERS, says, taken_on, written
from tests.builders import World
from tests.supervisors import take_back

TEN_MINUTES = timedelta(minutes=10)
FACTS = (FactCode.F2, FactCode.F3)
TO_CONFIRM = "to confirm"


def _told(world: World, before: int) -> list[str]:
    world.clock.pass_time(TEN_MINUTES)
    world.send_due()
    return [text for _phone, text in world.sender.sent[before:]]


def test_a_yes_that_was_taken_back_sends_nothing_while_she_takes_care_of_something_else(world: World) -> None:
    agreed = taken_on(world)
    before = len(world.sender.sent)
    second = written(world, agreed.sent, OTHERS)
    says(agreed.sent, second)
    says(agreed.sent, second, "no")
    assert _told(world, before) == []


def test_a_yes_that_was_taken_back_leaves_the_message_of_what_was_shared_beside_it(world: World) -> None:
    agreed = taken_on(world, *FACTS)
    before = len(world.sender.sent)
    beside, second = written(world, agreed.sent, OTHERS, Owner.EMPLOYEE), written(world, agreed.sent, OTHERS)
    says(agreed.sent, beside)
    says(agreed.sent, second)
    says(agreed.sent, second, "later")
    (told,) = _told(world, before)
    assert "A message is waiting for you" in told and TO_CONFIRM not in told


def test_a_permission_that_was_taken_back_asks_for_no_word_on_what_it_hid(world: World) -> None:
    agreed = taken_on(world, *FACTS)
    before = len(world.sender.sent)
    says(agreed.sent, written(world, agreed.sent, OTHERS, Owner.EMPLOYEE))
    says(agreed.sent, written(world, agreed.sent, OTHERS))
    take_back(agreed.sent.browser, FactCode.F2)
    assert all(TO_CONFIRM not in text for text in _told(world, before))
