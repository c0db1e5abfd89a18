"""When three can meet: the free times to propose, and what the answers say about those that were."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select

from support.booking.diary_queries import diaries_of, own_cells
from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_queries import participants_of, proposed_times
from support.booking.models import BookingCell
from support.booking.rules.cells import CELL
from support.booking.rules.diary import Diary, full_days
from support.booking.rules.slots import Taken, Wanted, cells_of
from support.booking.rules.suiting import Suiting, can_be_answered, first_suiting
from support.booking.rules.three_party import HOURS_KINDS, MARKS_TIMES
from support.booking.rules.together import times_together
from support.platform.work import Work


def free_for_all(
    work: Work, practitioner_id: str, others: Iterable[str], minutes: int, channel: str
) -> list[datetime]:
    """The starts at which the practitioner can be booked and none of the others has anything else here.

    Without those that come too soon for the others to be asked.
    """
    ((_changes, diary),) = diaries_of(work, (practitioner_id,)).values()
    people = tuple(others)
    taken = _taken(work, diary, people)
    found: set[datetime] = set()
    for kind in HOURS_KINDS:
        wanted = Wanted(kind, minutes, frozenset({channel}), days=diary.hours.terms.window_days)
        found |= set(times_together([diary.hours], people, taken, wanted))
    return sorted(one for one in found if can_be_answered(one, work.now))


def suiting_of(work: Work, meeting: MeetingFacts) -> Suiting:
    """What the answers say so far: the first time that suits everybody and can still be had."""
    times = proposed_times(work, meeting.id)
    people = participants_of(work, meeting.id)
    who = [one.person_id for one in people.values() if one.person_id]
    possible = [time for time in times if is_still_free(work, who, time.starts_at, meeting.minutes)]
    marked = {
        party: [time.starts_at for time in times if time.id in people[party].suits]
        if people[party].replied_at
        else None
        for party in MARKS_TIMES
        if party in people
    }
    return first_suiting([time.starts_at for time in possible], marked)


def is_still_free(work: Work, people: Iterable[str], starts_at: datetime, minutes: int) -> bool:
    """Whether the time has not begun and none of these people has anything else then."""
    if starts_at <= work.now:
        return False
    cells = cells_of(starts_at, minutes)
    busy = select(BookingCell.person_id).where(
        BookingCell.person_id.in_(sorted(people)),
        BookingCell.starts_at >= cells[0],
        BookingCell.starts_at < cells[-1] + CELL,
        or_(BookingCell.held_until.is_(None), BookingCell.held_until > work.now),
    )
    return work.session.execute(busy.limit(1)).scalar() is None


def _taken(work: Work, diary: Diary, people: Iterable[str]) -> Taken:
    held = tuple(one for one in diary.held if one.until > work.now)
    busy = [diary.booked, *(one.cells for one in held), *(own_cells(work, one) for one in people)]
    return Taken(busy, work.now, full_days([diary], held, None))
