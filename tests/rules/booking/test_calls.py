"""Which promised call still comes besides the appointment."""

from datetime import UTC, datetime, timedelta

import pytest

from support.booking.rules.calls import call_to_come
from support.vocabulary.pathway import Urgency

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DUE = NOW + timedelta(hours=5)


def test_a_promised_call_comes_besides_a_session() -> None:
    booked_at = NOW + timedelta(days=2)
    call = call_to_come(
        Urgency.SAME_DAY, DUE, NOW, has_number=True, booked_kind="one_to_one", booked_at=booked_at
    )
    assert call == DUE


@pytest.mark.parametrize(
    ("urgency", "due", "has_number", "kind", "booked_at"),
    [
        (Urgency.ROUTINE, DUE, True, "", None),
        (Urgency.SAME_DAY, None, True, "", None),
        (Urgency.SAME_DAY, NOW - timedelta(minutes=1), True, "", None),
        (Urgency.NOW, DUE, False, "", None),
        (Urgency.NEXT_DAY, DUE, True, "nurse_call", DUE),
        (Urgency.NEXT_DAY, DUE, True, "nurse_call", DUE - timedelta(hours=1)),
    ],
)
def test_no_call_is_promised_that_nobody_makes(
    urgency: Urgency, due: datetime | None, has_number: bool, kind: str, booked_at: datetime | None
) -> None:
    found = call_to_come(urgency, due, NOW, has_number=has_number, booked_kind=kind, booked_at=booked_at)
    assert found is None


def test_a_booked_call_after_the_promise_does_not_keep_it() -> None:
    late = DUE + timedelta(hours=1)
    call = call_to_come(Urgency.SAME_DAY, DUE, NOW, has_number=True, booked_kind="nurse_call", booked_at=late)
    assert call == DUE
