"""The start of a quarter-hour is stored as a number and comes back as the same moment; others are refused."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.dialects import sqlite

from support.booking.columns import QuarterHour
from support.booking.rules.cells import cell_at
from support.vocabulary.calendar import HELSINKI

DIALECT = sqlite.dialect()


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 11, 25, 7, 45, tzinfo=UTC),
        datetime(2026, 7, 1, 9, 15, tzinfo=HELSINKI),
        datetime(1969, 12, 31, 23, 45, tzinfo=UTC),
    ],
)
def test_a_quarter_hour_comes_back_as_it_was(start: datetime) -> None:
    number = QuarterHour().process_bind_param(start, DIALECT)
    assert number == cell_at(start)
    assert QuarterHour().process_result_value(number, DIALECT) == start


def test_a_moment_within_a_quarter_hour_is_refused() -> None:
    within = datetime(2026, 11, 25, 7, 45, tzinfo=UTC) + timedelta(seconds=1)
    with pytest.raises(ValueError, match="quarter-hour"):
        QuarterHour().process_bind_param(within, DIALECT)
