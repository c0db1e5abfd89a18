"""When the owner of something agreed is reminded: two working days before its day, and once when late.

Source: domain model C.6 (action_overdue: three working days late) and the mock-up of the supervisor's page.
The person herself and the supervisor are reminded; we and human resources are not written to.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from support.pathways.rules.agreed_action import Owner
from support.people.supervisor_rules import message_key
from support.vocabulary.calendar import add_working_days, at, is_working_day, local_date, next_text_time

REMINDED = frozenset({Owner.EMPLOYEE, Owner.SUPERVISOR})
_BEFORE, _LATE = 2, 3
_WALL_TIME = time(10)
_DAY = timedelta(days=1)


class Reminder(NamedTuple):
    """Whether its day has passed, from when it may be said, and the moment from which that is pointless."""

    is_late: bool
    due_at: datetime
    until: datetime


def reminders(due_on: date) -> tuple[Reminder, ...]:
    """What is said, in order; nothing that would come too late."""
    before = next_text_time(at(_working_days_before(due_on, _BEFORE), _WALL_TIME))
    late_on = add_working_days(due_on, _LATE)
    late = next_text_time(at(late_on, _WALL_TIME))
    wished = (
        Reminder(is_late=False, due_at=before, until=at(due_on + _DAY, time())),
        Reminder(is_late=True, due_at=late, until=at(late_on + 7 * _DAY, time())),
    )
    return tuple(one for one in wished if one.due_at < one.until)


def reminder_now(due_on: date, now: datetime) -> Reminder | None:
    """What is to be said now: the last that is due and would still make sense when it may go."""
    goes_at = next_text_time(now)
    due = [one for one in reminders(due_on) if one.due_at <= now and goes_at < one.until]
    return due[-1] if due else None


def next_reminder_at(due_on: date, now: datetime) -> datetime | None:
    """When there is something to say after now; None when there is nothing more.

    What would have been said before it was agreed on is passed by so.
    """
    return next((one.due_at for one in reminders(due_on) if one.due_at > now), None)


def reminder_key(action_id: str, supervisor_link_id: str | None) -> str:
    """How the business key of each reminder of this action begins."""
    return f"{message_key(supervisor_link_id) if supervisor_link_id else ''}action:{action_id}:"


def said_on(reminder: Reminder, now: datetime) -> str:
    """How the key of one reminder ends: as short as that, or the column does not hold it."""
    return f"{'late' if reminder.is_late else 'due'}:{local_date(now):%y%m%d}"


def _working_days_before(day: date, count: int) -> date:
    while count:
        day -= _DAY
        count -= is_working_day(day)
    return day
