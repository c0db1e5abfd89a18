"""A text message goes out through the provider; what is told of it is believed when it is signed."""

from datetime import timedelta

import pytest

from support.messaging.rules import State
from tests.provider_stand_in import Fate
from tests.texting import Texting


def test_a_message_goes_through_the_provider_and_its_signed_report_is_taken(texting: Texting) -> None:
    texting.plan("code:1")
    texting.send_due()
    (message,) = texting.provider.messages.values()
    assert message.fields["To"] == texting.phone
    assert message.fields["Body"].startswith("Your code is 000001.")
    assert texting.row()["state"] is State.ACCEPTED
    texting.provider.carry()
    assert texting.provider.told == [204, 204]
    assert texting.row()["state"] is State.DELIVERED


def test_a_report_tells_what_a_lost_answer_did_not(texting: Texting) -> None:
    texting.provider.will(Fate("dropped"))
    texting.plan("code:1")
    texting.send_due()
    assert texting.row()["state"] is State.UNKNOWN
    texting.provider.carry()
    assert texting.row()["state"] is State.DELIVERED
    assert len(texting.provider.messages) == 1


@pytest.mark.parametrize(
    ("reports", "answers", "ends"),
    [
        ("doubled", [204] * 4, State.DELIVERED),
        ("reversed", [204] * 2, State.DELIVERED),
        ("forged", [403] * 2, State.ACCEPTED),
        ("lost", [], State.ACCEPTED),
    ],
)
def test_however_the_reports_come_the_message_ends_where_it_is(
    reports: str, answers: list[int], ends: State, texting: Texting
) -> None:
    texting.provider.will(Fate(reports=reports))
    texting.plan("code:1")
    texting.send_due()
    texting.provider.carry()
    assert texting.provider.told == answers
    assert texting.row()["state"] is ends
    assert len(texting.provider.messages) == 1


def test_a_report_that_comes_a_day_late_is_still_taken(texting: Texting) -> None:
    texting.provider.will(Fate("500 after", reports="late"))
    texting.plan("code:1")
    texting.send_due()
    texting.provider.carry()
    assert texting.row()["state"] is State.UNKNOWN
    texting.clock.pass_time(timedelta(days=1))
    texting.provider.tell_late()
    assert texting.row()["state"] is State.DELIVERED
    texting.send_due()
    assert len(texting.provider.messages) == 1


def test_a_message_that_was_too_much_at_once_goes_later_and_once(texting: Texting) -> None:
    texting.provider.will(Fate("429 20429"))
    texting.plan("code:1")
    texting.send_due()
    assert texting.provider.messages == {}
    texting.provider.will(Fate())
    texting.send_due()
    assert texting.provider.messages == {}
    texting.clock.pass_time(timedelta(minutes=2))
    texting.send_due()
    texting.provider.carry()
    assert texting.row()["state"] is State.DELIVERED
    assert len(texting.provider.messages) == 1


def test_who_has_stopped_at_the_provider_gets_nothing(texting: Texting) -> None:
    texting.provider.opted_out.add(texting.phone)
    texting.plan("code:1")
    texting.send_due()
    texting.clock.pass_time(timedelta(minutes=2))
    texting.send_due()
    assert texting.provider.messages == {}
