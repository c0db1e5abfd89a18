"""Going live: one real message is sent and followed, and the operator reads what to look at when it fails."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask

from support.messaging import commands
from support.messaging.rules import State
from tests.provider_stand_in import Fate
from tests.texting import Texting

NUMBER = "040 123 4567"


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """While the command waits, these happen, one in each wait; then nothing more, until it gives up."""

    def happens(*what: Callable[[], object]) -> None:
        steps: Iterator[Callable[[], object]] = iter(what)
        passed = iter(range(10**6))
        monkeypatch.setattr(commands, "SECONDS_TO_FOLLOW", len(what) + 1)
        monkeypatch.setattr(commands, "monotonic", lambda: float(next(passed)))
        monkeypatch.setattr(commands, "sleep", lambda _seconds: next(steps, int)())

    return happens


def _verify(app: Flask, number: str = NUMBER) -> Result:
    with app.app_context():
        return app.test_cli_runner().invoke(args=["sms", "verify", number])


def test_a_message_that_arrives_ends_well(texting: Texting, meanwhile: Callable[..., None]) -> None:
    meanwhile(texting.send_due, texting.provider.carry)
    ended = _verify(texting.app)
    assert ended.exit_code == 0, ended.output
    assert ended.output.splitlines() == [
        "It waits in the outbox for the worker.",
        "The provider has taken it on.",
        "It has arrived, and the provider's report of it has reached us.",
        "Text messages work, there and back.",
    ]
    (message,) = texting.provider.messages.values()
    assert message.fields["To"] == texting.phone
    assert message.fields["Body"] == "Tämä on koeviesti. Sinun ei tarvitse tehdä mitään."


def test_without_a_worker_it_says_so_and_takes_the_message_back(
    texting: Texting, meanwhile: Callable[..., None]
) -> None:
    meanwhile()
    ended = _verify(texting.app)
    assert ended.exit_code == 1
    assert "Is the worker running?" in ended.output
    assert texting.row()["state"] is State.CANCELLED


def test_where_no_report_comes_through_it_names_the_address(
    texting: Texting, meanwhile: Callable[..., None]
) -> None:
    texting.provider.will(Fate(reports="lost"))
    meanwhile(texting.send_due, texting.provider.carry)
    ended = _verify(texting.app)
    assert ended.exit_code == 1
    assert f"Can the provider reach {texting.base}/messages/report from outside?" in ended.output


def test_what_is_still_under_way_is_said_to_be(texting: Texting, meanwhile: Callable[..., None]) -> None:
    meanwhile(texting.send_due)
    ended = _verify(texting.app)
    assert (ended.exit_code, "It has not arrived yet." in ended.output) == (1, True)


@pytest.mark.parametrize(
    ("fate", "says"),
    [
        (Fate("400 21211"), "The provider would not carry it."),
        (Fate("dropped"), "The provider did not answer"),
        (Fate(ends="undelivered", code=30007), "It did not arrive"),
    ],
)
def test_what_stands_in_the_way_is_said(
    fate: Fate, says: str, texting: Texting, meanwhile: Callable[..., None]
) -> None:
    texting.provider.will(fate)
    carry = texting.provider.carry if not fate.answer else int
    meanwhile(texting.send_due, carry)
    ended = _verify(texting.app)
    assert ended.exit_code == 1
    assert says in ended.output
    assert "Traceback" not in ended.output


@pytest.mark.parametrize("number", ["112", "09 000 0000", "+1 202 555 0100", "x", "+358 00 000 001"])
def test_only_a_mobile_number_of_ours_is_written_to(number: str, texting: Texting) -> None:
    ended = _verify(texting.app, number)
    assert ended.exit_code == 1
    assert "no mobile number that we send to" in ended.output
    assert texting.rows("outbound_message") == []


def test_a_sender_that_only_records_proves_nothing(real_app: Flask) -> None:
    ended = _verify(real_app)
    assert ended.exit_code == 1
    assert "no message would leave" in ended.output
