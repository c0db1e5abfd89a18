"""Who is on duty on a day: the one who is told first, and who is next."""

from collections.abc import Sequence
from datetime import date

from support.vocabulary.calendar import is_working_day, next_working_day

DAYS_SHOWN = 5
PLACES = 2


def days_to_plan(today: date) -> list[date]:
    """The next working days, today included where it is one."""
    days = [today if is_working_day(today) else next_working_day(today)]
    while len(days) < DAYS_SHOWN:
        days.append(next_working_day(days[-1]))
    return days


def first_of(today: Sequence[str], practitioner_id: str) -> list[str]:
    """The order of a day after one has put herself first; whoever falls off the end is not on duty."""
    others = [one for one in today if one != practitioner_id]
    return [practitioner_id, *others][:PLACES]
