"""Holding calendars while they change, and counting the change."""

from collections.abc import Iterable

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from support.booking.models import Calendar
from support.booking.rules.diary import Changes
from support.platform.hot_statement import HotStatement
from support.platform.work import Work


def _counting(insert: postgresql.Insert | sqlite.Insert) -> HotStatement:
    first = insert.values(
        practitioner_id=bindparam("practitioner"),
        hours=bindparam("first_hours"),
        times=bindparam("first_times"),
    )
    more = {
        "hours": Calendar.hours + bindparam("more_hours"),
        "times": Calendar.times + bindparam("more_times"),
    }
    counted = first.on_conflict_do_update(index_elements=[Calendar.practitioner_id], set_=more)
    return HotStatement(counted.returning(Calendar.hours, Calendar.times))


# Each database has its own words for a row that is there already.
_COUNT = {
    "postgresql": _counting(postgresql.insert(Calendar)),
    "sqlite": _counting(sqlite.insert(Calendar)),
}


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
    given = {"first_hours": hours, "more_hours": hours, "first_times": times, "more_times": times}
    count = _COUNT[work.connection.dialect.name]
    ((hours, times),) = count.rows(work.connection, {"practitioner": practitioner_id, **given})
    return Changes(hours, times)
