"""Noting what has become free, for those who wait for an earlier time."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from support.booking.rules.cells import CELL
from support.booking.waiting_models import FreedTime, Waiting
from support.platform.work import Work


def note_freed(work: Work, practitioner_id: str, starts_at: datetime, ends_at: datetime) -> None:
    """A stretch of the practitioner may have become free; nothing is noted while nobody waits.

    Always a row of its own: whoever gives a time back never waits for the job that offers another.
    """
    if ends_at <= work.now or work.session.execute(select(Waiting.case_id).limit(1)).scalar() is None:
        return
    work.session.add(
        FreedTime(
            id=work.new_id(),
            practitioner_id=practitioner_id,
            starts_at=starts_at,
            ends_at=ends_at,
            due_at=work.now,
        )
    )


def note_freed_cells(work: Work, cells: Iterable[tuple[str, datetime]]) -> None:
    """Quarter-hours of practitioners that were held and are not any more: each unbroken row of them is one
    stretch, so that nothing between two of them is taken for freed."""
    stretches: list[tuple[str, datetime, datetime]] = []
    for practitioner_id, start in sorted(cells):
        begins = start
        if stretches and (stretches[-1][0], stretches[-1][2]) == (practitioner_id, start):
            begins = stretches.pop()[1]
        stretches.append((practitioner_id, begins, start + CELL))
    for stretch in stretches:
        note_freed(work, *stretch)


def wake_put_off(work: Work) -> None:
    """Somebody is free for another offer: what was put off for her is looked at again."""
    work.session.execute(update(FreedTime).where(FreedTime.due_at > work.now).values(due_at=work.now))
