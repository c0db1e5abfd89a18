"""When the address of a feed still opens it."""

from datetime import UTC, datetime, timedelta

import pytest

from support.booking.rules.feed import feed_stands

MADE = datetime(2026, 11, 24, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "stands"),
    [
        (MADE - timedelta(days=300), True),
        (MADE, True),
        (MADE + timedelta(seconds=1), False),
    ],
)
def test_what_was_made_before_the_account_was_taken_into_use_anew_opens_nothing(
    since: datetime, stands: bool
) -> None:
    assert feed_stands(MADE, since) is stands
