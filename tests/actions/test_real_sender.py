"""What the real sender makes of each answer of its provider: done, not done and why, or nobody knows."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from requests import ConnectionError as NoConnection
from requests import ReadTimeout

from support.messaging.delivery_rules import Delivery
from support.messaging.refusal_rules import Refusal
from support.messaging.sender import ProviderAccount, SendResult, Sighting
from support.messaging.twilio_sender import SECONDS_TO_ANSWER, SECONDS_TO_CONNECT, TwilioSender
from tests.conftest import NOW
from tests.fakes import FixedClock
from tests.provider_stand_in import ACCOUNT, OUR_NUMBER, TOKEN, Fate, Provider, provider_stand_in
from tests.web_in_a_thread import a_free_port

pytestmark = pytest.mark.once

PHONE = "+358401234567"
REFUSED = [
    ("429 20429", Refusal.BUSY),
    ("429 0", Refusal.BUSY),
    ("400 21211", Refusal.BAD_NUMBER),
    ("400 21610", Refusal.OPTED_OUT),
    ("400 21408", Refusal.NOT_SET_UP),
    ("401 20003", Refusal.NOT_SET_UP),
    ("400 12345", Refusal.UNCLEAR),
]


def _account(provider: Provider) -> ProviderAccount:
    return ProviderAccount(ACCOUNT, (TOKEN,), OUR_NUMBER, provider.address)


@pytest.fixture
def provider(clock: FixedClock) -> Iterator[Provider]:
    """The provider, at work."""
    with provider_stand_in(clock.now) as provider:
        yield provider


@pytest.fixture
def sender(provider: Provider) -> Iterator[TwilioSender]:
    """Our end of the line."""
    yield from _sender(_account(provider))


def _sender(account: ProviderAccount) -> Iterator[TwilioSender]:
    sender = TwilioSender(
        account, lambda attempt: f"https://our.example/report?attempt={attempt}", takes_replies=True
    )
    yield sender
    sender.close()


def _send(sender: TwilioSender, *, valid_for: timedelta = timedelta(minutes=10)) -> SendResult:
    return sender.send(PHONE, "Hello.", "a-1", valid_for)


def test_a_message_is_handed_over_once_with_where_to_report_and_how_long_it_makes_sense(
    sender: TwilioSender, provider: Provider
) -> None:
    result = _send(sender)
    (message,) = provider.messages.values()
    assert result == SendResult(accepted=True, reference=message.sid)
    assert message.fields == {
        "To": PHONE,
        "From": OUR_NUMBER,
        "Body": "Hello.",
        "ValidityPeriod": "600",
        "StatusCallback": "https://our.example/report?attempt=a-1",
    }


@pytest.mark.parametrize(
    ("valid_for", "asked"), [(0, "1"), (-5, "1"), (0.4, "1"), (36_000, "36000"), (90_000, "36000")]
)
def test_how_long_it_makes_sense_stays_within_what_the_provider_takes(
    valid_for: float, asked: str, sender: TwilioSender, provider: Provider
) -> None:
    _send(sender, valid_for=timedelta(seconds=valid_for))
    assert [one.fields["ValidityPeriod"] for one in provider.messages.values()] == [asked]


@pytest.mark.parametrize(("shown", "name"), [("MG" + "a" * 32, "MessagingServiceSid"), ("Kynnys", "From")])
def test_a_service_or_a_word_can_be_the_sender(shown: str, name: str, provider: Provider) -> None:
    for sender in _sender(replace(_account(provider), sender=shown)):
        _send(sender)
    (message,) = provider.messages.values()
    assert {one: message.fields.get(one) for one in ("From", "MessagingServiceSid")}[name] == shown


@pytest.mark.parametrize(("answer", "refusal"), REFUSED)
def test_a_refusal_is_a_refusal_and_nothing_is_tried_again(
    answer: str, refusal: Refusal, sender: TwilioSender, provider: Provider
) -> None:
    provider.will(Fate(answer))
    assert _send(sender) == SendResult(accepted=False, refusal=refusal)
    assert len(provider.asked) == 1


@pytest.mark.parametrize("answer", ["500 after", "500 0", "503 20503", "dropped"])
def test_after_a_fault_nobody_knows_and_nothing_is_tried_again(
    answer: str, sender: TwilioSender, provider: Provider
) -> None:
    provider.will(Fate(answer))
    with pytest.raises(Exception):  # noqa: B017  # the contract says any exception
        _send(sender)
    assert len(provider.asked) == 1


def test_an_answer_that_does_not_come_in_time_leaves_it_open(
    sender: TwilioSender, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = threading.Event()
    provider.will(Fate(wait=slow))
    monkeypatch.setattr(sender._http, "timeout", (SECONDS_TO_CONNECT, 0.05))
    with pytest.raises((ReadTimeout, NoConnection)):
        _send(sender)
    slow.set()
    assert len(provider.messages) == 1


def test_the_times_are_those_after_which_the_provider_gives_up_itself(sender: TwilioSender) -> None:
    assert sender._http.timeout == (SECONDS_TO_CONNECT, SECONDS_TO_ANSWER) == (5, 30)


def test_where_nobody_listens_nothing_has_left() -> None:
    nowhere = ProviderAccount(ACCOUNT, (TOKEN,), OUR_NUMBER, f"http://127.0.0.1:{a_free_port()}")
    for sender in _sender(nowhere):
        assert _send(sender) == SendResult(accepted=False, refusal=Refusal.BUSY)
        with pytest.raises(NoConnection):
            sender.look_up("SM" + "0" * 32)
        with pytest.raises(NoConnection):
            sender.find(PHONE, NOW)


def test_what_a_lost_answer_left_behind_is_found_by_number_though_it_still_waits(
    sender: TwilioSender, provider: Provider
) -> None:
    provider.will(Fate("dropped"))
    with pytest.raises(NoConnection):
        _send(sender)
    (message,) = provider.messages.values()
    # A list by the date of sending would not have it: it has none yet.
    assert message.sent is None
    assert sender.find(PHONE, NOW) == (Sighting(message.sid, Delivery.ACCEPTED),)
    assert sender.find("+358409999999", NOW) == ()


def test_what_was_taken_on_before_is_not_found(
    sender: TwilioSender, provider: Provider, clock: FixedClock
) -> None:
    _send(sender)
    clock.pass_time(timedelta(minutes=5))
    second = _send(sender).reference
    assert [one.reference for one in sender.find(PHONE, clock.now())] == [second]
    assert len(sender.find(PHONE, NOW)) == 2


@pytest.mark.parametrize(
    ("ends", "code", "seen"),
    [
        ("delivered", None, (Delivery.DELIVERED, None)),
        ("undelivered", 30003, (Delivery.UNDELIVERED, Refusal.UNREACHABLE)),
        ("undelivered", 30007, (Delivery.UNDELIVERED, Refusal.FILTERED)),
        ("failed", 30036, (Delivery.FAILED, Refusal.TOO_LATE)),
        ("failed", None, (Delivery.FAILED, Refusal.UNCLEAR)),
    ],
)
def test_one_message_is_looked_up(
    ends: str,
    code: int | None,
    seen: tuple[Delivery, Refusal | None],
    sender: TwilioSender,
    provider: Provider,
) -> None:
    reference = _send(sender).reference or ""
    (message,) = provider.messages.values()
    message.status, message.code = ends, code
    assert sender.look_up(reference) == Sighting(reference, *seen)


def test_a_message_that_the_provider_does_not_know_is_none(sender: TwilioSender) -> None:
    assert sender.look_up("SM" + "e" * 32) is None


def test_many_are_handed_over_at_once(sender: TwilioSender, provider: Provider) -> None:
    with ThreadPoolExecutor(8) as hands:
        results = list(hands.map(lambda _: _send(sender), range(40)))
    assert len({one.reference for one in results}) == len(provider.messages) == 40


def test_the_address_is_ours_whatever_stands_in_the_environment(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("TWILIO_EDGE", "elsewhere")
    monkeypatch.setenv("TWILIO_REGION", "elsewhere")
    for sender in _sender(_account(provider)):
        assert _send(sender).accepted


def test_neither_number_nor_text_nor_token_reaches_a_log(
    sender: TwilioSender, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    _send(sender)
    provider.will(Fate("400 21211"))
    _send(sender)
    sender.find(PHONE, NOW)
    for secret in (PHONE[1:], "Hello.", TOKEN):
        assert secret not in caplog.text
    assert TOKEN not in repr(_account(provider))
