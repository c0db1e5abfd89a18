"""Holding calendars while they change, and counting the change."""

from collections.abc import Iterable

from support.booking.models import Calendar
from support.booking.rules.diary import Changes
from support.platform.database import insert_into
from support.platform.work import Work


def hold_times(work: Work, practitioners: Iterable[str]) -> dict[str, Changes]:
    """Times of these practitioners change in this work: their calendars are held until it ends.

    How often each has changed, this time included. On PostgreSQL others wait here, and see what was
    changed; on SQLite there is one writer anyway.
    """
    # In one order, so that two who hold several never wait for each other.
    return {one: _count(work, one, hours=0, times=1) for one in sorted(set(practitioners))}


def hold_hours(work: Work, practitioner_id: str) -> None:
    """The hours of a practitioner change in this work; otherwise as `hold_times`."""
    _count(work, practitioner_id, hours=1, times=0)


def _count(work: Work, practitioner_id: str, *, hours: int, times: int) -> Changes:
    first = insert_into(work.connection, Calendar).values(
        practitioner_id=practitioner_id, hours=hours, times=times
    )
    counted = first.on_conflict_do_update(
        index_elements=[Calendar.practitioner_id],
        set_={"hours": Calendar.hours + hours, "times": Calendar.times + times},
    ).returning(Calendar.hours, Calendar.times)
    return Changes(*work.connection.execute(counted).one())
