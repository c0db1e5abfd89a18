"""Reminders of something agreed: two working days before its day, once when it is late, and no more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.pathways.rules.action_reminders import next_reminder_at, reminder_now, reminders
from support.vocabulary.calendar import local, may_text


@pytest.mark.parametrize(
    ("due_on", "before", "late"),
    [
        (date(2026, 12, 4), "2026-12-02 10:00", "2026-12-09 10:00"),
        (date(2026, 12, 14), "2026-12-10 10:00", "2026-12-17 10:00"),
        (date(2026, 12, 23), "2026-12-21 10:00", "2026-12-30 10:00"),
    ],
)
def test_both_come_on_working_days_at_ten(due_on: date, before: str, late: str) -> None:
    said = [f"{local(one.due_at):%Y-%m-%d %H:%M}" for one in reminders(due_on)]
    assert said == [before, late]


@given(st.dates(date(2026, 11, 24), date(2027, 11, 24)), st.integers(0, 72))
def test_each_is_said_once_when_a_text_may_go_and_never_of_what_was_agreed_later(
    due_on: date, hours: int
) -> None:
    agreed_at = datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(hours=hours)
    now, said = agreed_at, []
    while (following := next_reminder_at(due_on, now)) is not None:
        now = following
        found = reminder_now(due_on, now)
        assert found is not None and may_text(now) and now > agreed_at
        said.append(found.is_late)
    assert said in ([False, True], [True])


def test_what_is_found_far_too_late_is_not_said() -> None:
    due_on = date(2026, 12, 4)
    assert reminder_now(due_on, datetime(2026, 12, 5, 12, tzinfo=UTC)) is None
    assert reminder_now(due_on, datetime(2027, 1, 4, 12, tzinfo=UTC)) is None
