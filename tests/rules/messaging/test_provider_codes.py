"""Every number of the provider has one meaning of ours, and what we do not know goes to a person."""

import pytest

from support.messaging.delivery_rules import Delivery
from support.messaging.provider_code_rules import delivery_of, refused_at_once, refused_later
from support.messaging.refusal_rules import Refusal

R = Refusal
CODES = [
    *((code, 429, R.BUSY) for code in (14107, 20429, 63038)),
    (21611, 400, R.BUSY),
    *((code, 400, R.BAD_NUMBER) for code in (21211, 21214, 21217, 21614, 30005, 30006)),
    (21610, 400, R.OPTED_OUT),
    *((code, 400, R.UNREACHABLE) for code in (30003, 30008)),
    *((code, 400, R.FILTERED) for code in (30004, 30007)),
    *((code, 400, R.TOO_LATE) for code in (30001, 30036)),
    (20003, 401, R.NOT_SET_UP),
    (20404, 404, R.NOT_SET_UP),
    *((code, 400, R.NOT_SET_UP) for code in (20005, 21212, 21408, 21603, 21606, 21609, 21612)),
    *((code, 400, R.NOT_SET_UP) for code in (21659, 21660, 21701, 21703, 30002, 30010, 30029, 30032)),
    *((code, 400, R.UNCLEAR) for code in (1, 20001, 21602, 21624, 99999)),
]


@pytest.mark.parametrize(("code", "status", "refusal"), CODES)
def test_each_number_has_its_meaning_when_a_message_is_handed_over(
    code: int, status: int, refusal: Refusal
) -> None:
    assert refused_at_once(code, status) is refusal


@pytest.mark.parametrize(("code", "_status", "refusal"), CODES)
def test_each_number_has_the_same_meaning_when_a_message_did_not_arrive(
    code: int, _status: int, refusal: Refusal
) -> None:
    assert refused_later(Delivery.UNDELIVERED, code) is refusal


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (20500, 500),
        (20500, 400),
        (None, 500),
        (None, 502),
        (20003, 503),
        (21211, 504),
        (None, 302),
        (None, 199),
    ],
)
def test_after_a_fault_of_the_provider_nobody_knows_whether_it_went(code: int | None, status: int) -> None:
    assert refused_at_once(code, status) is None


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (400, R.UNCLEAR),
        (401, R.NOT_SET_UP),
        (403, R.NOT_SET_UP),
        (404, R.NOT_SET_UP),
        (409, R.UNCLEAR),
        (429, R.BUSY),
    ],
)
def test_without_a_number_the_status_says_what_it_can(status: int, refusal: Refusal) -> None:
    assert refused_at_once(None, status) is refusal


def test_too_many_at_once_is_too_many_at_once_whatever_else_is_said() -> None:
    assert refused_at_once(21211, 429) is R.BUSY


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        ("queued", Delivery.ACCEPTED),
        ("accepted", Delivery.ACCEPTED),
        ("scheduled", Delivery.ACCEPTED),
        ("sending", Delivery.ACCEPTED),
        ("sent", Delivery.SENT),
        ("delivered", Delivery.DELIVERED),
        ("read", Delivery.DELIVERED),
        ("undelivered", Delivery.UNDELIVERED),
        ("failed", Delivery.FAILED),
        ("canceled", Delivery.FAILED),
        ("Delivered", Delivery.DELIVERED),
        ("received", None),
        ("receiving", None),
        ("", None),
        (None, None),
    ],
)
def test_each_word_says_how_far_a_message_has_come(status: str | None, delivery: Delivery | None) -> None:
    assert delivery_of(status) is delivery


@pytest.mark.parametrize("delivery", [Delivery.ACCEPTED, Delivery.SENT, Delivery.DELIVERED])
def test_what_is_on_its_way_or_has_arrived_was_refused_by_nobody(delivery: Delivery) -> None:
    assert refused_later(delivery, 30003) is None


@pytest.mark.parametrize("delivery", [Delivery.UNDELIVERED, Delivery.FAILED])
def test_what_did_not_arrive_for_no_reason_given_goes_to_a_person(delivery: Delivery) -> None:
    assert refused_later(delivery, None) is R.UNCLEAR
